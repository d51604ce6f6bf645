/// What bytes are, for looking at lines.
enum SecretBytes {
  typealias Text = UnsafeBufferPointer<UInt8>

  @inline(__always) static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
  @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  @inline(__always) static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
  @inline(__always) static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  /// Letters, digits and the signs of base64.
  @inline(__always) static func isBase64(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2F || byte == 0x3D
  }

  /// Whether a part of a text is a word, which is given in lower case.
  @inline(__always) static func equals(_ text: Text, _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    range.count == word.count && begins(text, range, word)
  }

  /// Whether a part of a text begins with a word, which is given in lower case.
  @inline(__always) static func begins(_ text: Text, _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    guard range.count >= word.count else { return false }
    for offset in 0..<word.count where lower(text[range.lowerBound + offset]) != word[offset] { return false }
    return true
  }

  /// Whether a part of a text ends with a word, which is given in lower case.
  @inline(__always) static func ends(_ text: Text, _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    guard range.count >= word.count else { return false }
    return begins(text, (range.upperBound - word.count)..<range.upperBound, word)
  }

  /// The next word of a line at or behind a position.
  ///
  /// A quote at a word's start, or behind `=` or `:`, goes on to its end; one that does not end in the line is none.
  /// In `"…"` a backslash takes the next byte as it is.
  static func word(in text: Text, from start: Int, to end: Int) -> Range<Int>? {
    var position = start
    while position < end, isBlank(text[position]) { position += 1 }
    guard position < end else { return nil }
    let begin = position
    while position < end, !isBlank(text[position]) {
      let byte = text[position]
      if isQuote(byte), position == begin || text[position - 1] == 0x3D || text[position - 1] == 0x3A,
        let close = closingQuote(in: text, of: position, to: end)
      {
        position = close
      }
      position += 1
    }
    return begin..<position
  }

  /// Where a quote that stands at a position ends.
  static func closingQuote(in text: Text, of start: Int, to end: Int) -> Int? {
    let quote = text[start]
    var position = start + 1
    while position < end, text[position] != quote {
      if text[position] == 0x5C, quote == 0x22 { position += 1 }
      position += 1
    }
    return position < end ? position : nil
  }
}
