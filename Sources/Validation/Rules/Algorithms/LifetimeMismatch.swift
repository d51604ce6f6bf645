import Diagnostics
import VPNIntent

/// The ends give their SAs different lives.
struct LifetimeMismatch: Rule {
  let id = "lifetime-mismatch"
  let severity = Severity.warning
  let title = "The lifetimes of IKE and ESP are those of the connection in the cloud."
  let why =
    """
    With IKEv1 the ends negotiate the lifetime, and several devices refuse a longer one than their own. With IKEv2 \
    each end follows its own clock, so that a difference is only worth a note.
    """
  let remedy = "Give the device the cloud's lifetime."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing(
      " group 14", with: " group 14\n lifetime 28800   <-- here"), intent: [])

  func check(_ context: ValidationContext) -> [Finding] {
    context.connections.flatMap { view -> [Finding] in
      guard !view.peers.isEmpty else { return [] }
      let connection = view.connection
      let severity: Severity = connection.ike.version == .v1 ? .warning : .note
      let pairs = [
        (FactName.ikeLifetime, "the IKE SA", "ike", connection.ike.lifetimeSeconds),
        (FactName.ipsecLifetime, "the ESP SA", "ipsec", connection.ipsec.lifetimeSeconds),
      ]
      return pairs.compactMap { fact, what, policy, wanted in
        let facts = view.facts(fact)
        guard let first = facts.first, !facts.contains(where: { $0.words.first == "\(wanted)" }) else {
          return nil
        }
        return finding(
          context, at: first.node,
          "Connection \(connection.name): \(what) lives \(first.words.first ?? "") s here and \(wanted) s in the cloud.",
          against: view.path("\(policy).lifetime_seconds"), severity: severity)
      }
    }
  }
}
