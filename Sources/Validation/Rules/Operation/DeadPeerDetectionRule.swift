import Diagnostics
import VPNIntent

/// The ends do not notice that the other one is gone.
struct DeadPeerDetectionRule: Rule {
  let id = "dead-peer-detection"
  let severity = Severity.warning
  let title = "Dead peer detection is on, and with IKEv1 its payloads are in the order of the cloud."
  let why =
    """
    The cloud always asks. With another payload order the device does not understand the question, and the cloud \
    takes the tunnel down every minute; without detection the device keeps sending into a dead tunnel.
    """
  let remedy = "Switch it on for the peer, with the cloud's payload order."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing(
      " dpd 30 hash-first", with: " dpd 30 notify-first   <-- here"),
    intent: [("version: 2\n      exchange: null", "version: 1\n      exchange: main")])

  func check(_ context: ValidationContext) -> [Finding] {
    context.connections.compactMap { view in
      guard let peer = view.peers.first else { return nil }
      let connection = view.connection
      let orders = view.facts(FactName.dpdOrder)
      let wanted = connection.ike.dpd.payloadOrder.rawValue
      if let first = orders.first, connection.ike.version == .v1 {
        if orders.contains(where: { $0.words.contains(wanted) }) { return nil }
        return finding(
          context, at: first.node,
          "Connection \(connection.name): the payload order is \(first.words.first ?? ""), the cloud has \(wanted).",
          against: view.path("ike.dpd.payload_order"), severity: .error)
      }
      guard context.readableFacts.contains(FactName.dpdInterval), orders.isEmpty,
        view.facts(FactName.dpdInterval).isEmpty
      else { return nil }
      return finding(
        context, at: peer.node, "Connection \(connection.name): nothing switches on dead peer detection.",
        against: view.path("ike.dpd.interval_seconds"))
    }
  }
}
