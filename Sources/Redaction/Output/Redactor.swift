package import Secrets

/// Puts tags in the places of secrets; every other byte stays.
package struct Redactor: Sendable {
  private let key: TagKey

  package init(under key: TagKey) { self.key = key }

  /// The tags of a file's secrets, in their order: equal secrets have equal ones.
  package func tags(of hits: [SecretHit], in bytes: [UInt8]) -> [KeyTag] {
    guard !hits.isEmpty else { return [] }
    let maker = KeyTag.Maker(under: key)
    return bytes.withUnsafeBytes { text in hits.map { maker.tag(of: $0.pieces, in: text) } }
  }

  /// The file with a tag in the place of every secret.
  package func redacted(_ bytes: [UInt8], _ hits: [SecretHit]) -> [UInt8] {
    guard !hits.isEmpty else { return bytes }
    let tags = tags(of: hits, in: bytes)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + hits.reduce(0) { $0 + $1.pieces.count } * 24)
    var position = 0
    for (hit, tag) in zip(hits, tags) {
      let stand = Redactor.stand(for: hit, tag)
      for piece in hit.pieces where piece.lowerBound >= position {
        output += bytes[position..<piece.lowerBound]
        output += stand
        position = piece.upperBound
      }
    }
    output += bytes[position...]
    return output
  }

  private static let opening = Array("<psk:".utf8)
  private static let escapedOpening = Array("&lt;psk:".utf8)
  private static let escapedClosing = Array("&gt;".utf8)

  private static func stand(for hit: SecretHit, _ tag: KeyTag) -> [UInt8] {
    if hit.isEscaped { return escapedOpening + tag.digits.utf8 + escapedClosing }
    let stand = opening + tag.digits.utf8 + [UInt8(ascii: ">")]
    guard let sign = hit.sign, stand.contains(sign) else { return stand }
    // The sign that ends the text around it must not come with the tag.
    return Array(repeating: sign == UInt8(ascii: "*") ? UInt8(ascii: "x") : UInt8(ascii: "*"), count: 5)
  }
}
