package import Diagnostics
import Validation

/// How many findings a site has; the findings themselves are in its bundle.
package struct FindingTally: Sendable, Hashable {
  package let errors: Int
  package let warnings: Int
  package let notes: Int
  /// Worst first, then by name.
  package let rules: [Rule]

  /// How often a rule has found something.
  package struct Rule: Sendable, Hashable {
    package let id: String
    package let severity: Severity
    package let count: Int
  }

  init(_ report: Report) {
    errors = report.count(of: .error)
    warnings = report.count(of: .warning)
    notes = report.count(of: .note)
    let groups = Dictionary(grouping: report.findings) { Key(rule: $0.rule, severity: $0.severity) }
    rules = groups.map { Rule(id: $0.key.rule, severity: $0.key.severity, count: $0.value.count) }
      .sorted { $0.severity != $1.severity ? $0.severity > $1.severity : $0.id < $1.id }
  }

  private struct Key: Hashable {
    let rule: String
    let severity: Severity
  }

  /// For people: `1 error, 2 warnings`; `none`.
  package var text: String {
    let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}
