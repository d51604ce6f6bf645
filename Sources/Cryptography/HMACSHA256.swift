import COpenSSL

/// The keyed hash of RFC 2104 over ``SHA256``, 32 bytes.
package enum HMACSHA256 {
  /// Authenticates the whole message at once; the key may have any length, zero included.
  package static func code(key: [UInt8], message: [UInt8]) -> [UInt8] {
    // RFC 2104 §2 replaces a key longer than a block by its hash, so the length always fits the C type.
    let key = key.count > 64 ? SHA256.hash(key) : key
    var code = [UInt8](repeating: 0, count: SHA256.size)
    var count: UInt32 = 0
    let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &count)
    precondition(result != nil && count == SHA256.size, OpenSSL.failure("cannot compute HMAC-SHA256"))
    return code
  }

  /// The code as 64 lower-case digits.
  package static func hex(key: [UInt8], message: [UInt8]) -> String {
    Hex.encode(code(key: key, message: message))
  }
}
