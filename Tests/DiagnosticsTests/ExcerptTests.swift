import Diagnostics
import Testing

@Suite struct ExcerptTests {
  @Test func `the caret stands under the column`() {
    let text = Array("first\nsecond line\n".utf8)
    #expect(Excerpt.around(line: 2, column: 8, in: text) == "2 | second line\n           ^")
  }

  @Test func `a line that is not there has no excerpt`() {
    #expect(Excerpt.around(line: 3, column: 1, in: Array("a\nb".utf8)) == nil)
    #expect(Excerpt.around(line: 0, column: 1, in: Array("a".utf8)) == nil)
  }

  @Test func `control characters cannot reach the terminal`() throws {
    let shown = try #require(Excerpt.around(line: 1, column: 1, in: Array("a\u{1B}[31mb".utf8)))
    #expect(!shown.utf8.contains(0x1B))
  }

  @Test func `a long line is cut around the column`() throws {
    let line = String(repeating: "x", count: 5000) + "HERE" + String(repeating: "y", count: 5000)
    let shown = try #require(Excerpt.around(line: 1, column: 5001, in: Array(line.utf8)))
    #expect(shown.contains("HERE"))
    #expect(shown.utf8.count < 300)
  }

  @Test(arguments: [-5, 0, 1, 3, 4, 9])
  func `any column is safe`(column: Int) {
    #expect(Excerpt.around(line: 1, column: column, in: Array("abc".utf8))?.hasPrefix("1 | abc\n") == true)
  }
}

@Suite struct FindingTests {
  @Test func `reports are ordered by place, then the worst first`() {
    func finding(_ line: Int, _ severity: Severity, _ rule: String) -> Finding {
      Finding(rule: rule, severity: severity, place: SourcePlace(source: "f", line: line), message: "m")
    }
    let sorted = [
      finding(3, .note, "a"), finding(1, .warning, "c"), finding(1, .error, "b"), finding(1, .warning, "a"),
    ].sorted(by: Finding.inReportOrder)
    #expect(sorted.map(\.rule) == ["b", "a", "c", "a"])
    #expect(Severity.note < .warning && Severity.warning < .error)
  }

  @Test func `a place prints as compilers print it`() {
    #expect(SourcePlace(source: "a.cfg", line: 3, column: 7).description == "a.cfg:3:7")
    #expect(SourcePlace(source: "a.cfg", line: 3).description == "a.cfg:3")
    #expect(SourcePlace(source: "a.cfg").description == "a.cfg")
  }

  @Test func `an input error reads cause first, remedy last`() {
    let error = InputError(
      "bad", at: SourcePlace(source: "f", line: 1), remedy: "Fix it.", excerpt: "1 | x\n    ^")
    #expect(error.description == "f:1: bad\n1 | x\n    ^\nFix it.")
  }
}
