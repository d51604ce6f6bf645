/// What a pre-shared key looks like, by the service's own rule (facts §2.3).
///
/// A key has 8 characters or more of at least three kinds: upper case, lower case, digits, others. A word that breaks the
/// rule cannot be a key; every other word may be one.
enum KeyShape {
  static let shortest = 8
  static let longest = 128

  /// Characters that no key has, so that a word ends there: blanks, quotes and the brackets of markup.
  ///
  /// All other punctuation may be part of a key and never splits a word.
  private static let ends: Set<Unicode.Scalar> = ["&", "<", ">", "[", "]", "\\", "|", "?", "\"", "'", "`"]

  static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value < 0x20 || ends.contains(scalar)
  }

  static func mayBeKey(_ word: some StringProtocol) -> Bool {
    guard word.utf8.count >= shortest else { return false }
    var kinds: UInt8 = 0
    for byte in word.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): kinds |= 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"): kinds |= 2
      case UInt8(ascii: "0")...UInt8(ascii: "9"): kinds |= 4
      default: kinds |= 8
      }
    }
    return kinds.nonzeroBitCount >= 3
  }
}
