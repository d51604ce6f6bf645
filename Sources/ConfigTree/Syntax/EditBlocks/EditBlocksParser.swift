/// Reads the family of nested tables by its words.
struct EditBlocksParser {
  /// What is open, outermost first.
  private enum Level { case table, entry }

  private let comments: [[UInt8]]
  private let table: [UInt8]
  private let entry: [UInt8]
  private let next: [UInt8]
  private let end: [UInt8]
  private let verbs: Set<[UInt8]>
  private let noise: [LineGlob]
  private var open: [Level] = []
  private var quoted = QuotedText()

  init(_ syntax: EditBlocksSyntax) {
    comments = syntax.comments.map { Array($0.utf8) }
    table = Array(syntax.table.utf8)
    entry = Array(syntax.entry.utf8)
    next = Array(syntax.next.utf8)
    end = Array(syntax.end.utf8)
    verbs = Set((syntax.verbs + [syntax.negation]).map { Array($0.utf8) })
    noise = syntax.noise.map(LineGlob.init)
  }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 28 + 1)
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
      } else if noise.contains(where: { $0.matches(text, range) }) {
        tree.add(.noise, line, number)
      } else {
        let inner = statement(line, number, in: text, &tree)
        position = inner.bytes
        number += inner.lines + 1
        continue
      }
      position = line.end
      number += 1
    }
    if !open.isEmpty { tree.note(.unbalanced, line: max(1, number - 1)) }
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
    let stop = quoted.end(of: line.textStart, in: text)
    if !stop.isTerminated { tree.note(.unterminatedBlob, line: number) }
    let isHeader = first == table || first == entry
    tree.add(
      stop.lines > 0 && !isHeader ? .blob : .statement, bytes: line.start..<stop.bytes,
      text: line.textStart..<stop.text, line: number, columns: line.columns)
    if isHeader {
      if first == entry, open.last != .table { tree.note(.unbalanced, line: number) }
      open.append(first == table ? .table : .entry)
      tree.enter()
    } else if !verbs.contains(first) {
      tree.note(.notUnderstood, line: number)
    }
    return stop
  }

  /// The closer is the last child of what it closes; `end` closes the entry that it stands in as well.
  private mutating func close(by word: [UInt8], _ line: RawLine, _ number: Int, _ tree: inout TreeBuilder) {
    if word == end, open.last == .entry {
      open.removeLast()
      tree.leave()
    }
    tree.add(.closer, line, number)
    if open.last == (word == end ? .table : .entry) {
      open.removeLast()
      tree.leave()
    } else {
      tree.note(.unbalanced, line: number)
    }
  }
}
