package import PlatformModel
package import Secrets

/// What may be said about a key without saying anything of it.
package struct KeyFacts: Sendable, Hashable {
  /// In bytes.
  package let length: Int
  /// How many of upper case, lower case, digits and specials it has.
  package let classes: Int
  /// Kinds of characters that the cloud does not take.
  package let cloudRefuses: Set<Oddity>
  /// Kinds of characters that the cloud's pages disagree about.
  package let cloudMayRefuse: Set<Oddity>
  /// Whether the device takes its characters as they are.
  package let deviceTakesCharacters: Bool
  /// Whether the device would take it for an encoded key.
  package let looksEncoded: Bool
  /// Whether it is a key out of a manual.
  package let isWellKnown: Bool

  /// A kind of character, in words that tell nothing about a key but that.
  package enum Oddity: String, Sendable, Hashable, CaseIterable {
    case blank = "a blank"
    case asterisk = "an asterisk"
    case quoteOrBracket = "a quote, bracket, backslash, question mark, `&`, `<`, `>` or `|`"
    case control = "a control character"
    case notASCII = "a character outside ASCII"
  }

  /// Specials that every edition of the cloud's pages lists (facts: API §2.3).
  private static let specials = Set("~!@#$%^()-_+={},./:;".utf8)
  /// Keys printed in manuals and guides.
  private static let examples: Set<String> = [
    "Test@123", "Test@1234", "Admin@123", "Changeme_123", "Password@123", "Abcd@1234", "Abcd1234!",
  ]

  package init(of bytes: some Collection<UInt8>, platform: Platform) {
    let key = Array(bytes)
    var refused: Set<Oddity> = []
    var doubtful: Set<Oddity> = []
    var (upper, lower, digit, special) = (false, false, false, false)
    for byte in key {
      switch byte {
      case 0x41...0x5A: upper = true
      case 0x61...0x7A: lower = true
      case 0x30...0x39: digit = true
      case 0x20: doubtful.insert(.blank)
      case UInt8(ascii: "*"):
        special = true
        doubtful.insert(.asterisk)
      case 0..<0x20, 0x7F: refused.insert(.control)
      case 0x80...0xFF: refused.insert(.notASCII)
      default:
        special = true
        if !KeyFacts.specials.contains(byte) { refused.insert(.quoteOrBracket) }
      }
    }
    length = key.count
    classes = [upper, lower, digit, special].count { $0 }
    cloudRefuses = refused
    cloudMayRefuse = doubtful
    let limit = platform.limits.key
    deviceTakesCharacters = key.allSatisfy { byte in
      (limit?.alphabet?.contains(byte) ?? (byte > 0x20 && byte < 0x7F))
        && !(limit?.forbidden.utf8.contains(byte) ?? false)
    }
    let prefixes = (limit?.forbiddenPrefixes ?? []) + platform.keyEncodings.compactMap(\.textPrefix)
    looksEncoded = prefixes.contains { !$0.isEmpty && key.starts(with: $0.utf8) }
    isWellKnown = KeyFacts.examples.contains(String(decoding: key, as: UTF8.self))
  }

  /// Why the device would not have this key after the text was written; `nil` when it would.
  package func misfit(_ platform: Platform) -> String? {
    if !deviceTakesCharacters { return "has a character that \(platform.name) does not take" }
    if looksEncoded {
      return "begins as an encoded key does on \(platform.name), which would take it for one"
    }
    if let limit = platform.limits.key?.length, !limit.contains(length) {
      return
        "has \(length) characters; \(platform.name) takes \(limit.lowerBound) to \(limit.upperBound)"
    }
    return nil
  }

  package init(of secret: Secret, platform: Platform) {
    self = secret.withExposedText { KeyFacts(of: Array($0.utf8), platform: platform) }
  }
}

extension KeyEncoding {
  /// The beginning by which the text alone tells that a key is encoded.
  fileprivate var textPrefix: String? { capture == nil ? prefix : nil }
}
