import COpenSSL

extension HMACSHA256 {
  /// Authenticates many messages under one key: what depends on the key alone is done once.
  ///
  /// Not for use from two tasks at a time.
  package final class Repeated {
    private let context: OpaquePointer

    /// The key may have any length but zero.
    package init(key: [UInt8]) {
      let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)
      defer { EVP_MAC_free(algorithm) }
      guard let algorithm, let context = EVP_MAC_CTX_new(algorithm) else {
        preconditionFailure(OpenSSL.failure("cannot make an HMAC"))
      }
      self.context = context
      let done = "SHA256".withCString { name in
        var parameters = [
          OSSL_PARAM_construct_utf8_string("digest", UnsafeMutablePointer(mutating: name), 0),
          OSSL_PARAM_construct_end(),
        ]
        return EVP_MAC_init(context, key, key.count, &parameters)
      }
      precondition(done == 1, OpenSSL.failure("cannot start HMAC-SHA256"))
    }

    deinit { EVP_MAC_CTX_free(context) }

    /// The code of a message in pieces, 32 bytes.
    package func code(of pieces: [Range<Int>], in bytes: UnsafeRawBufferPointer) -> [UInt8] {
      var isDone = EVP_MAC_init(context, nil, 0, nil) == 1
      for piece in pieces {
        guard let start = bytes.baseAddress, !piece.isEmpty else { continue }
        let part = (start + piece.lowerBound).assumingMemoryBound(to: UInt8.self)
        isDone = isDone && EVP_MAC_update(context, part, piece.count) == 1
      }
      var code = [UInt8](repeating: 0, count: SHA256.size)
      var count = 0
      isDone = isDone && EVP_MAC_final(context, &code, &count, code.count) == 1
      precondition(isDone && count == SHA256.size, OpenSSL.failure("cannot compute HMAC-SHA256"))
      return code
    }
  }
}
