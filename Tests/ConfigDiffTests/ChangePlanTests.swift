import ConfigDiff
import ConfigTree
import Diagnostics
import OrderedJSON
import Testing

@Suite struct ChangePlanTests {
  @Test func `objects are made before they are used and go after their last use`() throws {
    let plan = try compare(
      "port tunnel1\n use old\npolicy old k\n", "port tunnel1\n use new\npolicy new k\n",
      DiffOptions(scope: .full)
    ).plan
    #expect(plan.apply.text() == "policy new k\n exit\nport tunnel1\n use new\n exit\nno policy old\n")
    #expect(plan.rollback.text() == "policy old k\n exit\nport tunnel1\n use old\n exit\nno policy new\n")
  }

  @Test func `nothing is negated that a new value replaces`() throws {
    let plan = try compare("port lan\n address 1\n description x\n", "port lan\n address 2\n").plan
    #expect(plan.apply.text() == "port lan\n address 2\n exit\n")
    #expect(plan.rollback.text() == "port lan\n address 1\n exit\n")
    #expect(plan.apply[1].disruptive == "the address changes")
    #expect(plan.apply[1].reason.text() == "The device has `address 1`.")
    #expect(plan.apply[1].place?.description == "intended:2:2")
  }

  @Test func `an object that has to be replaced is unbound first and bound again`() throws {
    let plan = try compare("policy p a\n mode x\nport lan\n use p\n", "policy p b\n mode x\n").plan
    #expect(
      plan.apply.text() == """
        port lan
         no use p
         exit
        no policy p
        policy p b
         mode x
         exit
        port lan
         use p
         exit

        """)
    #expect(plan.rollback.text() == plan.apply.text().replacing("policy p b", with: "policy p a"))
  }

  @Test func `what an unbound line defines is unbound in turn`() throws {
    let running = "watch 1 tunnel1\nway a watch 1\n"
    let plan = try compare(running, "port tunnel1\n").plan
    #expect(plan.apply.text() == "port tunnel1\n exit\n")
    #expect(
      plan.rollback.text() == """
        no way a
        no watch 1 tunnel1
        no port tunnel1
        watch 1 tunnel1
        way a watch 1

        """)
  }

  @Test func `what runs is halted for a change and begins again`() throws {
    let inside = try compare(
      "probe p\n every 5\n begin now\n", "probe p\n every 9\n to 1\n begin now\n"
    ).plan
    #expect(inside.apply.text() == "probe p\n halt\n every 9\n to 1\n begin now\n exit\n")
    #expect(inside.rollback.text() == "probe p\n halt\n no to 1\n every 5\n begin now\n exit\n")
    let outside = try compare("probe p\n every 5\nclock p x\n", "probe p\n every 9\n").plan
    #expect(outside.apply.text() == "no clock p\nprobe p\n every 9\n exit\nclock p x\n")
    #expect(outside.apply.first?.reason == .paused && outside.apply.last?.reason == .resumed)
    // A lock that changes itself, one that comes and one that goes.
    let changed = try compare("probe p\n every 5\n begin x\n", "probe p\n every 9\n begin y\n").plan
    #expect(changed.apply.text() == "probe p\n halt\n every 9\n begin y\n exit\n")
    let new = try compare("probe p\n every 5\n", "probe p\n begin x\n every 9\n").plan
    #expect(new.apply.text() == "probe p\n every 9\n begin x\n exit\n")
    #expect(new.rollback.text() == "probe p\n halt\n every 5\n exit\n")
    // Nothing changes inside: nothing is halted.
    let alone = try compare("probe p\n every 5\n begin x\n", "probe p\n every 5\n begin x\nhostname h\n").plan
    #expect(alone.apply.text() == "hostname h\n")
  }

  @Test func `a section that no command makes is missed where the file lists others`() throws {
    let absent = try compare("port 1\n mtu 1500\n", "port 2\n mtu 1400\n").plan
    #expect(absent.findings.map(\.rule) == ["section-absent"] && absent.findings.first?.severity == .warning)
    #expect(try compare("hostname h\n", "port 2\n mtu 1400\n").plan.findings == [])
    #expect(try compare("port 2\n", "port 2\n mtu 1400\n").plan.findings == [])
  }

  @Test func `a second of a kind is reported, and its predecessor goes first`() throws {
    let second = try compare("process 1\n peer a\n", "process 2\n peer b\n").plan
    #expect(second.findings.map(\.rule) == ["second-of-a-kind"])
    #expect(second.findings.first?.place?.line == 1)
    let whole = try compare("process 1\n peer a\n", "process 2\n peer b\n", DiffOptions(scope: .full)).plan
    #expect(whole.findings.isEmpty)
    #expect(whole.apply.text() == "no process 1\nprocess 2\n peer b\n exit\n")
    #expect(try compare("process 1\n peer a\n", "process 1\n peer b\n").plan.findings.isEmpty)
  }

  @Test func `an object that somebody else uses stays and is reported`() throws {
    let dialect = try TestDialect.small()
    let running = dialect.parse("policy p a\nport lan\n use p\n", "running")
    let diff = TreeDiff(
      running: running, intended: dialect.parse(""), options: DiffOptions(owned: Ownership(nodes: [0])))
    let plan = ChangePlan(diff, syntax: dialect.syntax)
    #expect(plan.isEmpty && plan.rollback.isEmpty)
    #expect(plan.findings.map(\.rule) == ["object-in-use"])
    #expect(plan.findings.first?.place?.line == 3)
  }

  @Test func `siblings that a statement wipes are set again`() throws {
    let plan = try compare("port lan\n address 1\n", "port lan\n vrf v\n").plan
    #expect(plan.apply.text() == "port lan\n vrf v\n address 1\n exit\n")
    #expect(plan.rollback.text() == "port lan\n no vrf v\n address 1\n exit\n")
    #expect(plan.apply[2].reason.text() == "The device drops it with `vrf v`.")
  }

  @Test func `removing a neighbor takes its lines along, closers leave families`() throws {
    let intended =
      "router 1\n neighbor 5 as 7\n neighbor 5 text t\n family v4\n  neighbor 5 activate\n exit-family\n"
    let plan = try compare("router 1\n family v4\n exit-family\n", intended).plan
    #expect(
      plan.apply.text() == """
        router 1
         neighbor 5 as 7
         neighbor 5 text t
         family v4
          neighbor 5 activate
          exit-family
         exit

        """)
    #expect(plan.rollback.text() == "router 1\n no neighbor 5 as 7\n exit\n")
  }

  @Test func `numbered lists are edited in place, others behind the first change`() throws {
    let numbered = try compare(
      "list l\n 10 permit a\n 20 permit b\n 30 deny c\n", "list l\n permit a\n permit x\n permit y\n deny c\n"
    ).plan
    #expect(
      numbered.apply.text() == "list l\n no 20 permit b\n 16 permit x\n 23 permit y\n exit\n")
    #expect(
      numbered.rollback.text() == "list l\n no 16 permit x\n no 23 permit y\n 20 permit b\n exit\n")
    let tight = try compare(
      "list l\n 1 permit a\n 2 deny c\n", "list l\n permit a\n permit x\n deny c\n"
    ).plan
    #expect(tight.apply.text() == "list l\n no 2 deny c\n 11 permit x\n 21 deny c\n exit\n")
    #expect(tight.rollback.text() == "list l\n no 11 permit x\n no 21 deny c\n 2 deny c\n exit\n")
    let plain = try compare("list l\n permit a\n deny c\n", "list l\n permit a\n permit x\n deny c\n").plan
    #expect(plain.apply.text() == "list l\n no deny c\n permit x\n deny c\n exit\n")
  }

  @Test func `doubtful keys are kept unless told otherwise`() throws {
    let dialect = try TestDialect.small()
    let diff = TreeDiff(
      running: dialect.parse("policy p k\n key 6 ENCODED\n"),
      intended: dialect.parse("policy p k\n key PLAIN\n"))
    let same = TreeDiff(
      running: dialect.parse("policy p k\n key 6 ENCODED\n"),
      intended: dialect.parse("policy p k\n key 6 PLAIN\n"))
    #expect(diff.entries.first?.children.first?.kind == .changed)
    let kept = ChangePlan(same, syntax: dialect.syntax)
    #expect(kept.isEmpty && kept.findings.map(\.rule) == ["key-unverifiable"])
    let set = ChangePlan(same, syntax: dialect.syntax, keys: .set)
    #expect(set.apply.text() == "policy p k\n key 6 <secret>\n exit\n")
    #expect(String(decoding: set.apply.runnable, as: UTF8.self) == "policy p k\n key 6 PLAIN\n exit\n")
    #expect(String(decoding: set.rollback.runnable, as: UTF8.self) == "policy p k\n key 6 ENCODED\n exit\n")
    #expect(!"\(set)".contains("ENCODED") && !"\(set.apply)".contains("PLAIN"))
    #expect(!set.apply.json().text().contains("PLAIN"))
  }

  @Test func `a line that no rule knows and that has the name of what goes is named`() throws {
    let dialect = try TestDialect.small()
    func findings(_ name: String) -> [Finding] {
      let running = dialect.parse("policy \(name) k\nmembers a \(name) b\nmembers \(name)s\n", "running")
      let owned = Ownership(in: running) { running.document.string(of: $0) == "policy \(name) k" }
      let diff = TreeDiff(
        running: running, intended: dialect.parse("port lan\n"), options: DiffOptions(owned: owned))
      return ChangePlan(diff, syntax: dialect.syntax).findings
    }
    let found = findings("gone")
    #expect(found.map(\.rule) == ["object-mentioned"] && found.first?.place?.line == 2, "\(found)")
    #expect(RuleDescription.planning.contains { $0.id == "object-mentioned" })
    #expect(findings("901") == [], "a number stands for too many things")
  }
}
