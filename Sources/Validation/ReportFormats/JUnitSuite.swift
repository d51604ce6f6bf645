/// One test suite in JUnit's XML, as CI servers read it.
package struct JUnitSuite: Sendable, Hashable {
  package struct Case: Sendable, Hashable {
    package enum Result: Sendable, Hashable {
      case passed
      /// Passed, with something to say.
      case remarked(String)
      /// `kind` and `message` stand in a list, `text` is all of it.
      case failed(kind: String, message: String, text: String)
    }

    package var group: String
    package var name: String
    package var result: Result

    package init(group: String, name: String, result: Result) {
      self.group = group
      self.name = name
      self.result = result
    }
  }

  /// What was done: `validate`, `template test`.
  package var name: String
  package var cases: [Case]

  package init(name: String, cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  /// The whole document.
  package func xml(tool: ToolIdentity) -> String {
    let tool = JUnitSuite.escaped(tool.name)
    let failures = cases.count { if case .failed = $0.result { true } else { false } }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(tool)" \(counts)>
        <testsuite name="\(tool) \(JUnitSuite.escaped(name))" \(counts)>
      \(cases.map(\.xml).joined())  </testsuite>
      </testsuites>

      """
  }

  /// Text of XML 1.0: characters that it cannot hold become U+FFFD.
  fileprivate static func escaped(_ text: String) -> String {
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

extension JUnitSuite.Case {
  fileprivate var xml: String {
    let escaped = JUnitSuite.escaped
    let head = "    <testcase classname=\"\(escaped(group))\" name=\"\(escaped(name))\""
    switch result {
    case .passed: return "\(head)/>\n"
    case .remarked(let text):
      return "\(head)>\n      <system-out>\(escaped(text))</system-out>\n    </testcase>\n"
    case .failed(let kind, let message, let text):
      let attributes = "type=\"\(escaped(kind))\" message=\"\(escaped(message))\""
      return "\(head)>\n      <failure \(attributes)>\(escaped(text))</failure>\n    </testcase>\n"
    }
  }
}
