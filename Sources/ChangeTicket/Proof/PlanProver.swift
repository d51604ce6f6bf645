import PlatformModel
package import ConfigDiff
import ConfigSimulation
package import ConfigTree
import Diagnostics
package import Secrets

/// Lets a simulated device carry out a plan and its rollback, and looks at what comes out.
package struct PlanProver: Sendable {
  private let device: PreparedPlatform
  private let running: MatchedDocument
  private let intended: MatchedDocument
  private let previous: PreviousFragment?
  private let scope: DiffOptions.Scope
  private let handling: ChangePlan.Keys
  private let keys: [SecretReference: Secret]

  /// `previous`, `scope`, `handling` and `keys` are those of the plan that is to be proven.
  package init(
    device: PreparedPlatform, running: MatchedDocument, intended: MatchedDocument,
    previous: PreviousFragment? = nil,
    scope: DiffOptions.Scope, handling: ChangePlan.Keys, keys: [SecretReference: Secret]
  ) {
    self.device = device
    self.running = running
    self.intended = intended
    self.previous = previous
    self.scope = scope
    self.handling = handling
    self.keys = keys
  }

  /// Carries the plan out and takes it back.
  package func prove(_ plan: ChangePlan) -> PlanProof {
    let simulator = DeviceSimulator(grammar: device.grammar, syntax: device.platform.written)
    let change = simulator.apply(plan.applied, to: running.document, source: "apply")
    let predicted =
      change.predicted == running.document.bytes
      ? running : device.matched(change.predicted, source: BundleLayout.predicted)
    let comparing = KeyComparing(
      running: predicted, intended: intended, platform: device.platform, keys: keys)
    let reached = TreeDiff(
      running: predicted, intended: intended,
      options: DiffOptions(
        scope: scope, owned: previous.ownership(in: predicted), keys: comparing.comparator))
    // An empty difference has an empty plan.
    let again = reached.isEmpty ? nil : ChangePlan(reached, syntax: device.platform.written, keys: handling)
    let back = simulator.apply(plan.rolledBack, to: predicted.document, source: "rollback")
    let rollback = rollback(back.predicted, isNeeded: !plan.apply.isEmpty || !plan.rollback.isEmpty)
    let isStarred = plan.files == nil && plan.rollback.contains { $0.kind != .remove && isMasked($0.line) }
    return PlanProof(
      checks: [
        acceptance(.accepted, change, of: plan.apply), reaching(reached), nothingElse(predicted),
        convergence(again?.apply ?? []),
        acceptance(.rollbackAccepted, back, of: plan.rollback),
        ProofCheck(
          .rollsBack, rollback != .different && !isStarred,
          isStarred
            ? "the present file has stars in the place of a key that would have to be set again"
            : rollback.detail),
      ],
      rollback: rollback, predicted: change.predicted)
  }

  /// Whether a line holds what a collector or the device has put in the place of a key.
  private func isMasked(_ line: ConfigLine) -> Bool {
    line.secrets.contains { range in
      let key = Words.bare(line.runnable[range])
      return device.platform.keyEncodings.contains { $0.kind == .masked && $0.matches(key) { _ in nil } }
    }
  }

  private func acceptance(
    _ claim: ProofCheck.Claim, _ result: SimulationResult, of steps: [CommandStep]
  ) -> ProofCheck {
    guard let refusal = result.refusals.first else {
      let count = device.platform.written.takesCommands ? "\(steps.count) commands" : "the whole file"
      return ProofCheck(claim, true, steps.isEmpty ? "nothing to do" : count)
    }
    return ProofCheck(claim, false, "\(result.refusals.count) refused, the first: \(refusal.message)")
  }

  /// Keys that nobody can compare do not count: they are findings.
  private func reaching(_ diff: TreeDiff) -> ProofCheck {
    let open = PlanProver.leaves(diff.entries).filter { $0.kind != .unverifiable }
    let unknown = diff.entries(of: .unverifiable).count
    guard let first = open.first else {
      let keys = unknown == 0 ? "" : ", \(unknown) \(unknown == 1 ? "key" : "keys") not comparable"
      return ProofCheck(.reachesIntended, true, "no difference\(keys)")
    }
    let line = (first.intended ?? first.running)?.line.text() ?? ""
    return ProofCheck(.reachesIntended, false, "\(open.count) differences, the first: \(line)")
  }

  private func convergence(_ steps: [CommandStep]) -> ProofCheck {
    guard let first = steps.first(where: { $0.kind == .set || $0.kind == .remove }) ?? steps.first else {
      return ProofCheck(.converges, true, "no command")
    }
    return ProofCheck(.converges, false, "\(steps.count) commands, the first: \(first.line.text())")
  }

  private func nothingElse(_ predicted: MatchedDocument) -> ProofCheck {
    guard scope == .fragment else {
      return ProofCheck(.nothingElse, true, "the intended file speaks for the whole device")
    }
    let parts = UntouchedParts(
      before: running, after: predicted, intended: intended,
      going: previous.ownership(in: running).nodes)
    if parts.isEmpty { return ProofCheck(.nothingElse, true, "every other line is as before") }
    let places =
      parts.lost.prefix(3).map { "line \($0.line) is gone" }
      + parts.gained.prefix(3).map { "line \($0.line) of the result is new" }
      + parts.reordered.prefix(3).map { "the list at line \($0.line) has another order" }
    return ProofCheck(.nothingElse, false, places.joined(separator: ", "))
  }

  private func rollback(_ restored: [UInt8], isNeeded: Bool) -> PlanProof.Rollback {
    guard isNeeded else { return .nothing }
    if restored == running.document.bytes { return .bytes }
    // Everything counts here, and both ways: what is too much as well as what is missing.
    let exact = DiffOptions(scope: .full)
    let matched = device.matched(restored, source: "restored")
    let tooMuch = PlanProver.leaves(TreeDiff(running: matched, intended: running, options: exact).entries)
      .allSatisfy { $0.kind == .removed && isHarmless($0.running?.node, in: matched) }
    let missing = PlanProver.leaves(TreeDiff(running: running, intended: matched, options: exact).entries)
      .allSatisfy { $0.kind == .added && isHarmless($0.intended?.node, in: matched) }
    return tooMuch && missing ? .equal : .different
  }

  /// Whether a line that only the restored file has says nothing new.
  private func isHarmless(_ node: Int?, in restored: MatchedDocument) -> Bool {
    guard let node, let rule = restored.rule(of: node)?.statement else { return false }
    // An empty section that the device has by itself, such as a physical interface.
    if rule.removal == .impossible, !restored.isNegated(node) { return true }
    // A switch that the file is silent about, turned back to what the change has turned it from.
    guard rule.negatable else { return false }
    return intended.document.nodes.indices.contains { other in
      intended.document.nodes[other].isConfiguration && restored.isSame(node, as: other, in: intended)
        && restored.isNegated(node) != intended.isNegated(other)
    }
  }

  /// Entries without further entries in them.
  static func leaves(_ entries: [DiffEntry]) -> [DiffEntry] {
    entries.flatMap { $0.children.isEmpty ? [$0] : leaves($0.children) }
  }
}

extension PlanProof.Rollback {
  fileprivate var detail: String {
    switch self {
    case .nothing: "nothing to take back"
    case .bytes: "byte for byte"
    case .equal: "the same statements; some lines are written otherwise or stand elsewhere"
    case .different: "another configuration comes out"
    }
  }
}
