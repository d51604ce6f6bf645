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
    syntax.adds = reader.text("adds") ?? ""
    syntax.assigns = reader.text("assigns") ?? ""
    syntax.clears = reader.text("clears") ?? ""
    syntax.selects = reader.text("selects") ?? ""
    syntax.silent = reader.texts("silent")
    syntax.first = reader.text("first") ?? ""
    syntax.noise = reader.texts("noise")
    return syntax
  }

  func braces(_ reader: MapReader) -> BracesSyntax {
    var syntax = BracesSyntax()
    syntax.comments = reader.texts("comments")
    syntax.blockComments = reader.flag("block_comments") ?? false
    syntax.terminator = sign(reader, "terminator")
    syntax.assignment = sign(reader, "assignment")
    syntax.bracesEndLines = reader.flag("braces_end_lines") ?? false
    syntax.lists = reader.flag("lists") ?? false
    syntax.spansLines = reader.flag("spans_lines") ?? false
    syntax.quotes = quotes(reader)
    syntax.markers = reader.texts("markers")
    syntax.inactive = reader.text("inactive") ?? ""
    syntax.unfollowed = reader.texts("unfollowed")
    syntax.negation = reader.text("negation") ?? ""
    syntax.noise = reader.texts("noise")
    return syntax
  }

  func pathLines(_ reader: MapReader) -> PathLinesSyntax {
    var syntax = PathLinesSyntax()
    syntax.comments = reader.texts("comments")
    syntax.verbs = reader.texts("verbs")
    syntax.assigns = reader.texts("assigns")
    syntax.deactivate = reader.text("deactivate") ?? ""
    syntax.activate = reader.text("activate") ?? ""
    syntax.unfollowed = reader.texts("unfollowed")
    syntax.quotes = quotes(reader)
    if let word = reader.requiredText("negation") { syntax.negation = word }
    syntax.noise = reader.texts("noise")
    syntax.lists = reader.flag("lists") ?? false
    syntax.flat = reader.flag("flat") ?? false
    return syntax
  }

  /// One ASCII sign, or nothing.
  func sign(_ reader: MapReader, _ name: String) -> String {
    guard let text = reader.text(name) else { return "" }
    guard text.utf8.count == 1 else {
      scope.log.error("\"\(name)\" must be one ASCII sign", at: reader.place)
      return ""
    }
    return text
  }

  private func quotes(_ reader: MapReader) -> [String] {
    let quotes = reader.texts("quotes")
    guard quotes.allSatisfy({ $0.utf8.count == 1 }) else {
      scope.log.error("\"quotes\" must be single ASCII signs", at: reader.place)
      return []
    }
    return quotes
  }

  func xml(_ reader: MapReader) -> XMLSyntax {
    var syntax = XMLSyntax()
    syntax.keys = reader.texts("keys")
    return syntax
  }
}
