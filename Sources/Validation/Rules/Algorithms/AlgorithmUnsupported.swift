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
      let facts = intent.facts(of: connection)
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
