import Testing

@Suite struct UsageTests {
  static let commands = [
    [], ["devices"], ["devices", "sync"], ["devices", "list"], ["devices", "show"], ["devices", "diff"],
    ["connections"], ["connections", "list"], ["connections", "show"], ["gateways", "list"],
    ["gateways", "show"],
    ["customer-gateways", "list"], ["customer-gateways", "show"], ["export"], ["intent", "fetch"],
    ["intent", "check"], ["intent", "schema"], ["render"], ["parse"], ["tunnels"],
    ["validate"], ["diff"], ["plan"],
    ["apply"],
    ["ticket"], ["ticket", "create"], ["ticket", "verify"], ["ticket", "open"], ["sandbox", "serve"],
    ["completion"], ["template"], ["template", "lint"], ["template", "vars"], ["template", "test"],
    ["template", "batch"], ["auth"], ["auth", "check"], ["auth", "policy"],
  ]

  @Test(arguments: commands)
  func `every command explains itself`(command: [String]) async throws {
    let help = try await Tool.run(command + ["--help"])
    #expect(help.status == 0 && help.text.contains("USAGE: peerconf") && help.errors.isEmpty)
    #expect(help.text.contains("OVERVIEW: "))
  }

  @Test(arguments: [
    ["nonsense"], ["devices", "show"], ["connections", "list", "--format", "xml"], ["export", "x"],
  ])
  func `a wrong command line is 64 and goes to stderr`(arguments: [String]) async throws {
    let run = try await Tool.run(arguments)
    #expect(run.status == 64 && run.text.isEmpty && !run.errors.isEmpty)
  }

  @Test func `output that cannot be written is 1, and a reader that went away is not`() async throws {
    let full = try await Running(
      "/bin/sh", ["-c", "'\(Tool.path)' intent schema > /dev/full"], environment: Tool.cleanEnvironment
    ).finish()
    #expect(full.status == 1 && full.errors.contains("cannot write stdout"), "\(full.errors)")
    let gone = try await Running(
      "/bin/sh", ["-c", "{ '\(Tool.path)' intent schema; echo $? >&2; } | true"],
      environment: Tool.cleanEnvironment
    ).finish()
    #expect(gone.errors == "0\n")
  }

  @Test func `version, completion and schema go to stdout`() async throws {
    #expect(try await Tool.run(["--version"]).text == "0.1.0\n")
    #expect(try await Tool.run(["completion", "bash"]).text.contains("_peerconf"))
    #expect(try await Tool.run(["intent", "schema"]).text.contains("\"$schema\""))
  }
}
