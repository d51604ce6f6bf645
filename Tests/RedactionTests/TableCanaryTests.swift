import ConfigTree
import PlatformModel
import Platforms
import Redaction
import Testing

/// Canaries at every place of every table, in many surroundings.
struct TableCanaryTests {
  static let ids = Catalog.builtinIDs

  @Test(arguments: ids)
  func `a canary at any place of the table is gone, and the row knows it`(id: String) throws {
    let platform = try Redacting.platform(id)
    for written in [platform] + platform.notations.compactMap({ platform.using(notation: $0.name) }) {
      try plant(written)
    }
  }

  private func plant(_ platform: Platform) throws {
    let id = platform.id
    let scanner = SecretScanner(platform)
    var documents: [String: [String]] = [:]
    // In a document there are no lines, and in lines no elements.
    for row in scanner.table.rows where row.isElement == platform.syntax.isXML {
      let planted = PlantedLines(row, isPath: platform.syntax.isPath)
      for line in planted.lines {
        for (name, text) in Self.surroundings(line, planted.header, platform.syntax) {
          documents[name, default: []].append(text)
        }
      }
    }
    #expect(!documents.isEmpty)
    for (name, texts) in documents {
      // All in one file, where the lines are whole; what stands at a file's end or start is a file.
      if platform.syntax.isXML {
        check(Self.document(texts, name), "\(id) \(name)", scanner, platform.syntax)
      } else {
        let isWhole = name != "without end" && name != "byte order mark"
        for text in isWhole ? [texts.joined()] : texts {
          check(text, "\(id) \(name)", scanner, platform.syntax)
        }
      }
    }
  }

  private func check(_ text: String, _ name: String, _ scanner: SecretScanner, _ syntax: Syntax) {
    let bytes = Array(text.utf8)
    let hits = scanner.scan(bytes)
    let redacted = Redacting.redactor.redacted(bytes, hits)
    let canaries = [PlantedLines.canary, PlantedLines.other, PlantedLines.code]
    let left = String(decoding: redacted, as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { line in canaries.contains { line.contains($0) } }
    #expect(left == [], "\(name)")
    let known = Set(
      hits.filter { $0.row != nil }.flatMap { hit in hit.pieces.map { lineNumber($0, hit, bytes) } })
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map({ String(decoding: $0, as: UTF8.self) }).enumerated()
    where canaries.contains(where: { line.contains($0) }) {
      #expect(known.contains(index + 1), "\(name): only the net knows \(line)")
    }
    // Compared outside of the expectations, which would look for the differences of long texts.
    let keepsShape = Redacting.shape(bytes, syntax) == Redacting.shape(redacted, syntax)
    #expect(keepsShape, "\(name): another tree")
    let isSame = Redacting.redact(redacted, scanner) == redacted
    #expect(isSame, "\(name): not the same again")
  }

  private func lineNumber(_ piece: Range<Int>, _ hit: SecretHit, _ bytes: [UInt8]) -> Int {
    hit.line + bytes[(hit.pieces.first?.lowerBound ?? 0)..<piece.lowerBound].count { $0 == 0x0A }
  }

  /// The line alone and as people and collectors leave it behind.
  static func surroundings(_ line: String, _ header: String?, _ syntax: Syntax) -> [(String, String)] {
    if case .xml = syntax {
      return ["plain", "carriage returns", "one line", "in a section"].map { ($0, line) }
    }
    let isBlock = line.contains("\n")
    func inSection(_ line: String) -> String {
      guard let header else { return "\(line)\n" }
      let close = if case .editBlocks = syntax { "end\n" } else { "" }
      return "\(header)\n \(line)\n\(close)"
    }
    var all = [
      ("plain", inSection(line)), ("indented", inSection("   \(line)")),
      ("without end", String(inSection(line).dropLast())),
      ("carriage returns", inSection(line).replacing("\n", with: "\r\n")),
      ("byte order mark", "\u{FEFF}\(inSection(line))"),
      (
        "neighbours",
        "\(syntax.isPath ? "set interfaces" : "interface") x1 description secret garden\n\(inSection(line))hostname b\n"
      ),
      ("trailing blanks", inSection("\(line)  \t")),
    ]
    guard !isBlock else { return all }
    all += [
      ("more words", inSection("\(line) more words")),
      (
        "quoted",
        inSection(
          line.replacing(PlantedLines.canary, with: "\"\(PlantedLines.canary) x\"").replacing(
            "\"\"", with: "\""))
      ),
    ]
    // A verb in capitals is none.
    if !syntax.isPath {
      all.append(
        (
          "upper case",
          inSection(
            line.split(separator: " ").enumerated().map {
              $0.offset == 0 ? $0.element.uppercased() : String($0.element)
            }.joined(separator: " "))
        ))
    }
    let mark: String? =
      switch syntax {
      case .indented(let parameters): parameters.comments.first
      case .editBlocks(let parameters): parameters.comments.first
      case .pathCommands(let parameters): parameters.comments.first
      case .braces(let parameters): parameters.comments.first
      case .pathLines(let parameters): parameters.comments.first
      case .xml: nil
      }
    if let mark, header == nil {
      all += [("comment", "\(mark) \(line)\n"), ("comment at once", "\(mark)\(line)\n")]
    }
    if !syntax.negation.isEmpty, header == nil, case .indented = syntax {
      all.append(("negated", "\(syntax.negation) \(line)\n"))
    }
    return all
  }

  private static func document(_ lines: [String], _ name: String) -> String {
    let document =
      "<?xml version=\"1.0\"?>\n<root>\n  <a x=\"1\">b</a>\n\(lines.joined(separator: "\n"))\n  <c/>\n</root>\n"
    return switch name {
    case "carriage returns": document.replacing("\n", with: "\r\n")
    case "one line": document.replacing("\n", with: "")
    case "in a section": document.replacing("root", with: "system")
    default: document
    }
  }
}

extension SecretRow {
  fileprivate var isElement: Bool { if case .element = place { true } else { false } }
}

extension Syntax {
  fileprivate var isPath: Bool { if case .pathLines = self { true } else { false } }
  fileprivate var isXML: Bool { if case .xml = self { true } else { false } }
}
