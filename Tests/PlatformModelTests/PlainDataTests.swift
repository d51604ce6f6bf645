import Diagnostics
import PlatformModel
import Testing

@Suite struct PlainDataTests {
  private func read(_ text: String) throws(InputError) -> DataNode {
    try YAMLReader.read(Array(text.utf8), source: "p.yaml")
  }

  @Test func `Values keep their places, columns in bytes`() throws {
    let node = try read("first: one\nwörd: [a, 'ü b']\n")
    guard case .map(let members) = node.content else {
      Issue.record("no map")
      return
    }
    #expect(members.map(\.key) == ["first", "wörd"])
    #expect(members[1].place == SourcePlace(source: "p.yaml", line: 2, column: 1))
    #expect(members[1].value.place == SourcePlace(source: "p.yaml", line: 2, column: 8))
    guard case .list(let items) = members[1].value.content else {
      Issue.record("no list")
      return
    }
    #expect(items.map(\.content) == [.text("a"), .text("ü b")])
  }

  @Test func `Words of other YAML versions stay text, nothing stays nothing`() throws {
    let node = try read("[no, yes, 1, '~', ~, null, '']")
    guard case .list(let items) = node.content else {
      Issue.record("no list")
      return
    }
    #expect(
      items.map(\.content) == [
        .text("no"), .text("yes"), .text("1"), .text("~"), .nothing, .nothing, .text(""),
      ])
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", 1...3, "twice"),
    ("a: [1, 2\nb: 3\n", 1...3, "no YAML"),
    ("a: &x 1\nb: 2\n", 1...1, "anchors"),
    ("a: !!binary aGk=\n", 1...1, "tags"),
    ("a: !foo {b: 1}\n", 1...1, "tags"),
    ("? [a, b]\n: 1\n", 1...1, "key"),
    ("a: *x\n", 1...1, "alias"),
    ("a: \u{1}\n", 1...1, "no YAML"),
    ("a: 1\n---\nb: 2\n", 2...3, "document"),
  ]) func `What is no plain data is refused with its place`(
    _ text: String, _ lines: ClosedRange<Int>, _ word: String
  ) {
    let error = #expect(throws: InputError.self) { try read(text) }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "no error")")
    #expect(lines.contains(error?.place?.line ?? 0))
  }

  @Test func `Bytes that are not UTF-8 are named`() {
    let error = #expect(throws: InputError.self) {
      try YAMLReader.read(Array("a: 1\nb: ".utf8) + [0xFF], source: "p.yaml")
    }
    #expect(error?.place == SourcePlace(source: "p.yaml", line: 2, column: 4))
  }

  /// A text that shows its name in reports, not its bytes.
  struct HostileText: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      HostileText("laughs", "a: &a [x,x]\n" + (1...30).map { "b\($0): &b\($0) [*a,*a]\n" }.joined()),
      HostileText("laughing keys", "? &a [x]\n: 1\n" + (1...60).map { "? &a\($0) [*a,*a]\n: 1\n" }.joined()),
      HostileText("brackets", String(repeating: "[", count: 100_000)),
      HostileText("dashes", String(repeating: "- ", count: 100_000)),
      HostileText(
        "deep maps", String(repeating: "{a: ", count: 60) + "1" + String(repeating: "}", count: 60)),
      HostileText("many values", "[" + String(repeating: "a,", count: 200_000) + "a]"),
      HostileText("big", String(repeating: "a", count: 3 << 20)), HostileText("NUL", "\u{0}"),
      HostileText("version", "%YAML 9.9\n---\n"), HostileText("quote", "'"), HostileText("escape", "\"\\x"),
    ]) func `Hostile text ends in an error soon`(_ hostile: HostileText)
  {
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: InputError.self) { try read(hostile.text) }
    #expect(clock.now - start < .seconds(5))
  }
}
