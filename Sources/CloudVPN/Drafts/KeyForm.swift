package import Diagnostics
package import Secrets

/// The rules for pre-shared keys (facts §2.3); nothing said about a key tells a part of it.
package enum KeyForm {
  /// Documented by the newest pages; older ones lack `*`, and whether the blank is meant is not clear.
  private static let specials = Array("~!@#$%^*()-_+={},./:; ".utf8)
  private static let doubtful = Array("* ".utf8)

  /// What is to say about a key; errors are what every page refuses.
  package static func findings(on key: Secret, of reference: SecretReference) -> [Finding] {
    key.withExposedText { text in
      let bytes = Array(text.utf8)
      var findings: [Finding] = []
      func say(_ severity: Severity, _ rule: String, _ message: String, _ remedy: String) {
        findings.append(
          Finding(
            rule: rule, severity: severity, message: "the key from \(reference.text) \(message)",
            remedy: remedy))
      }
      if !(8...128).contains(bytes.count) {
        say(
          .error, "connection-key", "is \(bytes.count < 8 ? "shorter than 8" : "longer than 128") characters",
          "Take a key of 8 to 128 characters.")
      }
      let kinds = Set(bytes.map(kind))
      if kinds.contains(nil) {
        say(
          .error, "connection-key", "holds a character that the cloud does not take",
          "Use letters, digits and ~ ! @ # $ % ^ ( ) - _ + = { } , . / : ; only.")
      } else if kinds.count < 3 {
        say(
          .error, "connection-key", "has too few kinds of characters",
          "Use at least three of capitals, small letters, digits and special characters.")
      }
      if bytes.contains(where: doubtful.contains) {
        say(
          .warning, "connection-unverified", "holds '*' or a blank, which not all pages allow",
          "A key without them is safe everywhere.")
      }
      return findings
    }
  }

  private enum Kind { case upper, lower, digit, special }

  private static func kind(_ byte: UInt8) -> Kind? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
    case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    default: specials.contains(byte) ? .special : nil
    }
  }
}
