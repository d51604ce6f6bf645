import Cryptography

/// The stand-in of a key in everything that people read: equal keys have equal tags, and a tag tells nothing else.
///
/// The first ten hexadecimal digits of HMAC-SHA256 over the key, under the workspace's ``TagKey``; without
/// that key nobody can try out guesses.
package struct KeyTag: Sendable, Hashable {
  /// Ten hexadecimal digits.
  package let digits: String

  package init(of secret: Secret, under key: TagKey) {
    digits = secret.withExposedText { text in
      String(HMACSHA256.hex(key: key.bytes, message: Array(text.utf8)).prefix(10))
    }
  }
}

extension KeyTag: CustomStringConvertible {
  /// `<psk:` ten hexadecimal digits `>`.
  package var description: String { "<psk:\(digits)>" }
}

extension KeyTag {
  /// The tag of a key as it stands in a file, whatever its bytes.
  package init(ofBytes bytes: ArraySlice<UInt8>, under key: TagKey) {
    digits = String(HMACSHA256.hex(key: key.bytes, message: Array(bytes)).prefix(10))
  }
}
