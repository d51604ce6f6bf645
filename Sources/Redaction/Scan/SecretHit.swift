package import PlatformModel

/// A secret in a file: where it stands and what it is, never what it says.
package struct SecretHit: Sendable, Hashable {
  /// The value's bytes in the file, in order; several pieces where it goes on over lines or holds a sign that must stay.
  package let pieces: [Range<Int>]
  package let kind: SecretKind
  package let encoding: ValueEncoding
  /// The name of the encoding in the platform's words; `nil` for a value in clear, or told by its form alone.
  package let encodingName: String?
  /// The row of the table that knows the place, by its index; `nil`: the net found it.
  package let row: Int?
  /// Line of its first byte, from 1.
  package let line: Int
  /// Column of its first byte in bytes, from 1.
  package let column: Int
  /// Whether it stands in the text of an XML document, where some signs have names.
  package let isEscaped: Bool
  /// The whole value, its pieces one behind the other, and signs with names in XML as themselves: equal keys are equal
  /// in all files.
  package func key(in bytes: [UInt8]) -> [UInt8] {
    let key = Array(pieces.map { bytes[$0] }.joined())
    return isEscaped && key.contains(UInt8(ascii: "&")) ? CharacterReference.decoded(key) : key
  }
  /// The sign that ends the text around it, which must not turn up in its place.
  let sign: UInt8?
}
