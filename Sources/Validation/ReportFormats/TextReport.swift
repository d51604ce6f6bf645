import Diagnostics

extension Report {
  /// For people: a paragraph a finding with place, severity, message and rule, the remedy below it.
  package func text() -> String {
    findings.map { finding in
      let place = finding.place.map { "\($0): " } ?? ""
      let other = finding.counterpart.map { "    against \($0)\n" } ?? ""
      let remedy = finding.remedy.map { "    \($0)\n" } ?? ""
      return "\(place)\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]\n\(other)\(remedy)"
    }.joined()
  }
}
