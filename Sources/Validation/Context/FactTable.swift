import ConfigTree
import PlatformModel

/// All facts of a file, found in one walk.
struct FactTable: Sendable {
  private let byName: [String: [Fact]]
  /// For every node, its top-level section or line.
  let blocks: [Int]

  init(_ matched: MatchedDocument, _ readings: ReadingTable, version: SoftwareVersion?) {
    let nodes = matched.document.nodes
    var blocks: [Int] = []
    blocks.reserveCapacity(nodes.count)
    var byName: [String: [Fact]] = [:]
    for index in nodes.indices {
      let block = nodes[index].parent.map { blocks[$0] } ?? index
      blocks.append(block)
      guard let rule = matched.ruleIndex(of: index) else { continue }
      for bound in readings.ofRule[rule] {
        if let fact = FactTable.fact(bound, of: index, block, matched, version) {
          byName[fact.name, default: []].append(fact)
        }
      }
      for bound in readings.standards[rule] where !FactTable.isWritten(bound, in: index, matched, readings) {
        guard let value = bound.reading.standard else { continue }
        byName[bound.reading.fact, default: []].append(
          Fact(
            name: bound.reading.fact, node: index, block: block, texts: [value], words: [value],
            isStandard: true))
      }
    }
    self.byName = byName
    self.blocks = blocks
  }

  subscript(name: String) -> [Fact] { byName[name] ?? [] }

  private static func fact(
    _ bound: ReadingTable.Bound, of node: Int, _ block: Int, _ matched: MatchedDocument,
    _ version: SoftwareVersion?
  ) -> Fact? {
    guard !matched.isNegated(node) else { return nil }
    let reading = bound.reading
    if reading.captures.isEmpty {
      guard let value = reading.value else { return nil }
      return Fact(
        name: reading.fact, node: node, block: block, texts: [value], words: [value], isStandard: false)
    }
    var texts: [String] = []
    for capture in reading.captures {
      guard let text = capturedText(capture, from: node, matched) else { return nil }
      texts.append(text)
    }
    var words = texts
    if let table = bound.table {
      words = texts.flatMap { table.words(in: $0, version: version) }
      // One line may answer several questions: a word of another table says nothing here.
      if words.isEmpty { return nil }
    }
    return Fact(name: reading.fact, node: node, block: block, texts: texts, words: words, isStandard: false)
  }

  /// A capture of the line or of one of the sections around it.
  private static func capturedText(_ name: String, from node: Int, _ matched: MatchedDocument) -> String? {
    var next: Int? = node
    while let index = next {
      if let text = matched.string(name, of: index) { return text }
      next = matched.document.nodes[index].parent
    }
    return nil
  }

  /// Whether a section has a line of the fact, by this or another spelling.
  private static func isWritten(
    _ bound: ReadingTable.Bound, in section: Int, _ matched: MatchedDocument, _ readings: ReadingTable
  ) -> Bool {
    matched.document.children(of: section).contains { child in
      guard let rule = matched.ruleIndex(of: child), !matched.isNegated(child) else { return false }
      return readings.ofRule[rule].contains { $0.reading.fact == bound.reading.fact }
    }
  }
}

extension VocabularyTable {
  /// The neutral words that a text of one or more spellings means, the longest spelling first.
  func words(in text: String, version: SoftwareVersion?) -> [String] {
    if let word = word(for: text, version: version) { return [word] }
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).prefix(64)
    var words: [String] = []
    var position = 0
    while position < parts.count {
      var taken = 1
      for length in stride(from: min(4, parts.count - position), through: 1, by: -1) {
        let spelling = parts[position..<position + length].joined(separator: " ")
        if let word = word(for: spelling, version: version) {
          words.append(word)
          taken = length
          break
        }
      }
      position += taken
    }
    return words
  }
}
