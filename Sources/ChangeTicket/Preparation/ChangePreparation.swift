import PlatformModel
import ConfigDiff
import ConfigTree
package import Diagnostics
import Secrets
package import Validation

/// Turns an intent's configuration into a proven change: validate, compare, plan, prove, bundle.
///
/// It reads no file, asks no device and knows no time: the same request gives the same bytes.
package struct ChangePreparation: Sendable {
  package let device: PreparedPlatform
  package let tool: ToolIdentity

  package init(device: PreparedPlatform, tool: ToolIdentity) {
    self.device = device
    self.tool = tool
  }

  package func prepare(_ request: ChangeRequest) -> PreparedChange {
    let intended = device.matched(request.rendered, source: BundleLayout.intended)
    let running = device.matched(request.running ?? [], source: BundleLayout.running)
    let comparing = KeyComparing(
      running: running, intended: intended, platform: device.platform, keys: request.keys)
    let diff = TreeDiff(
      running: running, intended: intended,
      options: DiffOptions(
        scope: request.options.scope, owned: request.previous.ownership(in: running),
        keys: comparing.comparator))
    let plan = ChangePlan(diff, syntax: device.platform.written, keys: request.options.keys)
    let proof = PlanProver(
      device: device, running: running, intended: intended, previous: request.previous,
      scope: request.options.scope, handling: request.options.keys, keys: request.keys
    ).prove(plan)
    let predicted = device.matched(proof.predicted, source: BundleLayout.predicted)
    let report = ChangeValidation(device: device, request: request)
      .report(running: running, intended: intended, predicted: predicted)
      .merged(
        with: Report(
          running.document.findings + plan.findings + proof.findings + collisions(diff, predicted, request))
      )
      .merged(with: request.renderingFindings)
    let composer = BundleComposer(
      tool: tool, device: device, request: request, running: running, intended: intended,
      predicted: predicted, diff: diff, plan: plan, proof: proof, report: report)
    let outcome = Outcome.worst(
      of: [report.outcome(failOn: request.options.failOn), plan.isEmpty ? .done : .changes])
    return PreparedChange(
      diff: diff, plan: plan, proof: proof, report: report, bundle: composer.bundle(), outcome: outcome)
  }
}

extension ChangePreparation {
  private func collisions(
    _ diff: TreeDiff, _ predicted: MatchedDocument, _ request: ChangeRequest
  ) -> [Finding] {
    // A new device has nothing of anybody else.
    guard request.running != nil else { return [] }
    return device.validator.sharedObjects(
      touched: diff.touchedBlocks, rewritten: diff.rewrittenSections, lost: diff.lostLines,
      running: diff.running, intended: diff.intended,
      intent: request.intent)
      + device.validator.parts(running: diff.running, intent: request.intent)
      + device.validator.rivals(predicted: predicted, intended: diff.intended, intent: request.intent)
  }
}

extension PlanProof {
  /// An error for every claim that does not hold.
  package var findings: [Finding] {
    checks.filter { !$0.holds }.map { check in
      Finding(
        rule: "proof-\(check.claim.rawValue)", severity: .error,
        message: "The proof fails: \(check.claim.sentence.lowercasedFirst): not so (\(check.detail)).",
        remedy: "Do not apply the change; look at the commands and at what the device has.")
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
