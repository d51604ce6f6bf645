import ConfigTree
import Testing

@Suite struct GrammarTests {
  private func rule(_ pattern: String, _ change: (inout StatementRule) -> Void = { _ in }) throws
    -> StatementRule
  {
    var rule = StatementRule(pattern: try StatementPattern(parsing: pattern))
    change(&rule)
    return rule
  }

  private func match(_ line: String, _ rules: [StatementRule]) throws -> LineMatch {
    try Grammar(rules, syntax: .indented(IndentedSyntax())).match(Array(line.utf8), under: nil)
  }

  @Test(arguments: [
    ("interface <name>", "Interface  Gi0/0", "interface Gi0/0 ", ""),
    ("address {a} {m} [{extra:secondary}]", "address 1 2", "address ", "1 2 "),
    ("address {a} {m} [{extra:secondary}]", "address 1 2 SECONDARY", "address ", "1 2 secondary "),
    ("route <dst> <hop> [name {name}] [tag {tag}]", "route d h tag 7", "route d h ", "tag 7 "),
    ("route [vrf <vrf>] <dst> {hop}", "route vrf V d h", "route vrf V d ", "h "),
    ("route [vrf <vrf>] <dst> {hop}", "route vrf h", "route vrf ", "h "),
    ("peer <a> key [{kind:#}] {key}", "peer x key 6 abc", "peer x key ", "6 abc "),
    ("peer <a> key [{kind:#}] {key}", "peer x key abc", "peer x key ", "abc "),
    ("description {text...}", "description a   b", "description ", "a b "),
    ("permit|deny <what...>", "DENY ip  any", "deny ip any ", ""),
  ])
  func `identity and value follow the pattern`(pattern: String, line: String, identity: String, value: String)
    throws
  {
    let match = try match(line, [rule(pattern)])
    #expect(match.rule == 0)
    #expect(String(decoding: match.identity, as: UTF8.self) == identity)
    #expect(String(decoding: match.value, as: UTF8.self) == value)
  }

  @Test func `the first rule that takes the whole line wins`() throws {
    let rules = [try rule("<n:#> {entry...}"), try rule("permit <what...>"), try rule("<any...>")]
    #expect(try match("10 permit x", rules).rule == 0)
    #expect(try match("permit x", rules).rule == 1)
    #expect(try match("remark x", rules).rule == 2)
    #expect(try match("permit", rules).rule == 2)
  }

  @Test func `negated lines are recognised in full, by their removal and cut short`() throws {
    let rules = [
      try rule("ip address {a} {m}"),
      try rule("rule <n:#> {action} {what...}") { $0.removal = .line("no rule <n>") },
      try rule("version <n>"),
    ]
    let cases: [(String, Int, LineMatch.Form)] = [
      ("no ip address", 0, .truncated), ("no ip address 1 2", 0, .full), ("no rule 5", 1, .removal),
      ("NO version 1", 2, .full),
    ]
    for (line, index, form) in cases {
      let match = try match(line, rules)
      #expect(match.rule == index && match.isNegated && match.form == form, "\(line)")
    }
    #expect(try match("no ip address", rules).identity == match("ip address 1 2", rules).identity)
    #expect(try match("ip address", rules).rule == nil)
    #expect(try match("no speed", rules).isNegated)
  }

  @Test func `a removal with words of its own is one`() throws {
    let rules = [try rule("start {when...}") { $0.removal = .line("stop") }, try rule("stop <what...>")]
    let stop = try match("stop", rules)
    #expect(stop.rule == 0 && stop.isNegated && stop.form == .command)
    #expect(try match("stop all", rules).rule == 1)
    // The negation does not turn it around.
    #expect(try match("no stop", rules).rule == nil)
  }

  @Test func `a rule that takes any words leaves other rules their removals`() throws {
    let rules = [
      try rule("address <a> also"), try rule("address {a} {m}"),
      try rule("text {text...}") { $0.removal = .line("no text") }, try rule("<any...>"),
    ]
    #expect(try match("no address", rules).rule == 1)
    #expect(try match("no address 1 also", rules).rule == 0)
    #expect(try match("no text", rules).rule == 2)
    #expect(try match("no other thing", rules).rule == 3)
    #expect(try match("address", rules).rule == 3)
  }

  @Test func `a typed spelling becomes the printed one`() throws {
    let rules = [
      try rule("encryption {algorithm...}") { $0.prints = "encr {algorithm}" },
      try rule("encr {algorithm...}"),
    ]
    let typed = try match("encryption aes  256", rules)
    #expect(typed.rule == 1)
    #expect(typed.text == Array("encr aes  256".utf8))
    #expect(try typed.identity == match("encr aes 256", rules).identity)
    #expect(try typed.value == match("encr aes 256", rules).value)
  }

  @Test func `secrets are marked and never in the value`() throws {
    let rules = [try rule("key [{kind:#}] {key}") { $0.secrets = ["key"] }]
    let syntax = Syntax.indented(IndentedSyntax())
    let grammar = try Grammar(rules, syntax: syntax)
    let matched = grammar.match(syntax.parse(Array("key 6 hush\n".utf8), source: "t"))
    #expect(matched.value(of: 0).elementsEqual(Array("6 \u{1} ".utf8)))
    #expect(matched.line(of: 0).text() == "key 6 <secret>")
    #expect("\(matched.line(of: 0))" == "key 6 <secret>")
    #expect(matched.string("key", of: 0) == "hush")
    #expect(matched.removal(of: 0)?.text() == "no key 6 <secret>")
  }

  @Test func `how a key is written is no part of the value`() throws {
    let rules = [
      try rule("key <peer> [{form:cipher|simple}] {key}") {
        $0.secrets = ["key"]
        $0.keyForms = ["form"]
      }
    ]
    for line in ["key P simple hush", "key P cipher $c$hush", "key P hush"] {
      let match = try match(line, rules)
      #expect(match.value == [0x01, 0x20])
      #expect(match.text == Array(line.utf8))
    }
    #expect(try match("key P cipher $c$hush", rules).captures[1] == Array("cipher".utf8))
  }

  @Test func `objects are read from captures`() throws {
    let rules = [
      try rule("proposal <name>") {
        $0.section = .owned
        $0.defines = .init(kind: "proposal", captures: ["name"])
      },
      try rule("use {names...}") {
        $0.refers = [.init(kind: "proposal", captures: ["names"], builtin: ["default"])]
      },
      try rule("probe <a> <b>") { $0.defines = .init(kind: "probe", captures: ["a", "b"]) },
    ]
    let syntax = Syntax.indented(IndentedSyntax())
    let matched = try Grammar(rules, syntax: syntax)
      .match(syntax.parse(Array("proposal P\nuse P default Q\nprobe x y\nno proposal P\n".utf8), source: "t"))
    #expect(matched.definition(of: 0) == ConfigObject(kind: "proposal", name: "P"))
    #expect(matched.references(of: 1).map(\.name) == ["P", "Q"])
    #expect(matched.definition(of: 2)?.name == "x y")
    #expect(matched.definition(of: 3) == nil)
  }

  @Test(arguments: [
    "", "[a", "a]", "[[a]]", "[]", "<a", "{a", "<a b>", "{x...} y", "<n> {n}",
    "[a] [b] [c] [d] [e] [f] [g] [h] [i]",
  ])
  func `a wrong pattern is refused with its cause`(pattern: String) {
    #expect(throws: PatternError.self) { try StatementPattern(parsing: pattern) }
  }

  @Test func `a template may only name captures`() throws {
    let broken = try rule("a <b>") { $0.removal = .line("no a <c>") }
    let error = #expect(throws: PatternError.self) {
      try Grammar([broken], syntax: .indented(IndentedSyntax()))
    }
    #expect(
      error?.description == "pattern \"no a <c>\": the placeholder \"c\" is no capture of the statement")
  }
}
