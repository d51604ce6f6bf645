import ConfigTree
import Diagnostics
import Testing

@Suite struct IndentedParserTests {
  @Test func `children are deeper than their section, by any number of columns`() throws {
    let document = try TestSyntaxes.marked().parse(
      Array("a\n   b\n      c\n   d\n\te\nf\n".utf8), source: "t")
    #expect(document.outline == ["a", "-b", "--c", "-d", "--e", "f"])
  }

  @Test func `separators and comments go to the section around them`() throws {
    let text = """
      router x
       neighbor a
       !
       family v4
        neighbor a activate
       exit-address-family
      !
      ! about y
      interface y
      !
       speed 10
      end
      """
    let document = try TestSyntaxes.marked().parse(Array(text.utf8), source: "t")
    #expect(
      document.outline == [
        "router x", "-neighbor a", "-(separator) !", "-family v4", "--neighbor a activate",
        "-(closer) exit-address-family", "(separator) !", "(comment) ! about y", "interface y",
        "-(separator) !",
        "-speed 10", "(closer) end",
      ])
  }

  @Test func `a reset closes sections, and the line after it may be indented at the top`() throws {
    let text = """
      [V300R019]
      #
       sysname X
      #
      aaa
       scheme a
       #
       domain d
        rule e
       #
       domain f
      #
       snmp on
      proposal 1
       dh 14
      proposal 2
      #
      return
      """
    let document = try TestSyntaxes.hashed().parse(Array(text.utf8), source: "t")
    #expect(
      document.outline == [
        "(noise) [V300R019]", "(separator) #", "sysname X", "(separator) #", "aaa", "-scheme a",
        "-(separator) #",
        "-domain d", "--rule e", "-(separator) #", "-domain f", "(separator) #", "snmp on", "proposal 1",
        "-dh 14",
        "proposal 2", "(separator) #", "(closer) return",
      ])
  }

  @Test func `banners end at their delimiter wherever it stands`() throws {
    for delimiter in ["^C", "\u{3}", "#"] {
      let text =
        "banner exec \(delimiter)Check\ninterface fake\n ! \nlast\(delimiter)\nbanner motd \(delimiter)\(delimiter)\nhostname x\n"
      let document = try TestSyntaxes.marked().parse(Array(text.utf8), source: "t")
      #expect(document.nodes.map(\.kind) == [.blob, .blob, .statement])
      #expect(document.nodes.map(\.line) == [1, 5, 6])
    }
  }

  @Test func `an endless banner is one line and a note`() throws {
    let document = try TestSyntaxes.marked().parse(Array("banner motd ^C\nhostname x\n".utf8), source: "t")
    #expect(document.nodes.map(\.kind) == [.statement, .statement])
    #expect(document.findings.map(\.rule) == ["config-unterminated-text"])
    #expect(document.findings.first?.place?.line == 1)
  }

  @Test func `certificates end with their last line, and one without rows is a plain line`() throws {
    let text = """
      crypto chain A
       certificate self-signed 01
        308201 3082
        \tquit
       certificate ca 02 nvram:x.cer
      crypto chain B
       certificate ca 03
        3082
        quit
      hostname x
      """
    let document = try TestSyntaxes.marked().parse(Array(text.utf8), source: "t")
    #expect(
      document.nodes.map(\.kind) == [.statement, .blob, .statement, .statement, .blob, .statement])
    #expect(document.nodes.map { $0.parent } == [nil, 0, 0, nil, 3, nil])
  }

  @Test func `keys and headers of the other dialect are one node`() throws {
    let text = """
      rsa peer-public-key k encoding-type der
       public-key-code begin
         3082
          01
       public-key-code end
      peer-public-key end
      rsa peer-public-key m
       public-key-code begin
        77
       public-key-code end
       peer-public-key end
      #
      header login information "
      # no separator
      return
      "
      #
      return
      """
    let document = try TestSyntaxes.hashed().parse(Array(text.utf8), source: "t")
    #expect(document.nodes.map(\.kind) == [.blob, .blob, .separator, .blob, .separator, .closer])
  }

  @Test func `collector lines, prompts and pager debris are noise`() throws {
    let text =
      "R1#show running-config\nBuilding configuration...\nCurrent configuration : 1234 bytes\nhostname R1#\n"
      + "interface x\n--More-- \u{8}\u{8}\u{8}\u{8}   \u{8}\u{8} speed 10\n--More--\n"
    let document = try TestSyntaxes.marked().parse(Array(text.utf8), source: "t")
    #expect(
      document.outline.prefix(4) == [
        "(noise) R1#show running-config", "(noise) Building configuration...",
        "(noise) Current configuration : 1234 bytes", "hostname R1#",
      ])
    #expect(document.outline[5] == "-speed 10")
    #expect(document.nodes[6].kind == .noise)
  }

  @Test func `a prompt behind the end is noise, and nowhere else`() throws {
    let text = "edge#\nhostname edge\nend\n\nedge#\nedge(config)>\nhostname two\nedge#\n"
    let document = try TestSyntaxes.marked().parse(Array(text.utf8), source: "t")
    let wanted: [ConfigNode.Kind] = [
      .statement, .statement, .closer, .separator, .noise, .noise, .statement, .statement,
    ]
    #expect(document.nodes.map(\.kind) == wanted)
  }

  @Test func `places count lines from one and columns in bytes`() throws {
    let document = try TestSyntaxes.marked().parse(
      Array("\u{FEFF}a\r\n \t b c  \r\n".utf8), source: "file.cfg")
    #expect(document.place(of: 0).description == "file.cfg:1:1")
    #expect(document.place(of: 1).description == "file.cfg:2:4")
    #expect(document.string(of: 1) == "b c")
    #expect(document.words(of: 1).map { String(decoding: document.bytes[$0], as: UTF8.self) } == ["b", "c"])
  }
}
