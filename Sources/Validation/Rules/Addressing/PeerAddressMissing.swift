import Diagnostics
import VPNIntent

/// The file does not know the cloud's gateway.
struct PeerAddressMissing: Rule {
  let id = "peer-address-missing"
  let severity = Severity.error
  let title = "Every connection's gateway address is an IKE peer in the file."
  let why =
    "A gateway has two addresses and one connection for each; a device that knows one of them has no standby."
  let remedy = "Add the peer, or check whether this is the file of another site."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing("192.0.2.10", with: "192.0.2.99"), intent: [], elsewhere: 1)

  func check(_ context: ValidationContext) -> [Finding] {
    guard context.readableFacts.contains(FactName.peerAddress) else { return [] }
    return context.connections.compactMap { view in
      guard let address = view.connection.cloud.address, view.peers.isEmpty else { return nil }
      return finding(
        context,
        "Connection \(view.connection.name): the gateway's address \(address) is no peer in the file.",
        against: view.path("cloud.address"))
    }
  }
}
