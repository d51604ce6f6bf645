/// Secrets in lines of which the platform does not know that they hold one.
///
/// A line is masked from the word after `password` and the like to its end: too much is better than a key in a
/// ticket.
enum SecretWords {
  /// Words after which no line says anything that may be shown.
  private static let always = table([
    "password", "passwd", "passphrase", "secret", "psk", "pre-shared-key", "preshared-key", "shared-secret",
    "shared-key", "key-string", "string-key", "community", "community-map", "auth-password", "priv-password",
    "authentication-key", "wpa-psk", "irreversible-cipher", "password-cipher", "key-hexadecimal",
    "private-key",
    "pass-phrase", "server-key", "session-key", "auth-code", "authentication-hex", "encryption-hex", "pmk",
  ])
  /// What longer words end with that mean the same, such as `area-password`.
  private static let endings = ["password", "passwd", "passphrase", "secret", "psk"].map { Array($0.utf8) }
  /// The same and words that are harmless in lines that the platform knows.
  private static let inUnknownLines = always.merging(
    table([
      "key", "cipher", "simple", "md5", "sha", "sha1", "hmac-md5", "plain", "pass", "pw", "preshared",
      "pre-shared",
    ]), uniquingKeysWith: +)

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
    ///
    /// It is what stands behind a word of the table, or the password in an address (`ftp://name:password@host`).
    func hiddenPart(
      of text: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (lead: Int, range: Range<Int>)? {
      var position = text.lowerBound
      while position < text.upperBound {
        while position < text.upperBound, Self.isBlank(bytes[position]) { position += 1 }
        let start = position
        /// The first `:` or `=` of the word.
        var mark: Int?
        while position < text.upperBound, !Self.isBlank(bytes[position]) {
          if mark == nil, bytes[position] == UInt8(ascii: ":") || bytes[position] == UInt8(ascii: "=") {
            mark = position
          }
          position += 1
        }
        guard start < position else { break }
        var name = start
        // `!password`, `"psk":` and `(secret` are the same words.
        while name < position, !Self.isLetter(bytes[name]), bytes[name] != UInt8(ascii: "_") { name += 1 }
        guard name < position else { continue }
        var end = position
        if let mark {
          if let password = password(after: mark, in: start..<position, bytes) {
            return (start, password..<text.upperBound)
          }
          if mark > name { end = mark }
        }
        while end > name, bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'") {
          end -= 1
        }
        guard isSecret(name..<end, bytes) else { continue }
        // `psk=KEY` is one word, `psk = KEY` and `psk: "KEY"` are several.
        var next = end
        while next < text.upperBound, Self.isBlank(bytes[next]) || Self.isPunctuation(bytes[next]) {
          next += 1
        }
        guard next < text.upperBound else { return nil }
        return (start, next..<text.upperBound)
      }
      return nil
    }

    /// Where the password begins in `scheme://name:password@host`.
    private func password(
      after mark: Int, in word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Int? {
      guard mark + 3 < word.upperBound, bytes[mark] == UInt8(ascii: ":"),
        bytes[mark + 1] == UInt8(ascii: "/"), bytes[mark + 2] == UInt8(ascii: "/")
      else { return nil }
      var password: Int?
      for index in mark + 3..<word.upperBound {
        if password == nil, bytes[index] == UInt8(ascii: ":") { password = index + 1 }
        if let password, password < index, bytes[index] == UInt8(ascii: "@") { return password }
      }
      return nil
    }

    private func isSecret(_ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      guard !word.isEmpty else { return false }
      let group = words[Int(bytes[word.lowerBound])]
      if group.contains(where: { Self.ends(word, with: $0, bytes, isWhole: true) }) { return true }
      return SecretWords.endings.contains { Self.ends(word, with: $0, bytes, isWhole: false) }
    }

    /// Whether a word is another one, or ends with it behind `-`, `_` or `.`.
    private static func ends(
      _ word: Range<Int>, with ending: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool
    ) -> Bool {
      let start = word.upperBound - ending.count
      guard isWhole ? start == word.lowerBound : start > word.lowerBound else { return false }
      if !isWhole {
        let joint = bytes[start - 1]
        guard joint == UInt8(ascii: "-") || joint == UInt8(ascii: "_") || joint == UInt8(ascii: ".") else {
          return false
        }
      }
      for (offset, byte) in ending.enumerated() {
        let other = bytes[start + offset]
        guard byte == (other &- 0x41 < 26 ? other | 0x20 : other) else { return false }
      }
      return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isPunctuation(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "\"")
        || byte == UInt8(ascii: "'")
    }
  }
}
