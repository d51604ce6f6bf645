import ConfigDiff
import Testing

@Suite struct UnifiedDiffTests {
  @Test func `it looks as patch expects`() {
    let old = Array("a\nb\nc\nd\ne\nf\ng\nh\n".utf8)
    let new = Array("a\nb\nX\nd\ne\nf\ng\nh\ni".utf8)
    #expect(
      UnifiedDiff.text(old: old, new: new, oldName: "one", newName: "two", context: 1) == """
        --- one
        +++ two
        @@ -2,3 +2,3 @@
         b
        -c
        +X
         d
        @@ -8 +8,2 @@
         h
        +i
        \\ No newline at end of file

        """)
    #expect(UnifiedDiff.text(old: old, new: old, oldName: "one", newName: "two") == "")
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `patching the old text gives the new one`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = Int.random(in: 1...6, using: &random)
    func text(_ random: inout SeededGenerator) -> [String] {
      (0..<Int.random(in: 0...40, using: &random)).map { _ in
        "l\(Int.random(in: 0..<letters, using: &random))"
      }
    }
    let old = text(&random)
    let new = text(&random)
    let context = Int.random(in: 0...4, using: &random)
    let diff = UnifiedDiff.text(
      old: bytes(old), new: bytes(new), oldName: "a", newName: "b", context: context)
    #expect(try patch(old, diff) == new, "seed \(seed)")
  }

  @Test func `two wholly different long texts take bounded time`() {
    let old = bytes((0..<60_000).map { "old \($0)" })
    let new = bytes((0..<60_000).map { "new \($0)" })
    let time = ContinuousClock().measure {
      #expect(!UnifiedDiff.text(old: old, new: new, oldName: "a", newName: "b").isEmpty)
    }
    #expect(time < .seconds(20))
  }

  private func bytes(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }

  /// Applies a diff the way `patch` does, checking every context line.
  private func patch(_ old: [String], _ diff: String) throws -> [String] {
    var result: [String] = []
    var next = 0
    for line in diff.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2) {
      if line.hasPrefix("@@") {
        let range = try #require(line.split(separator: " ").dropFirst().first).dropFirst().split(
          separator: ",")
        let isEmpty = range.count == 2 && range[1] == "0"
        let start = try #require(Int(range[0])) - (isEmpty ? 0 : 1)
        while next < start {
          result.append(old[next])
          next += 1
        }
      } else if line.hasPrefix("+") {
        result.append(String(line.dropFirst()))
      } else if line.hasPrefix("-") || line.hasPrefix(" ") {
        try #require(next < old.count && old[next] == line.dropFirst())
        if line.hasPrefix(" ") { result.append(old[next]) }
        next += 1
      }
    }
    return result + old[next...]
  }
}
