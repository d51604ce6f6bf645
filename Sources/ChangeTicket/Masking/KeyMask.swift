package import ConfigTree
package import Secrets

/// What stands for each key in text for people.
package struct KeyMask: Sendable {
  private let tagKey: TagKey?
  private let keys: [SecretReference: Secret]

  /// `keys` are those that are at hand; a stand-in of another one stays as it is.
  package init(tagKey: TagKey?, keys: [SecretReference: Secret] = [:]) {
    self.tagKey = tagKey
    self.keys = keys
  }

  /// The tag of a key in clear, encoded or behind its stand-in; without a tag key `<secret>`.
  package func text(for key: ArraySlice<UInt8>) -> String {
    // The quotes around a key are the file's.
    if key.count > 2, let quote = key.first, quote == key.last, quote == 0x22 || quote == 0x27 {
      let sign = String(UnicodeScalar(quote))
      return sign + stand(for: key.dropFirst().dropLast()) + sign
    }
    return stand(for: key)
  }

  private func stand(for key: ArraySlice<UInt8>) -> String {
    if let placeholder = SecretPlaceholder.all(in: key).first, placeholder.range.count == key.count {
      guard let secret = keys[placeholder.reference] else { return String(decoding: key, as: UTF8.self) }
      return secret.withExposedText { tag(Array($0.utf8)) }
    }
    return tag(Array(key))
  }

  /// The same for lines of the configuration tree.
  package var forLines: ConfigLine.Mask { { text(for: $0) } }

  private func tag(_ key: [UInt8]) -> String {
    tagKey.map { KeyTag(of: key, under: $0).description } ?? "<secret>"
  }
}
