import ConfigTree
import Diagnostics
import PlatformModel
import VPNIntent

/// The device cannot do what the intent demands.
struct AlgorithmUnsupported: Rule {
  let id = "algorithm-unsupported"
  let severity = Severity.error
  let title = "The device and its software version can do everything that the intent demands."
  let why =
    "The device refuses the line, or takes it and negotiates something else; the tunnel never comes up."
  let remedy = "Change the connection in the cloud to something that both ends can do."
  let example = RuleExample(
    ExamplePlatform.configuration,
    intent: [("encryption: aes-256\n      integrity", "encryption: aes-256-gcm-16\n      integrity")],
    elsewhere: 1)

  func check(_ context: ValidationContext) -> [Finding] {
    guard let intent = context.intent else { return [] }
    var findings: [Finding] = []
    for connection in intent.connections {
      let facts = IntentFacts.facts(of: connection, in: intent)
      for refusal in context.platform.capabilities.refusals(of: facts, version: context.version) {
        findings.append(
          intentFinding(
            context,
            "Connection \(connection.name): \(refusal.reason)\(AlgorithmUnsupported.doubt(refusal.provenance))",
            severity: refusal.severity == .error ? .error : .warning, remedy: refusal.instead))
      }
      for (parameter, values) in facts.sorted(by: { $0.key < $1.key }) {
        for value in values { findings += check(parameter, value, connection, context) }
      }
    }
    return findings
  }

  private func check(
    _ parameter: String, _ value: String, _ connection: Connection, _ context: ValidationContext
  ) -> [Finding] {
    // Platforms that spell a parameter otherwise for IKEv1 have a table of their own for it.
    let names = connection.ike.version == .v1 ? ["\(parameter)-1", parameter] : [parameter]
    let feature = names.lazy.compactMap {
      context.platform.feature("\($0).\(value)", version: context.version)
    }.first
    guard let feature else { return [] }
    let version = context.version.map { " in version \($0)" } ?? ""
    let reason = feature.reason.map { ": \($0)" } ?? "."
    let doubt = AlgorithmUnsupported.doubt(feature.provenance)
    switch feature.answer {
    case .yes: return []
    case .no:
      return [
        intentFinding(
          context,
          "Connection \(connection.name): the device has no \(parameter) \(value)\(version)\(reason)\(doubt)",
          remedy: feature.instead)
      ]
    case .unknown:
      return [
        intentFinding(
          context,
          "Connection \(connection.name): it is not certain that the device has \(parameter) \(value)\(version)\(reason)",
          severity: .warning, remedy: feature.instead ?? "Try it on the device before the change.")
      ]
    }
  }

  private static func doubt(_ provenance: Provenance) -> String {
    provenance.confidence == .verified ? "" : " (\(provenance.confidence.rawValue))"
  }
}

/// An intent's values as the platform's conditions name them.
enum IntentFacts {
  /// How many policy connections of one line protect the same pairs, this one included.
  private static func rivals(of connection: Connection, in intent: Intent) -> Int {
    guard connection.mode == .policy else { return 0 }
    let selectors = Set(connection.selectors)
    return intent.connections.count {
      $0.mode == .policy && $0.wan == connection.wan && Set($0.selectors) == selectors
    }
  }

  static func facts(of connection: Connection, in intent: Intent) -> [String: [String]] {
    let ike = connection.ike
    let ipsec = connection.ipsec
    var facts: [String: [String]] = [
      "mode": [connection.mode.rawValue], "ike-version": ["\(ike.version.rawValue)"],
      "ike-encryption": [ike.encryption.canonical.rawValue], "ike-integrity": [ike.integrity.rawValue],
      "ike-dh-group": ["\(ike.dhGroup)"], "ipsec-encryption": [ipsec.encryption.canonical.rawValue],
      "pfs-group": [ipsec.pfsGroup.map(String.init) ?? "none"],
      "device-identity": [connection.device.identity.kind.rawValue],
      "cloud-identity": [connection.cloud.identity.kind.rawValue],
      "connections": ["\(intent.connections.count)"],
      "policy-connections": ["\(rivals(of: connection, in: intent))"],
      "active-tunnels": ["\(intent.activeTunnels(beside: connection))"],
      "selectors": ["\(connection.selectors.count)"], "wans": ["\(intent.device.wan.count)"],
      "probe": [connection.probe ? "true" : "false"], "ike-lifetime": ["\(ike.lifetimeSeconds)"],
      "ipsec-lifetime": ["\(ipsec.lifetimeSeconds)"], "dpd-interval": ["\(ike.dpd.intervalSeconds)"],
      "dpd-retransmit": ["\(ike.dpd.retransmitSeconds)"], "dpd-order": [ike.dpd.payloadOrder.rawValue],
    ]
    if let exchange = ike.exchange { facts["ike-exchange"] = [exchange.rawValue] }
    // Authenticated ciphers have no integrity algorithm beside them.
    if !ipsec.encryption.isAuthenticated { facts["ipsec-integrity"] = [ipsec.integrity.rawValue] }
    return facts
  }
}
