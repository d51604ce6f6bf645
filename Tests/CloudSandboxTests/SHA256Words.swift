import Cryptography

/// Hashes of texts in hexadecimal digits.
enum SHA256Words {
  static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  static func code(key: String, _ text: String) -> String {
    HMACSHA256.hex(key: Array(key.utf8), message: Array(text.utf8))
  }
}
