package import Diagnostics

/// Something odd in a file that did not keep it from being read.
package struct ParseNote: Sendable, Hashable {
  package let kind: Kind
  /// Line it concerns, from 1.
  package let line: Int
  /// What is wrong, where the kind alone does not say it; never the file's own words.
  package let detail: String?

  init(kind: Kind, line: Int, detail: String? = nil) {
    self.kind = kind
    self.line = line
    self.detail = detail
  }

  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A banner or certificate begins and never ends.
    case unterminatedBlob = "config-unterminated-text"
    /// Sections are nested deeper than any device does; the rest is read as if it were not.
    case tooDeep = "config-too-deep"
    /// Nothing that the syntax has begins like this.
    case notUnderstood = "config-not-understood"
    /// Something that was opened is never closed, or closed twice.
    case unbalanced = "config-unbalanced"
    /// What looks like XML is none.
    case malformed = "config-not-well-formed"
    /// An XML document declares a document type, which is not read.
    case documentType = "config-document-type"
    /// A NUL byte, which no device writes.
    case nulByte = "config-nul-byte"
    /// A line changes what others mean, and is not followed.
    case notFollowed = "config-not-followed"
    /// Entries of an XML file cannot be told from its sections.
    case namesUnknown = "config-names-unknown"
    /// The file is larger than two gigabytes and was not read.
    case tooLarge = "config-too-large"
  }

  /// No more notes than these are kept, so that a hostile file cannot fill the memory with them.
  static let limit = 200
}

extension ConfigDocument {
  /// The notes as remarks for the user.
  package var findings: [Finding] { findings(of: notes) }

  /// Remarks on some of them.
  package func findings(of notes: [ParseNote]) -> [Finding] {
    notes.map { note in
      var (message, remedy) = note.kind.wording
      if let detail = note.detail { message += " \(detail.prefix(1).uppercased())\(detail.dropFirst())." }
      return Finding(
        rule: note.kind.rawValue, severity: .warning, place: SourcePlace(source: source, line: note.line),
        message: message, remedy: remedy)
    }
  }
}

extension ParseNote.Kind {
  /// Cause and remedy.
  fileprivate var wording: (message: String, remedy: String) {
    switch self {
    case .unterminatedBlob:
      ("A multi-line text begins here and has no end.", "Check whether the file was cut off.")
    case .tooDeep:
      ("Sections are nested too deeply here.", "Check whether this is a device configuration.")
    case .notUnderstood:
      ("The line is none that the syntax has.", "Check whether the file was cut off or edited by hand.")
    case .unbalanced:
      ("A section is closed that is not open, or never closed.", "Check whether the file was cut off.")
    case .malformed:
      ("The document is no well-formed XML.", "Check whether it was cut off, or edited by hand.")
    case .documentType:
      (
        "The document declares a document type; nothing of it is read, and no entity is expanded.",
        "Check where the file comes from: no device writes one."
      )
    case .nulByte:
      ("The line holds a NUL byte.", "Check how the file was collected.")
    case .notFollowed:
      (
        "The line changes what others mean, which is not followed here.",
        "Give the configuration as the device prints it, without what is typed into an editor."
      )
    case .namesUnknown:
      (
        "In this notation entries cannot be told from sections.",
        "Give the configuration in another notation: as lines, or in braces."
      )
    case .tooLarge:
      ("The file is too large to be read.", "Give the configuration alone.")
    }
  }
}
