/// Texts in quotes that may go on over line endings.
struct QuotedText {
  /// Searches that ended nowhere; after these many no more are made, so that reading stays linear.
  private static let failureLimit = 16
  private var failures = 0
  private let quotes: [UInt8]

  init(quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'")]) { self.quotes = quotes }

  /// Where a statement ends whose quotes may span lines.
  struct End {
    /// One past its last byte, with the line ending.
    var bytes: Int
    /// One past its text, without trailing blanks.
    var text: Int
    /// Line endings inside.
    var lines: Int
    var isTerminated = true
  }

  /// Reads from the statement's first byte to the end of the line on which no quote is open.
  ///
  /// In `"…"` and outside of quotes a backslash takes the next byte as it is; `'…'` is literal. A quote that never
  /// ends is none: the statement ends with its first line.
  mutating func end(of start: Int, in text: UnsafeBufferPointer<UInt8>) -> End {
    var position = start
    var lines = 0
    var quote: UInt8 = 0
    var firstLine: Int?
    let mayGoOn = failures < QuotedText.failureLimit
    while position < text.count {
      let byte = text[position]
      if byte == 0x0A {
        if quote == 0 || !mayGoOn { break }
        if firstLine == nil { firstLine = position }
        lines += 1
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'"), position + 1 < text.count {
        if text[position + 1] != 0x0A { position += 1 }
      } else if quote == 0, quotes.contains(byte) {
        quote = byte
      } else if byte == quote {
        quote = 0
      }
      position += 1
    }
    guard quote == 0 || !mayGoOn else {
      failures += 1
      let stop = firstLine ?? position
      return End(
        bytes: min(stop + 1, text.count), text: trimmed(stop, from: start, in: text), lines: 0,
        isTerminated: false)
    }
    return End(
      bytes: min(position + 1, text.count), text: trimmed(position, from: start, in: text), lines: lines,
      isTerminated: quote == 0)
  }

  private func trimmed(_ end: Int, from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var end = end
    while end > start, Words.isBlank(text[end - 1]) || text[end - 1] == 0x0D { end -= 1 }
    return end
  }
}
