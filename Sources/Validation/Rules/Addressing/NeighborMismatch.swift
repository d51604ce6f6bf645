import Diagnostics
import IPAddressing
import VPNIntent

/// BGP speaks to nobody, or to a stranger.
struct NeighborMismatch: Rule {
  let id = "bgp-neighbor"
  let severity = Severity.error
  let title =
    "In BGP mode the cloud's inside address is a neighbour, and both AS numbers are those of the connection."
  let why = "The session stays idle, or is torn down with \"bad peer AS\" (RFC 4271 §6.2)."
  let remedy = "Set the neighbour's address and the AS numbers to those of the connection."
  let example = RuleExample(
    ExamplePlatform.configuration
      + "\nbgp 65010\n neighbor 169.254.70.1 as 64999   <-- here",
    intent: [
      ("mode: static", "mode: bgp"),
      ("inside: 169.254.70.1/30\n      bgp_asn: null", "inside: 169.254.70.1/30\n      bgp_asn: 64512"),
      ("inside: 169.254.70.2/30\n      bgp_asn: null", "inside: 169.254.70.2/30\n      bgp_asn: 65010"),
    ])

  func check(_ context: ValidationContext) -> [Finding] {
    guard context.readableFacts.contains(FactName.neighbor) else { return [] }
    return context.connections.flatMap { view -> [Finding] in
      let connection = view.connection
      guard connection.mode == .bgp, let inside = connection.cloud.inside, !view.peers.isEmpty else {
        return []
      }
      let address = IPAddress.v4(inside.address)
      let neighbors = context.facts[FactName.neighbor].filter {
        $0.words.first.flatMap { IPAddress($0) } == address
      }
      guard !neighbors.isEmpty else {
        return [
          finding(
            context, "Connection \(connection.name): \(address) is no BGP neighbour in the file.",
            against: view.path("cloud.inside"))
        ]
      }
      return [neighborNumber(view, address, context), ownNumber(view, neighbors, context)].compactMap { $0 }
    }
  }

  private func neighborNumber(
    _ view: ConnectionView, _ address: IPAddress, _ context: ValidationContext
  ) -> Finding? {
    let numbers = context.facts[FactName.neighborNumber].filter {
      $0.words.first.flatMap { IPAddress($0) } == address
    }
    guard let wanted = view.connection.cloud.bgpASN, let first = numbers.first,
      !numbers.contains(where: { $0.words.last.flatMap(ASNumber.value) == wanted })
    else { return nil }
    return finding(
      context, at: first.node,
      "Connection \(view.connection.name): the neighbour's AS number is \(first.words.last ?? ""), the cloud's is \(wanted).",
      against: view.path("cloud.bgp_asn"))
  }

  /// The number of the BGP process in which the neighbour stands.
  private func ownNumber(
    _ view: ConnectionView, _ neighbors: [Fact], _ context: ValidationContext
  ) -> Finding? {
    let blocks = Set(neighbors.map(\.block))
    let processes = context.facts[FactName.ownNumber].filter { blocks.contains($0.block) }
    guard let wanted = view.connection.device.bgpASN, let first = processes.first,
      !processes.contains(where: { $0.words.first.flatMap(ASNumber.value) == wanted })
    else { return nil }
    return finding(
      context, at: first.node,
      "Connection \(view.connection.name): the device's AS number is \(first.words.first ?? ""), the cloud expects \(wanted).",
      against: view.path("device.bgp_asn"))
  }
}

/// AS numbers in both spellings of RFC 5396.
enum ASNumber {
  /// The number of `65010` or `1.10`.
  static func value(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt32($0) }
    switch parts.count {
    case 1: return parts[0].map(Int.init)
    case 2:
      guard let high = parts[0], let low = parts[1], high <= 0xFFFF, low <= 0xFFFF else { return nil }
      return Int(high) << 16 | Int(low)
    default: return nil
    }
  }
}
