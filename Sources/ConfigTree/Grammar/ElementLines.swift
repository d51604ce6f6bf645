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
    let found = grammar.rules.compactMap { rule -> Header? in
      guard rule.parent.map({ grammar.rules[$0].children }) ?? 0 == set, rule.statement.section != nil,
        let (name, pairs) = rule.statement.pattern.pairs, !pairs.isEmpty
      else { return nil }
      return Header(name: name, keys: pairs.map(\.name))
    }
    headers[set] = found
    return found
  }

  /// A text as one word of a line.
  private static func word(_ text: [UInt8]) -> [UInt8] { PathTree.Path(words: [text]).text }
}
