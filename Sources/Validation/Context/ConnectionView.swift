import IPAddressing
import VPNIntent

/// A connection of the intent and the blocks of the file that build it.
struct ConnectionView: Sendable {
  let connection: Connection
  /// Where it stands in the intent, from 0.
  let number: Int
  /// Lines that name the gateway's address as an IKE peer.
  let peers: [Fact]
  private let blocks: Set<Int>
  /// Blocks that build other gateways' connections and not this one.
  private let others: Set<Int>
  private let facts: FactTable

  /// Starts from the gateway's address, goes up to what uses the peer and down to what these use, and leaves
  /// out what leads to other gateways.
  init(
    _ connection: Connection, number: Int, facts: FactTable, addresses: AddressTable, graph: BlockGraph
  ) {
    self.connection = connection
    self.number = number
    self.facts = facts
    let address = connection.cloud.address
    let peers = addresses.peers.filter { address != nil && $0.address == address }.map(\.fact)
    let inside = connection.device.inside?.address
    let tunnels = addresses.inside.filter { inside != nil && $0.address.address == inside }.map(\.fact)
    let ups = BlockGraph.closure(of: Set((peers + tunnels).map(\.block)), over: graph.above)
    // One policy entry or keyring may serve several gateways of the same cloud: such a block is nobody else's.
    let own = Set(peers.map(\.block))
    let strangers = addresses.peers.filter { address != nil && $0.address != address }.map(\.fact.block)
      .filter { !own.contains($0) }
    let strange = BlockGraph.closure(of: Set(strangers), over: graph.above)
    blocks = ups.union(
      BlockGraph.closure(of: ups.subtracting(strange), over: graph.below) { !strange.contains($0) })
    others = BlockGraph.closure(of: strange, over: graph.below).subtracting(blocks)
    self.peers = peers
  }

  /// The path of one of its values in the intent.
  func path(_ value: String) -> String { "connections[\(number)].\(value)" }

  /// What the file says for this connection; where nothing of the kind hangs together with it, what it says
  /// for all: nothing that is said for another gateway.
  func facts(_ name: String) -> [Fact] {
    let own = ownFacts(name)
    return own.isEmpty ? facts[name].filter { !others.contains($0.block) } : own
  }

  /// What the file says for this connection alone.
  func ownFacts(_ name: String) -> [Fact] { facts[name].filter { blocks.contains($0.block) } }

  func owns(block: Int) -> Bool { blocks.contains(block) }
}

/// The addresses among the facts, read once.
struct AddressTable: Sendable {
  let peers: [(fact: Fact, address: IPAddress)]
  let inside: [(fact: Fact, address: IPv4InterfaceAddress)]
  let routes: [(fact: Fact, network: IPv4Prefix)]

  init(_ facts: FactTable) {
    // A line may name several gateways.
    peers = facts[FactName.peerAddress].flatMap { fact in
      fact.words.flatMap { $0.split(separator: " ") }.compactMap(AddressTable.host).map { (fact, $0) }
    }
    inside = facts[FactName.insideAddress].compactMap { fact in
      AddressTokens.interface(fact.texts).map { (fact, $0) }
    }
    routes = facts[FactName.route].compactMap { fact in
      AddressTokens.networks(fact.texts)?.first.map { (fact, $0) }
    }
  }

  /// An address, or a network of one.
  private static func host(_ text: Substring) -> IPAddress? {
    let length = ["/32", "/128"].first { text.hasSuffix($0) }?.count ?? 0
    return IPAddress(String(text.dropLast(length)))
  }
}
