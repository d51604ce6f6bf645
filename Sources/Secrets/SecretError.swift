package import Diagnostics

/// A key could not be had: which reference, and why; never any part of the key.
package struct SecretError: OutcomeError, Sendable, Hashable {
  package var kind: Kind
  /// The reference as written, `…` where it might be a key written by mistake.
  package var reference: String
  /// What is wrong, without a subject: "the variable is not set".
  package var reason: String

  package enum Kind: Sendable, Hashable {
    /// The text is no reference.
    case reference
    /// The variable, the file or the program is not there.
    case missing
    /// Others than its owner may read the file.
    case permissions
    /// There is something, but it cannot be a key: empty, too long, not UTF-8, several lines.
    case content
    /// The program failed or took too long.
    case command
    /// A text asks for a key that the intent does not name.
    case foreign
    /// The file with the key of the tags cannot be made or read.
    case tagKey
  }

  package init(kind: Kind, reference: String, reason: String) {
    self.kind = kind
    self.reference = reference
    self.reason = reason
  }
}

extension SecretError {
  package var outcome: Outcome {
    switch kind {
    case .tagKey: .failed
    case .reference, .missing, .permissions, .content, .command, .foreign: .badInput
    }
  }

  package var description: String {
    switch kind {
    case .reference:
      "the key reference \(reference) cannot be used: \(reason). Write env:NAME, file:PATH or cmd:COMMAND."
    case .tagKey: "\(reference): \(reason)"
    case .foreign: "the text asks for the key \(reference), \(reason)"
    case .missing, .permissions, .content, .command: "no key from \(reference): \(reason)\(remedy)"
    }
  }

  /// What to tell somebody who looks and can go on without the key: nothing where it is simply not at hand.
  package var remark: Finding? {
    kind == .missing ? nil : Finding(rule: "key-not-readable", severity: .warning, message: description)
  }

  private var remedy: String {
    switch kind {
    case .permissions: ". Make it readable for its owner alone: chmod 600."
    case .command: ". Run the command by hand to see what it says."
    case .missing, .content, .reference, .foreign, .tagKey: "."
    }
  }
}
