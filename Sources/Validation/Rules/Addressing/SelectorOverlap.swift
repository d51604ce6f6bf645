import Diagnostics
import IPAddressing
import VPNIntent

/// Two pairs of one connection fit the same traffic.
struct SelectorOverlap: Rule {
  let id = "selector-overlap"
  let severity = Severity.warning
  let title =
    "No two pairs of protected networks of a connection fit the same traffic, and no pair overlaps itself."
  let why =
    "The cloud opens one SA a pair; traffic that fits two of them makes the SAs take turns, which shows as loss."
  let remedy = "Join the pairs into one, or make them disjoint."
  let example = RuleExample(
    ExamplePlatform.configuration,
    intent: [
      ("mode: static", "mode: policy"),
      (
        "selectors: []",
        """
        selectors:
                  - {cloud: 172.20.0.0/24, device: 10.20.1.0/24}
                  - {cloud: 172.20.0.0/16, device: 10.20.1.0/24}
        """
      ),
    ], elsewhere: 1)

  func check(_ context: ValidationContext) -> [Finding] {
    context.connections.flatMap { view -> [Finding] in
      let selectors = view.connection.selectors
      var findings: [Finding] = []
      for (place, selector) in selectors.enumerated() {
        if selector.cloud.overlaps(selector.device) {
          findings.append(
            intentFinding(
              context,
              "Connection \(view.connection.name): \(selector.device) and \(selector.cloud) overlap.",
              severity: .error, remedy: "Give one of the ends other addresses."))
        }
        let other = selectors[..<place].first {
          $0.cloud.overlaps(selector.cloud) && $0.device.overlaps(selector.device)
        }
        if let other {
          findings.append(
            intentFinding(
              context,
              "Connection \(view.connection.name): \(selector.device) to \(selector.cloud) overlaps \(other.device) to \(other.cloud)."
            ))
        }
      }
      return findings
    }
  }
}
