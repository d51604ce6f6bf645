package import ConfigTree
package import VPNIntent

extension Validator {
  /// Tells what of a device's file is still what an earlier fragment brought.
  ///
  /// `previous` is that fragment and `intent` what it was made of; `running` is the device's file. A fragment also
  /// mentions what was there before it and what others rely on: those are nobody's heirlooms.
  package func heirlooms(of previous: MatchedDocument, _ intent: Intent, in running: MatchedDocument)
    -> Heirlooms
  {
    Heirlooms(previous: previous, intent: intent, running: running, traits: traits)
  }
}

/// What an earlier fragment has left on a device.
package struct Heirlooms {
  private let previous: MatchedDocument
  private let running: MatchedDocument
  private let own: OwnAddresses
  private let brought: Set<ConfigObject>
  private let objects: ObjectTable
  private let mentions: Mentions
  private var named: [Int: [ConfigObject]] = [:]

  fileprivate init(
    previous: MatchedDocument, intent: Intent, running: MatchedDocument, traits: GrammarTraits
  ) {
    self.previous = previous
    self.running = running
    own = OwnAddresses(intent)
    // Others live in shared sections, whoever has made them.
    brought = Set(
      ObjectTable(previous, traits: traits).definitions.filter { _, nodes in
        nodes.allSatisfy { previous.rule(of: $0)?.statement.section != .shared }
      }.keys)
    objects = ObjectTable(running, traits: traits)
    mentions = Mentions(of: previous, in: running)
    for use in objects.uses where brought.contains(use.object) {
      named[use.node, default: []].append(use.object)
    }
    for (object, nodes) in objects.definitions where brought.contains(object) {
      for node in nodes { named[node, default: []].append(object) }
    }
  }

  /// Whether a statement of the device's file is the fragment's, given the same one in the fragment.
  ///
  /// A section is when something in it is of the fragment's tunnels, or all of it is as it was. A single line among
  /// others' must be as it was, be about the fragment's tunnels, and name nothing that others have put more into.
  package func contain(_ node: Int, as old: Int) -> Bool {
    let isSection = previous.document.nodes[old].subtreeEnd > old + 1
    if isSection { return isAboutOurs(node) || hasSameLines(node, as: old) }
    guard running.value(of: node) == previous.value(of: old),
      running.isNegated(node) == previous.isNegated(old)
    else { return false }
    if running.rule(of: node)?.statement.section == .owned { return true }
    return isAboutOurs(node) && (named[node] ?? []).allSatisfy(isOursAlone)
  }

  private func isAboutOurs(_ node: Int) -> Bool {
    own.stand(in: running, node)
      || running.document.ancestors(of: node).contains { own.stand(inLine: $0, of: running) }
      || (node..<running.document.nodes[node].subtreeEnd).contains { named[$0] != nil }
  }

  private func hasSameLines(_ node: Int, as old: Int) -> Bool {
    let before = lines(old, previous)
    return !before.isEmpty && Set(lines(node, running)).isSuperset(of: before)
  }

  /// The statements of a section, keys left out.
  private func lines(_ node: Int, _ matched: MatchedDocument) -> Set<Line> {
    Set(
      (node + 1..<max(node + 1, matched.document.nodes[node].subtreeEnd))
        .filter { matched.document.nodes[$0].isConfiguration }.map { line in
          Line(
            rule: matched.ruleIndex(of: line), identity: matched.identity(of: line),
            value: matched.value(of: line))
        })
  }

  private struct Line: Hashable {
    let rule: Int?
    let identity: ArraySlice<UInt8>
    let value: ArraySlice<UInt8>
  }

  /// Whether nobody has put anything of their own into an object (an entry of a list, of a map).
  private func isOursAlone(_ object: ConfigObject) -> Bool {
    (objects.definitions[object] ?? []).allSatisfy(mentions.nodes.contains)
  }
}
