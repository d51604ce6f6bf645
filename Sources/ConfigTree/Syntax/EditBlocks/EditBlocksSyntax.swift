/// Parameters of the family of nested tables: `config PATH … end`, in it entries `edit KEY … next`, in both
/// statements that begin with a verb.
///
/// Indentation means nothing; values in quotes may span lines.
package struct EditBlocksSyntax: Sendable, Hashable {
  /// Marks that begin a comment line.
  package var comments: [String] = ["#"]
  /// The word that opens a table.
  package var table = "config"
  /// The word that opens an entry of a table.
  package var entry = "edit"
  /// The word that closes an entry.
  package var next = "next"
  /// The word that closes a table, and the entry in which it stands.
  package var end = "end"
  /// First words of all other statements.
  package var verbs: [String] = []
  /// The verb that takes a value away: what negation is elsewhere.
  package var negation = "unset"
  /// Lines that are no configuration, as globs over the text without indentation.
  package var noise: [String] = []

  package init() {}
}
