import ConfigTree
import Diagnostics
import Testing

@Suite struct XMLParserTests {
  static func document(_ text: String) -> ConfigDocument {
    TestSyntaxes.elements.parse(Array(text.utf8), source: "config.xml")
  }

  static func notes(_ text: String) -> [ParseNote.Kind] { document(text).notes.map(\.kind) }

  @Test func `An element is addressed by its path, its key or its number among equals`() {
    let document = Self.document(
      """
      <root>
        <rule><psk>a</psk></rule>
        <rule><psk>b</psk></rule>
        <other/>
        <item uuid="0-1"><psk>c</psk></item>
        <item note='x' uuid='0-2'><psk><![CDATA[d]]></psk></item>
        <a/><!-- remark -->
      </root>
      outside
      """)
    let addresses = document.nodes.indices.map { document.place(of: $0).address }
    #expect(
      addresses == [
        "/root", "/root/rule[1]", "/root/rule[1]/psk", "/root/rule[1]", "/root/rule[2]", "/root/rule[2]/psk",
        "/root/rule[2]", "/root/other", "/root/item[@uuid='0-1']", "/root/item[@uuid='0-1']/psk",
        "/root/item[@uuid='0-1']", "/root/item[@uuid='0-2']", "/root/item[@uuid='0-2']/psk",
        "/root/item[@uuid='0-2']", "/root/a", "/root", "/root", nil,
      ])
    #expect(document.place(of: 2).description == "config.xml:2:9 (/root/rule[1]/psk)")
  }

  @Test func `A document type is named, never read, and no entity is expanded`() {
    let lol = (1..<20).map {
      "<!ENTITY l\($0) \"&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);&l\($0 - 1);\">"
    }
    let bomb = "<!DOCTYPE r [<!ENTITY l0 \"lol\">\(lol.joined())]>\n<r>&l19;</r>"
    let document = Self.document(bomb)
    #expect(document.notes.map(\.kind) == [.documentType])
    #expect(document.string(of: document.nodes.count - 1) == "<r>&l19;</r>")
    #expect(Self.notes("<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>") == [.documentType])
  }

  @Test func `What libxml2 refuses is remarked at its line, behind a collector's lines as well`() {
    let document = Self.document("gw> cat config.xml\n<?xml version=\"1.0\"?>\n<r>\n<d>a & b</d>\n</r>\n")
    #expect(document.notes.map(\.line) == [4])
    #expect(
      document.findings.map(\.message) == [
        "The document is no well-formed XML. A name is missing (write a plain '&' as '&amp;')."
      ])
  }

  @Test func `An end tag that is missing or too many does not move what stands around it`() {
    let document = Self.document("<r>\n<a>\n<b>\n<c/></a>\n<d/></e>\n</r>")
    #expect(
      document.outline == [
        "<r>", "-<a>", "--<b>", "---<c/>", "--(closer) </a>", "-<d/>", "-(closer) </e>", "-(closer) </r>",
      ])
    #expect(document.notes.filter { $0.kind == .unbalanced }.map(\.line) == [4, 5])
  }

  @Test func `A number among more siblings than anyone counts is left out`() {
    let document = Self.document("<r>\(String(repeating: "<a/>", count: 5_000))</r>")
    #expect(document.place(of: 5_000).address == nil)
    #expect(document.place(of: 5_000).column == 4 + 4_999 * 4)
  }

  @Test func `a lone carriage return before a tag ends`() {
    let bytes = Array("<a>\r<b>x</b>\r\r<c/></a>\r".utf8)
    #expect(TestSyntaxes.elements.parse(bytes, source: "test").print() == bytes)
  }
}
