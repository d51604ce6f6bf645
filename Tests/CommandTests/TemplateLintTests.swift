import Foundation
import Testing

/// `template lint` and `template vars`, as a user runs them.
@Suite struct TemplateLintTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../.."
  )
  .standardized.path(percentEncoded: false)

  @Test func `our own templates are clean`() async throws {
    let run = try await Tool.run(["template", "lint", "templates", "--fail-on", "note"], in: Self.repository)
    #expect(run.status == 0 && run.text.isEmpty, "\(run.text.prefix(400))")
    #expect(run.errors.hasSuffix(" templates, no findings\n"))
  }

  @Test func `a mistake in a platform's template is found`() async throws {
    let folder = try Folder()
    try folder.write(
      "{% include \"acme/part.j2\" %}\n{% include \"_shared/header.j2\" %}\n", to: "templates/acme/main.j2")
    try folder.write(
      "{% for c in connections %}\n{{ c.ike.versoin }} {{ c.remote.address | netmask }}\n{% endfor %}\n",
      to: "templates/acme/part.j2")
    for path in ["templates", "templates/acme", "templates/acme/part.j2"] {
      let run = try await Tool.run(["template", "lint", path], in: folder.path)
      #expect(run.status == 3)
      #expect(
        run.text == """
          templates/acme/part.j2:2:4: error: 'connections[].ike.versoin' is undefined [template-undefined]
              Did you mean 'version'?

          """)
    }
    let main = try await Tool.run(["template", "lint", "templates/acme/main.j2"], in: folder.path)
    #expect(main.status == 0 && main.text.isEmpty)
  }

  @Test func `warnings fail when they are asked to, a context can be a document`() async throws {
    let folder = try Folder()
    try folder.write("{{ a.b }} \n{% if false %}x{% endif %}{{ lo }}{{ l | uper }}", to: "t.j2")
    try folder.write(#"{"a":{"b":1},"l":"x"}"#, to: "context.json")
    let text = try await Tool.run(["template", "lint", "t.j2", "--context", "context.json"], in: folder.path)
    let rules = text.text.matches(of: /\[(template-[a-z-]+)\]/).map { String($0.output.1) }
    #expect(text.status == 3)
    #expect(
      rules == [
        "template-trailing-blank", "template-unreachable", "template-undefined", "template-unknown-filter",
      ])
    try folder.write("{{ a.b }} \n", to: "t.j2")
    let lint = ["template", "lint", "t.j2", "--context", "none"]
    #expect(try await Tool.run(lint, in: folder.path).status == 0)
    #expect(try await Tool.run(lint + ["--fail-on", "warning"], in: folder.path).status == 3)
    #expect(try await Tool.run(lint + ["--fail-on", "warning", "--exit-zero"], in: folder.path).status == 0)
    let sarif = try await Tool.run(lint + ["--format", "sarif"], in: folder.path)
    #expect(sarif.text.contains("\"ruleId\": \"template-trailing-blank\""))
  }

  @Test func `variables are listed with paths`() async throws {
    let folder = try Folder()
    try folder.write("{% for c in cs %}{{ c.a.b }}{% endfor %}\n{{ x | default(1) }}\n", to: "t.j2")
    let text = try await Tool.run(["template", "vars", "t.j2"], in: folder.path)
    #expect(
      text.text == """
        VARIABLE  NEED      FIRST USED
        cs[].a.b  required  t.j2:1:21
        x         optional  t.j2:2:4

        """)
    let json = try await Tool.run(["template", "vars", "t.j2", "--format", "json"], in: folder.path)
    let document = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    let variables = document?["variables"] as? [[String: Any]]
    #expect(document?["schema"] as? String == "peerconf.template-vars/1")
    #expect(variables?.map { $0["path"] as? String } == ["cs[].a.b", "x"])
    #expect(variables?.map { $0["required"] as? Bool } == [true, false])
  }

  @Test func `what is no template ends with 65`() async throws {
    let folder = try Folder()
    try folder.write("{% if x %}", to: "broken.j2")
    try folder.write("[1]", to: "list.json")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/empty", withIntermediateDirectories: true)
    for arguments in [
      ["lint", "missing.j2"], ["lint", "empty"], ["vars", "broken.j2"], ["vars", "empty"],
      ["lint", "broken.j2", "--context", "list.json"], ["lint", "broken.j2", "--context", "gone.json"],
    ] {
      let run = try await Tool.run(["template"] + arguments, in: folder.path)
      #expect(run.status == 65 && run.text.isEmpty && !run.errors.isEmpty, "\(arguments): \(run.status)")
    }
    try Data([0x7B, 0xFF, 0x00]).write(to: URL(filePath: folder.path + "/bytes.j2"))
    #expect(try await Tool.run(["template", "lint", "bytes.j2"], in: folder.path).status == 3)
  }

  @Test func `includes stay in the folder`() async throws {
    let folder = try Folder()
    try folder.write("{{ secret }}", to: "outside.j2")
    try folder.write("{% include '../outside.j2' %}{% include '/etc/passwd' %}", to: "templates/a.j2")
    let run = try await Tool.run(["template", "lint", "templates/a.j2"], in: folder.path)
    #expect(run.text.matches(of: /there is no template/).count == 2 && !run.text.contains("secret"))
  }
}
