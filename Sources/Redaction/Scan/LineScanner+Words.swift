extension LineScanner {
  /// The parts of a value between the quotes and backslashes in it, which hold lines together.
  static func pieces(of value: Range<Int>, in text: SecretBytes.Text) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = value.lowerBound
    var position = start
    while position < value.upperBound {
      let byte = text[position]
      guard SecretBytes.isQuote(byte) || byte == 0x5C else {
        position += 1
        continue
      }
      if start < position { pieces.append(start..<position) }
      position += byte == 0x5C ? 2 : 1
      start = position
    }
    if start < value.upperBound { pieces.append(start..<value.upperBound) }
    return pieces
  }

  /// Whether a bracket is open behind these words.
  static func isInList(_ words: ArraySlice<Range<Int>>, in text: SecretBytes.Text) -> Bool {
    for word in words.reversed() {
      if text[word.upperBound - 1] == UInt8(ascii: "]") { return false }
      if text[word.lowerBound] == UInt8(ascii: "[") { return true }
    }
    return false
  }
}
