/// Parameters of the family in which a section's children are indented deeper than its header.
package struct IndentedSyntax: Sendable, Hashable {
  /// Marks that begin a comment line; a line that is nothing but the mark is a separator.
  package var comments: [String] = ["!"]
  /// Separators that close all sections at their indentation or deeper, in column 0 every section.
  ///
  /// Other separators have no effect, as on a device.
  package var resets: [String] = []
  /// Whole lines that leave one section, as a device prints them.
  package var closers: [String] = []
  /// Whole lines that end the configuration.
  package var ends: [String] = []
  /// The word that negates a statement.
  package var negation = "no"
  /// The command that leaves one section.
  package var exit = "exit"
  /// Lines that are no configuration, as globs over the text without indentation: `*` stands for any bytes.
  ///
  /// A glob that begins with `*` is tried in column 0 only.
  package var noise: [String] = []
  /// Marks of a terminal's pager at the start of a line; text after it and its backspaces counts.
  package var pagers: [String] = []
  /// Multi-line values.
  package var blobs: [BlobRule] = []
  /// Whether a text in double quotes is one word.
  package var quotes = false
  /// The sign between a name and its value, blanks around it or not; empty where there is none.
  package var assignment = ""
  /// How many levels of sections there are, when more indentation than that means nothing; `nil`: any number.
  package var levels: Int?
  /// Columns by which a device indents each level, for lines that have no sibling to go by.
  package var step = 1

  package init() {}

  /// A value that spans lines.
  package struct BlobRule: Sendable, Hashable {
    /// The words that its first line begins with.
    package var start: StatementPattern
    package var ending: Ending

    package init(start: StatementPattern, ending: Ending) {
      self.start = start
      self.ending = ending
    }

    /// Where a multi-line value stops.
    package enum Ending: Sendable, Hashable {
      /// At the second appearance of the delimiter that follows the start words: one character, or `^` and one.
      case delimiter
      /// At the line that consists of this text. All lines before it are deeper than the first line, otherwise
      /// the statement has no multi-line value at all.
      case line(String)
      /// At the next line that consists of this text, whatever stands before it; the first line has nothing but the
      /// start words.
      case mark(String)
    }
  }
}
