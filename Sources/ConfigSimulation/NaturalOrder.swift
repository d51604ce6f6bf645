/// The order in which devices list things: letters by code, runs of digits by their number.
enum NaturalOrder {
  static func isLess(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    var a = left.startIndex
    var b = right.startIndex
    while a < left.endIndex, b < right.endIndex {
      if isDigit(left[a]), isDigit(right[b]) {
        let first = digits(left, &a)
        let second = digits(right, &b)
        if first.count != second.count { return first.count < second.count }
        if first != second { return first.lexicographicallyPrecedes(second) }
      } else {
        if left[a] != right[b] { return left[a] < right[b] }
        a += 1
        b += 1
      }
    }
    return a == left.endIndex && b < right.endIndex
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// A run of digits without leading zeros.
  private static func digits(_ text: ArraySlice<UInt8>, _ position: inout Int) -> ArraySlice<UInt8> {
    let start = position
    while position < text.endIndex, isDigit(text[position]) { position += 1 }
    return text[start..<position].drop { $0 == 0x30 }
  }
}
