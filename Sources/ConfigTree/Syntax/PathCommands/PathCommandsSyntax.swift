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
  /// The verb that makes an item, and the one that gives properties to one or to the menu itself.
  package var adds = ""
  package var assigns = ""
  /// The verb that takes a property away.
  package var clears = ""
  /// The word in brackets behind which properties say which items are meant.
  package var selects = ""
  /// Verbs that say nothing about the configuration.
  package var silent: [String] = []
  /// What makes a new item the first of its menu.
  package var first = ""
  /// Lines that are no configuration, as globs over the text without indentation.
  package var noise: [String] = []

  package init() {}

  /// The lines that its files are read as where the device is written; their verb is none of the device's own.
  package var paths: PathLinesSyntax {
    var paths = PathLinesSyntax()
    paths.comments = comments
    paths.verbs = ["menu"]
    paths.assigns = ["menu"]
    paths.negation = negation
    paths.pairs = true
    return paths
  }
}
