package import ConfigTree

/// What a line of a file says, in neutral words.
package struct Reading: Sendable, Hashable {
  /// For example `ike-encryption`, `peer-address`, `route`.
  package var fact: String
  /// Pattern texts of the sections from the top, then of the line itself: exactly those of the statements.
  package var path: [String]
  /// Captures that hold the value, in order.
  ///
  /// They are of the line or of its sections. Empty: the line's presence.
  package var captures: [String]
  /// Vocabulary table that translates the value back.
  package var vocabulary: String?
  /// The neutral value that is in force in a section without such a line.
  package var standard: String?
  /// The neutral value that the line's presence means, when no capture holds it.
  package var value: String?

  package init(
    fact: String, path: [String], captures: [String], vocabulary: String? = nil, standard: String? = nil,
    value: String? = nil
  ) {
    self.fact = fact
    self.path = path
    self.captures = captures
    self.vocabulary = vocabulary
    self.standard = standard
    self.value = value
  }
}

/// A line that demands another one.
package struct Requirement: Sendable, Hashable {
  package var id: String
  package var when: Place
  package var needs: Place
  /// Whether both lines stand in the same section.
  package var sameSection: Bool
  /// Whether the needed line must be absent.
  package var absent: Bool
  package var severity: Refusal.Strictness
  package var message: String
  package var remedy: String
  package var provenance: Provenance

  /// A line, and the section that it stands in.
  package struct Place: Sendable, Hashable {
    /// Headers of the sections from the top; empty: the line is at the top.
    package var sections: [StatementPattern]
    package var line: StatementPattern
  }
}
