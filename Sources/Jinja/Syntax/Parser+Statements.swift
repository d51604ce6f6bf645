extension Parser {
  /// One statement; the current token is its tag.
  mutating func statement() throws(TemplateError) -> StatementSyntax {
    guard current.kind == .name else { throw failure("tag name expected") }
    let tag = current.text
    switch tag {
    case "for": return try opened(tag) { parser throws(TemplateError) in try parser.loop() }
    case "if": return try opened(tag) { parser throws(TemplateError) in try parser.condition() }
    case "block": return try opened(tag) { parser throws(TemplateError) in try parser.block() }
    case "extends": return try simple { parser throws(TemplateError) in .extends(try parser.expression()) }
    case "print": return try print()
    case "macro": return try opened(tag) { parser throws(TemplateError) in try parser.macro() }
    case "include": return try include()
    case "from": return try importNames()
    case "import": return try importModule()
    case "set": return try opened(tag) { parser throws(TemplateError) in try parser.set() }
    case "with": return try opened(tag) { parser throws(TemplateError) in try parser.with() }
    case "autoescape": return try opened(tag) { parser throws(TemplateError) in try parser.autoescape() }
    case "call": return try opened(tag) { parser throws(TemplateError) in try parser.callBlock() }
    case "filter": return try opened(tag) { parser throws(TemplateError) in try parser.filterBlock() }
    default: return try extended(tag)
    }
  }

  /// A statement of an extension.
  private mutating func extended(_ tag: String) throws(TemplateError) -> StatementSyntax {
    let owners: [String: SyntaxOptions.Extension] = [
      "do": .evaluation, "break": .loopControls, "continue": .loopControls, "debug": .debug,
    ]
    guard let owner = owners[tag] else { throw unknownTag(tag) }
    guard extensions.contains(owner) else { throw unknownTag(tag, needing: owner) }
    switch tag {
    case "do": return try simple { parser throws(TemplateError) in .evaluate(try parser.tuple()) }
    case "break": return try simple { _ in .breakLoop }
    case "continue": return try simple { _ in .continueLoop }
    default: return try simple { _ in .debug }
    }
  }

  /// A statement without a body; its tag is skipped first.
  private mutating func simple(
    _ body: (inout Parser) throws(TemplateError) -> StatementSyntax.Kind
  ) throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    return StatementSyntax(try body(&self), line: tag.line, offset: tag.offset)
  }

  private mutating func print() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    var items: [StatementSyntax.OutputItem] = []
    while current.kind != .blockEnd {
      if !items.isEmpty { try expect(.comma) }
      items.append(.expression(try expression()))
    }
    return StatementSyntax(.output(items), line: tag.line, offset: tag.offset)
  }

  private mutating func set() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let target = try assignmentTarget(withNamespace: true)
    if try skip(.assign) {
      let value = try tuple()
      return StatementSyntax(.set(target: target, value: value), line: tag.line, offset: tag.offset)
    }
    let filter = try self.filter(nil)
    let body = try body(until: ["endset"])
    return StatementSyntax(
      .setBlock(target: target, filter: filter, body: body), line: tag.line, offset: tag.offset)
  }

  private mutating func loop() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let target = try assignmentTarget()
    _ = try expect(name: "in")
    let iterable = try tuple(withConditional: false)
    let filter = try skip(name: "if") ? try expression() : nil
    let isRecursive = try skip(name: "recursive")
    let body = try body(until: ["endfor", "else"], dropEnd: false)
    var otherwise: [StatementSyntax] = []
    let end = try advance()
    let hasElse = end.text != "endfor"
    if hasElse { otherwise = try self.body(until: ["endfor"]) }
    let loop = LoopSyntax(
      target: target, iterable: iterable, filter: filter, isRecursive: isRecursive, body: body,
      otherwise: otherwise, elseOffset: hasElse ? end.offset : nil)
    return StatementSyntax(.loop(loop), line: tag.line, offset: tag.offset)
  }

  private mutating func condition() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    var condition = ConditionSyntax(branches: [], otherwise: [])
    var (line, offset) = (tag.line, tag.offset)
    while true {
      let test = try tuple(withConditional: false)
      let body = try body(until: ["elif", "else", "endif"], dropEnd: false)
      condition.branches.append(.init(test: test, body: body, line: line, offset: offset))
      let end = try advance()
      if end.text == "elif" {
        (line, offset) = (current.line, current.offset)
        continue
      }
      if end.text == "else" {
        condition.elseOffset = end.offset
        condition.otherwise = try self.body(until: ["endif"])
      }
      return StatementSyntax(.condition(condition), line: tag.line, offset: tag.offset)
    }
  }

  private mutating func with() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    var targets: [ExpressionSyntax] = []
    var values: [ExpressionSyntax] = []
    while current.kind != .blockEnd {
      if !targets.isEmpty { try expect(.comma) }
      targets.append(try assignmentTarget())
      try expect(.assign)
      values.append(try expression())
    }
    let body = try body(until: ["endwith"])
    return StatementSyntax(
      .with(targets: targets, values: values, body: body), line: tag.line, offset: tag.offset)
  }

  private mutating func autoescape() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let value = try expression()
    let body = try body(until: ["endautoescape"])
    return StatementSyntax(.autoescape(value, body: body), line: tag.line, offset: tag.offset)
  }

  private mutating func block() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let name = try expect(.name).text
    let isScoped = try skip(name: "scoped")
    let isRequired = try skip(name: "required")
    if current.kind == .sub {
      throw failure(
        "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead."
      )
    }
    let body = try body(until: ["endblock"])
    if isRequired, !body.allSatisfy(isBlank) {
      throw failure("Required blocks can only contain comments or whitespace")
    }
    _ = try skip(name: name)
    let block = BlockSyntax(name: name, isScoped: isScoped, isRequired: isRequired, body: body)
    return StatementSyntax(.block(block), line: tag.line, offset: tag.offset)
  }

  private mutating func include() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let template = try expression()
    var ignoreMissing = false
    if current.isName("ignore"), try peek().isName("missing") {
      ignoreMissing = true
      try advance()
      try advance()
    }
    let withContext = try contextClause() ?? true
    return StatementSyntax(
      .include(template, ignoreMissing: ignoreMissing, withContext: withContext), line: tag.line,
      offset: tag.offset)
  }

  /// `with context` or `without context`.
  private mutating func contextClause() throws(TemplateError) -> Bool? {
    guard current.isName("with") || current.isName("without"), try peek().isName("context") else {
      return nil
    }
    let word = try advance()
    try advance()
    return word.text == "with"
  }

  private mutating func importModule() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let template = try expression()
    _ = try expect(name: "as")
    let target = try nameTarget().text
    let withContext = try contextClause() ?? false
    return StatementSyntax(
      .importModule(template, target: target, withContext: withContext), line: tag.line, offset: tag.offset)
  }

  private mutating func importNames() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    let template = try expression()
    _ = try expect(name: "import")
    var names: [(name: String, alias: String)] = []
    var withContext = false
    while true {
      if !names.isEmpty { try expect(.comma) }
      guard current.kind == .name else {
        try expect(.name)
        break
      }
      if let clause = try contextClause() {
        withContext = clause
        break
      }
      let name = try nameTarget()
      if name.text.utf8.first == UInt8(ascii: "_") {
        throw failure("names starting with an underline can not be imported", at: name)
      }
      let alias = try skip(name: "as") ? try nameTarget().text : name.text
      names.append((name.text, alias))
      if let clause = try contextClause() {
        withContext = clause
        break
      }
      if current.kind != .comma { break }
    }
    return StatementSyntax(
      .importNames(template, names: names, withContext: withContext), line: tag.line, offset: tag.offset)
  }

  private mutating func macro() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    var macro = MacroSyntax(name: try nameTarget().text, parameters: [], defaults: [], body: [])
    try signature(of: &macro)
    macro.body = try body(until: ["endmacro"])
    return StatementSyntax(.macro(macro), line: tag.line, offset: tag.offset)
  }

  private mutating func signature(of macro: inout MacroSyntax) throws(TemplateError) {
    try expect(.leftParen)
    while current.kind != .rightParen {
      if !macro.parameters.isEmpty { try expect(.comma) }
      let parameter = try nameTarget()
      if try skip(.assign) {
        macro.defaults.append(try expression())
      } else if !macro.defaults.isEmpty {
        throw failure("non-default argument follows default argument")
      }
      macro.parameters.append(try node(.name(parameter.text), line: parameter.line, at: parameter.offset))
    }
    try expect(.rightParen)
  }

  private mutating func callBlock() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    var macro = MacroSyntax(name: nil, parameters: [], defaults: [], body: [])
    if current.kind == .leftParen { try signature(of: &macro) }
    let call = try expression()
    guard case .call = call.kind else { throw failure("expected call", at: tag) }
    macro.body = try body(until: ["endcall"])
    return StatementSyntax(.callBlock(macro, call: call), line: tag.line, offset: tag.offset)
  }

  private mutating func filterBlock() throws(TemplateError) -> StatementSyntax {
    let tag = try advance()
    guard let filter = try filter(nil, startsInline: true) else { throw failure("expected a filter") }
    let body = try body(until: ["endfilter"])
    return StatementSyntax(.filterBlock(filter, body: body), line: tag.line, offset: tag.offset)
  }

  // MARK: Targets

  private static let constants: Set<String> = ["true", "false", "none", "True", "False", "None"]

  /// One name that can be assigned.
  private mutating func nameTarget() throws(TemplateError) -> Token {
    let token = try expect(.name)
    guard !Parser.constants.contains(token.text) else {
      throw failure("can't assign to 'name'", at: token)
    }
    return token
  }

  /// Names, or tuples of them.
  private mutating func assignmentTarget(
    withNamespace: Bool = false
  ) throws(TemplateError) -> ExpressionSyntax {
    let target = try tuple(isTarget: true, withNamespace: withNamespace)
    guard canAssign(target) else {
      throw failure("can't assign to '\(kindName(of: target))'", line: target.line, offset: target.offset)
    }
    return target
  }

  private func canAssign(_ target: ExpressionSyntax) -> Bool {
    switch target.kind {
    case .name(let name): !Parser.constants.contains(name)
    case .namespaceTarget: true
    case .tuple(let items): items.allSatisfy(canAssign)
    default: false
    }
  }

  private func kindName(of target: ExpressionSyntax) -> String {
    switch target.kind {
    case .constant: "const"
    case .list: "list"
    case .dict: "dict"
    case .tuple: "tuple"
    default: "expression"
    }
  }
}
