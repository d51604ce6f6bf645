import COpenSSL

/// Bytes fit for keys, from OpenSSL's generator, which the system seeds.
package enum RandomBytes {
  /// Draws `count` bytes.
  ///
  /// - Throws: ``CryptographyError`` where the system gives no entropy.
  package static func make(_ count: Int) throws(CryptographyError) -> [UInt8] {
    precondition((0...Int(Int32.max)).contains(count), "a random value has between 0 and 2³¹ - 1 bytes")
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, Int32(count)) == 1 else {
      throw CryptographyError(reason: OpenSSL.failure("the system gives no random bytes"))
    }
    return bytes
  }
}
