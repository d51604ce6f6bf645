/// A text diff of two files by lines, in the unified format that `patch` reads.
package enum UnifiedDiff {
  /// Compares two texts; the result is empty when they are equal.
  ///
  /// Keys have to be masked in the texts before.
  package static func text(
    old: [UInt8], new: [UInt8], oldName: String, newName: String, context: Int = 3
  ) -> String {
    guard old != new else { return "" }
    let left = lines(old)
    let right = lines(new)
    var script = LineScript(left, right)
    let edits = script.edits()
    var output = "--- \(oldName)\n+++ \(newName)\n"
    for hunk in hunks(edits, context: max(0, context), left.count) {
      output += hunk.header
      var next = hunk.old.lowerBound
      func write(_ sign: String, _ line: ArraySlice<UInt8>) {
        let isWhole = line.last == 0x0A
        output += sign + String(decoding: isWhole ? line.dropLast() : line, as: UTF8.self) + "\n"
        if !isWhole { output += "\\ No newline at end of file\n" }
      }
      for edit in edits[hunk.edits] {
        for line in next..<edit.old.lowerBound { write(" ", left[line]) }
        for line in edit.old { write("-", left[line]) }
        for line in edit.new { write("+", right[line]) }
        next = edit.old.upperBound
      }
      for line in next..<hunk.old.upperBound { write(" ", left[line]) }
    }
    return output
  }

  /// Lines with their endings.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  private struct Hunk {
    var old: Range<Int>
    var new: Range<Int>
    var edits: Range<Int>

    var header: String { "@@ -\(Hunk.text(old)) +\(Hunk.text(new)) @@\n" }

    /// An empty range stands after the line that it names.
    private static func text(_ range: Range<Int>) -> String {
      let start = range.isEmpty ? range.lowerBound : range.lowerBound + 1
      return range.count == 1 ? "\(start)" : "\(start),\(range.count)"
    }
  }

  /// Edits whose context would touch share a hunk.
  private static func hunks(_ edits: [LineScript.Edit], context: Int, _ count: Int) -> [Hunk] {
    var hunks: [Hunk] = []
    for (index, edit) in edits.enumerated() {
      let before = min(context, edit.old.lowerBound)
      let after = min(context, count - edit.old.upperBound)
      if let last = hunks.last, edit.old.lowerBound - before <= last.old.upperBound {
        hunks[hunks.count - 1].old = last.old.lowerBound..<edit.old.upperBound + after
        hunks[hunks.count - 1].new = last.new.lowerBound..<edit.new.upperBound + after
        hunks[hunks.count - 1].edits = last.edits.lowerBound..<index + 1
      } else {
        hunks.append(
          Hunk(
            old: edit.old.lowerBound - before..<edit.old.upperBound + after,
            new: edit.new.lowerBound - before..<edit.new.upperBound + after, edits: index..<index + 1))
      }
    }
    return hunks
  }
}
