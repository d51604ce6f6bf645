import Diagnostics
import IPAddressing
import VPNIntent

/// The file protects other pairs of networks than the cloud.
struct SelectorMismatch: Rule {
  let id = "selector-mismatch"
  let severity = Severity.error
  let title =
    "In policy mode the file protects exactly the pairs of networks that the cloud does, seen from its end."
  let why =
    "A pair that only one end has never negotiates; a pair that is turned around protects traffic that does not exist."
  let remedy = "Write the device's network as the source and the cloud's as the destination, one line a pair."
  let example = RuleExample(
    ExamplePlatform.configuration
      .replacing(" pfs 14", with: " pfs 14\n selectors vpn")
      + "\nacl vpn\n permit 172.20.0.0/24 10.20.1.0/24   <-- here",
    intent: [
      ("mode: static", "mode: policy"),
      ("selectors: []", "selectors: [{cloud: 172.20.0.0/24, device: 10.20.1.0/24}]"),
    ])

  func check(_ context: ValidationContext) -> [Finding] {
    guard context.readableFacts.contains(FactName.selector) else { return [] }
    return context.connections.flatMap { view -> [Finding] in
      guard view.connection.mode == .policy, !view.peers.isEmpty else { return [] }
      let written = written(view)
      var findings: [Finding] = []
      let name = view.connection.name
      for (number, selector) in view.connection.selectors.enumerated() {
        guard let cloud = selector.cloud.v4, let device = selector.device.v4 else { continue }
        if written.contains(where: { $0.1 == device && $0.2 == cloud }) { continue }
        if let turned = written.first(where: { $0.1 == cloud && $0.2 == device }) {
          findings.append(
            finding(
              context, at: turned.0.node, "Connection \(name): source and destination are turned around.",
              against: view.path("selectors[\(number)]")))
        } else if !isProtected(device, cloud, byAlternativesTo: view, in: context) {
          findings.append(
            finding(
              context, "Connection \(name): no line protects \(device) to \(cloud).",
              against: view.path("selectors[\(number)]")))
        }
      }
      let wanted = view.connection.selectors
      for (fact, source, destination) in written {
        let isKnown = wanted.contains {
          [$0.device.v4, $0.cloud.v4] == [source, destination]
            || [$0.cloud.v4, $0.device.v4] == [source, destination]
        }
        if !isKnown {
          findings.append(
            finding(
              context, at: fact.node,
              "Connection \(name): the cloud does not protect \(source) to \(destination).",
              against: view.path("selectors")))
        }
      }
      return findings
    }
  }

  private typealias Pair = (fact: Fact, source: IPv4Prefix, destination: IPv4Prefix)

  private func written(_ view: ConnectionView) -> [Pair] {
    view.ownFacts(FactName.selector).compactMap { fact in
      AddressTokens.networks(fact.texts, wildcards: true).flatMap {
        $0.count == 2 ? (fact, $0[0], $0[1]) : nil
      }
    }
  }

  /// Connections with the same pairs on the same line are alternatives: a device that has room for one of them only
  /// protects the pairs all the same, and the platform's own remark says that the other one is down.
  private func isProtected(
    _ device: IPv4Prefix, _ cloud: IPv4Prefix, byAlternativesTo view: ConnectionView,
    in context: ValidationContext
  ) -> Bool {
    context.connections.contains { other in
      other.connection.id != view.connection.id && other.connection.mode == .policy
        && other.connection.wan == view.connection.wan
        && Set(other.connection.selectors) == Set(view.connection.selectors)
        && written(other).contains { $0.source == device && $0.destination == cloud }
    }
  }
}
