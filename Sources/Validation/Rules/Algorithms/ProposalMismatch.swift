import Diagnostics
import PlatformModel
import VPNIntent

/// The file proposes something else than the cloud expects.
struct ProposalMismatch: Rule {
  let id = "proposal-mismatch"
  let severity = Severity.error
  let title = "IKE version, encryption, integrity, groups and PFS are those of the connection in the cloud."
  let why =
    """
    The cloud accepts exactly one algorithm of each kind. A wrong one in phase 1 or 2 ends in "proposal mismatch"; \
    a wrong PFS group shows only at the first rekey (RFC 7296 §1.3.1), hours after the change was called a success.
    """
  let remedy = "Give the device the cloud's value, or change the connection in the cloud."
  let example = RuleExample(
    ExamplePlatform.configuration.replacing(" pfs 14", with: " pfs 19   <-- here"), intent: [])

  func check(_ context: ValidationContext) -> [Finding] {
    context.connections.flatMap { view in
      ProposalMismatch.demands(of: view.connection).compactMap { check($0, view, context) }
    }
  }

  private func check(_ demand: Demand, _ view: ConnectionView, _ context: ValidationContext) -> Finding? {
    guard context.readableFacts.contains(demand.fact), !view.peers.isEmpty else { return nil }
    let name = view.connection.name
    let facts = view.facts(demand.fact)
    let wanted = context.spelling(demand.word, in: demand.fact)
    guard let first = facts.first else {
      // Nothing is read where nothing has to be written: no PFS, one IKE version, integrity beside AEAD.
      guard demand.word != "none", demand.isWritten else { return nil }
      return finding(
        context, "Connection \(name): nothing in the file says \(demand.what) \(wanted).",
        against: view.path(demand.value), severity: .warning)
    }
    if let match = facts.first(where: { $0.words.contains(demand.word) }) {
      // Some devices have a line for IKEv1 and another one for IKEv2 in one section: both ought to agree.
      let other = facts.first {
        $0.block == match.block && $0.node != match.node && !$0.words.contains(demand.word)
      }
      guard let other, !other.isStandard else { return nil }
      let said = other.words.map { context.spelling($0, in: demand.fact) }.joined(separator: ", ")
      return finding(
        context, at: other.node,
        "Connection \(name): \(demand.what) is also \(said) here, the cloud has \(wanted).",
        against: view.path(demand.value), severity: .warning)
    }
    let said = first.words.map { context.spelling($0, in: demand.fact) }.joined(separator: ", ")
    let start = "Connection \(name): \(demand.what) is \(said)"
    return finding(
      context, at: first.node,
      "\(start)\(first.isStandard ? " because nothing else is written" : ""), the cloud has \(wanted).",
      against: view.path(demand.value))
  }

  /// One value that both ends must share.
  private struct Demand {
    let fact: String
    let what: String
    /// Its path in the connection of the intent.
    let value: String
    let word: String
    var isWritten = true
  }

  private static func demands(of connection: Connection) -> [Demand] {
    let ike = connection.ike
    let ipsec = connection.ipsec
    var demands = [
      Demand(
        fact: FactName.ikeVersion, what: "IKE version", value: "ike.version", word: "\(ike.version.rawValue)",
        isWritten: false),
      Demand(
        fact: FactName.ikeEncryption, what: "IKE encryption", value: "ike.encryption",
        word: ike.encryption.canonical.rawValue),
      Demand(
        fact: FactName.ikeGroup, what: "Diffie-Hellman group", value: "ike.dh_group", word: "\(ike.dhGroup)"),
      Demand(
        fact: FactName.ipsecEncryption, what: "ESP encryption", value: "ipsec.encryption",
        word: ipsec.encryption.canonical.rawValue),
      Demand(
        fact: FactName.pfsGroup, what: "PFS group", value: "ipsec.pfs_group",
        word: ipsec.pfsGroup.map(String.init) ?? "none"),
    ]
    if !ike.encryption.isAuthenticated {
      demands.append(
        Demand(
          fact: FactName.ikeIntegrity, what: "IKE integrity", value: "ike.integrity",
          word: ike.integrity.rawValue))
    }
    if !ipsec.encryption.isAuthenticated {
      demands.append(
        Demand(
          fact: FactName.ipsecIntegrity, what: "ESP integrity", value: "ipsec.integrity",
          word: ipsec.integrity.rawValue))
    }
    return demands
  }
}
