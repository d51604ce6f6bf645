/// Reads the family of nested tables by its words.
struct EditBlocksParser {
  private enum Kind { case table, entry }

  /// A table or entry that is open.
  private struct Level {
    var kind: Kind
    var columns: Int
    /// Columns of the first line inside.
    var inner: Int?
  }

  private let lines: LineWalk
  private let table: [UInt8]
  private let entry: [UInt8]
  private let next: [UInt8]
  private let end: [UInt8]
  /// What is open, outermost first.
  private var open: [Level] = []
  private var quoted = QuotedText()

  init(_ syntax: EditBlocksSyntax) {
    lines = LineWalk(comments: syntax.comments, noise: syntax.noise, verbs: syntax.verbs + [syntax.negation])
    table = Array(syntax.table.utf8)
    entry = Array(syntax.entry.utf8)
    next = Array(syntax.next.utf8)
    end = Array(syntax.end.utf8)
  }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 28 + 1)
    let lines = lines
    bytes.withUnsafeBufferPointer { text in
      lines.read(text, &tree) { line, number, tree in
        let stop = statement(line, number, in: text, &tree)
        return (stop.bytes, stop.lines)
      }
    }
    if !open.isEmpty { tree.note(.unbalanced, line: tree.lastLine) }
    return tree.finish(bytes, source: source)
  }

  private mutating func statement(
    _ line: RawLine, _ number: Int, in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder
  ) -> QuotedText.End {
    let word = Words.next(in: text, from: line.textStart, to: line.textEnd, quotes: false)
    let first = word.map { Array(text[$0]) } ?? []
    let isAlone = word?.upperBound == line.textEnd
    if isAlone, first == end || first == next {
      close(by: first, line, number, &tree)
      return QuotedText.End(bytes: line.end, text: line.textEnd, lines: 0)
    }
    if first == table { leaveUnended(line, number, &tree) }
    if let last = open.indices.last, open[last].inner == nil { open[last].inner = line.columns }
    let stop = quoted.end(of: line.textStart, in: text)
    if !stop.isTerminated { tree.note(.unterminatedBlob, line: number) }
    let isHeader = first == table || first == entry
    tree.add(
      stop.lines > 0 && !isHeader ? .blob : .statement, bytes: line.start..<stop.bytes,
      text: line.textStart..<stop.text, line: number, columns: line.columns)
    if isHeader {
      if first == entry, open.last?.kind != .table { tree.note(.unbalanced, line: number) }
      open.append(Level(kind: first == table ? .table : .entry, columns: line.columns))
      tree.enter()
    } else if !lines.isVerb(first) {
      tree.note(.notUnderstood, line: number)
    }
    return stop
  }

  /// A table that begins where an open one began, and not where its lines stand, is beside it: an `end` is missing.
  private mutating func leaveUnended(_ line: RawLine, _ number: Int, _ tree: inout TreeBuilder) {
    while let last = open.last, let inner = last.inner, inner > last.columns, line.columns <= last.columns {
      open.removeLast()
      tree.leave()
      tree.note(.unbalanced, line: number)
    }
  }

  /// The closer is the last child of what it closes; `end` closes the entry that it stands in as well.
  private mutating func close(by word: [UInt8], _ line: RawLine, _ number: Int, _ tree: inout TreeBuilder) {
    if word == end, open.last?.kind == .entry {
      open.removeLast()
      tree.leave()
    }
    tree.add(.closer, line, number)
    if open.last?.kind == (word == end ? .table : .entry) {
      open.removeLast()
      tree.leave()
    } else {
      tree.note(.unbalanced, line: number)
    }
  }
}
