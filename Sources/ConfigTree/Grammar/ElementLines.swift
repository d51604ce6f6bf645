/// Elements of an XML document as the lines that rules are written for: `ikeid 1` for `<ikeid>1</ikeid>`.
///
/// A section's line is its name, and behind it what tells it from its like where a rule names that in pairs:
/// `phase1 ikeid <id>` makes `phase1 ikeid 1` of an element `phase1` with a child `ikeid`; `@uuid` is an attribute.
struct ElementLines {
  private let grammar: Grammar
  private let document: ConfigDocument
  /// Headers of a set of rules with the keys behind their names.
  private var headers: [Int: [Header]] = [:]

  private struct Header {
    var name: [UInt8]
    var keys: [[UInt8]]
  }

  init(_ grammar: Grammar, _ document: ConfigDocument) {
    self.grammar = grammar
    self.document = document
  }

  /// The line of a node in a section with a set of rules; `nil` for one that is no element.
  mutating func line(of node: Int, set: Int) -> [UInt8]? {
    guard let element = document.element(at: node) else { return nil }
    var line = element.name
    if let content = element.content {
      if !content.isEmpty { line += [0x20] + ElementLines.word(content) }
      return line
    }
    for header in headers(of: set) where header.name == element.name.map(Words.lower) {
      let values = header.keys.map { value(of: $0, in: node) }
      guard values.allSatisfy({ $0 != nil }) else { continue }
      for (key, value) in zip(header.keys, values) {
        line += [0x20] + key + [0x20] + ElementLines.word(value ?? [])
      }
      break
    }
    return line
  }

  private func value(of key: [UInt8], in node: Int) -> [UInt8]? {
    if key.first == UInt8(ascii: "@") {
      return document.attribute(String(decoding: key.dropFirst(), as: UTF8.self), of: node).map {
        Array($0.utf8)
      }
    }
    for child in document.children(of: node) {
      if let element = document.element(at: child), element.name.map(Words.lower) == key {
        return element.content
      }
    }
    return nil
  }

  private mutating func headers(of set: Int) -> [Header] {
    if let known = headers[set] { return known }
    let found = grammar.rules.indices.compactMap { rule -> Header? in
      let parent = grammar.rules[rule].parent.map { grammar.rules[$0].children } ?? 0
      guard parent == set, grammar.rules[rule].statement.section != nil else { return nil }
      return header(grammar.rules[rule].statement.pattern.elements)
    }
    headers[set] = found
    return found
  }

  /// `nil` for a pattern that has no pairs behind the name.
  private func header(_ elements: [StatementPattern.Element]) -> Header? {
    guard elements.count > 1, elements.count % 2 == 1, case .words(let names) = elements[0],
      let name = names.first
    else { return nil }
    var keys: [[UInt8]] = []
    for place in stride(from: 1, to: elements.count, by: 2) {
      guard case .words(let words) = elements[place], let word = words.first,
        case .capture = elements[place + 1]
      else { return nil }
      keys.append(Array(word.utf8))
    }
    return Header(name: Array(name.utf8), keys: keys)
  }

  /// A text as one word of a line.
  private static func word(_ text: [UInt8]) -> [UInt8] {
    guard text.isEmpty || text.contains(where: { $0 <= 0x20 || $0 == 0x22 }) else { return text }
    let quote = UInt8(ascii: "\"")
    var word = [quote]
    for byte in text {
      if byte == quote || byte == UInt8(ascii: "\\") { word.append(UInt8(ascii: "\\")) }
      word.append(byte)
    }
    return word + [quote]
  }
}
