extension Parser {
  mutating func expression(withConditional: Bool = true) throws(TemplateError) -> ExpressionSyntax {
    try nested { parser throws(TemplateError) in
      withConditional ? try parser.conditional() : try parser.or()
    }
  }

  private mutating func conditional() throws(TemplateError) -> ExpressionSyntax {
    var (line, offset) = (current.line, current.offset)
    var value = try or()
    while try skip(name: "if") {
      let test = try or()
      let otherwise =
        try skip(name: "else")
        ? try nested { parser throws(TemplateError) in try parser.conditional() } : nil
      value = try node(
        .conditional(test: test, then: value, otherwise: otherwise), line: line, at: offset)
      (line, offset) = (current.line, current.offset)
    }
    return value
  }

  private mutating func or() throws(TemplateError) -> ExpressionSyntax {
    var line = current.line
    let offset = current.offset
    var left = try and()
    while try skip(name: "or") {
      left = try node(.or(left, try and()), line: line, at: offset)
      line = current.line
    }
    return left
  }

  private mutating func and() throws(TemplateError) -> ExpressionSyntax {
    var line = current.line
    let offset = current.offset
    var left = try not()
    while try skip(name: "and") {
      left = try node(.and(left, try not()), line: line, at: offset)
      line = current.line
    }
    return left
  }

  private mutating func not() throws(TemplateError) -> ExpressionSyntax {
    guard current.isName("not") else { return try comparison() }
    let token = try advance()
    let operand = try nested { parser throws(TemplateError) in try parser.not() }
    return try node(.not(operand), line: token.line, at: token.offset)
  }

  private mutating func comparison() throws(TemplateError) -> ExpressionSyntax {
    var line = current.line
    let offset = current.offset
    let first = try sum()
    var rest: [(Comparison, ExpressionSyntax)] = []
    while let comparison = try comparisonOperator() {
      rest.append((comparison, try sum()))
      line = current.line
    }
    return rest.isEmpty ? first : try node(.comparison(first, rest), line: line, at: offset)
  }

  private mutating func comparisonOperator() throws(TemplateError) -> Comparison? {
    let comparison: Comparison
    switch current.kind {
    case .equal: comparison = .equal
    case .notEqual: comparison = .notEqual
    case .less: comparison = .less
    case .lessEqual: comparison = .lessEqual
    case .greater: comparison = .greater
    case .greaterEqual: comparison = .greaterEqual
    case .name where current.text == "in": comparison = .isIn
    case .name where current.text == "not":
      guard try peek().isName("in") else { return nil }
      try advance()
      comparison = .isNotIn
    default: return nil
    }
    try advance()
    return comparison
  }

  private mutating func sum() throws(TemplateError) -> ExpressionSyntax {
    var line = current.line
    var left = try concatenation()
    while true {
      let operation: BinaryOperator
      switch current.kind {
      case .add: operation = .add
      case .sub: operation = .subtract
      default: return left
      }
      let token = try advance()
      left = try node(.binary(operation, left, try concatenation()), line: line, at: token.offset)
      line = current.line
    }
  }

  private mutating func concatenation() throws(TemplateError) -> ExpressionSyntax {
    let (line, offset) = (current.line, current.offset)
    var items = [try product()]
    while try skip(.tilde) { items.append(try product()) }
    return items.count == 1 ? items[0] : try node(.concatenation(items), line: line, at: offset)
  }

  private mutating func product() throws(TemplateError) -> ExpressionSyntax {
    var line = current.line
    var left = try power()
    while true {
      let operation: BinaryOperator
      switch current.kind {
      case .mul: operation = .multiply
      case .div: operation = .divide
      case .floorDiv: operation = .floorDivide
      case .mod: operation = .modulo
      default: return left
      }
      let token = try advance()
      left = try node(.binary(operation, left, try power()), line: line, at: token.offset)
      line = current.line
    }
  }

  private mutating func power() throws(TemplateError) -> ExpressionSyntax {
    var line = current.line
    var left = try unary()
    while current.kind == .pow {
      let token = try advance()
      left = try node(.binary(.power, left, try unary()), line: line, at: token.offset)
      line = current.line
    }
    return left
  }

  private mutating func unary(withFilter: Bool = true) throws(TemplateError) -> ExpressionSyntax {
    let token = current
    var value: ExpressionSyntax
    if token.kind == .sub || token.kind == .add {
      try advance()
      let operand = try nested { parser throws(TemplateError) in try parser.unary(withFilter: false) }
      value = try node(
        token.kind == .sub ? .negative(operand) : .positive(operand), line: token.line, at: token.offset)
    } else {
      value = try primary()
    }
    value = try postfix(value)
    return withFilter ? try filtersAndTests(value) : value
  }

  private mutating func primary(withNamespace: Bool = false) throws(TemplateError) -> ExpressionSyntax {
    let token = current
    switch token.kind {
    case .name:
      try advance()
      switch token.text {
      case "true", "True": return try node(.constant(.bool(true)), line: token.line, at: token.offset)
      case "false", "False": return try node(.constant(.bool(false)), line: token.line, at: token.offset)
      case "none", "None": return try node(.constant(.none), line: token.line, at: token.offset)
      default: break
      }
      if withNamespace, try skip(.dot) {
        let attribute = try expect(.name).text
        return try node(
          .namespaceTarget(name: token.text, attribute: attribute), line: token.line, at: token.offset)
      }
      return try node(.name(token.text), line: token.line, at: token.offset)
    case .string:
      var text = ""
      while current.kind == .string { text += try advance().text }
      return try node(.constant(.string(text)), line: token.line, at: token.offset)
    case .integer, .float:
      try advance()
      return try node(.constant(try number(token)), line: token.line, at: token.offset)
    case .leftParen:
      try advance()
      let value = try tuple(isInParentheses: true)
      try expect(.rightParen)
      return value
    case .leftBracket: return try list()
    case .leftBrace: return try dict()
    default: throw failure("unexpected '\(token.described)'")
    }
  }

  private func number(_ token: Token) throws(TemplateError) -> Constant {
    if token.kind == .float { return .double(Double(token.text) ?? .infinity) }
    if let value = Int(token.text) { return .int(value) }
    let mark = token.text.utf8.dropFirst().first.map { $0 | 0x20 }
    let radix: UInt32 =
      switch mark {
      case UInt8(ascii: "x"): 16
      case UInt8(ascii: "o"): 8
      case UInt8(ascii: "b"): 2
      default: 10
      }
    let digits = token.text.utf8.dropFirst(radix == 10 ? 0 : 2)
    guard digits.count <= 4300, let value = BigInt(digits: digits, radix: radix) else {
      throw failure("the number has too many digits", at: token)
    }
    return value.int.map(Constant.int) ?? .bigInt(value)
  }

  /// One expression, or several with commas as a tuple.
  mutating func tuple(
    isTarget: Bool = false, withConditional: Bool = true, isInParentheses: Bool = false,
    withNamespace: Bool = false
  ) throws(TemplateError) -> ExpressionSyntax {
    var (line, offset) = (current.line, current.offset)
    var items: [ExpressionSyntax] = []
    var isTuple = false
    while true {
      if !items.isEmpty { try expect(.comma) }
      if [.variableEnd, .blockEnd, .rightParen].contains(current.kind) { break }
      if isTarget {
        items.append(
          try nested { parser throws(TemplateError) in try parser.primary(withNamespace: withNamespace) })
      } else {
        items.append(try expression(withConditional: withConditional))
      }
      guard current.kind == .comma else { break }
      isTuple = true
      (line, offset) = (current.line, current.offset)
    }
    if !isTuple {
      if let only = items.first { return only }
      guard isInParentheses else { throw failure("Expected an expression, got '\(current.described)'") }
    }
    return try node(.tuple(items), line: line, at: offset)
  }

  private mutating func list() throws(TemplateError) -> ExpressionSyntax {
    let token = try expect(.leftBracket)
    var items: [ExpressionSyntax] = []
    while current.kind != .rightBracket {
      if !items.isEmpty { try expect(.comma) }
      if current.kind == .rightBracket { break }
      items.append(try expression())
    }
    try expect(.rightBracket)
    return try node(.list(items), line: token.line, at: token.offset)
  }

  private mutating func dict() throws(TemplateError) -> ExpressionSyntax {
    let token = try expect(.leftBrace)
    var pairs: [(key: ExpressionSyntax, value: ExpressionSyntax)] = []
    while current.kind != .rightBrace {
      if !pairs.isEmpty { try expect(.comma) }
      if current.kind == .rightBrace { break }
      let key = try expression()
      try expect(.colon)
      pairs.append((key, try expression()))
    }
    try expect(.rightBrace)
    return try node(.dict(pairs), line: token.line, at: token.offset)
  }

  private mutating func postfix(_ value: ExpressionSyntax) throws(TemplateError) -> ExpressionSyntax {
    var value = value
    while true {
      switch current.kind {
      case .dot, .leftBracket: value = try subscripted(value)
      case .leftParen: value = try call(value)
      default: return value
      }
    }
  }

  private mutating func filtersAndTests(_ value: ExpressionSyntax) throws(TemplateError) -> ExpressionSyntax {
    var value = value
    while true {
      if current.kind == .pipe {
        value = try filter(value) ?? value
      } else if current.isName("is") {
        value = try test(value)
      } else if current.kind == .leftParen {
        value = try call(value)
      } else {
        return value
      }
    }
  }

  private mutating func subscripted(_ object: ExpressionSyntax) throws(TemplateError) -> ExpressionSyntax {
    let token = try advance()
    if token.kind == .dot {
      let name = current
      try advance()
      if name.kind == .name {
        return try node(.attribute(object, name.text), line: token.line, at: name.offset)
      }
      guard name.kind == .integer else { throw failure("expected name or number", at: name) }
      let key = try node(.constant(try number(name)), line: name.line, at: name.offset)
      return try node(.item(object, key), line: token.line, at: name.offset)
    }
    var keys: [ExpressionSyntax] = []
    while current.kind != .rightBracket {
      if !keys.isEmpty { try expect(.comma) }
      keys.append(try subscriptKey())
    }
    try expect(.rightBracket)
    let key = keys.count == 1 ? keys[0] : try node(.tuple(keys), line: token.line, at: token.offset)
    return try node(.item(object, key), line: token.line, at: token.offset)
  }

  private mutating func subscriptKey() throws(TemplateError) -> ExpressionSyntax {
    let (line, offset) = (current.line, current.offset)
    var start: ExpressionSyntax?
    if current.kind != .colon {
      let key = try expression()
      guard current.kind == .colon else { return key }
      start = key
    }
    try advance()
    let stop = try slicePart()
    let step = try skip(.colon) ? try slicePart() : nil
    return try node(.slice(start: start, stop: stop, step: step), line: line, at: offset)
  }

  private mutating func slicePart() throws(TemplateError) -> ExpressionSyntax? {
    switch current.kind {
    case .colon, .rightBracket, .comma: nil
    default: try expression()
    }
  }

  private mutating func call(_ callee: ExpressionSyntax) throws(TemplateError) -> ExpressionSyntax {
    let token = current
    return try node(.call(callee, try arguments()), line: token.line, at: token.offset)
  }

  private mutating func arguments() throws(TemplateError) -> ArgumentsSyntax {
    let open = try expect(.leftParen)
    var arguments = ArgumentsSyntax()
    var needsComma = false
    while current.kind != .rightParen {
      if needsComma {
        try expect(.comma)
        if current.kind == .rightParen { break }
      }
      try argument(into: &arguments, open: open)
      needsComma = true
    }
    try expect(.rightParen)
    return arguments
  }

  private mutating func argument(into arguments: inout ArgumentsSyntax, open: Token) throws(TemplateError) {
    func invalid() -> TemplateError { failure("invalid syntax for function call expression", at: open) }
    if current.kind == .mul {
      guard arguments.spread == nil, arguments.namedSpread == nil else { throw invalid() }
      try advance()
      arguments.spread = try expression()
    } else if current.kind == .pow {
      guard arguments.namedSpread == nil else { throw invalid() }
      try advance()
      arguments.namedSpread = try expression()
    } else if current.kind == .name, try peek().kind == .assign {
      guard arguments.namedSpread == nil else { throw invalid() }
      let name = try advance().text
      try advance()
      arguments.named.append((name, try expression()))
    } else {
      guard arguments.spread == nil, arguments.namedSpread == nil, arguments.named.isEmpty else {
        throw invalid()
      }
      arguments.positional.append(try expression())
    }
  }

  /// `|name(arguments)` as often as it comes.
  mutating func filter(
    _ operand: ExpressionSyntax?, startsInline: Bool = false
  ) throws(TemplateError) -> ExpressionSyntax? {
    var value = operand
    var isInline = startsInline
    while current.kind == .pipe || isInline {
      if !isInline { try advance() }
      let token = try expect(.name)
      let name = try dotted(token.text)
      let arguments = current.kind == .leftParen ? try arguments() : ArgumentsSyntax()
      value = try node(.filter(value, name: name, arguments), line: token.line, at: token.offset)
      isInline = false
    }
    return value
  }

  private mutating func dotted(_ first: String) throws(TemplateError) -> String {
    var name = first
    while try skip(.dot) { name += "." + (try expect(.name).text) }
    return name
  }

  private mutating func test(_ operand: ExpressionSyntax) throws(TemplateError) -> ExpressionSyntax {
    let token = try advance()
    let isNegated = try skip(name: "not")
    let nameToken = try expect(.name)
    let name = try dotted(nameToken.text)
    var arguments = ArgumentsSyntax()
    switch current.kind {
    case .leftParen: arguments = try self.arguments()
    case .name where ["else", "or", "and"].contains(current.text): break
    case .name, .string, .integer, .float, .leftBracket, .leftBrace:
      if current.isName("is") { throw failure("You cannot chain multiple tests with is") }
      arguments.positional = [
        try nested { parser throws(TemplateError) in try parser.postfix(try parser.primary()) }
      ]
    default: break
    }
    let test = try node(.test(operand, name: name, arguments), line: token.line, at: nameToken.offset)
    return isNegated ? try node(.not(test), line: token.line, at: token.offset) : test
  }

  /// Only white space and comments, as a required block needs.
  func isBlank(_ statement: StatementSyntax) -> Bool {
    guard case .output(let items) = statement.kind else { return false }
    return items.allSatisfy { item in
      guard case .data(let range) = item else { return false }
      return isBlank(range)
    }
  }
}
