import ConfigDiff
import ConfigTree

extension TestDialect {
  /// A few statements, one for each thing that a rule can say.
  static func small() throws -> TestDialect {
    var syntax = IndentedSyntax()
    syntax.closers = ["exit-family"]
    syntax.ends = ["end"]
    let port = [
      try rule("description {text...}", removal: "no description"),
      try rule("vrf {name}") { $0.wipes = ["address"] },
      try rule("address {address}", removal: "no address") {
        $0.negatable = true
        $0.disruptive = "the address changes"
      },
      try rule("shutdown") { $0.negatable = true },
      try rule("use {name}", refers: ("policy", "name")),
      try rule("filter {name}", refers: ("list", "name")),
    ]
    let family = try rule(
      "family v4", .shared, [try rule("neighbor <address> activate", refers: ("neighbor", "address"))]
    ) { $0.closer = "exit-family" }
    return try TestDialect(
      "small", syntax,
      [
        try rule("hostname {name}") { $0.id = "hostname" },
        try rule("encr {words...}"),
        try rule("encryption {words...}") { $0.prints = "encr {words}" },
        try rule(
          "policy <name> {kind}", .owned, defines: ("policy", "name"), removal: "no policy <name>",
          [
            try rule("key [{type:#}] {key}", removal: "no key") { $0.secrets = ["key"] },
            try rule("mode {mode}"),
          ]
        ) {
          $0.defaults = ["mode tunnel"]
          $0.replacement = .removeFirst
        },
        try rule(
          "probe <name>", .owned, defines: ("probe", "name"),
          [
            try rule("every {seconds}"), try rule("to {address}"),
            try rule("begin {when...}", removal: "halt") { $0.locks = true },
          ]),
        try rule("clock <probe> {when...}", refers: ("probe", "probe"), removal: "no clock <probe>") {
          $0.locks = true
        },
        try rule("process <number>", .shared, [try rule("peer <address>")]) { $0.single = true },
        try rule("watch <number> {port}", defines: ("watch", "number"), refers: ("port", "port")),
        try rule("way <to> [watch {number}]", refers: ("watch", "number"), removal: "no way <to>"),
        try rule("port <name:tunnel*>", .owned, defines: ("port", "name"), port) {
          $0.defaults = ["no shutdown"]
        },
        try rule("port <name>", .shared, defines: ("port", "name"), port) { $0.removal = .impossible },
        try rule(
          "list <name>", .owned, defines: ("list", "name"),
          [
            try rule("[{number:#}] <action:permit|deny> <what...>") {
              $0.ordered = true
              $0.sequence = "number"
            }
          ]),
        try rule(
          "router <number>", .shared,
          [
            try rule("neighbor <address> as {number}", defines: ("neighbor", "address")) {
              $0.cascades = true
            },
            try rule("neighbor <address> text {text...}", refers: ("neighbor", "address")), family,
          ]),
      ])
  }
}

/// A difference and a plan of the small dialect, from two texts.
func compare(_ running: String, _ intended: String, _ options: DiffOptions = DiffOptions()) throws -> (
  diff: TreeDiff, plan: ChangePlan
) {
  let dialect = try TestDialect.small()
  let diff = TreeDiff(
    running: dialect.parse(running, "running"), intended: dialect.parse(intended, "intended"),
    options: options)
  return (diff, ChangePlan(diff, syntax: dialect.syntax))
}
