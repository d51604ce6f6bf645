/// Reads lines that are whole paths: no line stands in another.
struct PathLinesParser {
  private let comments: [[UInt8]]
  private let verbs: Set<[UInt8]>
  private let noise: [LineGlob]
  private var quoted: QuotedText

  init(_ syntax: PathLinesSyntax) {
    comments = syntax.comments.map { Array($0.utf8) }
    verbs = Set((syntax.verbs + [syntax.negation]).map { Array($0.utf8) })
    noise = syntax.noise.map(LineGlob.init)
    quoted = QuotedText(quotes: syntax.quotes.compactMap(\.utf8.first))
  }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 40 + 1)
    bytes.withUnsafeBufferPointer { read($0, &tree) }
    return tree.finish(bytes, source: source)
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder) {
    var position = RawLine.firstPosition(of: text)
    var number = 1
    while position < text.count {
      let line = RawLine(text, from: position)
      if line.hasNUL { tree.note(.nulByte, line: number) }
      let range = line.textStart..<line.textEnd
      if range.isEmpty {
        tree.add(.separator, line, number)
      } else if comments.contains(where: { line.begins(with: $0, in: text) }) {
        tree.add(.comment, line, number)
      } else if let glob = noise.first(where: { $0.matches(text, range) }),
        // Whatever a command ends with, it is no prompt.
        !glob.isOpen || !isCommand(line, in: text)
      {
        tree.add(.noise, line, number)
      } else {
        let stop = quoted.end(of: line.textStart, in: text)
        if !stop.isTerminated { tree.note(.unterminatedBlob, line: number) }
        tree.add(
          stop.lines > 0 ? .blob : .statement, bytes: line.start..<stop.bytes,
          text: line.textStart..<stop.text,
          line: number, columns: line.columns)
        if !isCommand(line, in: text) { tree.note(.notUnderstood, line: number) }
        position = stop.bytes
        number += stop.lines + 1
        continue
      }
      position = line.end
      number += 1
    }
  }

  /// Whether the line begins with one of the verbs.
  private func isCommand(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = Words.next(in: text, from: line.textStart, to: line.textEnd, quotes: false)
    return verbs.contains(word.map { Array(text[$0]) } ?? [])
  }
}
