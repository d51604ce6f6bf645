package import Secrets

/// Puts tags in the places of secrets; every other byte stays.
package struct Redactor: Sendable {
  private let key: TagKey

  package init(under key: TagKey) { self.key = key }

  /// The tag of a secret: equal secrets have equal ones.
  package func tag(of hit: SecretHit, in bytes: [UInt8]) -> KeyTag {
    if hit.pieces.count == 1 { return KeyTag(ofBytes: bytes[hit.pieces[0]], under: key) }
    return KeyTag(ofBytes: Array(hit.pieces.map { bytes[$0] }.joined())[...], under: key)
  }

  /// The file with a tag in the place of every secret.
  package func redacted(_ bytes: [UInt8], _ hits: [SecretHit]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + hits.count * 8)
    var position = 0
    for hit in hits {
      let stand = stand(for: hit, in: bytes)
      for piece in hit.pieces where piece.lowerBound >= position {
        output += bytes[position..<piece.lowerBound]
        output += stand
        position = piece.upperBound
      }
    }
    return output + bytes[position...]
  }

  private func stand(for hit: SecretHit, in bytes: [UInt8]) -> [UInt8] {
    let digits = Array(tag(of: hit, in: bytes).digits.utf8)
    if hit.isEscaped { return Array("&lt;psk:".utf8) + digits + Array("&gt;".utf8) }
    let tag = Array("<psk:".utf8) + digits + [UInt8(ascii: ">")]
    guard let sign = hit.sign, tag.contains(sign) else { return tag }
    // The sign that ends the text around it must not come with the tag.
    return Array(repeating: sign == UInt8(ascii: "*") ? UInt8(ascii: "x") : UInt8(ascii: "*"), count: 5)
  }
}
