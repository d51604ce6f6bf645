package import ConfigTree

/// Running statements that belong to the intended side beyond those that it mentions.
///
/// A tunnel that a fragment no longer mentions is removed only when the caller says that it was ours.
package struct Ownership: Sendable, Hashable {
  /// Nothing beyond what the intended side mentions.
  package static let mentioned = Ownership(nodes: [])

  /// Nodes of the running document; a marked section goes with everything in it.
  package var nodes: Set<Int>

  package init(nodes: Set<Int>) { self.nodes = nodes }

  /// Every running statement for which the predicate holds.
  package init(in running: MatchedDocument, where isOwned: (Int) -> Bool) {
    nodes = Set(
      running.document.nodes.indices.filter { running.document.nodes[$0].isConfiguration && isOwned($0) })
  }

  /// What an earlier fragment mentioned: its owned sections whole, its single statements elsewhere.
  package init(previous: MatchedDocument, in running: MatchedDocument) {
    nodes = []
    mark(previous, nil, running, nil)
  }

  /// Depth is bounded by the parser.
  private mutating func mark(
    _ previous: MatchedDocument, _ parents: [Int]?, _ running: MatchedDocument, _ runningParents: [Int]?
  ) {
    let table = StatementTable(below: runningParents, in: running)
    for statement in StatementTable(below: parents, in: previous).statements {
      guard let found = table[statement.key], !previous.isNegated(statement.last) else { continue }
      let isSection = previous.document.nodes[statement.node].subtreeEnd > statement.node + 1
      let rule = previous.rule(of: statement.node)
      if rule?.statement.section == .shared || rule == nil && isSection {
        mark(previous, statement.nodes, running, found.nodes)
      } else {
        nodes.formUnion(found.nodes)
      }
    }
  }

  /// Whether a marked node stands below the given one.
  func reaches(below node: Int, in document: ConfigDocument) -> Bool {
    guard !nodes.isEmpty else { return false }
    let range = node + 1..<document.nodes[node].subtreeEnd
    return nodes.count < range.count
      ? nodes.contains(where: range.contains) : range.contains(where: nodes.contains)
  }
}
