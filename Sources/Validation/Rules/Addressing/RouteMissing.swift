import Diagnostics
import IPAddressing
import VPNIntent

/// A network of the cloud has no way into the tunnel.
struct RouteMissing: Rule {
  let id = "route-missing"
  let severity = Severity.error
  let title = "Every network in the cloud has a static route in the file, in static mode."
  let why = "Without it the traffic follows the default route into the Internet, and the tunnel stays idle."
  let remedy = "Add a route to the network through the connection's tunnel."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing("172.20.0.0/24 tunnel1", with: "172.21.0.0/24 tunnel1"),
    intent: [],
    elsewhere: 1)

  func check(_ context: ValidationContext) -> [Finding] {
    guard context.readableFacts.contains(FactName.route) else { return [] }
    let routes = context.addresses.routes
    return context.connections.flatMap { view -> [Finding] in
      guard view.connection.mode == .static, !view.peers.isEmpty else { return [] }
      // Several tunnels may carry one network each by its own route; routes of the connection's own tunnel count
      // where the file ties them to it.
      let own = routes.filter { view.owns(block: $0.fact.block) }
      let candidates = own.isEmpty ? routes : own
      return view.connection.cloud.subnets.compactMap { subnet in
        guard let network = subnet.v4 else { return nil }
        let isCovered = candidates.contains { $0.network.length > 0 && $0.network.contains(network) }
        return isCovered
          ? nil
          : finding(
            context, "Connection \(view.connection.name): there is no route to \(network) through the tunnel."
          )
      }
    }
  }
}
