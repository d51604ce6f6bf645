/// Reading code points out of UTF-8 bytes that are known to be valid.
enum Scalars {
  /// The code point that starts at an offset, and its length in bytes.
  static func scalar(at offset: Int, in bytes: [UInt8]) -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard offset + length <= bytes.count else { return nil }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  /// The code point that ends before an offset, and its length in bytes.
  static func scalar(before offset: Int, in bytes: [UInt8]) -> (scalar: Unicode.Scalar, length: Int)? {
    var start = offset - 1
    while start >= 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    guard start >= 0, let found = scalar(at: start, in: bytes), start + found.length == offset else {
      return nil
    }
    return found
  }

  /// The offset behind all white space that starts here.
  static func skipSpace(from offset: Int, in bytes: [UInt8]) -> Int {
    var at = offset
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        guard Unicode.Scalar(byte).isPythonSpace else { return at }
        at += 1
      } else {
        guard let found = scalar(at: at, in: bytes), found.scalar.isPythonSpace else { return at }
        at += found.length
      }
    }
    return at
  }

  /// The offset before all white space that ends at `end`, not before `start`.
  static func trimSpace(before end: Int, downTo start: Int, in bytes: [UInt8]) -> Int {
    var at = end
    while at > start, let found = scalar(before: at, in: bytes), found.scalar.isPythonSpace {
      at -= found.length
    }
    return max(at, start)
  }
}

extension Unicode.Scalar {
  /// What Python's `str.isspace` accepts: white space, and the four information separators.
  var isPythonSpace: Bool {
    if value < 0x80 {
      return value == 0x20 || (value >= 9 && value <= 13) || (value >= 0x1C && value <= 0x1F)
    }
    return properties.isWhitespace
  }

  /// What `\w` matches: letters, digits, numerics and the underscore.
  var isPythonWord: Bool {
    if value < 0x80 {
      return (value >= 0x30 && value <= 0x39) || (value >= 0x41 && value <= 0x5A)
        || (value >= 0x61 && value <= 0x7A) || value == 0x5F
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return properties.numericType != nil
    }
  }
}
