package import ConfigTree
package import Diagnostics
import IPAddressing
package import VPNIntent

extension Validator {
  /// Finds objects that a change would alter although they serve somebody else, and others' objects that it would
  /// take out of use.
  ///
  /// A fragment names its objects by a scheme; a device may have one of that name for another purpose. `touched`
  /// are top-level nodes of the running file that the change alters, `rewritten` sections of both files that get other
  /// contents, `lost` lines that it takes away or gives another
  /// value.
  package func sharedObjects(
    touched: [Int], rewritten: [(running: Int, intended: Int)] = [], lost: [Int] = [],
    running: MatchedDocument, intended: MatchedDocument, intent: Intent
  ) -> [Finding] {
    guard !touched.isEmpty || !lost.isEmpty else { return [] }
    let facts = facts(in: running)
    let strangers = Strangers(
      running: running, intended: intended, intent: intent, facts: facts, traits: traits)
    let takeovers = Takeovers(
      running: running, intended: intended, intent: intent, facts: facts, traits: traits)
    let own = OwnObjects(intended, OwnAddresses(intent))
    return touched.compactMap { strangers.finding($0) ?? takeovers.object($0) }
      + rewritten.compactMap { own.taken($0.running, of: running, by: $0.intended) }
      + lost.compactMap(takeovers.place)
  }
}

/// The objects that a fragment brings: what stands on none of them is not its own, whatever its number.
private struct OwnObjects {
  private let intended: MatchedDocument
  private let objects: Set<ConfigObject>
  private let addresses: OwnAddresses

  init(_ intended: MatchedDocument, _ addresses: OwnAddresses) {
    self.intended = intended
    self.addresses = addresses
    objects = Set(intended.document.nodes.indices.compactMap { intended.definition(of: $0) })
  }

  /// A remark when a numbered section that names other things is to become one that names ours.
  func taken(_ node: Int, of running: MatchedDocument, by other: Int) -> Finding? {
    let before = references(node, running)
    let namesOthers =
      !before.isEmpty && before.isDisjoint(with: objects)
      && !references(other, intended).isDisjoint(with: objects)
    guard running.document.nodes[node].parent != nil, namesOthers || takesNumber(node, of: running, by: other)
    else { return nil }
    return Finding(
      rule: "object-taken", severity: .error, place: running.document.place(of: node),
      message: "The change alters this object, and it serves something else today.",
      remedy: "Give the site another free number or name, for example in device.numbers.")
  }

  /// Whether a section that only a number names has lines of its own and no address of ours, and is to have some.
  private func takesNumber(_ node: Int, of running: MatchedDocument, by other: Int) -> Bool {
    guard running.rule(of: node)?.statement.pattern.isNumbered == true,
      !addresses.stand(in: running, node), addresses.stand(in: intended, other)
    else { return false }
    let wanted = Set(lines(other, intended))
    return lines(node, running).contains { !wanted.contains($0) }
  }

  private func lines(_ node: Int, _ matched: MatchedDocument) -> [ArraySlice<UInt8>] {
    (node + 1..<max(node + 1, matched.document.nodes[node].subtreeEnd))
      .filter { matched.document.nodes[$0].isConfiguration }.map { matched.text(of: $0) }
  }

  private func references(_ node: Int, _ matched: MatchedDocument) -> Set<ConfigObject> {
    Set((node..<matched.document.nodes[node].subtreeEnd).flatMap { matched.references(of: $0) })
  }
}

/// The tunnels of a running file that an intent does not speak for.
private struct Strangers {
  private let running: MatchedDocument
  private let graph: BlockGraph
  /// Blocks that the fragment has too, so that they are its own.
  private let mentioned: Set<Int>
  /// Blocks of others that name an IKE peer, and that peer.
  private let peers: [Int: Fact]
  /// Blocks of others that lead to such a peer.
  private let leading: Set<Int>
  private let tunnels: Set<Int>

  init(
    running: MatchedDocument, intended: MatchedDocument, intent: Intent, facts: FactTable,
    traits: GrammarTraits
  ) {
    self.running = running
    let own = Set(intent.connections.compactMap(\.cloud.address))
    let names = Set(intended.document.children(of: nil).compactMap { StatementName($0, of: intended) })
    let mentioned = Set(
      running.document.children(of: nil).filter { node in
        StatementName(node, of: running).map(names.contains) ?? false
      })
    var peers: [Int: Fact] = [:]
    for (fact, address) in AddressTable(facts).peers
    where !own.contains(address) && !mentioned.contains(fact.block) && peers[fact.block] == nil {
      peers[fact.block] = fact
    }
    let graph = BlockGraph(ObjectTable(running, traits: traits), blocks: facts.blocks)
    leading = BlockGraph.closure(of: Set(peers.keys), over: graph.above) { !mentioned.contains($0) }
    tunnels = Set(facts[FactName.insideAddress].map(\.block))
    self.graph = graph
    self.mentioned = mentioned
    self.peers = peers
  }

  func finding(_ block: Int) -> Finding? {
    guard !peers.isEmpty, let rule = running.rule(of: block),
      rule.statement.section == .owned || tunnels.contains(block)
    else { return nil }
    // Others' sections are passed through, those of the fragment are not: they may serve both.
    let users = BlockGraph.closure(of: [block], over: graph.above) { !mentioned.contains($0) }
    let parts = BlockGraph.closure(of: [block], over: graph.below) { !mentioned.contains($0) }
    let others = users.intersection(leading).union(parts.intersection(peers.keys)).subtracting([block])
    guard let other = others.min() else { return nil }
    let lines = running.document.nodes
    return Finding(
      rule: "object-shared", severity: .error, place: running.document.place(of: block),
      message:
        "The change alters this object, and a tunnel of somebody else stands on it (line \(lines[other].line)).",
      remedy: "Give the site another free number or name, for example in device.numbers.")
  }

  /// What identifies a top-level statement.
  private struct StatementName: Hashable {
    let rule: Int
    let identity: ArraySlice<UInt8>

    init?(_ node: Int, of matched: MatchedDocument) {
      guard let rule = matched.ruleIndex(of: node) else { return nil }
      self.rule = rule
      identity = matched.identity(of: node)
    }
  }
}
