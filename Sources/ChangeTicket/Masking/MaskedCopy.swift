package import ConfigTree
package import Diagnostics
import Secrets

/// Recognises files that were written for people: keys are left out, so they say less than the device has.
package enum MaskedCopy {
  /// Where a file shows a tag, or a comment in a key's place; `nil` for a file of a device.
  package static func place(in matched: MatchedDocument) -> SourcePlace? {
    let document = matched.document
    let node = document.nodes.indices.first { index in
      switch document.nodes[index].kind {
      case .statement, .comment:
        isMasked(document.text(of: index), isComment: !document.nodes[index].isConfiguration)
      default: false
      }
    }
    return node.map(document.place)
  }

  /// Lets pass what a device can have written.
  ///
  /// - Throws: `InputError` for a masked copy.
  package static func refuse(_ matched: MatchedDocument) throws(InputError) {
    guard let place = place(in: matched) else { return }
    throw InputError(
      "the file is a masked copy: the key of this line is left out", at: place,
      remedy: "Give the device's own file, the runnable file, or the intent.")
  }

  /// A tag is ten digits; a stand-in is a key's place in a rendered text and only a comment in a masked one.
  private static func isMasked(_ text: ArraySlice<UInt8>, isComment: Bool) -> Bool {
    let opening = Array("<psk:".utf8)
    var rest = text
    while let start = rest.firstIndex(of: opening[0]) {
      rest = rest[start...]
      if rest.starts(with: opening) {
        let digits = rest.dropFirst(opening.count).prefix { isHexDigit($0) }
        if digits.count == 10, digits.endIndex < text.endIndex, text[digits.endIndex] == UInt8(ascii: ">") {
          return true
        }
        if isComment, !SecretPlaceholder.all(in: rest).isEmpty { return true }
      }
      rest = rest.dropFirst()
    }
    return false
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
