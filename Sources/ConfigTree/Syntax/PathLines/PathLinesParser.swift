/// Reads lines that are whole paths: no line stands in another.
struct PathLinesParser {
  private let lines: LineWalk
  private let quoted: QuotedText

  init(_ syntax: PathLinesSyntax) {
    lines = LineWalk(comments: syntax.comments, noise: syntax.noise, verbs: syntax.verbs + [syntax.negation])
    quoted = QuotedText(quotes: syntax.quotes.compactMap(\.utf8.first))
  }

  func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 40 + 1)
    var quoted = quoted
    bytes.withUnsafeBufferPointer { text in
      lines.read(text, &tree) { line, number, tree in
        let stop = quoted.end(of: line.textStart, in: text)
        if !stop.isTerminated { tree.note(.unterminatedBlob, line: number) }
        tree.add(
          stop.lines > 0 ? .blob : .statement, bytes: line.start..<stop.bytes,
          text: line.textStart..<stop.text,
          line: number, columns: line.columns)
        if !lines.hasVerb(line, in: text) { tree.note(.notUnderstood, line: number) }
        return (stop.bytes, stop.lines)
      }
    }
    return tree.finish(bytes, source: source)
  }
}
