/// A version as its maker writes it, for example `V300R022C00` or `17.9.4a`, in an order that fits them all.
///
/// Runs of digits compare as numbers, runs of letters as words without case; punctuation only separates.
/// A version that continues another one is later. A word is earlier than a number.
package struct SoftwareVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// As written.
  package let description: String
  private let parts: [Part]

  private enum Part: Sendable, Hashable, Comparable {
    case word(String)
    case number(UInt64)
  }

  /// `nil` for a text without a digit or longer than 64 bytes.
  package init?(_ text: String) {
    guard text.utf8.count <= 64 else { return nil }
    var parts: [Part] = []
    var word = ""
    var number: UInt64?
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        if !word.isEmpty { parts.append(.word(word)) }
        word = ""
        let (product, _) = (number ?? 0).multipliedReportingOverflow(by: 10)
        number = product.addingReportingOverflow(UInt64(byte - 0x30)).partialValue
      default:
        if let digits = number { parts.append(.number(digits)) }
        number = nil
        let lower = TextGlob.lower(byte)
        if lower >= 0x61 && lower <= 0x7A {
          word.unicodeScalars.append(Unicode.Scalar(lower))
        } else if !word.isEmpty {
          parts.append(.word(word))
          word = ""
        }
      }
    }
    if !word.isEmpty { parts.append(.word(word)) }
    if let number { parts.append(.number(number)) }
    guard parts.contains(where: { if case .number = $0 { true } else { false } }) else { return nil }
    description = text
    self.parts = parts
  }

  package static func == (left: SoftwareVersion, right: SoftwareVersion) -> Bool { left.parts == right.parts }

  package func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  package static func < (left: SoftwareVersion, right: SoftwareVersion) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }
}

/// The versions for which something holds.
package struct VersionRange: Sendable, Hashable {
  /// First version; `nil`: from the beginning.
  package var since: SoftwareVersion?
  /// First version for which it holds no longer; `nil`: still holds.
  package var until: SoftwareVersion?

  package init(since: SoftwareVersion? = nil, until: SoftwareVersion? = nil) {
    self.since = since
    self.until = until
  }

  /// Whether it holds for a version; of an unknown version, whether it holds for the newest.
  package func contains(_ version: SoftwareVersion?) -> Bool {
    guard let version else { return until == nil }
    if let since, version < since { return false }
    if let until, version >= until { return false }
    return true
  }
}
