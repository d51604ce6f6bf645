package import ConfigTree
package import Diagnostics

/// Lets pass what a change can be planned for: a device's own file that says all that the device has.
package enum PresentFile {
  /// - Throws: `InputError` for a masked copy, and for a file of which something was not read.
  package static func refuse(_ matched: MatchedDocument) throws(InputError) {
    try MaskedCopy.refuse(matched)
    if let node = matched.flatSection {
      throw InputError(
        "no change is planned for such a file: the lines of this section are not indented, so its sections cannot be followed",
        at: matched.document.place(of: node),
        remedy: "Take the file from the device itself; mail programs and guides take the blanks away.")
    }
    guard let note = matched.document.notes.first(where: { $0.kind.hidesLines }),
      let finding = matched.document.findings(of: [note]).first
    else { return }
    throw InputError(
      "no change is planned for such a file: \(finding.message.prefix(1).lowercased())\(finding.message.dropFirst())",
      at: finding.place, remedy: finding.remedy)
  }
}

extension MatchedDocument {
  /// The first section of a file without any indentation whose lines stand behind it instead of in it.
  fileprivate var flatSection: Int? {
    let nodes = document.nodes.indices.filter { document.nodes[$0].isConfiguration }
    guard !document.isXML, !document.isRewritten, nodes.allSatisfy({ document.nodes[$0].parent == nil })
    else { return nil }
    return zip(nodes, nodes.dropFirst()).first { section, line in
      guard let rule = ruleIndex(of: section), grammar.rules[rule].statement.section != nil,
        ruleIndex(of: line) == nil
      else { return false }
      return grammar.match(Array(document.text(of: line)), under: rule, besides: []).rule != nil
    }?.0
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
