/// Code around the code: only for source maps. Without one each of these gives back what it gets.
extension Compiler {
  // MARK: Expressions

  /// An expression that notes what it looks up.
  mutating func recorded(
    _ expression: ExpressionSyntax, _ place: Place
  ) throws(TemplateError) -> any Evaluable {
    let isOwner = recording?.isOwner ?? false
    let last = expression.lastLookup
    if case .variable? = last { recording?.isOwner = false } else { recording?.isOwner = last != nil }
    let code = try plain(expression, place)
    recording?.isOwner = false
    if isOwner { return RecordedPart(code, .owner) }
    guard let last, let path = expression.path else { return code }
    var loop: LoopSite?
    if case .variable = last { loop = place.symbols.find(path).flatMap { recording?.loops[$0] } }
    return RecordedLookup(code, name: path, last: last, loop: loop)
  }

  func key(_ code: any Evaluable) -> any Evaluable {
    recording == nil ? code : RecordedPart(code, .key)
  }

  /// An expression whose value is not printed.
  func aside(_ code: any Evaluable, notesReads: Bool = true) -> any Evaluable {
    recording == nil ? code : RecordedAside(code, notesReads: notesReads)
  }

  /// The name of a template.
  func loaded(_ code: any Evaluable) -> any Evaluable {
    recording == nil ? code : RecordedName(RecordedAside(code))
  }

  // MARK: Output

  mutating func recordedOutput(
    _ items: [StatementSyntax.OutputItem], _ place: Place
  ) throws(TemplateError) -> (any Executable)? {
    guard let recording else { return nil }
    var code: [RecordedOutput.Item] = []
    func output(_ item: OutputStatement.Item) -> OutputStatement {
      OutputStatement(items: [item], source: source, escaping: escaping, isChecked: false)
    }
    for item in items {
      switch item {
      case .data(let range):
        code.append(.init(code: output(.data(range)), source: .text(recording.parts(of: range))))
      case .expression(let value):
        let tag = recording.place(of: value.offset)
        if let text = constantText(value) {
          code.append(.init(code: output(.text(text)), source: .expression(tag, variable: nil)))
          continue
        }
        mark(value.line)
        let line = Int32(line)
        let compiled = try expression(value, place)
        var variable: VariableAccess?
        if case .name(let name) = value.kind {
          variable = place.symbols.find(name).map(place.symbols.function.access)
        }
        code.append(
          .init(
            code: output(.expression(compiled, line: line, offset: Int32(value.offset))),
            source: .expression(tag, variable: variable)))
      }
    }
    return RecordedOutput(items: code, source: source, isChecked: place.needsOutputCheck)
  }

  /// One expression that a statement prints.
  func printing(_ code: OutputStatement, at offset: Int) -> any Executable {
    guard let recording else { return code }
    let item = RecordedOutput.Item(
      code: code, source: .expression(recording.place(of: offset), variable: nil))
    return RecordedOutput(items: [item], source: source, isChecked: false)
  }

  // MARK: Statements

  func scoped(_ code: any Executable, _ kind: SourceMap.Step.Kind?, at offset: Int) -> any Executable {
    recording.map { RecordedScope(code, kind, $0.place(of: offset)) } ?? code
  }

  func capturing(
    _ code: any Executable, _ kind: SourceMap.Step.Kind, at offset: Int, _ use: RecordedCapture.Use
  ) -> any Executable {
    recording.map { RecordedCapture(code, kind, $0.place(of: offset), use) } ?? code
  }

  func extending(_ code: any Executable, at offset: Int) -> any Executable {
    recording.map { RecordedExtends(code, $0.place(of: offset)) } ?? code
  }

  /// The variable that an assignment fills, where it is a single one.
  func use(of target: ExpressionSyntax, _ place: Place) -> RecordedCapture.Use {
    guard case .name(let name) = target.kind, let variable = place.symbols.find(name) else { return .output }
    return .variable(slot: variable.slot)
  }

  // MARK: Bodies

  func recorded(function body: Body, isMacro: Bool = false) -> Body {
    recording == nil ? body : Body(statements: [RecordedFunction(body, isMacro: isMacro)])
  }

  /// What a branch runs; `offset` is that of the test, for the `else` that of the first.
  func recorded(branch body: Body, at offset: Int, isOtherwise: Bool = false) -> Body {
    guard let recording, !body.statements.isEmpty else { return body }
    var place = recording.place(of: offset)
    if isOtherwise { place.source = place.source.map { "else of \($0)" } }
    return Body(statements: [RecordedBranch(place)] + body.statements)
  }

  /// What a loop runs; a loop that calls itself has a frame for each call.
  func recorded(pass body: Body, _ site: LoopSite?, _ loop: LoopSyntax, isOtherwise: Bool = false) -> Body {
    guard let site, !isOtherwise || !body.statements.isEmpty else { return body }
    let pass = Body(statements: [RecordedPass(site, isOtherwise: isOtherwise)] + body.statements)
    return loop.isRecursive ? recorded(function: pass) : pass
  }

  func recorded(loop code: any Executable, _ site: LoopSite?) -> any Executable {
    site.map { RecordedLoop(code, $0) } ?? code
  }
}

extension ExpressionSyntax {
  /// How a look-up ends; `nil` for everything else.
  fileprivate var lastLookup: RecordedLookup.Last? {
    switch kind {
    case .name: return .variable
    case .attribute(_, let name): return .attribute(name)
    case .item(_, let key):
      if case .slice = key.kind { return nil }
      return .item
    default: return nil
    }
  }
}
