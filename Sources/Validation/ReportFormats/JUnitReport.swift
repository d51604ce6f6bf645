import Diagnostics

extension Report {
  /// JUnit's XML: one test suite, one test case a finding, a failed one from the threshold on.
  ///
  /// A clean report has one passed case, since several readers refuse an empty suite.
  package func junit(tool: ToolIdentity, failOn threshold: FailThreshold) -> String {
    let failing = Set(failing(threshold))
    var cases = findings.map { Report.testCase($0, fails: failing.contains($0)) }
    if cases.isEmpty { cases = ["    <testcase classname=\"validate\" name=\"no findings\"/>\n"] }
    let name = Report.escaped(tool.name)
    let counts = "tests=\"\(cases.count)\" failures=\"\(failing.count)\" errors=\"0\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(name)" \(counts)>
        <testsuite name="\(name) validate" \(counts)>
      \(cases.joined())  </testsuite>
      </testsuites>

      """
  }

  private static func testCase(_ finding: Finding, fails: Bool) -> String {
    let place = finding.place.map { " at \($0)" } ?? ""
    let head =
      "    <testcase classname=\"\(escaped(finding.rule))\" name=\"\(escaped(finding.rule + place))\""
    let text = escaped(finding.remedy.map { "\(finding.message)\n\($0)" } ?? finding.message)
    let body =
      fails
      ? "      <failure type=\"\(finding.severity.rawValue)\" message=\"\(escaped(finding.message))\">\(text)</failure>"
      : "      <system-out>\(finding.severity.rawValue): \(text)</system-out>"
    return "\(head)>\n\(body)\n    </testcase>\n"
  }

  /// Text of XML 1.0: characters that it cannot hold become U+FFFD.
  private static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "\t", "\n", "\r": output += "&#\(scalar.value);"
      default:
        let isCharacter = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        output.unicodeScalars.append(isCharacter ? scalar : "\u{FFFD}")
      }
    }
    return output
  }
}
