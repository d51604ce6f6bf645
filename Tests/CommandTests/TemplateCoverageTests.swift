import Foundation
import Testing

/// `template test --coverage` and its formats, as a user runs them.
@Suite struct TemplateCoverageTests {
  /// A template with branches, one that it includes, and one that no case loads.
  private func workspace() throws -> Folder {
    let folder = try Folder()
    try folder.write(
      """
      {% include "_shared/header.j2" %}
      {% if fast %}
      fast
      {% endif %}
      {% for n in numbers %}
      {% include "acme/part.j2" %}
      {% endfor %}

      """, to: "templates/acme/main.j2")
    try folder.write("{{ 'odd' if n % 2 else 'even' }} {{ n }}\n", to: "templates/acme/part.j2")
    try folder.write("{% macro unused() %}x{% endmacro %}", to: "templates/acme/idle.j2")
    try folder.write(
      #"{"fast":true,"numbers":[1,3],"header":[],"comment":"!"}"#,
      to: "templates/acme/main.j2.cases/fast/context.json")
    try folder.write("fast\nodd 1\nodd 3\n", to: "templates/acme/main.j2.cases/fast/expected.txt")
    return folder
  }

  @Test func `branches that no case takes are told with their places`() async throws {
    let folder = try workspace()
    let run = try await Tool.run(["template", "test", "--coverage"], in: folder.path)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(
      run.text == """
        pass templates/acme/main.j2 fast

        COVERED  BRANCHES  TEMPLATE
          0.0 %  0 of 2    templates/acme/idle.j2
         60.0 %  3 of 5    templates/acme/main.j2
         66.6 %  2 of 3    templates/acme/part.j2
         50.0 %  5 of 10   all

        Never taken:
        templates/acme/idle.j2:1: the template
        templates/acme/idle.j2:1: macro 'unused'
        templates/acme/main.j2:2: no branch of the if
        templates/acme/main.j2:5: no pass of the for
        templates/acme/part.j2:1: else of an if expression

        """)
    #expect(run.errors == "peerconf: 1 case, none failed, 50.0 % of the branches taken\n")
    try folder.write(
      #"{"fast":false,"numbers":[],"header":[],"comment":"!"}"#,
      to: "templates/acme/main.j2.cases/slow/context.json")
    _ = try await Tool.run(["template", "test", "--record"], in: folder.path)
    let main = try await Tool.run(
      ["template", "test", "templates/acme/main.j2", "--coverage"], in: folder.path)
    #expect(main.text.contains("100.0 %  5 of 5    templates/acme/main.j2\n"), "\(main.text)")
    #expect(!main.text.contains("idle.j2"))
  }

  @Test func `too few branches end with 3 and a finding`() async throws {
    let folder = try workspace()
    let test = ["template", "test", "templates", "--min-coverage"]
    #expect(try await Tool.run(test + ["50"], in: folder.path).status == 0)
    let run = try await Tool.run(test + ["51"], in: folder.path)
    #expect(run.status == 3)
    #expect(
      run.text.hasSuffix(
        """

        templates: error: the cases take 5 of 10 branches, 50.0 %, and not 51 % [template-coverage]
            Add cases for the branches that are never taken.

        """), "\(run.text)")
    #expect(try await Tool.run(test + ["101"], in: folder.path).status == 64)
    let junit = try await Tool.run(test + ["51", "--format", "junit"], in: folder.path)
    #expect(junit.status == 3)
    #expect(junit.text.contains("<testsuites name=\"peerconf\" tests=\"2\" failures=\"1\" errors=\"0\">"))
    #expect(junit.text.contains("<testcase classname=\"templates/acme/main.j2\" name=\"fast\"/>"))
    #expect(junit.text.contains("message=\"the cases take 5 of 10 branches, 50.0 %, and not 51 %\""))
  }

  @Test func `results and branches are one JSON document`() async throws {
    let folder = try workspace()
    try folder.write("slow\n", to: "templates/acme/main.j2.cases/fast/expected.txt")
    let run = try await Tool.run(["template", "test", "--coverage", "--format", "json"], in: folder.path)
    #expect(run.status == 3)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(run.text.hasPrefix("{\n  \"schema\": \"peerconf.template-test/1\",\n  \"tool\": \"peerconf\""))
    #expect(document["cases"] as? Int == 1 && document["failed"] as? Int == 1)
    let result = (document["results"] as? [[String: String]])?.first
    #expect(result?["case"] == "fast" && result?["result"] == "failed")
    #expect(result?["reason"]?.contains("-slow\n+fast\n") == true)
    let coverage = try #require(document["coverage"] as? [String: Any])
    #expect(coverage["taken"] as? Int == 5 && coverage["percent"] as? Double == 50)
    let part = (coverage["templates"] as? [[String: Any]])?.last
    #expect(part?["template"] as? String == "templates/acme/part.j2")
    let ways = part?["ways"] as? [[String: Any]]
    #expect(ways?.map { $0["kind"] as? String } == ["template", "value-else", "value-if"])
    #expect(ways?.map { $0["count"] as? Int } == [2, 0, 2])
    let plain = try await Tool.run(["template", "test", "--format", "json"], in: folder.path)
    #expect(!plain.text.contains("coverage"))
  }

  @Test func `an intent counts in the platform's own templates`() async throws {
    let folder = try Folder()
    try folder.write(
      "! mine\n{% for c in connections %}\n{{ c.key }}\n{% else %}\nnone\n{% endfor %}\n",
      to: "templates/huawei-ar/main.j2")
    try folder.write(LocalSite.intent, to: "templates/huawei-ar/main.j2.cases/berlin/intent.yaml")
    let run = try await Tool.run(
      ["template", "test", "--record", "--coverage"], in: folder.path, environment: LocalSite.environment)
    #expect(run.status == 0 && !run.text.contains("CANARY"))
    #expect(run.text.contains(" 66.6 %  2 of 3    templates/huawei-ar/main.j2\n"), "\(run.text)")
    #expect(run.text.hasSuffix("Never taken:\ntemplates/huawei-ar/main.j2:4: else of the for\n"))
  }
}
