/// Parameters of the family in which sections stand in braces: `words { … }`.
///
/// Indentation means nothing. A statement ends with its terminator, or with its line where the dialect has none.
package struct BracesSyntax: Sendable, Hashable {
  /// Marks that begin a comment which ends with its line.
  package var comments: [String] = ["#"]
  /// Whether `/* … */` is a comment, over lines where need be.
  package var blockComments = true
  /// What ends a statement; empty where its line does.
  package var terminator = ";"
  /// The sign between a name and its value, behind which a value goes on to the end of its line, braces that open and
  /// all; empty where there is none.
  package var assignment = ""
  /// Whether a statement goes on over line endings until its terminator, as values that a terminal has broken do.
  package var spansLines = false
  /// Whether braces count at the end of a line and alone on one only, so that values may hold them.
  package var bracesEndLines = false
  /// Whether values stand in `[ … ]`, over lines where need be.
  package var lists = false
  /// Quotes in which values may span lines; a backslash takes the next byte as it is.
  package var quotes: [String] = ["\""]
  /// Words before a statement that say something about it, as `inactive:`.
  package var markers: [String] = []
  /// The one of them that switches the statement off.
  package var inactive = ""
  /// Those whose meaning is not followed.
  package var unfollowed: [String] = []
  /// The verb that takes a statement away.
  package var negation = "delete"
  /// Lines that are no configuration, as globs over the text without indentation.
  package var noise: [String] = []

  package init() {}
}
