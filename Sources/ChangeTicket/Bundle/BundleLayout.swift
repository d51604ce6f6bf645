/// Names of the files in a bundle, and of the texts that findings speak of.
enum BundleLayout {
  static let summary = "summary.md"
  static let intended = "intended.cfg"
  static let apply = "apply.cfg"
  static let rollback = "rollback.cfg"
  static let diff = "change.diff"
  static let findings = "findings.json"
  static let plan = "plan.json"
  /// Files with keys stand in a folder of their own.
  static let runnableFolder = "runnable"
  static let exported = "exported.cfg"
  /// The device's file: an input, known by its hash.
  static let running = "running.cfg"
  /// The device's file after the change; no file of the bundle.
  static let predicted = "predicted.cfg"
}
