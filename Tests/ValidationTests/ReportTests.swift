import Diagnostics
import OrderedJSON
import Testing

@testable import Validation

@Suite struct ReportTests {
  private static let tool = ToolIdentity(name: "peerconf", version: "1.2.3")
  private static let report = Report([
    Finding(
      rule: "tcp-mss", severity: .warning, place: SourcePlace(source: "b & c.cfg", line: 4),
      message: "Too <big>.", remedy: "Make it small."),
    Finding(
      rule: "reference-undefined", severity: .error, place: SourcePlace(source: "a.cfg", line: 9, column: 2),
      message: "Gone.", remedy: nil),
    Finding(
      rule: "reference-undefined", severity: .error, place: SourcePlace(source: "a.cfg", line: 9, column: 2),
      message: "Gone.", remedy: nil),
    Finding(rule: "made-up", severity: .note, message: "No place \u{1}."),
  ])

  @Test func `findings are sorted and said once`() {
    #expect(Self.report.findings.map(\.rule) == ["made-up", "reference-undefined", "tcp-mss"])
    #expect(Self.report.tally == "1 error, 1 warning, 1 note")
    #expect(Report([]).tally == "no findings")
  }

  @Test(arguments: [
    (FailThreshold.note, Outcome.findings, 3), (.warning, .findings, 2), (.error, .findings, 1),
    (.never, .done, 0),
  ])
  func `the threshold decides`(threshold: FailThreshold, outcome: Outcome, count: Int) {
    #expect(Self.report.outcome(failOn: threshold) == outcome)
    #expect(Self.report.failing(threshold).count == count)
    #expect(Report([]).outcome(failOn: threshold) == .done)
  }

  @Test func `text is a paragraph a finding`() {
    #expect(
      Self.report.text() == """
        note: No place \u{1}. [made-up]
        a.cfg:9:2: error: Gone. [reference-undefined]
        b & c.cfg:4: warning: Too <big>. [tcp-mss]
            Make it small.

        """)
  }

  @Test func `JSON begins with schema, tool and version`() throws {
    let json = Self.report.json(tool: Self.tool)
    #expect(json.object?.members.prefix(3).map(\.name) == ["schema", "tool", "version"])
    #expect(json["errors"]?.integer == 1 && json["findings"]?.array?.count == 3)
    #expect(try JSON(parsing: json.bytes()) == json)
  }

  @Test func `SARIF has its required members`() throws {
    let log = Self.report.sarif(tool: Self.tool, rules: RuleDescription.configurations)
    #expect(log["version"]?.string == "2.1.0")
    let run = try #require(log["runs"]?.array?.first)
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["name"]?.string == "peerconf")
    let rules = try #require(driver["rules"]?.array)
    for result in try #require(run["results"]?.array) {
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      #expect(["note", "warning", "error"].contains(result["level"]?.string ?? ""))
      let index = try #require(result["ruleIndex"]?.integer)
      #expect(rules[index]["id"] == result["ruleId"])
      for location in result["locations"]?.array ?? [] {
        let physical = try #require(location["physicalLocation"])
        #expect(physical["artifactLocation"]?["uri"]?.string?.contains(" ") == false)
        #expect((physical["region"]?["startLine"]?.integer ?? 1) >= 1)
      }
    }
    #expect(rules.contains { $0["shortDescription"]?["text"]?.string?.isEmpty == false })
  }

  @Test func `JUnit is XML with a failed case for each finding that counts`() {
    let text = Self.report.junit(tool: Self.tool, failOn: .error)
    #expect(text.contains(#"tests="3" failures="1" errors="0""#))
    #expect(text.contains("Too &lt;big&gt;.") && text.contains("b &amp; c.cfg:4"))
    #expect(!text.contains("\u{1}"))
    #expect(Report([]).junit(tool: Self.tool, failOn: .error).contains(#"tests="1" failures="0""#))
  }
}
