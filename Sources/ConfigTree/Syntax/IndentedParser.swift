/// Reads the indented family: one pass over the bytes, a stack of open sections, nothing recursive.
struct IndentedParser {
  /// Deeper sections than any device has are read as children of the last one.
  static let depthLimit = 64

  private var classifier: LineClassifier
  private var nodes: [ConfigNode] = []
  private var notes: [ParseNote] = []
  /// Open sections: node and columns of its indentation.
  private var open: [(node: Int, columns: Int)] = []
  /// First node since the last statement: comments and separators whose section is not settled yet.
  private var pending = 0

  init(_ syntax: IndentedSyntax) { classifier = LineClassifier(syntax) }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    guard bytes.count < Int(Int32.max) else {
      return ConfigDocument(
        source: source, bytes: bytes, nodes: [], notes: [ParseNote(kind: .tooLarge, line: 1)])
    }
    nodes.reserveCapacity(bytes.count / 32 + 1)
    bytes.withUnsafeBufferPointer { read($0) }
    settle(columns: 0, closing: true)
    return ConfigDocument(source: source, bytes: bytes, nodes: nodes, notes: notes)
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var scanner = BlobScanner()
    let hasMark = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
    var position = hasMark ? 3 : 0
    var line = 1
    while position < text.count {
      var current = RawLine(text, from: position)
      var kind = classifier.kind(of: &current, in: text)
      var lines = 1
      if kind == .blob {
        switch scanner.scan(current, rule: classifier.blobRule, in: text) {
        case .ended(let end, let textEnd, let count):
          current.end = end
          current.textEnd = textEnd
          lines = count
        case .none:
          kind = .statement
        case .unterminated:
          kind = .statement
          note(.unterminatedBlob, line)
        }
      }
      if current.hasNUL { note(.nulByte, line) }
      add(kind, current, line)
      position = current.end
      line += lines
    }
  }

  private mutating func note(_ kind: ParseNote.Kind, _ line: Int) {
    if notes.count < ParseNote.limit { notes.append(ParseNote(kind: kind, line: line)) }
  }

  private mutating func add(_ kind: ConfigNode.Kind, _ line: RawLine, _ number: Int) {
    let index = nodes.count
    let closes = kind == .statement || kind == .blob || kind == .closer || line.isReset
    if closes {
      settle(columns: line.isEnd ? 0 : line.columns, closing: false)
    }
    nodes.append(
      ConfigNode(
        kind: kind, parentIndex: Int32(open.last?.node ?? -1), subtreeEndIndex: Int32(index + 1),
        start: Int32(line.start), textStart: Int32(line.textStart), textEnd: Int32(line.textEnd),
        end: Int32(line.end), lineNumber: Int32(number), columns: Int32(clamping: line.columns)))
    guard closes else { return }
    pending = index + 1
    guard kind == .statement else { return }
    if open.count < IndentedParser.depthLimit {
      open.append((index, line.columns))
    } else {
      note(.tooDeep, number)
    }
  }

  /// Closes the sections that a line at this indentation ends, and gives the comments since the last statement
  /// to the section around them: to the innermost one that stays open or is less indented than the comment.
  private mutating func settle(columns: Int, closing: Bool) {
    var remaining = open.count
    while remaining > 0, closing || open[remaining - 1].columns >= columns { remaining -= 1 }
    for index in pending..<nodes.count {
      while open.count > remaining, let last = open.last, last.columns >= nodes[index].indentation {
        close(last.node, at: index)
      }
      nodes[index].parentIndex = Int32(open.last?.node ?? -1)
    }
    while open.count > remaining, let last = open.last { close(last.node, at: nodes.count) }
    pending = nodes.count
  }

  private mutating func close(_ node: Int, at end: Int) {
    nodes[node].subtreeEndIndex = Int32(end)
    open.removeLast()
  }
}

/// One physical line and where its text stands.
struct RawLine {
  let start: Int
  var textStart: Int
  var textEnd: Int
  /// One past the line ending.
  var end: Int
  var columns: Int
  var hasNUL = false
  /// Whether it closes sections although it is a separator.
  var isReset = false
  /// Whether it ends the configuration.
  var isEnd = false

  init(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.start = start
    var position = start
    var columns = 0
    while position < text.count {
      if text[position] == 0x20 {
        columns += 1
      } else if text[position] == 0x09 {
        columns = (columns / 8 + 1) * 8
      } else {
        break
      }
      position += 1
    }
    textStart = position
    self.columns = columns
    var hasNUL = false
    while position < text.count, text[position] != 0x0A {
      if text[position] == 0 { hasNUL = true }
      position += 1
    }
    self.hasNUL = hasNUL
    end = min(position + 1, text.count)
    textEnd = position
    while textEnd > textStart, Words.isBlank(text[textEnd - 1]) || text[textEnd - 1] == 0x0D { textEnd -= 1 }
  }
}
