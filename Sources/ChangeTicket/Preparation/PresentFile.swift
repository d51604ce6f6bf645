package import ConfigTree
package import Diagnostics

/// Lets pass what a change can be planned for: a device's own file that says all that the device has.
package enum PresentFile {
  /// - Throws: `InputError` for a masked copy, and for a file of which something was not read.
  package static func refuse(_ matched: MatchedDocument) throws(InputError) {
    try MaskedCopy.refuse(matched)
    guard let note = matched.document.notes.first(where: { $0.kind.hidesLines }),
      let finding = matched.document.findings(of: [note]).first
    else { return }
    throw InputError(
      "no change is planned for such a file: \(finding.message.prefix(1).lowercased())\(finding.message.dropFirst())",
      at: finding.place, remedy: finding.remedy)
  }
}

extension ParseNote.Kind {
  /// Whether the document may lack what the device has.
  fileprivate var hidesLines: Bool {
    switch self {
    case .notFollowed, .namesUnknown, .tooLarge, .documentType: true
    case .unterminatedBlob, .tooDeep, .notUnderstood, .unbalanced, .malformed, .nulByte: false
    }
  }
}
