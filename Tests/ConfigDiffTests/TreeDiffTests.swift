import ConfigDiff
import ConfigTree
import Diagnostics
import OrderedJSON
import Testing

@Suite struct TreeDiffTests {
  @Test func `a fragment speaks for what it mentions, a full file for all`() throws {
    let running =
      "hostname a\nport tunnel1\n address 1\n description x\nport lan\n address 2\n description y\nend\n"
    let intended = "port tunnel1\n address 1\nport lan\n address 3\n"
    #expect(
      try compare(running, intended).diff.text() == """
            port tunnel1
        -    description x
            port lan
        ~    address 2 => address 3

        """)
    let full = try compare(running, intended, DiffOptions(scope: .full)).diff
    #expect(
      full.text() == """
            port tunnel1
        -    description x
            port lan
        ~    address 2 => address 3
        -    description y
        -   hostname a

        """)
    #expect(full.tally == [.changed: 1, .removed: 3])
  }

  @Test func `repeated sections are one section`() throws {
    let running = "port tunnel1\n address 1\nhostname a\nport tunnel1\n description x\n"
    #expect(try compare(running, "port tunnel1\n description x\n address 1\n").diff.isEmpty)
    #expect(
      try compare("port tunnel1\n description x\n address 1\n", running).diff.text() == "+   hostname a\n")
  }

  @Test(arguments: [
    ("policy p k\n", "policy p k\n mode tunnel\n", ""),
    ("policy p k\n mode tunnel\n", "policy p k\n", ""),
    ("policy p k\n mode transport\n", "policy p k\n mode tunnel\n", "~    mode transport => mode tunnel\n"),
    ("port tunnel1\n", "port tunnel1\n no shutdown\n", ""),
    ("port tunnel1\n shutdown\n", "port tunnel1\n no shutdown\n", "~    shutdown => no shutdown\n"),
    ("port tunnel1\n no address\n", "port tunnel1\n", ""),
    ("port tunnel1\n no address\n", "port tunnel1\n address 1\n", "+    address 1\n"),
    ("port tunnel1\n address 1\n", "port tunnel1\n no address\n", "-    address 1\n"),
    ("hostname a\n", "no hostname a\n", "-   hostname a\n"),
    ("", "no hostname a\n", ""),
    ("encr aes 256\n", "encryption aes  256\n", ""),
    ("encr aes 256\n", "ENCR aes 128\n", "~   encr aes 256 => ENCR aes 128\n"),
    ("policy p k\n", "policy p m\n", "-/+ policy p k => policy p m\n"),
    ("", "port tunnel1\n address 1\n", "+   port tunnel1\n+    address 1\n"),
    ("odd line\n", "odd   line\n", ""),
    ("odd\n inner\n", "odd\n outer\n", "+    outer\n"),
  ])
  func `equality follows the rules`(running: String, intended: String, text: String) throws {
    let lines = try compare(running, intended).diff.text().split(separator: "\n")
      .filter { !$0.hasPrefix("    ") || $0.hasPrefix("     ") }
    #expect(lines.map { $0 + "\n" }.joined() == text)
  }

  @Test func `keys are compared by the caller and never shown`() throws {
    let running = "policy p k\n key 6 OLDSECRET\n"
    let intended = "policy p k\n key 6 NEWSECRET\n"
    for (answer, kind) in [
      (KeyComparison.equal, nil), (.different, DiffEntry.Kind.changed), (.unverifiable, .unverifiable),
    ] {
      let diff = try compare(running, intended, DiffOptions(keys: { _, _ in answer })).diff
      #expect(diff.entries.first?.children.first?.kind == kind)
      for text in [diff.text(), diff.json().text(), "\(diff.entries)", "\(diff.findings)"] {
        #expect(!text.contains("SECRET"))
      }
      #expect(diff.findings.map(\.rule) == (answer == .unverifiable ? ["key-unverifiable"] : []))
    }
    let shown = try compare(running, intended, DiffOptions(keys: { _, _ in .different })).diff
      .text { "<\($0.count)>" }
    #expect(shown.contains("key 6 <9> => key 6 <9>"))
  }

  @Test func `lists are compared by content and order, not by number`() throws {
    let running = "list l\n 10 permit a\n 20 permit b\n 30 deny c\n"
    #expect(try compare(running, "list l\n permit a\n permit b\n deny c\n").diff.isEmpty)
    #expect(try compare(running, "list l\n 5 permit a\n 6 permit b\n 7 deny c\n").diff.isEmpty)
    #expect(
      try compare(running, "list l\n permit b\n permit a\n deny d\n").diff.text() == """
            list l
        ~    10 permit a (moved)
        +    deny d
        -    30 deny c

        """)
  }

  @Test func `entries have places on both sides and a path`() throws {
    let diff = try compare("port lan\n\n address 1\n", "\nport lan\n address 2\n").diff
    let change = try #require(diff.flattened.last)
    #expect(change.path.count == 1)
    #expect(change.entry.running?.place.description == "running:3:2")
    #expect(change.entry.intended?.place.description == "intended:3:2")
    #expect(
      diff.json().text(.compact) == #"[{"kind":"changed","sign":"~","path":["port lan"],"#
        + #""running":{"line":3,"source":"running","text":"address 1"},"#
        + #""intended":{"line":3,"source":"intended","text":"address 2"}}]"#)
  }

  @Test func `what an earlier fragment mentioned is owned`() throws {
    let dialect = try TestDialect.small()
    let text = "port tunnel1\n address 1\nport tunnel2\n address 2\nport lan\n address 3\n description d\n"
    let running = dialect.parse(text, "running")
    let previous = dialect.parse("port tunnel1\n address 9\nport tunnel2\nport lan\n description old\n")
    let owned = Ownership(previous: previous, in: running)
    let diff = TreeDiff(
      running: running, intended: dialect.parse("port tunnel1\n address 1\n"),
      options: DiffOptions(owned: owned))
    #expect(diff.text() == "-   port tunnel2\n-    address 2\n    port lan\n-    description d\n")
    let marked = Ownership(in: running) { running.document.string(of: $0) == "address 3" }
    #expect(
      TreeDiff(running: running, intended: dialect.parse(""), options: DiffOptions(owned: marked)).text()
        == "    port lan\n-    address 3\n")
  }
}
