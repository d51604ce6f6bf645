import ConfigTree
import PlatformModel

/// All facts of a file, found in one walk.
struct FactTable: Sendable {
  private let byName: [String: [Fact]]
  /// For every node, its top-level section or line.
  let blocks: [Int]

  init(_ matched: MatchedDocument, _ readings: ReadingTable, version: SoftwareVersion?) {
    let nodes = matched.document.nodes
    var walk = FactWalk(matched: matched, readings: readings, version: version)
    var blocks: [Int] = []
    blocks.reserveCapacity(nodes.count)
    for index in nodes.indices {
      let block = nodes[index].parent.map { blocks[$0] } ?? index
      blocks.append(block)
      guard let rule = matched.ruleIndex(of: index) else { continue }
      if !readings.ofRule[rule].isEmpty { walk.read(index, block, rule) }
      if !readings.standards[rule].isEmpty { walk.readStandards(index, block, rule) }
    }
    byName = Dictionary(grouping: walk.facts, by: \.name)
    self.blocks = blocks
  }

  subscript(name: String) -> [Fact] { byName[name] ?? [] }
}

/// The state of a walk that collects facts.
private struct FactWalk {
  let matched: MatchedDocument
  let readings: ReadingTable
  let version: SoftwareVersion?
  var facts: [Fact] = []
  /// Translations made so far, by spelling table and text: files say the same few things often.
  private var translations: [[String: [String]]]

  init(matched: MatchedDocument, readings: ReadingTable, version: SoftwareVersion?) {
    self.matched = matched
    self.readings = readings
    self.version = version
    translations = Array(repeating: [:], count: readings.spellings.count)
  }

  mutating func read(_ node: Int, _ block: Int, _ rule: Int) {
    guard !matched.isNegated(node) else { return }
    for bound in readings.ofRule[rule] {
      guard let texts = texts(bound, node) else { continue }
      var words = texts
      if let spelling = bound.spelling, !bound.captures.isEmpty {
        words = texts.flatMap { translate($0, spelling) }
        // One line may answer several questions: a word of another table says nothing here.
        if words.isEmpty { continue }
      }
      facts.append(
        Fact(
          name: bound.reading.fact, node: node, block: block, texts: texts, words: words, isStandard: false))
    }
  }

  /// Values that hold in a section since it has no line that says otherwise.
  mutating func readStandards(_ section: Int, _ block: Int, _ rule: Int) {
    for bound in readings.standards[rule] where !isWritten(bound.reading.fact, in: section) {
      guard let value = bound.reading.standard else { continue }
      facts.append(
        Fact(
          name: bound.reading.fact, node: section, block: block, texts: [value], words: [value],
          isStandard: true))
    }
  }

  private func texts(_ bound: ReadingTable.Bound, _ node: Int) -> [String]? {
    if bound.captures.isEmpty { return bound.reading.value.map { [$0] } }
    var texts: [String] = []
    texts.reserveCapacity(bound.captures.count)
    for capture in bound.captures {
      var holder = node
      for _ in 0..<capture.up {
        guard let parent = matched.document.nodes[holder].parent else { return nil }
        holder = parent
      }
      guard let bytes = matched.capture(slot: capture.slot, of: holder) else { return nil }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return texts
  }

  private mutating func translate(_ text: String, _ spelling: Int) -> [String] {
    if let known = translations[spelling][text] { return known }
    let words = readings.spellings[spelling].words(in: text, version: version)
    translations[spelling][text] = words
    return words
  }

  /// Whether a section has a line of the fact, by this or another spelling.
  private func isWritten(_ fact: String, in section: Int) -> Bool {
    let nodes = matched.document.nodes
    var child = section + 1
    while child < nodes[section].subtreeEnd {
      if let rule = matched.ruleIndex(of: child), !readings.ofRule[rule].isEmpty, !matched.isNegated(child),
        readings.ofRule[rule].contains(where: { $0.reading.fact == fact })
      {
        return true
      }
      child = nodes[child].subtreeEnd
    }
    return false
  }
}
