/// Lengths, alphabets and ranges that the device keeps to.
package struct Limits: Sendable, Hashable {
  package var names: [NameLimit]
  package var key: KeyLimit?
  package var ranges: [NumberRange]
  /// Longest line that can be typed, in bytes.
  package var lineLength: Int?

  /// What a name of a kind of object may look like.
  package struct NameLimit: Sendable, Hashable {
    /// As in a statement's `defines`.
    package var kind: String
    /// In bytes.
    package var length: ClosedRange<Int>
    /// All bytes; `nil`: any printable ASCII but blanks.
    package var alphabet: Alphabet?
    /// The first byte, when that is narrower.
    package var first: Alphabet?
    package var provenance: Provenance
  }

  /// What a pre-shared key may look like when it is typed in.
  package struct KeyLimit: Sendable, Hashable {
    /// In bytes.
    package var length: ClosedRange<Int>
    /// `nil`: any printable ASCII but blanks.
    package var alphabet: Alphabet?
    /// Characters that the device does not take, or takes wrongly.
    package var forbidden: String
    /// Beginnings that the device takes for an encoded key.
    package var forbiddenPrefixes: [String]
    package var provenance: Provenance
  }

  /// A range of numbers, for example `tunnel`, `acl`, `ike-lifetime`, `mss`.
  package struct NumberRange: Sendable, Hashable {
    package var name: String
    package var range: ClosedRange<Int>
    /// What the device has when nothing is written.
    package var standard: Int?
    package var provenance: Provenance
  }
}

/// A set of ASCII characters, written as in `A-Za-z0-9_.-`; a `-` at an end means itself.
package struct Alphabet: Sendable, Hashable {
  package let text: String
  private let low: UInt64
  private let high: UInt64

  /// `nil` for characters outside printable ASCII, a range that runs backwards, or nothing.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    var bits: (low: UInt64, high: UInt64) = (0, 0)
    var position = 0
    while position < bytes.count {
      let first = bytes[position]
      var last = first
      if position + 2 < bytes.count, bytes[position + 1] == UInt8(ascii: "-") {
        last = bytes[position + 2]
        position += 2
      }
      position += 1
      guard first <= last else { return nil }
      for byte in first...last {
        if byte < 64 { bits.low |= 1 << UInt64(byte) } else { bits.high |= 1 << UInt64(byte - 64) }
      }
    }
    self.text = text
    low = bits.low
    high = bits.high
  }

  package func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }
}

extension Limits.NameLimit {
  package func allows(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard length.contains(bytes.count) else { return false }
    if let start = bytes.first, let first, !first.contains(start) { return false }
    return bytes.allSatisfy { alphabet?.contains($0) ?? ($0 > 0x20 && $0 < 0x7F) }
  }
}

extension Limits {
  package func name(_ kind: String) -> NameLimit? { names.first { $0.kind == kind } }

  package func range(_ name: String) -> NumberRange? { ranges.first { $0.name == name } }
}
