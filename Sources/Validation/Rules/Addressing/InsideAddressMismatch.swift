import Diagnostics
import IPAddressing
import VPNIntent

/// The tunnel interface has another address than the connection says.
struct InsideAddressMismatch: Rule {
  let id = "inside-address-mismatch"
  let severity = Severity.error
  let title = "The device's tunnel interface has the device's inside address, and not the cloud's."
  let why =
    """
    Guides differ about which end has the first address. With the wrong one the tunnel is up, and neither the \
    cloud's probe nor BGP gets an answer.
    """
  let remedy = "Give the tunnel interface the device's inside address of the connection."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing(
      " address 169.254.70.2/30", with: " address 169.254.70.1/30   <-- here"), intent: [])

  func check(_ context: ValidationContext) -> [Finding] {
    guard context.readableFacts.contains(FactName.insideAddress) else { return [] }
    let all = context.addresses.inside
    return context.connections.compactMap { view in
      guard view.connection.mode.hasTunnel, let wanted = view.connection.device.inside, !view.peers.isEmpty
      else { return nil }
      let name = view.connection.name
      let path = view.path("device.inside")
      if let (fact, address) = all.first(where: { $0.address.address == wanted.address }) {
        guard address.length != wanted.length else { return nil }
        return finding(
          context, at: fact.node,
          "Connection \(name): the inside network is a /\(address.length), the cloud has a /\(wanted.length).",
          against: path)
      }
      if let cloud = view.connection.cloud.inside,
        let (fact, _) = all.first(where: { $0.address.address == cloud.address })
      {
        return finding(
          context, at: fact.node,
          "Connection \(name): this is the cloud's inside address, the device's is \(wanted).",
          against: path)
      }
      let own = all.first { view.owns(block: $0.fact.block) && $0.address.address.isLinkLocal }
      if let (fact, address) = own {
        return finding(
          context, at: fact.node,
          "Connection \(name): the inside address is \(address), the cloud has \(wanted).",
          against: path)
      }
      return finding(
        context, "Connection \(name): no interface has the inside address \(wanted).", against: path)
    }
  }
}
