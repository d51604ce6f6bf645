import ConfigTree
import Foundation
import PlatformModel
import Platforms
import Redaction
import SafeFiles
import Testing

/// Files of our own with a canary in each syntax of a key, one file a platform.
struct FixtureTests {
  static let files = (try? SafeFile.list("\(Redacting.folder)Fixtures"))?.sorted() ?? []

  @Test(arguments: files)
  func `every key of the file is known by the table and gone`(name: String) throws {
    let id = String(name.prefix { $0 != "." })
    let bytes = try SafeFile.read("\(Redacting.folder)Fixtures/\(name)")
    let guess = Recogniser(try Catalog().summaries()).recognise(bytes)
    let known = try Redacting.platform(id)
    let platform = guess.notation(of: id).flatMap { known.using(notation: $0) } ?? known
    let scanner = SecretScanner(platform)
    let hits = scanner.scan(bytes)
    let redacted = Redacting.redactor.redacted(bytes, hits)
    let text = String(decoding: redacted, as: UTF8.self)
    let left = text.split(separator: "\n").filter { $0.contains("CANARY") }
    #expect(left == [])
    let unknown = hits.filter { $0.row == nil }.map(\.line)
    #expect(unknown == [], "only the net knows these lines")
    let keepsShape = Redacting.shape(bytes, platform.syntax) == Redacting.shape(redacted, platform.syntax)
    #expect(keepsShape)
    let isSame = Redacting.redact(redacted, scanner) == redacted
    #expect(isSame)
    // Nothing but the canaries was taken out.
    for hit in hits where hit.kind != .certificate && hit.kind != .privateKey {
      let value = String(decoding: hit.pieces.map { bytes[$0] }.joined(), as: UTF8.self)
      #expect(value.contains("CANARY"), "\(name):\(hit.line) takes out \(value)")
    }
    #expect(guess.id == id)
  }

  @Test func `at least forty syntaxes on twelve platforms are shown`() throws {
    var rows = 0
    for name in Self.files {
      let scanner = SecretScanner(try Redacting.platform(String(name.prefix { $0 != "." })))
      let hits = scanner.scan(try SafeFile.read("\(Redacting.folder)Fixtures/\(name)"))
      rows += Set(hits.compactMap(\.row)).count
    }
    #expect(Self.files.count >= 12 && rows >= 40, "\(rows) rows in \(Self.files.count) files")
    print("fixtures: \(rows) rows of tables in \(Self.files.count) files")
  }
}
