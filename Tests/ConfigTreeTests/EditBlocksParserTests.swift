import ConfigTree
import Testing

@Suite struct EditBlocksParserTests {
  private func sections(_ text: String) -> [String] {
    let document = TestSyntaxes.tables.parse(Array(text.utf8), source: "t")
    return document.nodes.indices.filter { document.nodes[$0].isConfiguration }.map { index in
      (document.ancestors(of: index) + [index]).map { document.string(of: $0) }.joined(separator: " / ")
    }
  }

  @Test func `a table that begins where an open one began is beside it`() {
    let text = "config a\n  edit 1\n    set x 1\n  next\nconfig b\n  set y 2\nend\n"
    #expect(sections(text).suffix(2) == ["config b", "config b / set y 2"])
    let document = TestSyntaxes.tables.parse(Array(text.utf8), source: "t")
    #expect(document.notes.map(\.kind) == [.unbalanced] && document.notes[0].line == 5)
  }

  @Test func `without indentation words alone tell`() {
    let text = "config a\nedit 1\nconfig b\nset y 2\nend\nnext\nend\n"
    #expect(sections(text).last == "config a / edit 1 / config b / set y 2")
  }
}
