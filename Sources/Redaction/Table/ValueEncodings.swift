import PlatformModel

/// Tells how a value is encoded: by what the platform says, then by forms that many systems share.
struct ValueEncodings: Sendable {
  /// A class, so that looking at one counts one reference and not each of its parts.
  private final class Known: Sendable {
    let name: String
    let encoding: ValueEncoding
    let capture: String?
    let words: [[UInt8]]
    let exact: [UInt8]?
    let prefix: [UInt8]
    let suffix: [UInt8]

    init(_ entry: KeyEncoding) {
      name = entry.name
      encoding = entry.encoding
      capture = entry.capture
      words = entry.words.map { $0.utf8.map(SecretBytes.lower) }
      exact = entry.exact.map { Array($0.utf8) }
      prefix = Array((entry.prefix ?? "").utf8)
      suffix = Array((entry.suffix ?? "").utf8)
    }
  }

  private let known: [Known]

  init(_ encodings: [KeyEncoding]) { known = encodings.map(Known.init) }

  /// The encoding of a value, and its name in the platform's words.
  ///
  /// `word` gives the words of the line that stand in a capture. `standard`: what a value is that nothing describes.
  func encoding(
    of value: Range<Int>, in text: SecretBytes.Text, standard: ValueEncoding, word: (String) -> Range<Int>?
  ) -> (ValueEncoding, name: String?) {
    for entry in known {
      if let capture = entry.capture {
        guard let range = word(capture), entry.words.contains(where: { SecretBytes.equals(text, range, $0) })
        else { continue }
        return (entry.encoding, entry.name)
      }
      if let exact = entry.exact {
        if text[value].elementsEqual(exact) { return (entry.encoding, entry.name) }
      } else if value.count > entry.prefix.count + entry.suffix.count, text[value].starts(with: entry.prefix),
        text[(value.upperBound - entry.suffix.count)..<value.upperBound].elementsEqual(entry.suffix)
      {
        return (entry.encoding, entry.name)
      }
    }
    return (ValueShape.encoding(of: value, in: text) ?? standard, nil)
  }
}
