import ConfigTree
import Diagnostics

/// What the change sets up and a line of somebody else's keeps switched off: a neighbour, or the interface of the WAN line
/// where the change names it as an object.
///
/// The line stays as it is: whoever wrote it had a reason.
struct SwitchedOff {
  private(set) var findings: [Finding] = []

  init(_ diff: TreeDiff) {
    let running = diff.running
    let rules = Set(
      running.grammar.rules.indices.filter { running.grammar.rules[$0].statement.switchesOff })
    let lines = running.document.nodes.indices.filter { node in
      guard running.document.nodes[node].isConfiguration, !running.isNegated(node) else { return false }
      return running.ruleIndex(of: node).map(rules.contains) ?? false || SwitchedOff.isMark(node, in: running)
    }
    guard !lines.isEmpty else { return }
    let mentioned = Mentioned(diff)
    for node in lines where mentioned.isSwitchedOff(by: node, in: running) {
      findings.append(
        Finding(
          rule: "switched-off", severity: .error, place: running.document.place(of: node),
          message:
            "`\(SwitchedOff.text(node, in: running))` keeps something switched off that the change needs.",
          remedy: "Ask who wrote it; take it away on the device, fetch its file again, and plan anew."))
    }
  }

  private static func isMark(_ node: Int, in matched: MatchedDocument) -> Bool {
    matched.document.isRewritten && PathTree.unmarked(matched.document.text(of: node)) != nil
  }

  /// The line behind the headers of its sections, none of which holds a key.
  private static func text(_ node: Int, in matched: MatchedDocument) -> String {
    (matched.document.ancestors(of: node) + [node]).map { matched.line(of: $0).text() }
      .joined(separator: " / ")
  }
}

/// The statements of the intended side that stay as they are in the running one, and the objects that it makes.
private struct Mentioned {
  /// That it makes, and that it needs.
  private let objects: Set<ConfigObject>
  private let needed: Set<ConfigObject>
  private let intended: MatchedDocument
  private let removed: Set<Int>

  init(_ diff: TreeDiff) {
    let intended = diff.intended
    self.intended = intended
    objects = Set(intended.document.nodes.indices.compactMap { intended.definition(of: $0) })
    needed = Set(intended.document.nodes.indices.flatMap { intended.references(of: $0) })
    removed = Mentioned.removed(diff.entries)
  }

  private static func removed(_ entries: [DiffEntry]) -> Set<Int> {
    entries.reduce(into: []) { nodes, entry in
      if entry.kind == .removed || entry.kind == .changed { nodes.formUnion(entry.runningNodes) }
      if let node = entry.running?.node, entry.kind == .removed || entry.kind == .changed {
        nodes.insert(node)
      }
      nodes.formUnion(removed(entry.children))
    }
  }

  /// Whether the line is to stay and the intended side speaks of what it switches off: an object that it names, else
  /// the section that it stands in.
  func isSwitchedOff(by node: Int, in running: MatchedDocument) -> Bool {
    let path = running.document.ancestors(of: node)
    guard removed.isDisjoint(with: path + [node]) else { return false }
    let held = running.references(of: node)
    guard held.isEmpty else { return held.contains(where: objects.contains) }
    if let section = path.last.flatMap({ running.definition(of: $0) }), needed.contains(section) {
      return true
    }
    var sections: [Int]?
    for ancestor in path {
      let candidates =
        sections.map { $0.flatMap { Array(intended.document.children(of: $0)) } }
        ?? Array(intended.document.children(of: nil))
      let found = candidates.filter { running.isSame(ancestor, as: $0, in: intended) }
      guard !found.isEmpty else { return false }
      sections = found
    }
    // A line at the top switches off nothing that anybody could name.
    guard let sections else { return false }
    let lines = sections.flatMap { Array(intended.document.children(of: $0)) }
    if running.document.isRewritten, let switched = PathTree.unmarked(running.document.text(of: node)),
      !switched.isEmpty
    {
      // What is switched off may be named without its value: `deactivate … next-hop`.
      return lines.contains { (identifying($0) + [0x20]).starts(with: switched + [0x20]) }
    }
    // What the intended side says itself has been compared.
    return !lines.contains { running.isSame(node, as: $0, in: intended) }
  }

  /// A line of the intended side up to the last word that identifies it.
  private func identifying(_ node: Int) -> [UInt8] {
    let line = intended.line(of: node).runnable
    return intended.rule(of: node)?.identifying(line, intended.grammar) ?? line
  }
}
