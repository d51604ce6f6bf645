/// How a configuration is written down: the family and its parameters.
package enum Syntax: Sendable, Hashable {
  /// Lines, children deeper than their section.
  case indented(IndentedSyntax)

  /// Reads a file of any content; it always gives a tree that prints to the same bytes.
  package func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    switch self {
    case .indented(let syntax):
      var parser = IndentedParser(syntax)
      return parser.parse(bytes, source: source)
    }
  }

  /// The word that negates a statement, without blank.
  package var negation: String {
    switch self {
    case .indented(let syntax): syntax.negation
    }
  }

  /// Whether a quoted text with blanks is one word.
  package var quotes: Bool {
    switch self {
    case .indented(let syntax): syntax.quotes
    }
  }

  /// Whole lines that end the configuration.
  package var ends: [String] {
    switch self {
    case .indented(let syntax): syntax.ends
    }
  }

  /// Columns by which each level is indented.
  package var step: Int {
    switch self {
    case .indented(let syntax): syntax.step
    }
  }

  /// The command that leaves one section.
  package var exit: String {
    switch self {
    case .indented(let syntax): syntax.exit
    }
  }
}
