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
      guard let when = PlaceMatcher(requirement.when, platform.syntax),
        let needs = PlaceMatcher(requirement.needs, platform.syntax)
      else { return nil }
      return Bound(requirement: requirement, when: when, needs: needs)
    }
  }
}

/// Tells whether a line is the one that a requirement speaks of.
struct PlaceMatcher: Sendable {
  private let patterns: [Grammar]
  private let negation: [UInt8]

  /// `nil` for patterns that no grammar can be made of.
  init?(_ place: Requirement.Place, _ syntax: Syntax) {
    var patterns: [Grammar] = []
    for pattern in place.sections + [place.line] {
      guard let grammar = try? Grammar([StatementRule(pattern: pattern)], syntax: syntax) else { return nil }
      patterns.append(grammar)
    }
    self.patterns = patterns
    negation = Array(syntax.negation.utf8)
  }

  /// All lines of a document at this place.
  func nodes(in matched: MatchedDocument) -> [Int] { find(in: matched, below: nil, depth: 0) }

  /// Lines at this place inside a section that matched the place's last header.
  func nodes(in matched: MatchedDocument, section: Int?) -> [Int] {
    let children = Array(matched.document.children(of: section))
    return children.filter { matches($0, patterns.count - 1, matched) }
  }

  private func find(in matched: MatchedDocument, below section: Int?, depth: Int) -> [Int] {
    let hits = matched.document.children(of: section).filter { matches($0, depth, matched) }
    guard depth + 1 < patterns.count else { return hits }
    return hits.flatMap { find(in: matched, below: $0, depth: depth + 1) }
  }

  private func matches(_ node: Int, _ depth: Int, _ matched: MatchedDocument) -> Bool {
    guard matched.document.nodes[node].isConfiguration, matched.document.nodes[node].kind == .statement else {
      return false
    }
    let match = patterns[depth].match(Array(matched.document.text(of: node)), under: nil)
    return match.rule == 0 && !match.isNegated
  }
}
