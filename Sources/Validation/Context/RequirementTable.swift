import ConfigTree
import PlatformModel

/// The platform's requirements, bound to a grammar of their own: a requirement may look at parts of a line that
/// the statements take as one value.
struct RequirementTable: Sendable {
  let bound: [Bound]

  struct Bound: Sendable {
    let requirement: Requirement
    let when: PlaceMatcher
    let needs: PlaceMatcher
  }

  init(_ platform: Platform) {
    bound = platform.requirements.compactMap { requirement in
      guard let when = PlaceMatcher(requirement.when, platform.written),
        let needs = PlaceMatcher(requirement.needs, platform.written)
      else { return nil }
      return Bound(requirement: requirement, when: when, needs: needs)
    }
  }
}

/// Tells whether a line is the one that a requirement speaks of.
struct PlaceMatcher: Sendable {
  private let patterns: [Grammar]
  /// For each pattern the words that its lines begin with, in lower case; empty: any.
  private let firstWords: [[[UInt8]]]

  /// `nil` for patterns that no grammar can be made of.
  init?(_ place: Requirement.Place, _ syntax: Syntax) {
    var patterns: [Grammar] = []
    for pattern in place.sections + [place.line] {
      guard let grammar = try? Grammar([StatementRule(pattern: pattern)], syntax: syntax) else { return nil }
      patterns.append(grammar)
    }
    self.patterns = patterns
    firstWords = (place.sections + [place.line]).map { pattern in
      if case .words(let words)? = pattern.elements.first { words.map { Array($0.utf8) } } else { [] }
    }
  }

  /// All lines of a document at this place.
  func nodes(in matched: MatchedDocument) -> [Int] { find(in: matched, below: nil, depth: 0) }

  /// Lines at this place inside a section that matched the place's last header.
  func nodes(in matched: MatchedDocument, section: Int?) -> [Int] {
    find(in: matched, below: section, depth: patterns.count - 1)
  }

  private func find(in matched: MatchedDocument, below section: Int?, depth: Int) -> [Int] {
    let nodes = matched.document.nodes
    let end = section.map { nodes[$0].subtreeEnd } ?? nodes.count
    var hits: [Int] = []
    var child = section.map { $0 + 1 } ?? 0
    while child < end {
      if matches(child, depth, matched) { hits.append(child) }
      child = nodes[child].subtreeEnd
    }
    guard depth + 1 < patterns.count else { return hits }
    return hits.flatMap { find(in: matched, below: $0, depth: depth + 1) }
  }

  private func matches(_ node: Int, _ depth: Int, _ matched: MatchedDocument) -> Bool {
    guard matched.document.nodes[node].kind == .statement else { return false }
    let text = matched.text(of: node)
    guard firstWords[depth].isEmpty || firstWords[depth].contains(where: { PlaceMatcher.begins(text, $0) })
    else {
      return false
    }
    let match = patterns[depth].match(Array(text), under: nil)
    return match.rule == 0 && !match.isNegated
  }

  private static func begins(_ text: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
    guard text.count >= word.count else { return false }
    var position = text.startIndex
    for byte in word {
      let other = text[position]
      guard byte == (other &- 0x41 < 26 ? other | 0x20 : other) else { return false }
      position += 1
    }
    return position == text.endIndex || text[position] == 0x20 || text[position] == 0x09
  }
}
