package import ConfigDiff
package import Diagnostics
package import Validation

/// A change that is ready to be looked at, with everything that is known about it.
package struct PreparedChange: Sendable {
  package let diff: TreeDiff
  package let plan: ChangePlan
  package let proof: PlanProof
  /// Remarks about intent, configuration, plan and proof.
  package let report: Report
  package let bundle: ChangeBundle
  /// `findings`, `changes` or `done`.
  package let outcome: Outcome
}
