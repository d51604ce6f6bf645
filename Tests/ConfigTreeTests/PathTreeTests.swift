import ConfigTree
import Testing

/// One configuration in braces and as paths is one tree.
@Suite struct PathTreeTests {
  static let stanzas: Syntax = {
    var syntax = BracesSyntax()
    syntax.lists = true
    syntax.markers = ["inactive:", "protect:"]
    syntax.inactive = "inactive:"
    return .braces(syntax)
  }()

  static let stanzaPaths: Syntax = {
    var syntax = PathLinesSyntax()
    syntax.verbs = ["set", "delete", "activate", "deactivate"]
    syntax.deactivate = "deactivate"
    syntax.activate = "activate"
    return .pathLines(syntax)
  }()

  static let lines: Syntax = {
    var syntax = BracesSyntax()
    syntax.comments = ["//"]
    syntax.terminator = ""
    syntax.bracesEndLines = true
    return .braces(syntax)
  }()

  static let linePaths: Syntax = {
    var syntax = PathLinesSyntax()
    syntax.quotes = ["'", "\""]
    return .pathLines(syntax)
  }()

  private func tree(_ text: String, _ syntax: Syntax) throws -> PathTree {
    let document = syntax.parse(Array(text.utf8), source: "test")
    #expect(document.notes == [], "\(text)")
    return try #require(PathTree(document, syntax: syntax))
  }

  private func texts(_ tree: PathTree) -> [String] {
    tree.paths.map { ($0.isInactive ? "inactive: " : "") + String(decoding: $0.text, as: UTF8.self) }
  }

  // MARK: - Pairs by hand

  @Test func `stanzas and their paths are one tree`() throws {
    let curly = """
      ## Last commit: 2026-01-02 by ops
      version 22.4R3;
      system {
          host-name edge-1; /* the rack's own name */
          login { user ops { class super-user; authentication { encrypted-password "$6$x;{}"; ## SECRET-DATA
              } }
          }
          /* one of two */
          name-server { 192.0.2.1; 192.0.2.2; }
      }
      interfaces {
          ge-0/0/0 { unit 0 { family inet { address 192.0.2.9/24; address 192.0.2.10/24; } } }
          inactive: ge-0/0/1 { description "two words"; mtu 1500; }
          ge-0/0/2
          {
              inactive: mtu 9000;
          }
          lo0 { unit 0 { family inet; } }
      }
      policy-options {
          policy-statement OUT { term 1 { from { protocol [ bgp static ]; } then accept; } then reject }
          community C members [ 65000:1 65000:2
              65000:3 ];
      }
      security { }
      apply-groups [ A B ];
      """
    let paths = """
      set version 22.4R3
      set system host-name edge-1
      set system login user ops class super-user
      set system login user ops authentication encrypted-password "$6$x;{}"
      set system name-server 192.0.2.1
      set system name-server 192.0.2.2
      set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.9/24
      set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.10/24
      set interfaces ge-0/0/1 description "two words"
      set interfaces ge-0/0/1 mtu 1500
      deactivate interfaces ge-0/0/1
      set interfaces ge-0/0/2 mtu 9000
      deactivate interfaces ge-0/0/2 mtu
      set interfaces lo0 unit 0 family inet
      set policy-options policy-statement OUT term 1 from protocol bgp
      set policy-options policy-statement OUT term 1 from protocol static
      set policy-options policy-statement OUT term 1 then accept
      set policy-options policy-statement OUT then reject
      set policy-options community C members 65000:1
      set policy-options community C members 65000:2
      set policy-options community C members 65000:3
      set security
      set apply-groups A
      set apply-groups B
      """
    let one = try tree(curly, Self.stanzas)
    #expect(texts(one) == texts(try tree(paths, Self.stanzaPaths)))
    #expect(one.paths.count == 22 && one.paths.count { $0.isInactive } == 3)
  }

  @Test func `lines with braces and their paths are one tree`() throws {
    let curly = """
      interfaces {
          ethernet eth0 {
              address 192.0.2.9/24
              address 2001:db8::1/64
              description "to the \\"core\\" {1}"
              hw-id 00:00:5e:00:53:01
          }
          loopback lo {
          }
      }
      /* kept for the audit */
      system {
          host-name vy1
          login {
              user vyos {
                  authentication {
                      encrypted-password $6$abc/def;}
                      plaintext-password ""
                  }
              }
          }
      }
      // vyos-config-version: "bgp@5:broadcast-relay@1"
      """
    let paths = """
      set interfaces ethernet eth0 address '192.0.2.9/24'
      set interfaces ethernet eth0 address '2001:db8::1/64'
      set interfaces ethernet eth0 description 'to the "core" {1}'
      set interfaces ethernet eth0 hw-id '00:00:5e:00:53:01'
      set interfaces loopback lo
      set system host-name 'vy1'
      set system login user vyos authentication encrypted-password '$6$abc/def;}'
      set system login user vyos authentication plaintext-password ''
      """
    #expect(texts(try tree(curly, Self.lines)) == texts(try tree(paths, Self.linePaths)))
  }

  @Test func `what is deleted is gone, and what is activated again counts`() throws {
    let paths = """
      set a b c
      set a b d
      set a e f
      deactivate a b
      activate a b
      deactivate a e
      delete a b c
      delete a x
      set a b c
      """
    #expect(texts(try tree(paths, Self.stanzaPaths)) == ["a b d", "a b c", "inactive: a e f"])
  }

  @Test func `values behind a sign are one word`() throws {
    var syntax = BracesSyntax()
    syntax.terminator = ""
    syntax.assignment = "="
    let text = """
      connections {
        gw { # a gateway
          local_addrs = %any, 192.0.2.1 # both
          children { net { local_ts = 10.0.0.0/8 } }
          id = "a # b"
          mark =
        }
      }
      """
    #expect(
      texts(try tree(text, .braces(syntax))) == [
        "connections gw local_addrs \"%any, 192.0.2.1\"", "connections gw children net local_ts 10.0.0.0/8",
        "connections gw id \"a # b\"", "connections gw mark \"\"",
      ])
  }

  // MARK: - The law

  /// A tree by itself: words with their children, in order.
  private struct Twig {
    var word: String
    var twigs: [Twig] = []
    var isInactive = false
  }

  private static let words = [
    "a", "unit", "0", "192.0.2.1/24", "two words", "q\"uote", "back\\slash", "semi;colon", "br{ace", "cl}ose",
    "#hash", "it's",
    "[list", "*", "$6$x", "x/y", "é", "-",
  ]

  private func twigs(_ generator: inout SeededGenerator, depth: Int) -> [Twig] {
    var seen: Set<String> = []
    return (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
      let word = Self.words.randomElement(using: &generator) ?? "a"
      guard seen.insert(word).inserted else { return nil }
      let isLeaf = depth == 0 || Int.random(in: 0..<3, using: &generator) == 0
      return Twig(
        word: word, twigs: isLeaf ? [] : twigs(&generator, depth: depth - 1),
        isInactive: Int.random(in: 0..<8, using: &generator) == 0)
    }
  }

  private func quoted(_ word: String, single: Bool = false, always: Bool = false) -> String {
    if !always, word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "./$*-".contains($0)) }) {
      return word
    }
    if single { return "'" + word.replacing("'", with: "'\\''") + "'" }
    return "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func leaves(
    _ twigs: [Twig], _ words: [String], _ isInactive: Bool, _ found: inout [([String], Bool)]
  ) {
    for twig in twigs {
      let isInactive = isInactive || twig.isInactive
      if twig.twigs.isEmpty { found.append((words + [twig.word], isInactive)) }
      leaves(twig.twigs, words + [twig.word], isInactive, &found)
    }
  }

  /// Braces, now and then on one line, with a header of several words where only one child is there.
  private func braces(_ twigs: [Twig], _ generator: inout SeededGenerator, lines: Bool, marks: Bool) -> String
  {
    twigs.map { twig in
      var words = [twig.word]
      var last = twig
      while last.twigs.count == 1, !(marks && last.twigs[0].isInactive), Bool.random(using: &generator) {
        last = last.twigs[0]
        words.append(last.word)
      }
      let mark = marks && twig.isInactive ? "inactive: " : ""
      let header = mark + words.map { quoted($0) }.joined(separator: " ")
      guard !last.twigs.isEmpty else {
        if lines { return "\(header)\n" }
        return header + (Bool.random(using: &generator) ? ";\n" : "; ")
      }
      let inner = braces(last.twigs, &generator, lines: lines, marks: marks)
      if lines { return "\(header) {\n\(inner)}\n" }
      return
        "\(header)\(Bool.random(using: &generator) ? " " : "\n")\(["{", "{\n"].randomElement(using: &generator) ?? "{")\(inner)}\n"
    }.joined()
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `both notations of any tree are that tree`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let twigs = twigs(&generator, depth: 4)
    for isLines in [false, true] {
      var expected: [([String], Bool)] = []
      leaves(twigs, [], false, &expected)
      let wanted = expected.map {
        PathTree.Path(words: $0.0.map { Array($0.utf8) }, isInactive: $0.1 && !isLines)
      }
      let curly = braces(twigs, &generator, lines: isLines, marks: !isLines)
      var paths = expected.map { "set " + $0.0.map { quoted($0, single: isLines) }.joined(separator: " ") }
      if !isLines { paths += deactivated(twigs, []) }
      let one = try tree(curly, isLines ? Self.lines : Self.stanzas)
      let other = try tree(paths.joined(separator: "\n") + "\n", isLines ? Self.linePaths : Self.stanzaPaths)
      #expect(one.paths == wanted, "\(curly)")
      #expect(other.paths == wanted, "\(paths)")
      #expect(one == other)
    }
  }

  private func deactivated(_ twigs: [Twig], _ words: [String]) -> [String] {
    twigs.flatMap { twig in
      let path = words + [twig.word]
      let own = twig.isInactive ? ["deactivate " + path.map { quoted($0) }.joined(separator: " ")] : []
      return own + deactivated(twig.twigs, path)
    }
  }

  @Test func `hostile files have bounded trees`() throws {
    // Deep, wide, and lists beside lists: each is read in time that grows with the file alone.
    for text in [
      String(repeating: "a {", count: 200_000), String(repeating: "a b c; ", count: 100_000),
      String(repeating: "[ a b ] ", count: 20_000) + ";", String(repeating: "x ", count: 200_000) + "{ y; }",
      String(repeating: "inactive: ", count: 50_000) + ";",
    ] {
      let document = Self.stanzas.parse(Array(text.utf8), source: "hostile")
      let tree = try #require(PathTree(document, syntax: Self.stanzas))
      var count = 0
      tree.forEachPath { _ in count += 1 }
      #expect(count <= 100_000)
    }
  }
}
