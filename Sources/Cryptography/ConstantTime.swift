import COpenSSL

/// Comparison whose duration says nothing about where two values differ.
package enum ConstantTime {
  /// Whether both hold the same bytes; only a difference in length answers sooner.
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
