import ConfigTree

/// A dialect as a platform file would describe it: syntax and statements.
struct TestDialect: Sendable {
  let name: String
  let syntax: Syntax
  let statements: [StatementRule]
  let grammar: Grammar

  init(_ name: String, _ syntax: IndentedSyntax, _ statements: [StatementRule]) throws {
    self.name = name
    self.syntax = .indented(syntax)
    self.statements = statements
    grammar = try Grammar(statements, syntax: self.syntax)
  }

  func parse(_ text: String, _ source: String = "test") -> MatchedDocument {
    grammar.match(syntax.parse(Array(text.utf8), source: source))
  }
}

/// A rule in one line.
func rule(
  _ pattern: String, _ section: StatementRule.Section? = nil, defines: (String, String)? = nil,
  refers: (String, String)? = nil, removal: String? = nil, _ children: [StatementRule] = [],
  change: (inout StatementRule) -> Void = { _ in }
) throws -> StatementRule {
  var rule = StatementRule(pattern: try StatementPattern(parsing: pattern))
  rule.section = section
  rule.defines = defines.map { .init(kind: $0.0, captures: $0.1.split(separator: " ").map(String.init)) }
  rule.refers =
    refers.map { [.init(kind: $0.0, captures: $0.1.split(separator: " ").map(String.init))] } ?? []
  if let removal { rule.removal = .line(removal) }
  rule.children = children
  change(&rule)
  return rule
}
