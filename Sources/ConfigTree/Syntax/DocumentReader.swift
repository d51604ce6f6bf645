/// Reads files of one syntax; what the syntax says is made ready once, for any number of files.
package struct DocumentReader: Sendable {
  private enum Family: Sendable {
    case indented(LineClassifier, IndentedSyntax)
    case editBlocks(EditBlocksSyntax)
    case pathCommands(PathCommandsSyntax)
    case braces(BracesSyntax)
    case pathLines(PathLinesSyntax)
    case xml(XMLSyntax)
  }

  private let family: Family

  package init(_ syntax: Syntax) {
    family =
      switch syntax {
      case .indented(let syntax): .indented(LineClassifier(syntax), syntax)
      case .editBlocks(let syntax): .editBlocks(syntax)
      case .pathCommands(let syntax): .pathCommands(syntax)
      case .braces(let syntax): .braces(syntax)
      case .pathLines(let syntax): .pathLines(syntax)
      case .xml(let syntax): .xml(syntax)
      }
  }

  /// Reads a file of any content; it always gives a tree that prints to the same bytes.
  package func read(_ bytes: [UInt8], source: String) -> ConfigDocument {
    guard bytes.count < Int(Int32.max) else {
      return ConfigDocument(
        source: source, bytes: bytes, nodes: [], notes: [ParseNote(kind: .tooLarge, line: 1)])
    }
    switch family {
    case .indented(let classifier, let syntax):
      var parser = IndentedParser(classifier, levels: syntax.levels)
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
