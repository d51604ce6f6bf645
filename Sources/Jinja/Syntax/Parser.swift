/// Reads tokens into statements, with Jinja2's grammar and its line numbers.
struct Parser {
  /// Deepest nesting of expressions and of statements.
  static let depthLimit = 150

  private let tokens: [Token]
  private let failureAtEnd: TemplateError?
  private let source: [UInt8]
  private var at = 0
  var depth = 0
  /// Tags that are open, for messages.
  private var openTags: [String] = []
  /// What each open statement is looking for.
  private var wanted: [[String]] = []

  private(set) var current: Token
  let extensions: Set<SyntaxOptions.Extension>

  init(source: [UInt8], options: SyntaxOptions) throws(TemplateError) {
    let list = Lexer.tokens(of: source, options: options)
    tokens = list.tokens
    failureAtEnd = list.failure
    self.source = source
    extensions = options.extensions
    current = Token(kind: .endOfTemplate, offset: 0, line: 1)
    try load()
  }

  /// The whole template.
  static func statements(
    of source: [UInt8], options: SyntaxOptions
  ) throws(TemplateError) -> [StatementSyntax] {
    var parser = try Parser(source: source, options: options)
    return try parser.statements(until: nil)
  }

  // MARK: Tokens

  private mutating func load() throws(TemplateError) {
    if at < tokens.count {
      current = tokens[at]
    } else if let failureAtEnd {
      throw failureAtEnd
    } else {
      current = Token(kind: .endOfTemplate, offset: source.count, line: current.line)
    }
  }

  /// Goes one token on and returns the one before.
  @discardableResult
  mutating func advance() throws(TemplateError) -> Token {
    let token = current
    at += 1
    try load()
    return token
  }

  func peek() throws(TemplateError) -> Token {
    if at + 1 < tokens.count { return tokens[at + 1] }
    if let failureAtEnd { throw failureAtEnd }
    return Token(kind: .endOfTemplate, offset: source.count, line: current.line)
  }

  mutating func skip(_ kind: Token.Kind) throws(TemplateError) -> Bool {
    guard current.kind == kind else { return false }
    try advance()
    return true
  }

  mutating func skip(name: String) throws(TemplateError) -> Bool {
    guard current.isName(name) else { return false }
    try advance()
    return true
  }

  @discardableResult
  mutating func expect(_ kind: Token.Kind) throws(TemplateError) -> Token {
    guard current.kind == kind else { throw unexpected(kind.described) }
    return try advance()
  }

  mutating func expect(name: String) throws(TemplateError) -> Token {
    guard current.isName(name) else { throw unexpected(name) }
    return try advance()
  }

  private func unexpected(_ expected: String) -> TemplateError {
    current.kind == .endOfTemplate
      ? failure("unexpected end of template, expected '\(expected)'")
      : failure("expected token '\(expected)', got '\(current.described)'")
  }

  func failure(_ message: String, at token: Token? = nil) -> TemplateError {
    let token = token ?? current
    return failure(message, line: token.line, offset: token.offset)
  }

  func failure(_ message: String, line: Int, offset: Int) -> TemplateError {
    TemplateError(.syntax, message).placed(in: "", source: source, offset: offset, statementLine: line)
  }

  /// Guards one level of nesting.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.depthLimit else { throw tooDeep() }
    return try body(&self)
  }

  func tooDeep() -> TemplateError {
    TemplateError(.limit, "the template is nested deeper than \(Parser.depthLimit) levels")
      .placed(in: "", source: source, offset: current.offset)
  }

  func node(_ kind: ExpressionSyntax.Kind, line: Int, at offset: Int) throws(TemplateError)
    -> ExpressionSyntax
  {
    let node = ExpressionSyntax(kind, line: line, offset: offset)
    guard node.depth <= 2 * Parser.depthLimit else { throw tooDeep() }
    return node
  }

  /// Whether template data is white space only.
  func isBlank(_ range: Range<Int>) -> Bool {
    Scalars.skipSpace(from: range.lowerBound, in: source) >= range.upperBound
  }

  // MARK: Bodies

  /// Statements, data and expressions up to a tag of `ends`, which becomes the current token.
  mutating func statements(until ends: [String]?) throws(TemplateError) -> [StatementSyntax] {
    var body: [StatementSyntax] = []
    var items: [StatementSyntax.OutputItem] = []
    var first: Token?
    if let ends { wanted.append(ends) }
    defer { if ends != nil { wanted.removeLast() } }
    func flush() {
      if let first {
        let line: Int
        if case .expression(let expression)? = items.first {
          line = expression.line
        } else {
          line = first.line
        }
        body.append(StatementSyntax(.output(items), line: line, offset: first.offset))
      }
      items = []
      first = nil
    }
    while current.kind != .endOfTemplate {
      switch current.kind {
      case .data:
        first = first ?? current
        items.append(.data(current.range))
        try advance()
      case .variableBegin:
        first = first ?? current
        try advance()
        items.append(.expression(try tuple()))
        try expect(.variableEnd)
      default:
        flush()
        try advance()
        if let ends, current.kind == .name, ends.contains(current.text) { return body }
        body.append(try nested { parser throws(TemplateError) in try parser.statement() })
        try expect(.blockEnd)
      }
    }
    flush()
    return body
  }

  /// The body of a statement: an optional colon, the end of the tag, statements up to an end tag.
  mutating func body(until ends: [String], dropEnd: Bool = true) throws(TemplateError) -> [StatementSyntax] {
    _ = try skip(.colon)
    try expect(.blockEnd)
    let body = try statements(until: ends)
    if current.kind == .endOfTemplate { throw unknownTag(nil, extra: ends) }
    if dropEnd { try advance() }
    return body
  }

  mutating func opened<Result>(
    _ tag: String, _ body: (inout Parser) throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    openTags.append(tag)
    let result = try body(&self)
    openTags.removeLast()
    return result
  }

  func unknownTag(
    _ name: String?, extra: [String]? = nil, needing owner: SyntaxOptions.Extension? = nil
  ) -> TemplateError {
    let stack = wanted + (extra.map { [$0] } ?? [])
    var message = name.map { "Encountered unknown tag '\($0)'." } ?? "Unexpected end of template."
    if let owner { message += " It belongs to the extension '\(owner.rawValue)', which is off." }
    if let looking = stack.last {
      let tags = looking.map { "'\($0)'" }.joined(separator: " or ")
      if let name, stack.contains(where: { $0.contains(name) }) {
        message +=
          " You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for \(tags)."
      } else {
        message += " Jinja was looking for the following tags: \(tags)."
      }
    }
    if let tag = openTags.last { message += " The innermost block that needs to be closed is '\(tag)'." }
    return failure(message)
  }
}
