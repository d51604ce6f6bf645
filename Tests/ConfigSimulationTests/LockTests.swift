import ConfigSimulation
import ConfigTree
import Testing

/// What a device refuses because of a line elsewhere.
@Suite struct LockTests {
  private func apply(_ commands: String, to running: String) throws -> (text: String, kinds: [Refusal.Kind]) {
    let syntax = Syntax.indented(IndentedSyntax())
    let rules = [
      try rule("hostname {name}"),
      try rule("user <name> secret {key}", removal: "no user <name>") { $0.secrets = ["key"] },
      try rule("user <name> level {level}", removal: "no user <name>"),
      try rule(
        "probe <name>", .owned, defines: ("probe", "name"),
        [
          try rule("every {seconds}"), try rule("begin {when...}", removal: "halt") { $0.locks = true },
        ]),
      try rule("clock <probe> {when...}", refers: ("probe", "probe"), removal: "no clock <probe>") {
        $0.locks = true
      },
      try rule("process <number>", .shared, [try rule("peer <address>")]) { $0.single = true },
    ]
    let grammar = try Grammar(rules, syntax: syntax)
    let result = DeviceSimulator(grammar: grammar, syntax: syntax)
      .apply(Array(commands.utf8), to: syntax.parse(Array(running.utf8), source: "running"))
    return (String(decoding: result.predicted, as: UTF8.self), result.refusals.map(\.kind))
  }

  @Test func `a section that runs takes no change until it is halted`() throws {
    let running = "probe p\n every 5\n begin now\n"
    let locked = try apply("probe p\n every 9\n no every 5\n", to: running)
    #expect(locked.text == running && locked.kinds == [.locked, .locked])
    let halted = try apply("probe p\n halt\n every 9\n begin now\n", to: running)
    #expect(halted.text == "probe p\n every 9\n begin now\n" && halted.kinds.isEmpty)
  }

  @Test func `a line elsewhere may run the section`() throws {
    let running = "probe p\n every 5\nprobe q\n every 5\nclock p now\n"
    let result = try apply("probe p\n every 9\nprobe q\n every 9\n", to: running)
    #expect(result.text == "probe p\n every 5\nprobe q\n every 9\nclock p now\n")
    #expect(result.kinds == [.locked])
    #expect(try apply("no clock p\nprobe p\n every 9\n", to: running).kinds.isEmpty)
  }

  @Test func `there is room for one only`() throws {
    let result = try apply("process 2\n peer b\n", to: "process 1\n peer a\n")
    #expect(result.text.hasPrefix("process 1\n peer a\n") && result.kinds.first == .occupied)
    #expect(try apply("no process 1\nprocess 2\n", to: "process 1\n peer a\n").kinds.isEmpty)
  }

  @Test func `a removal that several rules have takes what is there`() throws {
    #expect(try apply("no user a\n", to: "user a level 3\n").kinds.isEmpty)
    #expect(try apply("no user a\n", to: "user a secret k\n").text.isEmpty)
    #expect(try apply("no user b\n", to: "user a level 3\n").kinds == [.nothingToRemove])
  }

  @Test func `lines below an unknown header stay below it`() throws {
    let result = try apply("unknown thing\n some line\nhostname b\n", to: "hostname a\n")
    #expect(result.text == "hostname b\nunknown thing\n some line\n" && result.kinds.isEmpty)
  }
}
