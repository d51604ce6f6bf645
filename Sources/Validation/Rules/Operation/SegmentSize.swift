import Diagnostics
import IPAddressing
import VPNIntent

/// TCP segments are too big for the tunnel.
struct SegmentSize: Rule {
  let id = "tcp-mss"
  let severity = Severity.warning
  let title = "The tunnel interface limits TCP segments to less than 1399 bytes."
  let why =
    """
    ESP adds up to 73 bytes to a packet. Without a limit, downloads through the tunnel stall while ping works; the \
    cloud asks for less than 1399 bytes and treats segments up to 1300 bytes without fragments.
    """
  let remedy = "Set the maximum segment size on the tunnel interface to 1300 bytes."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing(" mss 1300", with: " mss 1460   <-- here"), intent: [])

  /// The cloud's limit in bytes (facts: on-prem devices §1.5).
  private static let largest = 1398

  func check(_ context: ValidationContext) -> [Finding] {
    guard context.readableFacts.contains(FactName.segmentSize) else { return [] }
    // A limit at the top of the file counts for everything that goes through the device.
    let general = context.facts[FactName.segmentSize].filter { $0.node == $0.block }
    var reported: Set<Int> = []
    return context.connections.flatMap { view -> [Finding] in
      guard !view.peers.isEmpty, view.connection.mode.hasTunnel else { return [] }
      let own = view.ownFacts(FactName.segmentSize) + general
      if own.isEmpty {
        let inside = view.connection.device.inside?.address
        let tunnel = context.addresses.inside.first { $0.address.address == inside }
        let message = "Connection \(view.connection.name): nothing limits TCP segments in the tunnel."
        return [tunnel.map { finding(context, at: $0.fact.node, message) } ?? finding(context, message)]
      }
      return own.compactMap { fact in
        guard let size = fact.words.first.flatMap({ Int($0) }), size > SegmentSize.largest,
          reported.insert(fact.node).inserted
        else { return nil }
        return finding(
          context, at: fact.node, "TCP segments of \(size) bytes are too big for the tunnel.")
      }
    }
  }
}
