import Foundation
import Testing

/// `explain`, as a user runs it.
@Suite struct ExplainTests {
  @Test func `rules are listed, one is explained, near ones are offered`() async throws {
    let all = try await Tool.run(["explain"])
    #expect(all.status == 0 && all.text.contains("\nreference-undefined "))
    #expect(all.text.contains("\ntemplate-undefined ") && all.text.contains("\nproof-rolls-back "))
    let one = try await Tool.run(["explain", "template-unreachable"])
    #expect(
      one.text == """
        template-unreachable (warning)

        A part of the template is never rendered.

        Why: Its author expected it to be: a test is wrong, or stands above already.
        Remedy: Correct the test, or remove the part.

        Example:

            {% if a %}1{% elif a %}2{% endif %}   (the second branch)

        """)
    for (typed, meant) in [
      ("reference-undefine", "reference-undefined"), ("template-undefned", "template-undefined"),
    ] {
      let none = try await Tool.run(["explain", typed])
      #expect(none.status == 65 && none.errors.contains("Did you mean \(meant)"), "\(none.errors)")
    }
    #expect(try await Tool.run(["explain", "x"]).errors.contains("`peerconf explain` lists them."))
  }

  @Test func `every rule is explained in full, once`() async throws {
    let run = try await Tool.run(["explain", "--format", "json"])
    let document = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    #expect(document?["schema"] as? String == "peerconf.rules/1")
    let rules = try #require(document?["rules"] as? [[String: String]])
    #expect(rules.count > 80)
    #expect(Set(rules.map { $0["id"] }).count == rules.count)
    for rule in rules {
      let id = try #require(rule["id"])
      for member in ["title", "why", "remedy"] {
        let text = rule[member] ?? ""
        #expect(text.hasSuffix(".") && !text.contains("\n"), "\(id) \(member): \(text)")
      }
      #expect(rule["example"]?.isEmpty == false && rule["example"]?.contains("CANARY") == false, "\(id)")
      #expect(["note", "warning", "error"].contains(rule["severity"] ?? ""))
    }
  }

  @Test func `a SARIF log of templates describes its rules`() async throws {
    let folder = try Folder()
    try folder.write("{{ x }} \n", to: "t.j2")
    let run = try await Tool.run(
      ["template", "lint", "t.j2", "--context", "none", "--format", "sarif"], in: folder.path)
    let log = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    let driver = ((log?["runs"] as? [[String: Any]])?.first?["tool"] as? [String: Any])?["driver"]
    let rules = (driver as? [String: Any])?["rules"] as? [[String: Any]]
    #expect(rules?.count == 1 && rules?.first?["id"] as? String == "template-trailing-blank")
    let text = (rules?.first?["shortDescription"] as? [String: String])?["text"]
    #expect(text == "A line of the output ends with blanks.")
  }
}
