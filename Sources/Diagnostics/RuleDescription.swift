/// What people need to know about the findings of one rule: `peerconf explain` prints it.
///
/// Each room describes the rules of the findings that it makes, in an extension of this type.
package struct RuleDescription: Sendable, Hashable {
  /// As ``Finding/rule`` has it.
  package let id: String
  /// How much a finding matters as a rule; a milder case may be reported with less.
  package let severity: Severity
  /// What a finding means, one sentence.
  package let title: String
  /// What goes wrong otherwise.
  package let why: String
  /// What to do, one sentence.
  package let remedy: String
  /// What leads to a finding, a few lines without keys.
  package let example: String

  package init(
    _ id: String, _ severity: Severity, _ title: String, why: String, remedy: String, example: String
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.why = why
    self.remedy = remedy
    self.example = example
  }

  /// All of it for a terminal.
  package var text: String {
    let example = example.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
    return """
      \(id) (\(severity.rawValue))

      \(title)

      Why: \(why)
      Remedy: \(remedy)

      Example:

      \(example)
      """
  }
}
