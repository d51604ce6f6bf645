package import Diagnostics

/// What a device would hold after some commands, and which of them it would refuse.
package struct SimulationResult: Sendable, Hashable {
  /// The configuration after the commands that were taken; lines that no command concerned have their old bytes.
  package var predicted: [UInt8]
  package var refusals: [Refusal]
  /// How many lines were written, rewritten or removed.
  package var changes: Int
}

/// A command that the device would not take.
package struct Refusal: Sendable, Hashable {
  /// Where the command stands.
  package var place: SourcePlace
  package var kind: Kind
  /// What is wrong, one sentence, no key material.
  package var message: String

  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The object is still used by another line.
    case inUse = "in-use"
    /// There is nothing like this to remove.
    case nothingToRemove = "nothing-to-remove"
    /// It is there, but with another value than the removal says.
    case otherValue = "other-value"
    /// The old line has to be removed before.
    case occupied
    /// Another line runs this section, which takes no change meanwhile.
    case locked
    /// The device cannot remove it.
    case permanent
    /// It names an object that is not there.
    case undefinedReference = "undefined-reference"
    /// The simulation does not know what the command does.
    case unknown
    /// The device takes whole files and cannot read this one.
    case unreadable
  }
}

extension Refusal {
  /// The refusal as a remark for a report.
  package var finding: Finding {
    Finding(rule: "simulation-\(kind.rawValue)", severity: .error, place: place, message: message)
  }
}
