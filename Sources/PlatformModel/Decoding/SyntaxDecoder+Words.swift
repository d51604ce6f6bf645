import ConfigTree

/// Decodes the families that tell structure by words or by markup.
extension SyntaxDecoder {
  func editBlocks(_ reader: MapReader) -> EditBlocksSyntax {
    var syntax = EditBlocksSyntax()
    syntax.comments = reader.texts("comments")
    if let word = reader.requiredText("table") { syntax.table = word }
    if let word = reader.requiredText("entry") { syntax.entry = word }
    if let word = reader.requiredText("next") { syntax.next = word }
    if let word = reader.requiredText("end") { syntax.end = word }
    if let word = reader.requiredText("negation") { syntax.negation = word }
    syntax.verbs = reader.texts("verbs")
    syntax.noise = reader.texts("noise")
    return syntax
  }

  func pathCommands(_ reader: MapReader) -> PathCommandsSyntax {
    var syntax = PathCommandsSyntax()
    syntax.comments = reader.texts("comments")
    if let root = reader.requiredText("root") { syntax.root = root }
    if let word = reader.requiredText("negation") { syntax.negation = word }
    syntax.verbs = reader.texts("verbs")
    syntax.scripts = reader.texts("scripts")
    syntax.noise = reader.texts("noise")
    return syntax
  }

  func xml(_ reader: MapReader) -> XMLSyntax {
    var syntax = XMLSyntax()
    syntax.keys = reader.texts("keys")
    return syntax
  }
}
