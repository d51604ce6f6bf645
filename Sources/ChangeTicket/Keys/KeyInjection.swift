package import Secrets

/// Puts keys that are at hand in the places of their stand-ins: for files that only their owner can read.
package enum KeyInjection {
  /// The bytes with keys in clear.
  ///
  /// Stand-ins of other keys stay, and no device takes a stand-in for a key that works.
  package static func inject(_ keys: [SecretReference: Secret], into bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    for placeholder in SecretPlaceholder.all(in: bytes) {
      guard let key = keys[placeholder.reference] else { continue }
      output += bytes[position..<placeholder.range.lowerBound]
      output += key.withExposedText { Array($0.utf8) }
      position = placeholder.range.upperBound
    }
    return output + bytes[position...]
  }
}
