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
  /// Whether the line that ends the configuration was the last one that said anything.
  private var hasEnded = false

  /// Sections that may stand in each other.
  private let levels: Int

  init(_ classifier: LineClassifier, levels: Int?) {
    self.classifier = classifier
    self.levels = levels ?? IndentedParser.depthLimit
  }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    nodes.reserveCapacity(bytes.count / 32 + 1)
    bytes.withUnsafeBufferPointer { read($0) }
    settle(columns: 0, closing: true)
    return ConfigDocument(source: source, bytes: bytes, nodes: nodes, notes: notes)
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var scanner = BlobScanner()
    var position = RawLine.firstPosition(of: text)
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
      if hasEnded, kind == .statement {
        if IndentedParser.isPrompt(current, in: text) { kind = .noise } else { hasEnded = false }
      }
      if current.isEnd { hasEnded = true }
      if current.hasNUL { note(.nulByte, line) }
      add(kind, current, line)
      position = current.end
      line += lines
    }
  }

  /// Whether a line is what a terminal shows behind a configuration: a device's name and the sign that waits.
  private static func isPrompt(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.columns == 0, line.textEnd - line.textStart > 1 else { return false }
    let last = text[line.textEnd - 1]
    guard last == UInt8(ascii: "#") || last == UInt8(ascii: ">") else { return false }
    return !text[line.textStart..<line.textEnd].contains(where: Words.isBlank)
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
    if open.count < levels {
      open.append((index, line.columns))
    } else if levels == IndentedParser.depthLimit {
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
