/// Reads files of one syntax; what the syntax says is made ready once, for any number of files.
package struct DocumentReader: Sendable {
  private let syntax: Syntax
  /// The indented family tries many patterns on a line; the others have nothing to make ready.
  private let classifier: LineClassifier?

  package init(_ syntax: Syntax) {
    self.syntax = syntax
    classifier = if case .indented(let indented) = syntax { LineClassifier(indented) } else { nil }
  }

  /// Reads a file of any content; it always gives a tree that prints to the same bytes.
  package func read(_ bytes: [UInt8], source: String) -> ConfigDocument {
    guard bytes.count < Int(Int32.max) else {
      return ConfigDocument(
        source: source, bytes: bytes, nodes: [], notes: [ParseNote(kind: .tooLarge, line: 1)])
    }
    switch syntax {
    case .indented(let syntax):
      var parser = IndentedParser(classifier ?? LineClassifier(syntax), levels: syntax.levels)
      return parser.parse(bytes, source: source)
    case .editBlocks(let syntax):
      var parser = EditBlocksParser(syntax)
      return parser.parse(bytes, source: source)
    case .pathCommands(let syntax): return PathCommandsParser(syntax).parse(bytes, source: source)
    case .braces(let syntax):
      var parser = BracesParser(syntax)
      return parser.parse(bytes, source: source)
    case .pathLines(let syntax): return PathLinesParser(syntax).parse(bytes, source: source)
    case .xml(let syntax):
      var parser = XMLParser(syntax)
      return parser.parse(bytes, source: source)
    }
  }
}
