extension Compiler {
  mutating func body(_ statements: [StatementSyntax], _ place: Place) throws(TemplateError) -> Body {
    var code: [any Executable] = []
    for statement in statements {
      // What follows a second `extends` is never reached.
      guard let compiled = try self.statement(statement, place) else { continue }
      code.append(compiled)
      if compiled is SecondExtends, hasKnownExtends { break }
    }
    return Body(statements: code)
  }

  /// `nil` for what a child template does not run.
  private mutating func statement(
    _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> (any Executable)? {
    switch statement.kind {
    case .output(let items): return try output(items, place)
    case .loop(let loop): return try self.loop(loop, statement, place)
    case .condition(let condition): return try self.condition(condition, place)
    case .with(let targets, let values, let body): return try with(targets, values, body, place)
    case .autoescape(let value, let body): return try autoescape(value, body, place)
    case .block(let block): return try self.block(block, statement, place)
    case .extends(let template): return try extends(template, statement, place)
    case .include(let template, let ignoreMissing, let withContext):
      mark(statement.line)
      let code = IncludeStatement(
        template: loaded(try expression(template, place)), allowsList: allowsList(template),
        ignoreMissing: ignoreMissing, locals: withContext ? locals(place) : nil, line: line,
        offset: template.offset)
      return withContext
        ? scoped(code, .include, at: statement.offset)
        : capturing(code, .include, at: statement.offset, .module)
    case .importModule(let template, let target, let withContext):
      mark(statement.line)
      let code = ImportStatement(
        template: loaded(try expression(template, place)), names: [(nil, target, try slot(target, place))],
        locals: withContext ? locals(place) : nil, isTopLevel: place.isTopLevel, line: line,
        offset: template.offset)
      return capturing(code, .import, at: statement.offset, withContext ? .output : .module)
    case .importNames(let template, let names, let withContext):
      mark(statement.line)
      var targets: [(name: String?, alias: String, slot: Int)] = []
      for (name, alias) in names { targets.append((name, alias, try slot(alias, place))) }
      let code = ImportStatement(
        template: loaded(try expression(template, place)), names: targets,
        locals: withContext ? locals(place) : nil, isTopLevel: place.isTopLevel, line: line,
        offset: template.offset)
      return capturing(code, .import, at: statement.offset, withContext ? .output : .module)
    case .set(let target, let value):
      let checkLine = line
      mark(statement.line)
      let code = SetStatement(
        target: try self.target(target, place, checkLine: checkLine), value: try expression(value, place),
        exports: exports(of: target, place), line: line, offset: statement.offset)
      return capturing(code, .set, at: statement.offset, use(of: target, place))
    case .setBlock(let target, let filter, let body):
      return try setBlock(target, filter, body, statement, place)
    case .macro(let macro):
      let code = try self.macro(macro, statement, place)
      let name = macro.name ?? ""
      return MacroStatement(code: code, slot: try slot(name, place), name: name, isTopLevel: place.isTopLevel)
    case .callBlock(let macro, let call):
      let code = try self.macro(macro, statement, place)
      mark(statement.line)
      guard case .call(let callee, let arguments) = call.kind else { return nil }
      let compiled = try self.call(callee, arguments, call, place, caller: code)
      let printed = OutputStatement(
        items: [.expression(compiled, line: Int32(line), offset: Int32(call.offset))], source: source,
        escaping: .none, isChecked: false)
      return printing(printed, at: statement.offset)
    case .filterBlock(let filter, let body): return try filterBlock(filter, body, statement, place)
    case .evaluate(let value):
      mark(statement.line)
      return EvaluateStatement(
        expression: aside(try expression(value, place)), line: line, offset: statement.offset)
    case .breakLoop:
      mark(statement.line)
      guard place.isInLoop else { throw outsideLoop("break", statement) }
      return JumpStatement(flow: .breakLoop)
    case .continueLoop:
      mark(statement.line)
      guard place.isInLoop else { throw outsideLoop("continue", statement) }
      return JumpStatement(flow: .continueLoop)
    case .debug: return capturing(DebugStatement(), .call, at: statement.offset, .output)
    }
  }

  private func outsideLoop(_ tag: String, _ statement: StatementSyntax) -> TemplateError {
    failure("'\(tag)' outside loop", line: statement.line, offset: statement.offset)
  }

  private mutating func output(
    _ items: [StatementSyntax.OutputItem], _ place: Place
  ) throws(TemplateError) -> (any Executable)? {
    if place.needsOutputCheck, hasKnownExtends { return nil }
    if recording != nil { return try recordedOutput(items, place) }
    var code: [OutputStatement.Item] = []
    for item in items {
      switch item {
      case .data(let range):
        if case .data(let before)? = code.last, before.upperBound == range.lowerBound {
          code[code.count - 1] = .data(before.lowerBound..<range.upperBound)
        } else {
          code.append(.data(range))
        }
      case .expression(let value):
        // Constants are printed now, and give no line.
        if let text = constantText(value) {
          code.append(.text(text))
          continue
        }
        mark(value.line)
        code.append(
          .expression(try expression(value, place), line: Int32(line), offset: Int32(value.offset)))
      }
    }
    return OutputStatement(items: code, source: source, escaping: escaping, isChecked: place.needsOutputCheck)
  }

  var escaping: OutputStatement.Escaping { isVolatile ? .byContext : autoescape ? .always : .none }

  // MARK: Conditions and scopes

  private mutating func condition(
    _ condition: ConditionSyntax, _ place: Place
  ) throws(TemplateError) -> any Executable {
    let soft = place.soft
    var branches: [ConditionStatement.Branch] = []
    for (index, branch) in condition.branches.enumerated() {
      mark(branch.line)
      let test = aside(try expression(branch.test, soft))
      let branchLine = line
      let body = counted(
        try body(branch.body, soft), index == 0 ? .ifBranch : .elseIf, at: branch.offset)
      branches.append(
        .init(
          test: test, body: recorded(branch: body, at: branch.offset), line: Int32(branchLine),
          offset: Int32(branch.test.offset)))
    }
    let otherwise = counted(otherwise: try body(condition.otherwise, soft), of: condition)
    let code = ConditionStatement(
      branches: branches,
      otherwise: recorded(branch: otherwise, at: condition.branches[0].offset, isOtherwise: true))
    return scoped(code, nil, at: condition.branches[0].offset)
  }

  private mutating func with(
    _ targets: [ExpressionSyntax], _ values: [ExpressionSyntax], _ statements: [StatementSyntax],
    _ place: Place
  ) throws(TemplateError) -> any Executable {
    let inner = place.inner()
    inner.symbols.analyse(withTargets: targets)
    inner.symbols.analyse(statements)
    let loads = loads(inner)
    var pairs: [(target: AssignmentTarget, value: any Evaluable, offset: Int32)] = []
    for (target, value) in zip(targets, values) {
      let code = try self.target(target, inner, checkLine: line)
      pairs.append((code, aside(try expression(value, place)), Int32(value.offset)))
    }
    let startLine = line
    return WithStatement(
      loads: loads, pairs: pairs, body: try body(statements, inner.keepingLoop(place)), line: startLine)
  }

  private mutating func autoescape(
    _ value: ExpressionSyntax, _ statements: [StatementSyntax], _ place: Place
  ) throws(TemplateError) -> any Executable {
    let inner = place.inner()
    let saved = (autoescape, isVolatile)
    inner.symbols.analyse(value)
    inner.symbols.analyse(statements)
    let loads = loads(inner)
    let code = aside(try expression(value, inner))
    if let constant = constant(value) {
      autoescape = (try? constant.isTrue()) ?? false
    } else {
      isVolatile = true
    }
    let startLine = line
    let body = try body(statements, inner.keepingLoop(place))
    (autoescape, isVolatile) = saved
    return AutoescapeStatement(loads: loads, value: code, body: body, line: startLine, offset: value.offset)
  }

  private mutating func setBlock(
    _ target: ExpressionSyntax, _ filter: ExpressionSyntax?, _ statements: [StatementSyntax],
    _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> any Executable {
    var inner = place.inner()
    inner.needsOutputCheck = false
    inner.symbols.analyse(statements)
    // Jinja2 forgets the names in the filter's arguments and dies; we look them up.
    if let filter { inner.symbols.analyse(filter) }
    let loads = loads(inner)
    let body = try body(statements, inner.keepingLoop(place))
    let checkLine = line
    mark(statement.line)
    let code = try self.target(target, place, checkLine: checkLine)
    let filterCode = try filter.map { (filter) throws(TemplateError) in try expression(filter, inner) }
    let set = SetBlockStatement(
      loads: loads, body: body, filter: filterCode, target: code, exports: exports(of: target, place),
      line: line, offset: statement.offset)
    return capturing(set, .set, at: statement.offset, use(of: target, place))
  }

  private mutating func filterBlock(
    _ filter: ExpressionSyntax, _ statements: [StatementSyntax], _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> any Executable {
    let inner = place.inner()
    inner.symbols.analyse(statements)
    inner.symbols.analyse(filter)
    let loads = loads(inner)
    let body = try body(statements, inner.keepingLoop(place))
    mark(statement.line)
    let code = FilterBlockStatement(
      loads: loads, body: body, filter: try expression(filter, inner), line: line, offset: filter.offset)
    return capturing(code, .filter, at: statement.offset, .output)
  }

  // MARK: Inheritance

  private mutating func block(
    _ block: BlockSyntax, _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> (any Executable)? {
    var isChecked = false
    if place.isTopLevel {
      if hasKnownExtends { return nil }
      isChecked = extendsSoFar > 0
    }
    let locals = block.isScoped ? locals(place) : nil
    mark(statement.line)
    let code = BlockStatement(
      name: block.name, locals: locals, isRequired: block.isRequired, isChecked: isChecked, line: line,
      offset: statement.offset)
    return scoped(code, .block, at: statement.offset)
  }

  private mutating func extends(
    _ template: ExpressionSyntax, _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> any Executable {
    guard place.isTopLevel else {
      throw failure(
        "cannot use extend from a non top-level scope", line: statement.line, offset: statement.offset)
    }
    let isSecond = extendsSoFar > 0
    if isSecond, hasKnownExtends { return SecondExtends(line: line, offset: statement.offset) }
    let checkLine = line
    mark(statement.line)
    let code = ExtendsStatement(
      template: aside(try expression(template, place)), isSecond: isSecond, checkLine: checkLine, line: line,
      offset: template.offset)
    if place.isRootLevel { hasKnownExtends = true }
    extendsSoFar += 1
    return extending(code, at: statement.offset)
  }

  // MARK: Names

  /// Whether `include` may be given several names.
  private func allowsList(_ template: ExpressionSyntax) -> Bool {
    if case .constant = template.kind { return false }
    return true
  }

  func slot(_ name: String, _ place: Place) throws(TemplateError) -> Int {
    guard let variable = place.symbols.find(name) else {
      throw failure("the name '\(name)' has no place", line: line, offset: 0)
    }
    return variable.slot
  }

  /// Local variables as another template sees them.
  func locals(_ place: Place) -> [LocalVariable] {
    place.symbols.visibleStores.map { name, variable in
      LocalVariable(name: Name(name), access: place.symbols.function.access(variable))
    }
  }

  /// Names that an assignment at the top level makes visible to blocks, macros and importers.
  private func exports(of target: ExpressionSyntax, _ place: Place) -> [LocalVariable] {
    guard place.isTopLevel, !place.isLoop, !place.isBlock else { return [] }
    return target.assignedNames.compactMap { name in
      place.symbols.find(name).map {
        LocalVariable(name: Name(name), access: place.symbols.function.access($0))
      }
    }
  }

  mutating func target(
    _ target: ExpressionSyntax, _ place: Place, checkLine: Int
  ) throws(TemplateError) -> AssignmentTarget {
    switch target.kind {
    case .name(let name): return .slot(try slot(name, place))
    case .namespaceTarget(let name, let attribute):
      let variable = try expression(
        ExpressionSyntax(.name(name), line: target.line, offset: target.offset), place)
      return .namespace(variable, attribute: Name(attribute), checkLine: checkLine)
    case .tuple(let items):
      var targets: [AssignmentTarget] = []
      for item in items { targets.append(try self.target(item, place, checkLine: checkLine)) }
      return .tuple(targets)
    default: throw failure("can't assign to this", line: target.line, offset: target.offset)
    }
  }
}

extension ExpressionSyntax {
  var assignedNames: [String] {
    if case .name(let name) = kind { return [name] }
    if case .tuple(let items) = kind { return items.flatMap(\.assignedNames) }
    return []
  }
}

extension Symbols {
  func analyse(withTargets targets: [ExpressionSyntax]) {
    for target in targets { analyse(target: target, asParameter: true) }
  }
}
