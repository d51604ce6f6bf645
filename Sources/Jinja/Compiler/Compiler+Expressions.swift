extension Compiler {
  mutating func expression(
    _ expression: ExpressionSyntax, _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    recording == nil ? try plain(expression, place) : try recorded(expression, place)
  }

  mutating func plain(
    _ expression: ExpressionSyntax, _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    let offset = Int32(expression.offset)
    if isFolding {
      if expression.isLeftForTheRun { return UnknownExpression() }
    } else {
      try checkFolding(expression)
      if let value = foldedSlice(expression) { return value }
    }
    switch expression.kind {
    case .constant(let constant): return ConstantExpression(constant: constant)
    case .name(let name):
      guard let variable = place.symbols.find(name) else {
        throw failure("the name '\(name)' has no place", line: expression.line, offset: expression.offset)
      }
      let access = place.symbols.function.access(variable)
      return VariableExpression(name: name, access: access, offset: offset)
    case .namespaceTarget:
      throw failure("an assignment is no expression", line: expression.line, offset: expression.offset)
    case .tuple(let items): return TupleExpression(items: try all(items, place))
    case .list(let items): return ListExpression(items: try all(items, place))
    case .dict(let pairs):
      return DictExpression(
        keys: try all(pairs.map(\.key), place), values: try all(pairs.map(\.value), place), offset: offset)
    case .conditional(let test, let then, let otherwise):
      let soft = place.soft
      let thenCode = counted(try self.expression(then, soft), .firstValue, at: test.offset)
      let testCode = try self.expression(test, soft)
      let otherwiseCode: any Evaluable
      if let otherwise {
        otherwiseCode = counted(try self.expression(otherwise, soft), .secondValue, at: test.offset)
      } else {
        otherwiseCode = counted(NoValueExpression(line: expression.line), .noValue, at: test.offset)
      }
      return ConditionalExpression(
        test: testCode, then: thenCode, otherwise: otherwiseCode, offset: offset)
    case .binary(let operation, let left, let right):
      return BinaryExpression(
        operation: operation, left: try self.expression(left, place),
        right: try self.expression(right, place),
        offset: offset)
    case .and(let left, let right):
      return AndExpression(
        left: try self.expression(left, place), right: try self.expression(right, place), offset: offset)
    case .or(let left, let right):
      return OrExpression(
        left: try self.expression(left, place), right: try self.expression(right, place), offset: offset)
    case .not(let operand):
      return NotExpression(operand: try self.expression(operand, place), offset: offset)
    case .negative(let operand):
      return SignExpression(operand: try self.expression(operand, place), sign: "-", offset: offset)
    case .positive(let operand):
      return SignExpression(operand: try self.expression(operand, place), sign: "+", offset: offset)
    case .concatenation(let items):
      let isPlain = isFolding || (!isVolatile && (!autoescape || constant(expression) != nil))
      return ConcatenationExpression(items: try all(items, place), isPlain: isPlain, offset: offset)
    case .comparison(let first, let rest):
      var steps: [(comparison: Comparison, operand: any Evaluable)] = []
      let firstCode = try self.expression(first, place)
      for (comparison, operand) in rest { steps.append((comparison, try self.expression(operand, place))) }
      return ComparisonExpression(first: firstCode, steps: steps, offset: offset)
    case .attribute(let object, let name):
      return AttributeExpression(
        object: try self.expression(object, place), name: name, path: object.path.map { "\($0).\(name)" },
        offset: offset)
    case .item(let object, let key): return try item(object, key, expression, place)
    case .slice:
      // Only inside a tuple of keys; it is no value that anything accepts.
      throw failure("a slice stands alone in brackets", line: expression.line, offset: expression.offset)
    case .call(let callee, let arguments): return try call(callee, arguments, expression, place, caller: nil)
    case .filter(let operand, let name, let arguments):
      return try filter(operand, name, arguments, expression, place)
    case .test(let operand, let name, let arguments):
      return try test(operand, name, arguments, expression, place)
    }
  }

  private mutating func all(
    _ expressions: [ExpressionSyntax], _ place: Place
  ) throws(TemplateError) -> [any Evaluable] {
    var code: [any Evaluable] = []
    for expression in expressions { code.append(try self.expression(expression, place)) }
    return code
  }

  private mutating func item(
    _ object: ExpressionSyntax, _ key: ExpressionSyntax, _ expression: ExpressionSyntax, _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    let objectCode = try self.expression(object, place)
    if case .slice(let start, let stop, let step) = key.kind {
      func part(_ value: ExpressionSyntax?) throws(TemplateError) -> (any Evaluable)? {
        guard let value else { return nil }
        return try self.expression(value, place)
      }
      return SliceExpression(
        isConstant: isFolding, object: objectCode, start: try part(start), stop: try part(stop),
        step: try part(step),
        offset: Int32(expression.offset))
    }
    return ItemExpression(
      object: objectCode, key: self.key(try self.expression(key, place)), path: expression.path,
      offset: Int32(expression.offset))
  }

  mutating func arguments(
    _ arguments: ArgumentsSyntax, _ place: Place
  ) throws(TemplateError) -> ArgumentsCode {
    var named: [(name: String, value: any Evaluable)] = []
    let positional = try all(arguments.positional, place)
    for (name, value) in arguments.named {
      if named.contains(where: { $0.name == name }) {
        // Python finds this one when it compiles what Jinja2 wrote.
        throw TemplateError(.runtime, "keyword argument repeated: \(name)")
          .placed(in: self.name, source: source, offset: value.offset)
      }
      named.append((name, try expression(value, place)))
    }
    return ArgumentsCode(
      positional: positional, named: named,
      spread: try arguments.spread.map { (value) throws(TemplateError) in try expression(value, place) },
      namedSpread: try arguments.namedSpread.map { (value) throws(TemplateError) in
        try expression(value, place)
      })
  }

  mutating func call(
    _ callee: ExpressionSyntax, _ arguments: ArgumentsSyntax, _ expression: ExpressionSyntax, _ place: Place,
    caller: MacroCode?
  ) throws(TemplateError) -> any Evaluable {
    let offset = Int32(expression.offset)
    if caller == nil, case .attribute(let object, let name) = callee.kind {
      return MethodCallExpression(
        attribute: AttributeExpression(
          object: try self.expression(object, place), name: name, path: object.path.map { "\($0).\(name)" },
          offset: Int32(callee.offset)),
        arguments: try self.arguments(arguments, place), offset: offset)
    }
    return CallExpression(
      callee: try self.expression(callee, place), arguments: try self.arguments(arguments, place),
      caller: caller, offset: offset)
  }

  private mutating func filter(
    _ operand: ExpressionSyntax?, _ name: String, _ arguments: ArgumentsSyntax,
    _ expression: ExpressionSyntax,
    _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    let filter = environment.filters[name]
    let hint = filter == nil ? near(name, environment.filters.keys) : ""
    if filter == nil, !place.isSoft, !takesUnknownNames {
      throw failure(
        "No filter named '\(name)'.\(hint)", line: expression.line, offset: expression.offset)
    }
    let operandCode = try operand.map { (value) throws(TemplateError) in try self.expression(value, place) }
    let argumentsCode = try self.arguments(arguments, place)
    guard let filter else {
      return MissingExpression(what: "filter", name: name, hint: hint, offset: Int32(expression.offset))
    }
    return FilterExpression(
      filter: filter, operand: operandCode ?? BlockBodyExpression(), arguments: argumentsCode,
      offset: Int32(expression.offset))
  }

  private mutating func test(
    _ operand: ExpressionSyntax, _ name: String, _ arguments: ArgumentsSyntax, _ expression: ExpressionSyntax,
    _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    let test = environment.tests[name]
    let hint = test == nil ? near(name, environment.tests.keys) : ""
    if test == nil, !place.isSoft, !takesUnknownNames {
      throw failure(
        "No test named '\(name)'.\(hint)", line: expression.line, offset: expression.offset)
    }
    let operandCode = try self.expression(operand, place)
    let argumentsCode = try self.arguments(arguments, place)
    guard let test else {
      return MissingExpression(what: "test", name: name, hint: hint, offset: Int32(expression.offset))
    }
    return TestExpression(
      test: test, operand: operandCode, arguments: argumentsCode, offset: Int32(expression.offset))
  }

  private func near(_ name: String, _ names: some Sequence<String>) -> String {
    Nearby.name(to: name, among: names.sorted()).map { " Did you mean '\($0)'?" } ?? ""
  }

  /// Jinja2's optimiser lets some failures out while it compiles; they have no line.
  private func checkFolding(_ expression: ExpressionSyntax) throws(TemplateError) {
    guard !isFolding, !isVolatile else { return }
    do throws(TemplateError) {
      switch expression.kind {
      case .and(let left, _), .or(let left, _), .conditional(let left, _, _):
        if let value = constant(left) { _ = try value.isTrue() }
      case .concatenation(let items):
        for item in items {
          guard let value = constant(item) else { return }
          _ = try value.printed()
        }
      default: break
      }
    } catch {
      throw error.withoutPlace
    }
  }

  /// The value where it is known before running, as Jinja2's optimiser finds it.
  func constant(_ expression: ExpressionSyntax) -> Value? {
    if case .constant(let constant) = expression.kind { return constant.value }
    guard expression.isFoldable, !isVolatile else { return nil }
    return try? Folding.value(of: expression, compiler: self)
  }

  /// What a constant prints, safe for HTML where that is called for.
  func constantText(_ expression: ExpressionSyntax) -> String? {
    guard let value = constant(expression) else { return nil }
    return try? autoescape ? value.escaped() : value.printed()
  }
}

extension ExpressionSyntax {
  /// The look-up as it is written: `site.wan[0].mtu`.
  var path: String? {
    switch kind {
    case .name(let name): name
    case .attribute(let object, let name): object.path.map { "\($0).\(name)" }
    case .item(let object, let key):
      switch key.kind {
      case .constant(.int(let index)): object.path.map { "\($0)[\(index)]" }
      case .constant(.string(let name)): object.path.map { "\($0)['\(name)']" }
      default: object.path.map { "\($0)[…]" }
      }
    default: nil
    }
  }
}
