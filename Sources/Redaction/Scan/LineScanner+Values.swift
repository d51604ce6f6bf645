extension LineScanner {
  /// Where a value with blanks in it ends: with its line, or before a comment or brace outside of quotes.
  ///
  /// One that is whole in its quotes ends with them.
  func statementEnd(_ value: Range<Int>, _ line: Range<Int>) -> Int {
    let quote = UInt8(ascii: "\"")
    var end = value.lowerBound
    var position = value.lowerBound
    var isQuoted = false
    while position < line.upperBound {
      let byte = text[position]
      if byte == UInt8(ascii: "\\"), isQuoted, position + 1 < line.upperBound {
        position += 2
        end = position
        continue
      }
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "{") {
        break
      }
      position += 1
      if byte != 0x20, byte != 0x09, byte != 0x0D, byte != 0x0A { end = position }
    }
    return max(end, value.upperBound)
  }
}
