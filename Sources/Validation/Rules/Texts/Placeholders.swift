/// Spellings of placeholders.
enum Placeholders {
  /// Parts of a word, in lower case.
  private static let parts = [
    "changeme", "change_me", "change-me", "replaceme", "replace_me", "replace-me", "your_", "your-psk",
    "yourkey",
    "xx.xx", "x.x.x.x", "a.b.c.d", "{{", "{%",
  ].map { Array($0.utf8) }
  /// Whole words: they are parts of words of people too.
  private static let wholes = ["tbd", "todo", "fixme"].map { Array($0.utf8) }
  /// What every placeholder but `<…>` begins with, three bytes as one number.
  private static let starts: Set<UInt32> = Set(
    (parts.filter { $0.count > 2 } + wholes + [Array("xxx".utf8)]).map { key($0[0], $0[1], $0[2]) })
  private static let firstBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for start in starts { table[Int(start >> 16)] = true }
    for byte in "ACFRTXY".utf8 where table[Int(byte | 0x20)] { table[Int(byte)] = true }
    for byte in "<{".utf8 { table[Int(byte)] = true }
    return table
  }()

  private static func key(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 {
    UInt32(lower(a)) << 16 | UInt32(lower(b)) << 8 | UInt32(lower(c))
  }

  @inline(__always) private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// Finds the lines that may have a placeholder; most lines end here.
  struct Scanner {
    private let firstBytes = Placeholders.firstBytes
    private let starts = Placeholders.starts

    func mayHave(_ bytes: UnsafeBufferPointer<UInt8>, _ text: Range<Int>) -> Bool {
      firstBytes.withUnsafeBufferPointer { isFirst in
        for position in text where isFirst[Int(bytes[position])] {
          if bytes[position] == UInt8(ascii: "<") || bytes[position] == UInt8(ascii: "{") { return true }
          if position + 2 < text.upperBound,
            starts.contains(key(bytes[position], bytes[position + 1], bytes[position + 2]))
          {
            return true
          }
        }
        return false
      }
    }
  }

  /// Whether a word is a placeholder or has one in it.
  static func isOne(_ word: ArraySlice<UInt8>) -> Bool {
    let word = word.map(lower)
    if let open = word.firstIndex(of: UInt8(ascii: "<")), let close = word.lastIndex(of: UInt8(ascii: ">")),
      close > open + 1
    {
      return true
    }
    if word.count >= 4, word.allSatisfy({ $0 == UInt8(ascii: "x") }) { return true }
    return wholes.contains(word) || parts.contains { contains(word, $0) }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}
