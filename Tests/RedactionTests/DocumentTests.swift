import Foundation
import PlatformModel
import Platforms
import Redaction
import Testing

/// docs/redaction.md says what the tables know; `PEERCONF_RECORD=1` writes it anew.
struct DocumentTests {
  @Test func `the document has the tables as they are`() throws {
    let path = "\(Redacting.folder)../../docs/redaction.md"
    let wanted = try Self.document()
    if ProcessInfo.processInfo.environment["PEERCONF_RECORD"] != nil {
      try wanted.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let isSame = try String(contentsOfFile: path, encoding: .utf8) == wanted
    #expect(isSame, "docs/redaction.md is out of date: PEERCONF_RECORD=1 writes it anew")
  }

  private static func document() throws -> String {
    let kinds = SecretKind.allCases
    var text = """
      # What is redacted

      `peerconf secrets scan` and `peerconf secrets redact` know these places of secrets, by platform and kind: rows of its table
      and captures of its statements. In brackets: how many of them are verified, read in a device's own output or a vendor's
      document; the others are of guides or memory. Below the tables a net catches what stands behind words such as `password`,
      what has the form of an encoded value, and what lies between `-----BEGIN` and `-----END`.

      | platform | \(kinds.map(\.rawValue).joined(separator: " | ")) | all |
      |---|\(String(repeating: "---|", count: kinds.count + 1))

      """
    var total = 0
    for id in Catalog.builtinIDs {
      let rows = try Redacting.platform(id).allSecrets.filter { row in
        switch row.place {
        case .line(_, let captures), .words(_, let captures): !captures.isEmpty
        case .property, .element, .block: true
        }
      }
      total += rows.count
      let cells = kinds.map { kind in cell(rows.filter { $0.kind == kind }) }
      text += "| \(id) | \(cells.joined(separator: " | ")) | \(cell(rows)) |\n"
    }
    return text + "\n\(total) places on \(Catalog.builtinIDs.count) platforms.\n"
  }

  private static func cell(_ rows: [SecretRow]) -> String {
    let verified = rows.count { $0.provenance.confidence == .verified }
    return rows.isEmpty ? "" : "\(rows.count) (\(verified))"
  }
}
