import ConfigTree
import Diagnostics
import IPAddressing
import VPNIntent

/// What a change would take from somebody else: objects of the fragment's names that serve another purpose on this
/// device, and the places where others' objects are in use.
struct Takeovers {
  private let running: MatchedDocument
  private let objects: ObjectTable
  private let mentions: Mentions
  private let own: OwnAddresses
  /// Blocks with an address inside a tunnel.
  private let tunnels: Set<Int>
  private var usesOf: [ConfigObject: [Int]] = [:]
  private var needs: [Int: [ConfigObject]] = [:]

  init(
    running: MatchedDocument, intended: MatchedDocument, intent: Intent, facts: FactTable,
    traits: GrammarTraits
  ) {
    self.running = running
    objects = ObjectTable(running, traits: traits)
    mentions = Mentions(of: intended, in: running)
    own = OwnAddresses(intent)
    tunnels = Set(facts[FactName.insideAddress].map(\.block))
    for use in objects.uses {
      usesOf[use.object, default: []].append(use.node)
      needs[use.node, default: []].append(use.object)
    }
  }

  // MARK: Objects

  /// A remark when the change alters an object that is not this connection's.
  ///
  /// Nobody's name stands on an object: it is ours when it, what it needs or what needs it has an address of ours.
  func object(_ block: Int) -> Finding? {
    let isTunnel = tunnels.contains(block)
    guard running.rule(of: block)?.statement.section == .owned || isTunnel else { return nil }
    guard !own.stand(in: running, block) else { return nil }
    let parts = everything(below: [block])
    guard !parts.contains(where: { own.stand(in: running, $0) }) else { return nil }
    let users = everything(above: block)
    // Of an interface only the line counts: it serves many.
    let sections = Set(users.map(scope)).filter { running.rule(of: $0)?.statement.section == .owned }
    guard !users.union(everything(below: Array(sections))).contains(where: { own.stand(in: running, $0) })
    else {
      return nil
    }
    let stranger = users.filter { !mentions.nodes.contains($0) }.min()
    // A tunnel on one of our profiles is ours, wherever it leads today.
    let isOther = isTunnel && !parts.contains { $0 != block && mentions.nodes.contains($0) }
    guard stranger != nil || isOther else { return nil }
    let reason =
      stranger.map { "line \(running.document.nodes[$0].line) needs it for something else" }
      ?? "it leads to somebody else"
    return Finding(
      rule: "object-taken", severity: .error, place: running.document.place(of: block),
      message: "The change alters this object, and \(reason).",
      remedy: "Give the site another free number or name, for example in device.numbers.")
  }

  // MARK: Places

  /// A remark when the change takes somebody else's object out of use at this line.
  func place(_ line: Int) -> Finding? {
    guard scope(of: line) == line, !own.stand(in: running, line) else { return nil }
    for object in needs[line] ?? [] {
      let definitions = (objects.definitions[object] ?? []).map(scope)
      guard !definitions.isEmpty, !definitions.contains(where: mentions.nodes.contains),
        !everything(below: definitions).contains(where: { own.stand(in: running, $0) })
      else { continue }
      return Finding(
        rule: "use-displaced", severity: .error, place: running.document.place(of: line),
        message:
          "The change takes \(object.kind) \(object.name) out of use here, and it is somebody else's: what stands on it stops working.",
        remedy: "Use another WAN line, or bring both under one name by hand first.")
    }
    return nil
  }

  // MARK: Ways

  /// The whole section of an object around a node; outside of such sections the line itself.
  private func scope(of node: Int) -> Int {
    var scope = node
    for ancestor in running.document.ancestors(of: node)
    where running.rule(of: ancestor)?.statement.section == .owned {
      if scope == node || ancestor < scope { scope = ancestor }
    }
    return scope
  }

  /// Lines that need the objects of a block, and what is needed through them.
  private func everything(above block: Int) -> Set<Int> {
    var found: Set<Int> = []
    var queue = [block]
    while let next = queue.popLast() {
      for node in next..<running.document.nodes[next].subtreeEnd {
        guard let object = running.definition(of: node) else { continue }
        for user in usesOf[object] ?? [] where scope(of: user) != block && found.insert(user).inserted {
          queue.append(scope(of: user))
        }
      }
    }
    return found
  }

  /// The blocks that others need to be whole, they included.
  private func everything(below blocks: [Int]) -> Set<Int> {
    var found = Set(blocks)
    var queue = blocks
    while let next = queue.popLast() {
      for node in next..<running.document.nodes[next].subtreeEnd {
        for object in needs[node] ?? [] {
          for definition in objects.definitions[object] ?? []
          where found.insert(scope(of: definition)).inserted {
            queue.append(scope(of: definition))
          }
        }
      }
    }
    return found
  }
}

/// Addresses that say that a line belongs to the intent's connections: not those of the WAN lines, which carry others'
/// traffic too.
struct OwnAddresses {
  private let texts: Set<[UInt8]>

  init(_ intent: Intent) {
    let addresses = intent.connections.flatMap { connection in
      [
        connection.cloud.address?.description, connection.cloud.inside?.address.description,
        connection.device.inside?.address.description,
      ].compactMap(\.self) + connection.cloud.subnets.map { network($0.description) }
        + connection.selectors.map { network($0.cloud.description) }
    }
    texts = Set(addresses.map { Array($0.utf8) })

    func network(_ prefix: String) -> String { String(prefix.prefix { $0 != "/" }) }
  }

  /// Whether one of them is a word in a line or in the section below it.
  func stand(in matched: MatchedDocument, _ node: Int) -> Bool {
    (node..<matched.document.nodes[node].subtreeEnd).contains { line in
      matched.document.nodes[line].isConfiguration
        && stand(inLine: line, of: matched)
    }
  }

  /// Whether one of them is a word of the line itself.
  func stand(inLine line: Int, of matched: MatchedDocument) -> Bool {
    matched.text(of: line).split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).contains { word in
      texts.contains(Array(Words.bare(word).prefix { $0 != UInt8(ascii: "/") }))
    }
  }
}
