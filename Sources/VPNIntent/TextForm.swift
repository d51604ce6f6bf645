/// The forms of free texts of an intent.
///
/// None lets a line break or another control character through: these texts end up in device configurations.
package enum TextForm: Sendable {
  /// Names of sites, also parts of paths.
  case site
  /// One visible ASCII word, up to 128 characters: interfaces, host names.
  case word
  /// A name that the cloud lets people choose: letters of any script, digits, `.`, `_` and `-`, up to 64.
  case name
  /// An IKE identity.
  case fqdn
  /// Any one line, up to 1024 bytes.
  case label

  package func accepts(_ text: String) -> Bool {
    let bytes = text.utf8
    guard !bytes.isEmpty, bytes.count <= 1024, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return false
    }
    // Beyond ASCII, separators and invisible characters are refused as well: they could hide or break a line.
    guard !text.unicodeScalars.contains(where: TextForm.isInvisible) else { return false }
    switch self {
    case .site:
      return bytes.count <= 64 && bytes.first != UInt8(ascii: ".") && bytes.first != UInt8(ascii: "-")
        && bytes.allSatisfy(TextForm.isNameByte)
    case .word: return bytes.count <= 128 && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    case .name: return text.count <= 64 && bytes.allSatisfy { $0 >= 0x80 || TextForm.isNameByte($0) }
    case .fqdn:
      return bytes.count <= 255
        && bytes.allSatisfy { (0x21...0x7E).contains($0) && !Array("&<>[]\\?".utf8).contains($0) }
    case .label: return true
    }
  }

  package var expectation: String {
    switch self {
    case .site: "1 to 64 letters, digits, '.', '_' or '-', the first a letter, digit or '_'"
    case .word: "one word of visible ASCII characters"
    case .name: "a name of 1 to 64 letters, digits, '.', '_' or '-'"
    case .fqdn: "a name of 1 to 255 visible ASCII characters without & < > [ ] \\ ?"
    case .label: "one line of text"
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lineSeparator, .paragraphSeparator, .control, .format, .surrogate, .privateUse, .unassigned: true
    case .spaceSeparator: scalar != " "
    default: false
    }
  }
}
