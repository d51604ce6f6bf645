import ConfigDiff
import ConfigSimulation
import ConfigTree
import Diagnostics
import Testing

/// Devices with menus: items are made in one command, changed and removed where their key finds them.
@Suite struct MenuPlanTests {
  private let syntax: PathCommandsSyntax
  private let grammar: Grammar
  private let reader: PathReader

  init() throws {
    var syntax = PathCommandsSyntax()
    syntax.verbs = ["add", "set", "unset", "remove", "print", "export", "move", "find"]
    syntax.adds = "add"
    syntax.assigns = "set"
    syntax.clears = "unset"
    syntax.selects = "find"
    syntax.silent = ["print", "export"]
    syntax.first = "place-before=0"
    self.syntax = syntax
    let statements = [
      try rule(
        "/vpn/profile", .shared,
        [
          try rule(
            "find name <name>", .owned, defines: ("profile", "name"),
            [try rule("dh {group}"), try rule("<line...>")])
        ]),
      try rule(
        "/vpn/peer", .shared,
        [
          try rule(
            "find name <name>", .owned, defines: ("peer", "name"),
            [
              try rule("profile {profile}", refers: ("profile", "profile")),
              try rule("secret {key}") { $0.secrets = ["key"] }, try rule("address {address}"),
            ])
        ]),
      try rule(
        "/nat", .shared,
        [
          try rule("find chain srcnat comment <text>", .owned, [try rule("<name> {value}")]) {
            $0.first = true
          }
        ]),
      try rule("/system/identity", .shared, [try rule("name {name}")]),
    ]
    grammar = try Grammar(statements, syntax: .pathCommands(syntax))
    reader = PathReader(grammar, written: syntax.paths, notations: [.pathCommands(syntax)])
  }

  private func read(_ text: String) -> MatchedDocument {
    grammar.match(reader.read(Array(text.utf8), source: "test"))
  }

  /// The plan from one file to another, which the simulated device takes both ways.
  private func plan(_ running: String, _ intended: String) throws -> ChangePlan {
    let before = read(running)
    let diff = TreeDiff(running: before, intended: read(intended))
    let plan = ChangePlan(diff, syntax: .pathCommands(syntax))
    let simulator = DeviceSimulator(grammar: grammar, syntax: .pathCommands(syntax), refusesUndefined: true)
    let after = simulator.apply(plan.applied, to: before)
    #expect(after.refusals.isEmpty, "\(after.refusals)")
    let reached = grammar.match(reader.read(after.predicted, source: "predicted"))
    #expect(TreeDiff(running: reached, intended: read(intended)).isEmpty)
    let back = simulator.apply(plan.rolledBack, to: reached)
    #expect(back.refusals.isEmpty, "\(back.refusals)")
    let again = grammar.match(reader.read(back.predicted, source: "back"))
    #expect(Set(lines(again)) == Set(lines(before)))
    return plan
  }

  private func lines(_ matched: MatchedDocument) -> [String] {
    String(decoding: matched.document.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private let intended = """
    /vpn peer
    add address=192.0.2.1/32 name=pc profile=pc secret="a \\"b\\" \\$c"
    /vpn profile
    add dh=group14 name=pc
    /nat
    add action=accept chain=srcnat comment=pc out-interface=wan

    """

  @Test func `an item is made in one command, behind what it needs`() throws {
    let plan = try plan(
      "/nat\nadd action=masquerade chain=srcnat\n/system identity\nset name=br1\n", intended)
    #expect(
      plan.apply.text(mask: { String(decoding: $0, as: UTF8.self) }) == """
        /vpn profile add name=pc dh=group14
        /vpn peer add name=pc address=192.0.2.1/32 profile=pc secret="a \\"b\\" \\$c"
        /nat add chain=srcnat comment=pc action=accept out-interface=wan place-before=0

        """)
    #expect(
      plan.rollback.text() == """
        /nat remove [find chain=srcnat comment=pc]
        /vpn peer remove [find name=pc]
        /vpn profile remove [find name=pc]

        """)
  }

  @Test func `a key is shown nowhere`() throws {
    let plan = try plan("", intended)
    #expect(plan.apply.text().contains("/vpn peer add name=pc"))
    #expect(!plan.apply.text().contains("\\$c"))
  }

  @Test func `what is there is changed where its key finds it`() throws {
    let running = """
      /vpn profile
      set [ find name=pc ] dh=group2 lifetime=1h
      /vpn/peer/add name=pc profile=pc address=192.0.2.9/32
      /vpn/peer/add name=other profile=pc
      /system identity set name=br1

      """
    let plan = try plan(
      running,
      "/vpn profile\nadd dh=group14 name=pc\n/vpn peer add name=pc profile=pc address=192.0.2.1/32\n/system identity set name=br2\n"
    )
    #expect(
      plan.apply.text() == """
        /vpn profile unset [find name=pc] lifetime
        /vpn profile set [find name=pc] dh=group14
        /vpn peer set [find name=pc] address=192.0.2.1/32
        /system identity set name=br2

        """)
  }

  @Test(arguments: [
    "/nat add chain=srcnat comment=pc action=masquerade\n/nat add chain=srcnat comment=pc action=drop\n",
    "/nat\nadd chain=dstnat comment=pc action=dst-nat to-addresses=10.0.0.1\nadd chain=srcnat action=masquerade\n",
    "# a remark\n/nat\nadd chain=srcnat \\\n    comment=pc action=accept out-interface=wan\n",
    "/system script add name=a source=\"line\\r\\nline \\\"two\\\"\"\n/ip\nneighbor discovery-settings set discover=all\n",
  ])
  func `what others have stays as it is`(_ running: String) throws {
    let plan = try plan(running, intended)
    for line in plan.apply.text().split(separator: "\n") {
      #expect(line.hasPrefix("/vpn") || line.hasPrefix("/nat") && line.contains("comment=pc"), "\(line)")
    }
  }

  @Test func `a property of a menu is set where the file does not name the menu`() {
    let diff = TreeDiff(running: read(""), intended: read("/system identity set name=br1\n"))
    let plan = ChangePlan(diff, syntax: .pathCommands(syntax))
    #expect(plan.apply.text() == "/system identity set name=br1\n")
    // Nobody knows what it was: never a command that finds more than is meant.
    #expect(plan.rollback.text() == "/system identity set name=\"\"\n")
  }

  /// Factory rules have comments, as ours do.
  @Test(arguments: [
    "/nat add action=masquerade chain=srcnat comment=\"defconf: masquerade\"\n",
    "/nat add action=masquerade chain=srcnat\n",
  ])
  func `a rule of ours stands before those of others, whatever these have`(_ running: String) throws {
    #expect(try plan(running, intended).apply.text().contains("out-interface=wan place-before=0\n"))
    #expect(try !plan("", intended).apply.text().contains("place-before"))
  }

  @Test(arguments: [
    (
      "/nat\nadd chain=srcnat comment=pc action=masquerade\nadd chain=srcnat comment=pc action=drop\n",
      "key-shared"
    ),
    (
      "/nat\nadd chain=srcnat action=masquerade\nadd chain=srcnat comment=pc action=accept out-interface=wan\n",
      "not-first"
    ),
    (
      "/nat\nadd chain=srcnat comment=pc action=accept out-interface=wan\nadd chain=srcnat action=masquerade\n",
      nil
    ),
  ])
  func `what a key finds twice and what stands behind others is said`(_ running: String, _ rule: String?) {
    let diff = TreeDiff(running: read(running), intended: read(intended))
    let found = ChangePlan(diff, syntax: .pathCommands(syntax)).findings.map(\.rule)
    #expect(found.filter { $0 == "key-shared" || $0 == "not-first" } == (rule.map { [$0] } ?? []))
  }

  @Test func `verbs that are not followed are said`() {
    for line in [
      "/nat move 3 0", "/nat remove [find comment=pc]", "/nat set [find where dynamic] disabled=yes",
      ":if (true) do={",
    ] {
      #expect(read("\(line)\n").document.notes.contains { $0.kind == .notFollowed }, "\(line)")
    }
    #expect(read("/nat print\n/nat\nadd chain=srcnat\n").document.notes.isEmpty)
  }
}
