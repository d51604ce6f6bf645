import PlatformModel
import Secrets
import VPNIntent
import ConfigDiff
import ConfigTree
import Diagnostics
import Validation

/// Validates what a change brings, not what the device has had all along.
struct ChangeValidation {
  let device: PreparedPlatform
  let request: ChangeRequest

  func report(running: MatchedDocument, intended: MatchedDocument, predicted: MatchedDocument) -> Report {
    var findings = keysNotAtHand + keysThatDoNotFit
    findings +=
      device.ticketValidator.validate(
        input(intended, isFragment: request.options.scope == .fragment, beside: running)
      ).findings
    guard request.running != nil else { return Report(findings) }
    // The whole file, as it will be; what is wrong today already is no news, and neither is what the fragment
    // alone has shown.
    var known = Set(device.ticketValidator.validate(input(running)).findings.map(Remark.init))
    known.formUnion(findings.map(Remark.init))
    findings += device.ticketValidator.validate(input(predicted)).findings.filter {
      !known.contains(Remark($0))
    }
    return Report(findings)
  }

  private func input(
    _ matched: MatchedDocument, isFragment: Bool = false, beside: MatchedDocument? = nil
  ) -> ValidationInput {
    let platform = device.platform
    let keys = request.keys.mapValues { KeyFacts(of: $0, platform: platform) }
    return ValidationInput(
      matched: matched, version: request.version, intent: request.intent, intentSource: request.intentSource,
      isFragment: isFragment, beside: beside, keyFacts: { keys[$0] })
  }

  /// Whatever lines hold them, and whether the file says where keys stand.
  private var keysThatDoNotFit: [Finding] {
    request.keys.sorted { $0.key.text < $1.key.text }.compactMap { reference, key in
      KeyFacts(of: key, platform: device.platform).misfit(device.platform).map { problem in
        Finding(
          rule: "key-alphabet", severity: .error, message: "The key \(reference.text) \(problem).",
          remedy: "Set another key at both ends.")
      }
    }
  }

  private var keysNotAtHand: [Finding] {
    let missing = Set(request.intent.connections.map(\.key)).subtracting(request.keys.keys)
    return missing.map(\.text).sorted().map { reference in
      Finding(
        rule: "key-not-at-hand", severity: .note,
        message: "The key \(reference) is not at hand, so it is neither checked nor compared.",
        remedy: "Make it available where the reference says, and prepare the change again.")
    }
  }

  /// A finding without its place: lines move with the change.
  private struct Remark: Hashable {
    let rule: String
    let severity: Severity
    let message: String

    init(_ finding: Finding) {
      rule = finding.rule
      severity = finding.severity
      message = finding.message
    }
  }
}
