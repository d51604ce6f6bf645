import Diagnostics
import VPNIntent

/// An intent of the command line, with the remarks about it.
struct IntentFile {
  let source: String
  let intent: Intent
  /// With places in the document.
  let findings: [Finding]

  /// Reads an intent; one with errors in it ends the command with findings, which are shown.
  ///
  /// - Throws: `InputError` for a text that is neither JSON nor YAML, `Process.Ending` for errors in it.
  init(_ file: InputFile) throws {
    let reading = try Intent.read(file.bytes, source: file.source)
    guard let intent = reading.value, !reading.findings.contains(where: { $0.severity == .error }) else {
      StandardError.write(Report.text(reading.findings))
      throw Process.Ending(outcome: .findings)
    }
    source = file.source
    self.intent = intent
    findings = reading.findings
  }

  init(reading path: String) throws { try self.init(InputFile(reading: path)) }

  /// Findings that others made about the intent, with those of its reading: nothing is said twice, and what has a
  /// line keeps it.
  func merged(with others: [Finding]) -> [Finding] {
    let said = Set(findings.map(Remark.init))
    let new = others.filter { !said.contains(Remark($0)) }.map { finding in
      var finding = finding
      finding.place = finding.place ?? SourcePlace(source: source)
      return finding
    }
    return findings + new
  }

  private struct Remark: Hashable {
    let rule: String
    let message: String

    init(_ finding: Finding) {
      rule = finding.rule
      message = finding.message
    }
  }

  /// Whether a file is meant as an intent: JSON, or YAML that names an intent's schema at its top.
  static func isIntent(_ bytes: [UInt8]) -> Bool {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    // No device writes a file that begins with a brace; a broken intent is still one.
    if text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return true }
    let schema = Array("schema:".utf8)
    let name = Array("peerconf.intent/".utf8)
    return text.prefix(1 << 16).split(separator: 0x0A).contains { line in
      guard line.starts(with: schema) else { return false }
      let value = line.dropFirst(schema.count)
        .drop { $0 == 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      return value.starts(with: name)
    }
  }
}
