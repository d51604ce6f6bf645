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

  /// What an earlier fragment brought: its owned sections whole, its single statements elsewhere.
  ///
  /// A fragment mentions what was there before it too: `isBrought` tells of a statement, by its nodes in the running file
  /// and in the fragment, whether it is not.
  package init(
    previous: MatchedDocument, in running: MatchedDocument,
    isBrought: (_ running: Int, _ previous: Int) -> Bool = { _, _ in true }
  ) {
    nodes = []
    mark(previous, nil, running, nil, isBrought)
  }

  /// Depth is bounded by the parser.
  private mutating func mark(
    _ previous: MatchedDocument, _ parents: [Int]?, _ running: MatchedDocument, _ runningParents: [Int]?,
    _ isBrought: (Int, Int) -> Bool
  ) {
    let table = StatementTable(below: runningParents, in: running)
    for statement in StatementTable(below: parents, in: previous).statements {
      guard let found = table[statement.key], !previous.isNegated(statement.last) else { continue }
      let isSection = previous.document.nodes[statement.node].subtreeEnd > statement.node + 1
      let rule = previous.rule(of: statement.node)
      if rule?.statement.section == .shared || rule == nil && isSection {
        mark(previous, statement.nodes, running, found.nodes, isBrought)
        // What the device makes and takes away with one of the fragment's objects is the fragment's own.
        let comesAlong = rule?.statement.comesWith != nil && isBrought(found.last, statement.last)
        if comesAlong || found.nodes.allSatisfy({ isLeftEmpty($0, in: running) }) {
          nodes.formUnion(found.nodes)
        }
      } else if isBrought(found.last, statement.last) {
        nodes.formUnion(found.nodes)
      }
    }
  }

  /// Whether nothing of a section stays: where lines are whole paths, or elements, no device keeps an empty one.
  private func isLeftEmpty(_ section: Int, in running: MatchedDocument) -> Bool {
    guard running.document.isRewritten || running.document.isXML,
      running.rule(of: section)?.statement.removal != .impossible
    else { return false }
    let children = running.document.children(of: section).filter {
      running.document.nodes[$0].isConfiguration
    }
    return !children.isEmpty && children.allSatisfy(nodes.contains)
  }

  /// Whether a marked node stands below the given one.
  func reaches(below node: Int, in document: ConfigDocument) -> Bool {
    guard !nodes.isEmpty else { return false }
    let range = node + 1..<document.nodes[node].subtreeEnd
    return nodes.count < range.count
      ? nodes.contains(where: range.contains) : range.contains(where: nodes.contains)
  }
}
