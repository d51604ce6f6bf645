package import Secrets

/// Puts tags in the places of secrets; every other byte stays.
package struct Redactor: Sendable {
  private let key: TagKey?

  /// Without a key all secrets look alike, `<secret>`: for showing only.
  package init(under key: TagKey?) { self.key = key }

  /// What stands for a file's secrets, in their order, as `<psk:…>`: equal secrets have equal tags.
  package func tags(of hits: [SecretHit], in bytes: [UInt8]) -> [String] {
    stands(for: hits, in: bytes).map { "<\($0)>" }
  }

  /// The same without the angles.
  private func stands(for hits: [SecretHit], in bytes: [UInt8]) -> [String] {
    guard let key else { return Array(repeating: "secret", count: hits.count) }
    guard !hits.isEmpty else { return [] }
    let maker = KeyTag.Maker(under: key)
    return bytes.withUnsafeBytes { text in hits.map { "psk:\(maker.tag(of: $0.pieces, in: text).digits)" } }
  }

  /// The file with a tag in the place of every secret.
  package func redacted(_ bytes: [UInt8], _ hits: [SecretHit]) -> [UInt8] {
    guard !hits.isEmpty else { return bytes }
    let stands = stands(for: hits, in: bytes)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + hits.reduce(0) { $0 + $1.pieces.count } * 24)
    var position = 0
    for (hit, tag) in zip(hits, stands) {
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

  private static func stand(for hit: SecretHit, _ text: String) -> [UInt8] {
    if hit.isEscaped { return Array("&lt;\(text)&gt;".utf8) }
    let stand = Array("<\(text)>".utf8)
    guard let sign = hit.sign, stand.contains(sign) else { return stand }
    // The sign that ends the text around it must not come with the tag.
    return Array(repeating: sign == UInt8(ascii: "*") ? UInt8(ascii: "x") : UInt8(ascii: "*"), count: 5)
  }
}
