/// Names of the files in a bundle, and of the texts that findings speak of.
package enum BundleLayout {
  package static let summary = "summary.md"
  package static let intended = "intended.cfg"
  package static let apply = "apply.cfg"
  package static let rollback = "rollback.cfg"
  package static let diff = "change.diff"
  package static let findings = "findings.json"
  package static let plan = "plan.json"
  /// Files with keys stand in a folder of their own.
  package static let runnableFolder = "runnable"
  package static let exported = "exported.cfg"
  /// The device's file: an input, known by its hash.
  package static let running = "running.cfg"
  /// What was intended before: an input, known by its hash.
  package static let previous = "previous.cfg"
  /// The device's file after the change; no file of the bundle.
  package static let predicted = "predicted.cfg"
}
