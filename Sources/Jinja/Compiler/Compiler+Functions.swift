extension Compiler {
  mutating func loop(
    _ loop: LoopSyntax, _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> any Executable {
    let function = loop.isRecursive ? newFunction(in: place.symbols.function) : place.symbols.function
    var inner = place.inner(function: function)
    inner.isLoop = true
    inner.isInLoop = true
    let isExtended =
      loop.isRecursive || !UndeclaredNames.find(["loop"], in: loop.body).isEmpty
      || statement.contains { if case .block(let block) = $0.kind { block.isScoped } else { false } }
    let loopSlot = isExtended ? inner.symbols.declareParameter("loop").slot : nil
    inner.symbols.analyse(target: loop.target, asParameter: true)
    inner.symbols.analyse(loop.body)
    let otherwisePlace = place.inner(function: function).keepingLoop(place)
    otherwisePlace.symbols.analyse(loop.otherwise)

    let filter = try self.filter(of: loop, place)
    let outerLoops = recording?.loops
    defer { if let outerLoops { recording?.loops = outerLoops } }
    let site = try recording?.enter(loop, statement, inner)
    try statement.visitAll { (nested) throws(TemplateError) in
      for target in nested.targets where target.assignedNames.contains("loop") {
        throw failure(
          "Can't assign to special loop variable in for-loop target", line: target.line, offset: target.offset
        )
      }
    }
    mark(statement.line)
    let loopLine = line
    let target = try target(loop.target, inner, checkLine: line)
    var iterable: (any Evaluable)?
    if !loop.isRecursive { iterable = try self.iterable(loop, site, place) }
    let loads = loads(inner)
    let body = recorded(
      pass: counted(try body(loop.body, inner), .pass, at: statement.offset), site, loop)
    let otherwiseLoads = self.loads(otherwisePlace)
    var otherwise = try self.body(loop.otherwise, otherwisePlace)
    if let offset = loop.elseOffset { otherwise = counted(otherwise, .loopElse, at: offset) }
    otherwise = recorded(pass: otherwise, site, loop, isOtherwise: true)
    if loop.isRecursive { mark(statement.line) }
    let source: any Evaluable
    if let iterable { source = iterable } else { source = try self.iterable(loop, site, place) }
    let pass = LoopPass(
      target: target, filter: filter, loopSlot: loopSlot, loads: loads, body: body,
      otherwiseLoads: otherwiseLoads, otherwise: otherwise, line: Int32(loopLine),
      offset: Int32(loop.iterable.offset))
    if loop.isRecursive {
      let code = RecursiveLoopStatement(
        iterable: source, pass: pass, slotCount: function.slotCount, escaping: escaping, line: Int32(line))
      let written = capturing(code, .loop, at: statement.offset, .output)
      return counted(recorded(loop: written, site), loop, at: statement.offset)
    }
    let code = LoopStatement(iterable: source, pass: pass)
    return counted(recorded(loop: code, site), loop, at: statement.offset)
  }

  private mutating func iterable(
    _ loop: LoopSyntax, _ site: LoopSite?, _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    let code = aside(try expression(loop.iterable, place))
    return site.map { RecordedIterable(code, $0) } ?? code
  }

  private mutating func filter(of loop: LoopSyntax, _ place: Place) throws(TemplateError) -> LoopFilter? {
    guard let test = loop.filter else { return nil }
    let function = newFunction(in: place.symbols.function)
    let inner = place.inner(function: function)
    inner.symbols.analyse(target: loop.target, asParameter: true)
    inner.symbols.analyse(test)
    mark(test.line)
    let loads = loads(inner)
    let target = try target(loop.target, inner, checkLine: line)
    let code = aside(try expression(test, inner), notesReads: false)
    return LoopFilter(
      target: target, test: code, loads: loads, slotCount: function.slotCount, line: Int32(line),
      offset: Int32(test.offset))
  }

  mutating func macro(
    _ macro: MacroSyntax, _ statement: StatementSyntax, _ place: Place
  ) throws(TemplateError) -> MacroCode {
    let function = newFunction(in: place.symbols.function)
    var inner = place.inner(function: function)
    inner.symbols.analyse(withTargets: macro.parameters)
    for value in macro.defaults { inner.symbols.analyse(value) }
    inner.symbols.analyse(macro.body)
    inner.needsOutputCheck = false
    let names = macro.parameterNames
    let undeclared = UndeclaredNames.find(["caller", "kwargs", "varargs"], in: macro.body)
    var callerSlot: Int?
    if undeclared.contains("caller") {
      if let place = names.firstIndex(of: "caller") {
        guard place >= names.count - macro.defaults.count else {
          throw failure(
            "When defining macros or call blocks the special \"caller\" argument must be omitted or be given a default.",
            line: statement.line, offset: statement.offset)
        }
      } else {
        callerSlot = inner.symbols.declareParameter("caller").slot
      }
    }
    func rest(_ name: String) -> Int? {
      undeclared.contains(name) && !names.contains(name) ? inner.symbols.declareParameter(name).slot : nil
    }
    let namedRestSlot = rest("kwargs")
    let restSlot = rest("varargs")
    mark(statement.line)
    let loads = loads(inner)
    var parameters: [MacroCode.Parameter] = []
    for (index, name) in names.enumerated() {
      var parameter = MacroCode.Parameter(name: name, slot: try slot(name, inner))
      let offset = index - (names.count - macro.defaults.count)
      if offset >= 0 { parameter.defaultValue = try expression(macro.defaults[offset], inner) }
      parameters.append(parameter)
    }
    let counted = counted(
      try body(macro.body, inner), macro.name == nil ? .callBody : .macro, name: macro.name,
      at: statement.offset)
    let body = recorded(function: counted, isMacro: true)
    let code = FunctionCode(slotCount: function.slotCount, loads: loads, body: body)
    return MacroCode(
      name: macro.name, parameters: parameters, function: code, callerSlot: callerSlot, restSlot: restSlot,
      namedRestSlot: namedRestSlot, usesExplicitCaller: names.contains("caller"), line: statement.line)
  }
}
