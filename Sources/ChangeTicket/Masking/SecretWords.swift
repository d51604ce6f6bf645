/// Secrets in lines of which the platform does not know that they hold one.
///
/// A line is masked from the word after `password` and the like to its end: too much is better than a key in a ticket.
enum SecretWords {
  /// Words after which no line says anything that may be shown.
  private static let always: Set<String> = [
    "password", "passwd", "passphrase", "secret", "psk", "pre-shared-key", "preshared-key", "shared-secret",
    "shared-key", "key-string", "community", "auth-password", "priv-password", "authentication-key",
    "wpa-psk",
    "irreversible-cipher", "password-cipher", "key-hexadecimal", "private-key",
  ]
  /// Words that are harmless in lines that the platform knows.
  private static let inUnknownLines: Set<String> = [
    "key", "cipher", "simple", "md5", "sha", "hmac-md5", "plain",
  ]

  /// Where the hidden part of a line begins, as an index into its words; `nil`: nothing to hide.
  static func firstHiddenWord(_ words: [String], isKnown: Bool) -> Int? {
    for (index, word) in words.enumerated().dropLast() {
      let word = word.lowercased().trimming(":=")
      if always.contains(word) || !isKnown && inUnknownLines.contains(word) { return index + 1 }
    }
    return nil
  }
}

extension String {
  /// The text without these characters at its end.
  fileprivate func trimming(_ characters: String) -> String {
    var text = self
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return text
  }
}
