import Diagnostics
import VPNIntent

/// The ends ask each other at other intervals.
struct DeadPeerIntervalMismatch: Rule {
  let id = "dpd-interval-mismatch"
  let severity = Severity.note
  let title = "Dead peer detection asks as often as the connection in the cloud does."
  let why =
    """
    Each end follows its own clock (RFC 7296 §2.4), so the tunnel works all the same; the slower end notices a dead \
    path later, which matters where the standby tunnel has to take over.
    """
  let remedy = "Give the device the cloud's interval."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing(" dpd 30 hash-first", with: " dpd 120 hash-first   <-- here"),
    intent: [])

  func check(_ context: ValidationContext) -> [Finding] {
    context.connections.compactMap { view in
      let wanted = view.connection.ike.dpd.intervalSeconds
      let facts = view.facts(FactName.dpdInterval)
      guard !view.peers.isEmpty, let first = facts.first,
        !facts.contains(where: { $0.words.first == "\(wanted)" })
      else { return nil }
      return finding(
        context, at: first.node,
        "Connection \(view.connection.name): the device asks every \(first.words.first ?? "") s, the cloud every \(wanted) s.",
        against: view.path("ike.dpd.interval_seconds"))
    }
  }
}
