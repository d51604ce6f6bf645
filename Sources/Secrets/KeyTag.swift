import Cryptography

/// The stand-in of a key in everything that people read: equal keys have equal tags, and a tag tells nothing else.
///
/// The first ten hexadecimal digits of HMAC-SHA256 over the key, under the workspace's ``TagKey``; without
/// that key nobody can try out guesses.
package struct KeyTag: Sendable, Hashable {
  /// Ten hexadecimal digits.
  package let digits: String

  package init(of secret: Secret, under key: TagKey) {
    self = secret.withExposedText { KeyTag(of: Array($0.utf8), under: key) }
  }

  /// The same for a key as it stands in a file, whatever its bytes.
  package init(of bytes: [UInt8], under key: TagKey) {
    digits = String(HMACSHA256.hex(key: key.bytes, message: bytes).prefix(10))
  }
}

extension KeyTag: CustomStringConvertible {
  /// `<psk:` ten hexadecimal digits `>`.
  package var description: String { "<psk:\(digits)>" }
}

extension KeyTag {
  /// Makes the tags of many keys as they stand in a file, whatever their bytes.
  ///
  /// Not for use from two tasks at a time.
  package final class Maker {
    private let code: HMACSHA256.Repeated

    package init(under key: TagKey) { code = HMACSHA256.Repeated(key: key.bytes) }

    /// The tag of a key that stands in pieces.
    package func tag(of pieces: [Range<Int>], in bytes: UnsafeRawBufferPointer) -> KeyTag {
      KeyTag(digits: Hex.encode(code.code(of: pieces, in: bytes)[..<5]))
    }
  }

  private init(digits: String) { self.digits = digits }
}
