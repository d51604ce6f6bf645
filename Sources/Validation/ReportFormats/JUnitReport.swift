import Diagnostics

extension Report {
  /// JUnit's XML: one test suite, one test case a finding, a failed one from the threshold on.
  ///
  /// `suite` is what was done. A clean report has one passed case, since several readers refuse an empty suite.
  package func junit(
    tool: ToolIdentity, failOn threshold: FailThreshold, suite: String = "validate"
  ) -> String {
    let failing = Set(failing(threshold))
    var cases = findings.map { Report.testCase($0, fails: failing.contains($0)) }
    if cases.isEmpty { cases = [JUnitSuite.Case(group: suite, name: "no findings", result: .passed)] }
    return JUnitSuite(name: suite, cases: cases).xml(tool: tool)
  }

  private static func testCase(_ finding: Finding, fails: Bool) -> JUnitSuite.Case {
    let place = finding.place.map { " at \($0)" } ?? ""
    let severity = finding.severity.rawValue
    let text = finding.remedy.map { "\(finding.message)\n\($0)" } ?? finding.message
    return JUnitSuite.Case(
      group: finding.rule, name: finding.rule + place,
      result: fails
        ? .failed(kind: severity, message: finding.message, text: text) : .remarked("\(severity): \(text)"))
  }
}
