import Testing

/// `template test`, as a user runs it.
@Suite struct TemplateTestTests {
  @Test func `cases are recorded, pass, and fail with a diff`() async throws {
    let folder = try Folder()
    try folder.write("{% include \"acme/part.j2\" %}\nend\n", to: "templates/acme/main.j2")
    try folder.write("name {{ name }}\n", to: "templates/acme/part.j2")
    try folder.write(#"{"name":"a"}"#, to: "templates/acme/main.j2.cases/one/context.json")
    try folder.write("{}", to: "templates/acme/main.j2.cases/two/context.json")
    let first = try await Tool.run(["template", "test"], in: folder.path)
    #expect(first.status == 3 && first.text.contains("expected.txt: --record writes it"))
    let record = try await Tool.run(["template", "test", "--record"], in: folder.path)
    #expect(record.status == 3 && record.text.contains("wrote templates/acme/main.j2 one\n"))
    #expect(record.text.contains("fail templates/acme/main.j2 two\nacme/part.j2:1:"))
    #expect(try folder.text("templates/acme/main.j2.cases/one/expected.txt") == "name a\nend\n")
    #expect(!folder.exists("templates/acme/main.j2.cases/two/expected.txt"))

    try folder.write(#"{"name":"b"}"#, to: "templates/acme/main.j2.cases/two/context.json")
    try folder.write("name c\nend\n", to: "templates/acme/main.j2.cases/two/expected.txt")
    let run = try await Tool.run(["template", "test", "templates/acme/main.j2"], in: folder.path)
    #expect(run.status == 3 && run.errors == "peerconf: 2 cases, 1 failed\n")
    #expect(
      run.text == """
        pass templates/acme/main.j2 one
        fail templates/acme/main.j2 two
        --- templates/acme/main.j2.cases/two/expected.txt
        +++ templates/acme/main.j2
        @@ -1,2 +1,2 @@
        -name c
        +name b
         end

        """)
    try folder.write("name b\nend\n", to: "templates/acme/main.j2.cases/two/expected.txt")
    let good = try await Tool.run(["template", "test", "templates/"], in: folder.path)
    #expect(good.status == 0 && good.errors == "peerconf: 2 cases, none failed\n")
  }

  @Test func `an intent is a case of a platform's first template`() async throws {
    let folder = try Folder()
    try folder.write("! mine\n{{ site }}\n{{ connections[0].key }}\n", to: "templates/huawei-ar/main.j2")
    try folder.write(LocalSite.intent, to: "templates/huawei-ar/main.j2.cases/berlin/intent.yaml")
    let record = try await Tool.run(
      ["template", "test", "--record"], in: folder.path, environment: LocalSite.environment)
    #expect(record.status == 0, "\(record.errors.prefix(300))\(record.text.prefix(300))")
    let text = try folder.text("templates/huawei-ar/main.j2.cases/berlin/expected.txt")
    #expect(
      text.hasPrefix("! mine\nberlin\n") && text.contains("PEERCONF_PSK_BERLIN") && !text.contains("CANARY"))
    #expect(try await Tool.run(["template", "test"], in: folder.path).status == 0)
  }

  @Test func `what is no case ends with 65`() async throws {
    let folder = try Folder()
    try folder.write("x", to: "t.j2")
    #expect(try await Tool.run(["template", "test", "t.j2"], in: folder.path).status == 65)
    #expect(try await Tool.run(["template", "test", "gone"], in: folder.path).status == 65)
    try folder.write("[]", to: "t.j2.cases/a/context.json")
    #expect(try await Tool.run(["template", "test", "."], in: folder.path).status == 65)
    try folder.write("", to: "u.j2.cases/a/expected.txt")
    let run = try await Tool.run(["template", "test", "u.j2"], in: folder.path)
    #expect(run.status == 65)
  }
}
