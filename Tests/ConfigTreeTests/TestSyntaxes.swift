import ConfigTree

/// Two dialects of the indented family, as a platform file would give them.
enum TestSyntaxes {
  static func marked() throws -> Syntax {
    var syntax = IndentedSyntax()
    syntax.closers = ["exit", "exit-address-family"]
    syntax.ends = ["end"]
    syntax.noise = ["Building configuration*", "Current configuration : * bytes", "*#show run*"]
    syntax.pagers = ["--More--"]
    syntax.blobs = [
      .init(start: try StatementPattern(parsing: "banner motd|login|exec"), ending: .delimiter),
      .init(start: try StatementPattern(parsing: "certificate <kind>"), ending: .line("quit")),
      .init(start: try StatementPattern(parsing: "key-string"), ending: .line("quit")),
    ]
    return .indented(syntax)
  }

  static func hashed() throws -> Syntax {
    var syntax = IndentedSyntax()
    syntax.comments = ["#", "!"]
    syntax.resets = ["#"]
    syntax.closers = ["quit"]
    syntax.ends = ["return"]
    syntax.negation = "undo"
    syntax.exit = "quit"
    syntax.noise = ["[V*]"]
    syntax.blobs = [
      .init(
        start: try StatementPattern(parsing: "rsa|dsa peer-public-key <name>"),
        ending: .line("peer-public-key end")),
      .init(start: try StatementPattern(parsing: "header login|shell information"), ending: .delimiter),
    ]
    return .indented(syntax)
  }

  static let tables: Syntax = {
    var syntax = EditBlocksSyntax()
    syntax.verbs = ["set"]
    return .editBlocks(syntax)
  }()

  static let menus: Syntax = {
    var syntax = PathCommandsSyntax()
    syntax.verbs = ["add", "set"]
    return .pathCommands(syntax)
  }()

  static let elements: Syntax = {
    var syntax = XMLSyntax()
    syntax.keys = ["uuid"]
    return .xml(syntax)
  }()

  static let bracketed: Syntax = {
    var syntax = BracesSyntax()
    syntax.lists = true
    syntax.spansLines = true
    return .braces(syntax)
  }()

  static let bracketedLines: Syntax = {
    var syntax = BracesSyntax()
    syntax.terminator = ""
    syntax.bracesEndLines = true
    syntax.comments = ["//"]
    return .braces(syntax)
  }()

  static let assigned: Syntax = {
    var syntax = BracesSyntax()
    syntax.terminator = ""
    syntax.assignment = "="
    return .braces(syntax)
  }()

  static let paths: Syntax = {
    var syntax = PathLinesSyntax()
    syntax.quotes = ["\"", "'"]
    return .pathLines(syntax)
  }()

  /// One of each family, and of the indented family both ways to close sections.
  static func all() throws -> [Syntax] {
    [try marked(), try hashed(), tables, menus, elements, bracketed, bracketedLines, assigned, paths]
  }
}

extension ConfigDocument {
  /// One line a node: a dash a level, the kind's first letter, the text.
  var outline: [String] {
    nodes.indices.map { index in
      let dashes = String(repeating: "-", count: ancestors(of: index).count)
      let kind = nodes[index].kind == .statement ? "" : "(\(nodes[index].kind)) "
      return dashes + kind + string(of: index)
    }
  }
}
