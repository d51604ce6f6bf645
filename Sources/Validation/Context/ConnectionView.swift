import IPAddressing
import VPNIntent

/// A connection of the intent and the blocks of the file that build it.
struct ConnectionView: Sendable {
  let connection: Connection
  /// Lines that name the gateway's address as an IKE peer.
  let peers: [Fact]
  private let blocks: Set<Int>
  private let facts: FactTable

  /// Starts from the gateway's address, goes up to what uses the peer and down to what these use, and leaves
  /// out what leads to other gateways.
  init(_ connection: Connection, facts: FactTable, objects: ObjectTable, reach: PeerReach) {
    self.connection = connection
    self.facts = facts
    let address = connection.cloud.address
    let peers = facts[FactName.peerAddress].filter { fact in
      address != nil && fact.words.contains { IPAddress($0) == address }
    }
    let inside = connection.device.inside
    let tunnels = facts[FactName.insideAddress].filter { fact in
      inside.map { AddressTokens.interface(fact.texts)?.address == $0.address } ?? false
    }
    let ups = ObjectTable.closure(of: Set((peers + tunnels).map(\.block)), over: objects.above)
    let strange = address.map(reach.blocksLeading) ?? []
    blocks = ups.union(
      ObjectTable.closure(of: ups.subtracting(strange), over: objects.below) { !strange.contains($0) })
    self.peers = peers
  }

  /// What the file says for this connection; where nothing of the kind hangs together with it, what it says
  /// for all.
  func facts(_ name: String) -> [Fact] {
    let own = ownFacts(name)
    return own.isEmpty ? facts[name] : own
  }

  /// What the file says for this connection alone.
  func ownFacts(_ name: String) -> [Fact] { facts[name].filter { blocks.contains($0.block) } }

  func owns(block: Int) -> Bool { blocks.contains(block) }
}

/// Which IKE peers the blocks of a file lead to.
struct PeerReach: Sendable {
  private let direct: [Int: Set<IPAddress>]
  private let above: [Int: Set<Int>]

  init(facts: FactTable, objects: ObjectTable) {
    var direct: [Int: Set<IPAddress>] = [:]
    for fact in facts[FactName.peerAddress] {
      direct[fact.block, default: []].formUnion(fact.words.compactMap { IPAddress($0) })
    }
    self.direct = direct
    above = objects.above
  }

  /// The blocks that name another peer or lead to a block that does.
  func blocksLeading(elsewhereThan address: IPAddress) -> Set<Int> {
    let strangers = direct.filter { !$0.value.isSubset(of: [address]) }.map(\.key)
    return ObjectTable.closure(of: Set(strangers), over: above)
  }
}
