/// The token that stands in a rendered text where a key belongs: `<psk:env:NAME>`.
///
/// It has no blanks, so it is one word for every device syntax; `<` and `>` are in no key the cloud takes.
/// A ``KeyTag`` has no colon after `psk:` and is never taken for one.
package struct SecretPlaceholder: Sendable, Hashable {
  package let reference: SecretReference
  /// Where it stands in the text, in bytes.
  package let range: Range<Int>

  private static let opening = Array("<psk:".utf8)
  private static let longest = 4096

  /// The token for a reference.
  package static func token(for reference: SecretReference) -> String {
    var token = opening
    for byte in reference.text.utf8 {
      if isPlain(byte) {
        token.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        token += "%\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8
      }
    }
    token.append(UInt8(ascii: ">"))
    return String(decoding: token, as: UTF8.self)
  }

  /// All tokens of a text, in order.
  package static func all(in bytes: some RandomAccessCollection<UInt8>) -> [SecretPlaceholder] {
    let text = Array(bytes)
    var found: [SecretPlaceholder] = []
    var at = 0
    while let start = text[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = start + 1
      guard text[start...].starts(with: opening) else { continue }
      let body = start + opening.count
      let window = text[body..<min(text.count, body + longest)]
      guard let end = window.firstIndex(where: { !isPlain($0) && $0 != UInt8(ascii: "%") }),
        text[end] == UInt8(ascii: ">"), let decoded = decode(text[body..<end]),
        let reference = try? SecretReference(parsing: decoded)
      else { continue }
      found.append(SecretPlaceholder(reference: reference, range: start..<(end + 1)))
      at = end + 1
    }
    return found
  }

  /// The text with every token replaced by what `replacement` gives for it.
  package static func replacing(
    in bytes: [UInt8], with replacement: (SecretReference) throws(SecretError) -> [UInt8]
  ) throws(SecretError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var at = 0
    for placeholder in all(in: bytes) {
      output += bytes[at..<placeholder.range.lowerBound]
      output += try replacement(placeholder.reference)
      at = placeholder.range.upperBound
    }
    return output + bytes[at...]
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static func decode(_ body: ArraySlice<UInt8>) -> String? {
    var decoded: [UInt8] = []
    var rest = body
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else {
        return nil
      }
      decoded.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: decoded, as: UTF8.self)
  }
}
