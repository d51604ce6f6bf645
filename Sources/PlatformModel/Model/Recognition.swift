/// What tells that a file is of a platform.
package struct Recognition: Sendable, Hashable {
  package var evidence: [Evidence]
  /// Lines that name the software version, with `{version}` in place of it.
  package var versions: [VersionLine]

  package init(evidence: [Evidence] = [], versions: [VersionLine] = []) {
    self.evidence = evidence
    self.versions = versions
  }

  /// A line that speaks for the platform, or against it.
  package struct Evidence: Sendable, Hashable {
    /// Glob over the line without its indentation and trailing blanks.
    package var line: String
    /// What one such line or more adds to the score; negative: speaks against it.
    package var weight: Int
    /// The notation that it speaks for beside the platform; `nil`: every one, or the main one.
    package var notation: String?

    package init(line: String, weight: Int, notation: String? = nil) {
      self.line = line
      self.weight = weight
      self.notation = notation
    }
  }

  /// A line that holds a version between two fixed texts.
  package struct VersionLine: Sendable, Hashable {
    package var before: String
    package var after: String

    package init(before: String, after: String) {
      self.before = before
      self.after = after
    }
  }
}
