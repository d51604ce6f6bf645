/// Parameters of the family in which a line names a menu by its path and the lines below it are commands there.
///
/// A line may name the path and the command at once; a command may go on over lines that end with a backslash.
package struct PathCommandsSyntax: Sendable, Hashable {
  /// Marks that begin a comment line.
  package var comments: [String] = ["#"]
  /// What a path begins with.
  package var root = "/"
  /// Words that begin a command, in a menu or behind a path.
  package var verbs: [String] = []
  /// What a line of a script begins with, which belongs to no menu.
  package var scripts: [String] = []
  /// The verb that takes something away.
  package var negation = "remove"
  /// Lines that are no configuration, as globs over the text without indentation.
  package var noise: [String] = []

  package init() {}
}
