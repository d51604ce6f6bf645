import COpenSSL

/// The hash of FIPS 180-4, 32 bytes.
package enum SHA256 {
  /// Length of a hash in bytes.
  package static let size = 32

  /// Hashes the whole message at once.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: size)
    var count: UInt32 = 0
    let status = EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha256(), nil)
    // No input makes this fail: only a machine out of memory or a broken library does.
    precondition(status == 1 && count == size, OpenSSL.failure("cannot compute SHA-256"))
    return digest
  }

  /// The hash as 64 lower-case digits, the form of manifests and of signatures.
  package static func hex(_ bytes: [UInt8]) -> String { Hex.encode(hash(bytes)) }
}
