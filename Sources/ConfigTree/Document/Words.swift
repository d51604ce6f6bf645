/// Words of a line: runs of bytes between blanks and tabs.
package enum Words {
  @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// ASCII letters in lower case, everything else as it is.
  @inline(__always) static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// All words of a text.
  ///
  /// With `quotes`, one that begins with the quote goes on to the next one that no backslash stands before, and includes
  /// both; single quotes know no backslash. Where single ones are usual, double ones do as well.
  static func ranges(
    in bytes: UnsafeBufferPointer<UInt8>, of text: Range<Int>, quotes: Bool, quote: UInt8 = 0x22
  ) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var position = text.lowerBound
    while position < text.upperBound {
      guard let word = next(in: bytes, from: position, to: text.upperBound, quotes: quotes, quote: quote)
      else { break }
      words.append(word)
      position = word.upperBound
    }
    return words
  }

  /// The words of a text, as slices of it.
  package static func split(_ text: [UInt8], quotes: Bool, quote: UInt8 = 0x22) -> [ArraySlice<UInt8>] {
    text.withUnsafeBufferPointer { ranges(in: $0, of: 0..<text.count, quotes: quotes, quote: quote) }
      .map { text[$0] }
  }

  /// A word without the quotes that a file may have around it.
  package static func bare(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard word.count >= 2, let quote = word.first, quote == 0x22 || quote == 0x27, word.last == quote else {
      return word
    }
    return word.dropFirst().dropLast()
  }

  /// The names in a text: one, or where it is quoted or split, several.
  package static func names(_ text: ArraySlice<UInt8>) -> [String] {
    let quote = text.first == 0x27 ? 0x27 : 0x22 as UInt8
    return split(Array(text), quotes: text.first == quote, quote: quote)
      .map { String(decoding: bare($0), as: UTF8.self) }
  }

  /// The first word at or after a position.
  @inline(__always) static func next(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, quotes: Bool, quote: UInt8 = 0x22
  ) -> Range<Int>? {
    var position = start
    while position < end, isBreak(bytes[position]) { position += 1 }
    guard position < end else { return nil }
    let begin = position
    if quotes, bytes[position] == quote || quote == 0x27 && bytes[position] == 0x22,
      let close = close(of: position, in: bytes, to: end)
    {
      position = close
    }
    while position < end, !isBreak(bytes[position]) { position += 1 }
    return begin..<position
  }

  /// The quote that closes; where all are escaped, the first one, since not every dialect escapes.
  @inline(__always) private static func close(
    of quote: Int, in bytes: UnsafeBufferPointer<UInt8>, to end: Int
  ) -> Int? {
    let sign = bytes[quote]
    var first: Int?
    var position = quote + 1
    while position < end {
      if bytes[position] == sign {
        if sign == 0x27 || bytes[position - 1] != UInt8(ascii: "\\")
          || isEscaped(position - 1, from: quote, in: bytes)
        {
          return position
        }
        first = first ?? position
      }
      position += 1
    }
    return first
  }

  /// Whether an odd number of backslashes stands before a byte.
  private static func isEscaped(_ position: Int, from start: Int, in bytes: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    var count = 0
    while position - count > start + 1, bytes[position - count - 1] == UInt8(ascii: "\\") { count += 1 }
    return count % 2 == 1
  }

  /// Blank, tab, or a line ending inside a multi-line text.
  @inline(__always) private static func isBreak(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == 0x0A || byte == 0x0D
  }

  /// The bytes with every run of blanks and tabs made one blank, none at the ends.
  static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
  ) {
    var pending = false
    var wrote = false
    for position in range {
      let byte = bytes[position]
      if isBlank(byte) {
        pending = wrote
      } else {
        if pending { output.append(0x20) }
        pending = false
        wrote = true
        output.append(byte)
      }
    }
  }
}
