package import Secrets

/// Puts tags in the places of secrets; every other byte stays.
package struct Redactor: Sendable {
  private let key: TagKey?

  /// Without a key all secrets look alike, `<secret>`: for showing only.
  package init(under key: TagKey?) { self.key = key }

  /// What stands for a file's secrets, in their order, as `<psk:…>`: equal secrets have equal tags.
  package func tags(of hits: [SecretHit], in bytes: [UInt8]) -> [String] {
    guard let key else { return Array(repeating: "<secret>", count: hits.count) }
    guard !hits.isEmpty else { return [] }
    let maker = KeyTag.Maker(under: key)
    return bytes.withUnsafeBytes { text in
      hits.map { hit in
        hit.isEscaped
          ? KeyTag(of: hit.key(in: bytes), under: key).description
          : maker.tag(of: hit.pieces, in: text).description
      }
    }
  }

  /// The file with a tag in the place of every secret.
  package func redacted(_ bytes: [UInt8], _ hits: [SecretHit]) -> [UInt8] {
    guard !hits.isEmpty else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + hits.reduce(0) { $0 + $1.pieces.count } * 24)
    var position = 0
    for (hit, tag) in zip(hits, tags(of: hits, in: bytes)) {
      let stand = hit.written(tag)
      for piece in hit.pieces where piece.lowerBound >= position {
        output += bytes[position..<piece.lowerBound]
        output += stand
        position = piece.upperBound
      }
    }
    output += bytes[position...]
    return output
  }
}

extension SecretHit {
  /// How a tag is written in the secret's place.
  ///
  /// In the text of an XML document its angles have names; where it holds the sign that ends the text around it, other
  /// signs stand for it.
  package func written(_ tag: String) -> [UInt8] {
    if isEscaped { return Array("&lt;\(tag.dropFirst().dropLast())&gt;".utf8) }
    let bytes = Array(tag.utf8)
    guard let sign, bytes.contains(sign) else { return bytes }
    return Array(repeating: sign == UInt8(ascii: "*") ? UInt8(ascii: "x") : UInt8(ascii: "*"), count: 5)
  }
}
