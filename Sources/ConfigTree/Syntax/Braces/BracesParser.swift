/// Reads the family of sections in braces.
///
/// Several statements may stand on a line, and one may span lines: what is read is pieces, each with the blanks, the comment
/// and the line ending behind it, so that the pieces follow each other without a gap.
struct BracesParser {
  private let comments: [[UInt8]]
  private let blockComments: Bool
  private let terminator: UInt8?
  private let assignment: UInt8?
  private let bracesEndLines: Bool
  private let lists: Bool
  private let spansLines: Bool
  private let quotes: [UInt8]
  private let noise: [LineGlob]
  /// Searches for an end that is not there; after these many no more are made, so that reading stays linear.
  private var failures = 0
  private static let failureLimit = 16

  init(_ syntax: BracesSyntax) {
    comments = syntax.comments.map { Array($0.utf8) }
    blockComments = syntax.blockComments
    terminator = syntax.terminator.utf8.first
    assignment = syntax.assignment.utf8.first
    bracesEndLines = syntax.bracesEndLines
    lists = syntax.lists
    spansLines = syntax.spansLines && terminator != nil
    quotes = syntax.quotes.compactMap(\.utf8.first)
    noise = syntax.noise.map(LineGlob.init)
  }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 28 + 1)
    bytes.withUnsafeBufferPointer { read($0, &tree) }
    return tree.finish(bytes, source: source)
  }

  // MARK: - Pieces

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder) {
    var piece = Piece(start: RawLine.firstPosition(of: text), line: 1, beginsLine: true)
    while piece.start < text.count {
      let end = one(piece, in: text, &tree)
      piece.line += lines(from: piece.start, to: end, in: text, &tree, firstLine: piece.line)
      piece.beginsLine = end > 0 && text[end - 1] == 0x0A
      piece.start = end
    }
    if tree.depth > 0 { tree.note(.unbalanced, line: max(1, piece.line - 1)) }
  }

  /// Where a piece begins, and what stands before it.
  private struct Piece {
    var start: Int
    var line: Int
    /// Whether nothing but blanks stands before it on its line.
    var beginsLine: Bool
  }

  /// Counts the line endings of a piece and notes its NUL bytes.
  private func lines(
    from start: Int, to end: Int, in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder,
    firstLine line: Int
  ) -> Int {
    var count = 0
    for position in start..<end {
      if text[position] == 0x0A { count += 1 }
      if text[position] == 0 { tree.note(.nulByte, line: line + count) }
    }
    return count
  }

  /// Adds the piece that begins here; gives where the next one begins.
  private mutating func one(_ piece: Piece, in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder)
    -> Int
  {
    let indentation = Indentation(text, from: piece.start)
    let start = indentation.end
    func add(_ kind: ConfigNode.Kind, _ words: Range<Int>, _ end: Int) {
      tree.add(
        kind, bytes: piece.start..<end, text: words, line: piece.line,
        columns: piece.beginsLine ? indentation.columns : 0)
    }
    guard start < text.count else {
      add(.separator, start..<start, start)
      return start
    }
    if text[start] == 0x0A || text[start] == 0x0D {
      let end = self.end(ofLine: start, in: text)
      if end.text == start {
        add(.separator, start..<start, end.bytes)
        return end.bytes
      }
    }
    if piece.beginsLine {
      let line = self.end(ofLine: start, in: text)
      if noise.contains(where: { $0.matches(text, start..<line.text) }) {
        add(.noise, start..<line.text, line.bytes)
        return line.bytes
      }
    }
    if beginsComment(start, in: text) {
      let line = self.end(ofLine: start, in: text)
      add(.comment, start..<line.text, line.bytes)
      return line.bytes
    }
    if blockComments, begins(start, "/*", in: text), let close = blockEnd(start, in: text) {
      let end = tail(of: close, in: text)
      add(.comment, start..<close, end)
      return end
    }
    if text[start] == UInt8(ascii: "}"), !bracesEndLines || endsLine(start + 1, in: text) {
      var end = start + 1
      if let terminator, end < text.count, text[end] == terminator { end += 1 }
      end = tail(of: end, in: text)
      add(.closer, start..<start + 1, end)
      if !tree.leave() { tree.note(.unbalanced, line: piece.line) }
      return end
    }
    if let terminator, text[start] == terminator {
      let end = tail(of: start + 1, in: text)
      add(.separator, start..<start + 1, end)
      return end
    }
    return statement(piece, from: start, columns: piece.beginsLine ? indentation.columns : 0, in: text, &tree)
  }

  private mutating func statement(
    _ piece: Piece, from start: Int, columns: Int, in text: UnsafeBufferPointer<UInt8>,
    _ tree: inout TreeBuilder
  ) -> Int {
    let stop = words(from: start, in: text)
    let end = stop.ending == .line ? stop.next : tail(of: stop.next, in: text)
    let isSection = stop.ending == .brace
    if stop.isUnterminated { tree.note(.unterminatedBlob, line: piece.line) }
    // A section's header without words is a section all the same.
    tree.add(
      stop.spansLines && !isSection ? .blob : .statement, bytes: piece.start..<end, text: start..<stop.text,
      line: piece.line, columns: columns)
    if isSection {
      tree.enter()
    } else if terminator != nil, stop.ending == .line || stop.ending == .file {
      tree.note(.notUnderstood, line: piece.line)
    }
    return end
  }

  // MARK: - Words

  private enum Ending { case terminator, brace, closingBrace, line, file }

  /// Where a statement's words end, and what ended them.
  private struct Stop {
    /// One past the words.
    var text: Int
    /// Where reading goes on.
    var next: Int
    var ending: Ending
    var spansLines = false
    var isUnterminated = false
  }

  private mutating func words(from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Stop {
    var position = start
    var listDepth = 0
    var inValue = false
    var spansLines = false
    var isUnterminated = false
    func stop(_ end: Int, _ next: Int, _ ending: Ending) -> Stop {
      Stop(
        text: trimmed(end, from: start, in: text), next: next, ending: ending, spansLines: spansLines,
        isUnterminated: isUnterminated)
    }
    while position < text.count {
      let byte = text[position]
      if quotes.contains(byte), !isWithinWord(position, from: start, in: text) {
        if let close = quoteEnd(position, in: text) {
          if !spansLines { spansLines = hasLineEnding(position..<close, in: text) }
          position = close
          continue
        }
        isUnterminated = true
      } else if byte == UInt8(ascii: "\\"), position + 1 < text.count, text[position + 1] != 0x0A {
        position += 2
        continue
      } else if byte == 0x0A {
        if listDepth > 0 || self.spansLines {
          // A section's brace on a line of its own makes the header no text of several lines.
          if let next = nextWord(position, in: text), text[next] != UInt8(ascii: "{") { spansLines = true }
        } else if terminator != nil, let brace = nextWord(position, in: text),
          text[brace] == UInt8(ascii: "{")
        {
          return stop(position, brace + 1, .brace)
        } else {
          return stop(position, position + 1, .line)
        }
      } else if byte == terminator {
        return stop(position, position + 1, .terminator)
      } else if byte == UInt8(ascii: "{"), !inValue {
        if !bracesEndLines || (endsLine(position + 1, in: text) && isFree(position, in: text)) {
          return stop(position, position + 1, .brace)
        }
      } else if byte == UInt8(ascii: "}"), !bracesEndLines {
        return stop(position, position, .closingBrace)
      } else if lists, byte == UInt8(ascii: "[") {
        listDepth += 1
      } else if lists, byte == UInt8(ascii: "]") {
        listDepth = max(0, listDepth - 1)
      } else if byte == assignment {
        inValue = true
      } else if !bracesEndLines, position > start, Words.isBlank(text[position - 1]),
        beginsComment(position, in: text)
      {
        // A comment behind a value: it is a part of the piece and none of the words.
        let line = end(ofLine: position, in: text)
        if terminator == nil { return stop(position, line.bytes, .line) }
        position = line.text
        continue
      } else if blockComments, terminator != nil, begins(position, "/*", in: text),
        isFree(position, in: text),
        let close = blockEnd(position, in: text)
      {
        position = close
        continue
      }
      position += 1
    }
    return stop(position, position, .file)
  }

  /// Whether blanks or the statement's beginning stand before a byte.
  private func isFree(_ position: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    position == 0 || Words.isBlank(text[position - 1]) || text[position - 1] == 0x0A
  }

  /// A quote inside a word, as an apostrophe is, opens nothing.
  private func isWithinWord(_ position: Int, from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard position > start else { return false }
    let before = text[position - 1]
    return
      !(Words.isBlank(before) || before == 0x0A || before == UInt8(ascii: "[") || before == UInt8(ascii: "(")
      || before == assignment || before == UInt8(ascii: ","))
  }

  // MARK: - Ends

  /// The end of a line: of its text, without trailing blanks, and of its bytes.
  private func end(ofLine start: Int, in text: UnsafeBufferPointer<UInt8>) -> (text: Int, bytes: Int) {
    var position = start
    while position < text.count, text[position] != 0x0A { position += 1 }
    return (trimmed(position, from: start, in: text), min(position + 1, text.count))
  }

  private func trimmed(_ end: Int, from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var end = end
    while end > start, Words.isBlank(text[end - 1]) || text[end - 1] == 0x0D || text[end - 1] == 0x0A {
      end -= 1
    }
    return end
  }

  /// Blanks, one comment of the rest of the line, and the line ending belong to the piece before them.
  private func tail(of start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var position = start
    while position < text.count, Words.isBlank(text[position]) || text[position] == 0x0D { position += 1 }
    guard position < text.count else { return position }
    if text[position] == 0x0A { return position + 1 }
    return beginsComment(position, in: text) ? end(ofLine: position, in: text).bytes : position
  }

  /// Whether nothing but blanks follows on the line.
  private func endsLine(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = start
    while position < text.count, Words.isBlank(text[position]) || text[position] == 0x0D { position += 1 }
    return position >= text.count || text[position] == 0x0A
  }

  /// The next byte that is no blank and no line ending.
  private func nextWord(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = start
    while position < text.count,
      Words.isBlank(text[position]) || text[position] == 0x0A || text[position] == 0x0D
    {
      position += 1
    }
    return position < text.count ? position : nil
  }

  private func begins(_ position: Int, _ word: StaticString, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count - position >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where text[position + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }

  private func beginsComment(_ position: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    comments.contains { mark in
      guard text.count - position >= mark.count else { return false }
      for offset in 0..<mark.count where text[position + offset] != mark[offset] { return false }
      return true
    }
  }

  /// One past the `*/`; `nil` where there is none, or where too many were searched in vain.
  private mutating func blockEnd(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard failures < BracesParser.failureLimit else { return nil }
    var position = start + 2
    while position + 1 < text.count {
      if text[position] == UInt8(ascii: "*"), text[position + 1] == UInt8(ascii: "/") { return position + 2 }
      position += 1
    }
    failures += 1
    return nil
  }

  /// One past the quote that closes; `nil` as above.
  private mutating func quoteEnd(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    let quote = text[start]
    var position = start + 1
    let mayGoOn = failures < BracesParser.failureLimit
    while position < text.count {
      if text[position] == quote { return position + 1 }
      if text[position] == 0x0A, !mayGoOn { return nil }
      position += text[position] == UInt8(ascii: "\\") && position + 1 < text.count ? 2 : 1
    }
    failures += 1
    return nil
  }

  private func hasLineEnding(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    for position in range where text[position] == 0x0A { return true }
    return false
  }
}
