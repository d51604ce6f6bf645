/// Secrets in lines of which the platform does not know that they hold one.
///
/// A line is masked from the word after `password` and the like to its end: too much is better than a key in a
/// ticket.
enum SecretWords {
  /// Words after which no line says anything that may be shown.
  private static let always = table([
    "password", "passwd", "passphrase", "secret", "psk", "pre-shared-key", "preshared-key", "shared-secret",
    "shared-key", "key-string", "community", "auth-password", "priv-password", "authentication-key",
    "wpa-psk", "irreversible-cipher", "password-cipher", "key-hexadecimal", "private-key",
  ])
  /// The same and words that are harmless in lines that the platform knows.
  private static let inUnknownLines = always.merging(
    table(["key", "cipher", "simple", "md5", "sha", "hmac-md5", "plain"]), uniquingKeysWith: +)

  /// Words by their first byte.
  private static func table(_ words: [String]) -> [UInt8: [[UInt8]]] {
    Dictionary(grouping: words.map { Array($0.utf8) }, by: { $0[0] })
  }

  /// Looks at lines, known or not.
  struct Scanner {
    private let words: [[[UInt8]]]

    init(isKnown: Bool) {
      var words: [[[UInt8]]] = Array(repeating: [], count: 256)
      for (first, group) in isKnown ? always : inUnknownLines {
        words[Int(first)] = group
        words[Int(first &- 0x20)] = group
      }
      self.words = words
    }

    /// The part of a line that is to be hidden, and where the word before it begins; `nil`: nothing.
    func hiddenPart(
      of text: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (lead: Int, range: Range<Int>)? {
      var position = text.lowerBound
      while position < text.upperBound {
        while position < text.upperBound, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        let start = position
        while position < text.upperBound, bytes[position] != 0x20, bytes[position] != 0x09 { position += 1 }
        guard start < position else { break }
        let group = words[Int(bytes[start])]
        guard !group.isEmpty, isOne(of: group, start..<position, bytes) else { continue }
        var next = position
        while next < text.upperBound, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
        return next < text.upperBound ? (start, next..<text.upperBound) : nil
      }
      return nil
    }

    private func isOne(of group: [[UInt8]], _ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      var end = word.upperBound
      // `secret:` and `password=` are no words of their own.
      while end > word.lowerBound, bytes[end - 1] == UInt8(ascii: ":") || bytes[end - 1] == UInt8(ascii: "=")
      {
        end -= 1
      }
      return group.contains { candidate in
        guard candidate.count == end - word.lowerBound else { return false }
        for (offset, byte) in candidate.enumerated() {
          let other = bytes[word.lowerBound + offset]
          guard byte == (other &- 0x41 < 26 ? other | 0x20 : other) else { return false }
        }
        return true
      }
    }
  }
}
