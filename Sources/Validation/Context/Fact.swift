/// What one line of a file says, in neutral words.
struct Fact: Sendable, Hashable {
  /// One of ``FactName``.
  let name: String
  /// The line; for a value that nobody wrote, the section that lacks the line.
  let node: Int
  /// The top-level section or line that it stands in.
  let block: Int
  /// The values as they stand in the file.
  let texts: [String]
  /// The values as neutral words; words without a meaning are left out.
  let words: [String]
  /// Whether it is in force because nothing else is written.
  let isStandard: Bool
}
