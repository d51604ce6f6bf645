/// Blanks and tabs before a text.
struct Indentation {
  /// One past the last of them.
  let end: Int
  /// Their width; a tab goes to the next multiple of eight.
  let columns: Int

  init(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
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
    end = position
    self.columns = columns
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
    let indentation = Indentation(text, from: start)
    var position = indentation.end
    textStart = indentation.end
    columns = indentation.columns
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

  /// Where the first line begins: behind a byte order mark.
  static func firstPosition(of text: UnsafeBufferPointer<UInt8>) -> Int {
    text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
  }

  /// Whether its text begins with these bytes.
  func begins(with word: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard textEnd - textStart >= word.count else { return false }
    for offset in 0..<word.count where text[textStart + offset] != word[offset] { return false }
    return true
  }
}

extension TreeBuilder {
  /// Adds a whole line.
  @discardableResult
  mutating func add(_ kind: ConfigNode.Kind, _ line: RawLine, _ number: Int) -> Int {
    add(
      kind, bytes: line.start..<line.end, text: line.textStart..<line.textEnd, line: number,
      columns: line.columns)
  }
}
