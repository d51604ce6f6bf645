import ConfigTree
package import Diagnostics

/// One thing that is looked for in a configuration, and what people need to know about it.
package protocol Rule: Sendable {
  /// Stable, kebab-case; stands in findings and after `peerconf explain`.
  var id: String { get }
  /// How much a finding matters as a rule; a milder case may be reported with less.
  var severity: Severity { get }
  /// What the rule demands, one sentence.
  var title: String { get }
  /// What goes wrong otherwise.
  var why: String { get }
  /// What to do about a finding, one sentence.
  var remedy: String { get }
  /// A text that breaks the rule.
  var example: RuleExample { get }

  /// Looks at a configuration; never throws, never shows a key.
  func check(_ context: ValidationContext) -> [Finding]
}

extension Rule {
  /// A finding of this rule at a line of the file; `against` is the path of the intent's value that it contradicts.
  func finding(
    _ context: ValidationContext, at node: Int, _ message: String, against value: String? = nil,
    severity: Severity? = nil, remedy: String? = nil
  ) -> Finding {
    Finding(
      rule: id, severity: severity ?? self.severity, place: context.document.place(of: node),
      counterpart: context.place(inIntent: value), message: message, remedy: remedy ?? self.remedy)
  }

  /// A finding about the file as a whole: something that is not there.
  func finding(
    _ context: ValidationContext, _ message: String, against value: String? = nil, severity: Severity? = nil,
    remedy: String? = nil
  ) -> Finding {
    Finding(
      rule: id, severity: severity ?? self.severity, place: SourcePlace(source: context.document.source),
      counterpart: context.place(inIntent: value), message: message, remedy: remedy ?? self.remedy)
  }

  /// A finding about a value of the intent.
  func intentFinding(
    _ context: ValidationContext, _ message: String, severity: Severity? = nil, remedy: String? = nil
  ) -> Finding {
    Finding(
      rule: id, severity: severity ?? self.severity, place: SourcePlace(source: context.intentSource),
      message: message, remedy: remedy ?? self.remedy)
  }
}
