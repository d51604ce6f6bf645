/// Parameters of the family in which each line is a verb and the whole path of what it concerns: `set a b c value`.
package struct PathLinesSyntax: Sendable, Hashable {
  /// Marks that begin a comment line.
  package var comments: [String] = ["#"]
  /// What a line begins with.
  package var verbs: [String] = ["set", "delete"]
  /// Those of them that state something.
  package var assigns: [String] = ["set"]
  /// The verb that switches a path off without taking it away, and the one that switches it on again.
  package var deactivate = ""
  package var activate = ""
  /// Verbs whose lines change what others mean and are not followed: `edit`, `rename`.
  package var unfollowed: [String] = []
  /// Whether each line stands for itself: what it begins with is no section.
  package var flat = false
  /// Quotes in which values may span lines.
  package var quotes: [String] = ["\""]
  /// Whether `[ a b ]` at the end stands for several paths.
  package var lists = false
  /// Whether a word may be `name=value`, whose value has quotes of its own.
  package var pairs = false
  /// The verb that takes something away.
  package var negation = "delete"
  /// Lines that are no configuration, as globs over the text without indentation.
  package var noise: [String] = []

  package init() {}
}
