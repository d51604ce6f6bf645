/// How a configuration is written down: the family and its parameters.
package enum Syntax: Sendable, Hashable {
  /// Lines, children deeper than their section.
  case indented(IndentedSyntax)
  /// Nested tables with entries, told by words.
  case editBlocks(EditBlocksSyntax)
  /// Menu paths, and commands below them.
  case pathCommands(PathCommandsSyntax)
  /// Sections in braces.
  case braces(BracesSyntax)
  /// Whole paths behind a verb, one a line.
  case pathLines(PathLinesSyntax)
  /// Elements of an XML document.
  case xml(XMLSyntax)

  /// Reads one file; for several a ``DocumentReader`` makes the syntax ready once.
  package func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    DocumentReader(self).read(bytes, source: source)
  }

  /// What matching and writing need to know of a syntax, whatever its family.
  package struct Traits: Sendable, Hashable {
    /// The word that negates a statement, without blank.
    package var negation = ""
    /// Whether a quoted text with blanks is one word.
    package var quotes = false
    /// The quote of such a text.
    package var quote: UInt8 = 0x22
    /// Whole lines that end the configuration.
    package var ends: [String] = []
    /// Columns by which each level is indented.
    package var step = 4
    /// The command that leaves one section.
    package var exit = ""
    /// Whether the line that closes a section stands in it, as its last one, and every section has one.
    package var closersInside = false
    /// Whether commands are whole paths, so that no section is entered or left.
    package var hasPaths = false
    /// The sign between a name and its value, which stands for a blank; empty where there is none.
    package var assignment = ""
  }

  package var traits: Traits {
    switch self {
    case .indented(let syntax):
      Traits(
        negation: syntax.negation, quotes: syntax.quotes, ends: syntax.ends, step: syntax.step,
        exit: syntax.exit, assignment: syntax.assignment)
    case .editBlocks(let syntax):
      Traits(negation: syntax.negation, quotes: true, exit: syntax.end, closersInside: true)
    case .pathCommands(let syntax):
      Traits(negation: syntax.negation, quotes: true, hasPaths: !syntax.adds.isEmpty)
    case .braces(let syntax):
      Traits(negation: syntax.negation, quotes: true, assignment: syntax.assignment)
    case .pathLines(let syntax):
      Traits(
        negation: syntax.negation, quotes: true, quote: syntax.quotes.first?.utf8.first ?? 0x22,
        hasPaths: !syntax.flat)
    case .xml: Traits(quotes: true, step: 2)
    }
  }

  package var negation: String { traits.negation }
  package var quotes: Bool { traits.quotes }
  package var ends: [String] { traits.ends }
  package var step: Int { traits.step }
  package var exit: String { traits.exit }
  package var closersInside: Bool { traits.closersInside }
  package var hasPaths: Bool { traits.hasPaths }
  /// The lines that every file of a device is read as whose commands are whole paths; `nil` for other devices.
  package var paths: PathLinesSyntax? {
    switch self {
    case .pathLines(let syntax): syntax.flat ? nil : syntax
    case .pathCommands(let syntax): syntax.adds.isEmpty ? nil : syntax.paths
    case .indented, .editBlocks, .braces, .xml: nil
    }
  }
  package var assignment: String { traits.assignment }
  /// Whether a device is changed by commands; where nothing negates it gets whole files.
  package var takesCommands: Bool { !negation.isEmpty }
}
