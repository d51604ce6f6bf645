/// Turns syntax into code: names become slots, filters and tests functions, lines those that Jinja2 reports.
struct Compiler {
  /// What the compiler knows about the place that it is at: Jinja2's `Frame`.
  struct Place {
    var symbols: Symbols
    /// The template's top level, conditions included.
    var isTopLevel = false
    /// The top level without conditions.
    var isRootLevel = false
    var isLoop = false
    var isBlock = false
    /// Inside a condition: an unknown filter is an error only when it runs.
    var isSoft = false
    /// Inside the body of a loop of the same function.
    var isInLoop = false
    /// Output counts only while nothing has been extended.
    var needsOutputCheck = false

    func inner(function: FunctionScope? = nil) -> Place {
      var place = Place(symbols: Symbols(parent: symbols, function: function ?? symbols.function))
      place.needsOutputCheck = needsOutputCheck
      return place
    }

    /// A scope inside a loop's body still is.
    func keepingLoop(_ outer: Place) -> Place {
      var place = self
      place.isInLoop = outer.isInLoop
      return place
    }

    var soft: Place {
      var place = self
      place.isRootLevel = false
      place.isSoft = true
      return place
    }
  }

  let environment: Environment
  let name: String
  let source: [UInt8]
  private var functionCount = 0
  /// The line that Jinja2's table of lines gives for code emitted now.
  private(set) var line = 1
  /// Escaping as far as it is known before running.
  var autoescape: Bool
  /// Escaping depends on a value.
  var isVolatile = false
  /// An unknown filter or test is an error only when it runs, outside conditions too.
  private(set) var takesUnknownNames = false
  /// Compiles a constant, to evaluate it at once.
  var isFolding = false
  var hasExtends = false
  var hasKnownExtends = false
  var extendsSoFar = 0
  /// For a source map; `nil`: the code knows nothing of it.
  var recording: Recording?
  /// Collects names that are looked up in the context.
  private(set) var undeclared: Set<String> = []

  init(environment: Environment, name: String, source: [UInt8]) {
    self.environment = environment
    self.name = name
    self.source = source
    autoescape = environment.options.autoescape
    if environment.isRecording {
      recording = Recording(name: name, source: source, options: environment.options.syntax)
    }
  }

  /// Compiles a template's bytes.
  static func program(
    of bytes: [UInt8], name: String, environment: Environment
  ) throws(TemplateError) -> Program {
    try compile(bytes, name: name, environment: environment).program
  }

  ///
  /// With `takesUnknownNames` a filter or a test that does not exist is an error only when it runs.
  static func compile(
    _ bytes: [UInt8], name: String, environment: Environment, takesUnknownNames: Bool = false
  ) throws(TemplateError) -> (program: Program, undeclared: Set<String>) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw TemplateError(.syntax, "the template is not valid UTF-8").placed(in: name, source: [], line: 1)
    }
    let options = environment.options.syntax
    let source = Lexer.normalised(bytes, keepTrailingNewline: options.keepTrailingNewline)
    do throws(TemplateError) {
      let body = try Parser.statements(of: source, options: options)
      var compiler = Compiler(environment: environment, name: name, source: source)
      compiler.takesUnknownNames = takesUnknownNames
      return (try compiler.template(body), compiler.undeclared)
    } catch {
      throw error.named(name)
    }
  }

  mutating func newFunction(in parent: FunctionScope?) -> FunctionScope {
    functionCount += 1
    return FunctionScope(id: functionCount, parent: parent)
  }

  mutating func mark(_ line: Int) { self.line = line }

  func failure(_ message: String, line: Int, offset: Int) -> TemplateError {
    TemplateError(.syntax, message).placed(in: name, source: source, offset: offset, statementLine: line)
  }

  /// What entering a scope does.
  mutating func loads(_ place: Place) -> Loads {
    let code = place.symbols.code
    for (_, name) in code.resolved + code.invariant { undeclared.insert(name.text) }
    return code
  }

  private mutating func template(_ body: [StatementSyntax]) throws(TemplateError) -> Program {
    let blocks = try collectBlocks(body)
    hasExtends = body.contains { $0.contains { if case .extends = $0.kind { true } else { false } } }
    var place = Place(symbols: Symbols(parent: nil, function: newFunction(in: nil)))
    let usesSelf = !UndeclaredNames.find(["self"], in: body).isEmpty
    let selfSlot = usesSelf ? place.symbols.declareParameter("self").slot : nil
    place.symbols.analyse(body)
    place.isTopLevel = true
    place.isRootLevel = true
    place.needsOutputCheck = hasExtends
    let loads = loads(place)
    let code = recorded(function: counted(try self.body(body, place), .template, at: 0))
    let root = FunctionCode(slotCount: place.symbols.function.slotCount, loads: loads, body: code)
    var compiled: [String: BlockCode] = [:]
    for (block, statement) in blocks { compiled[block.name] = try self.block(block, statement) }
    return Program(name: name, source: source, root: root, selfSlot: selfSlot, blocks: compiled)
  }

  private func collectBlocks(
    _ body: [StatementSyntax]
  ) throws(TemplateError) -> [(BlockSyntax, StatementSyntax)] {
    var blocks: [(BlockSyntax, StatementSyntax)] = []
    for statement in body {
      try statement.visitAll { (statement) throws(TemplateError) in
        guard case .block(let block) = statement.kind else { return }
        if blocks.contains(where: { $0.0.name == block.name }) {
          throw failure("block '\(block.name)' defined twice", line: statement.line, offset: statement.offset)
        }
        blocks.append((block, statement))
      }
    }
    return blocks
  }

  private mutating func block(
    _ block: BlockSyntax, _ statement: StatementSyntax
  ) throws(TemplateError) -> BlockCode {
    mark(statement.line)
    var place = Place(symbols: Symbols(parent: nil, function: newFunction(in: nil)))
    place.isBlock = true
    let undeclared = UndeclaredNames.find(["self", "super"], in: block.body)
    let selfSlot = undeclared.contains("self") ? place.symbols.declareParameter("self").slot : nil
    let superSlot = undeclared.contains("super") ? place.symbols.declareParameter("super").slot : nil
    place.symbols.analyse(block.body)
    let loads = loads(place)
    var body = try body(block.body, place)
    // A required block is there to be replaced.
    if !block.isRequired { body = counted(body, .block, name: block.name, at: statement.offset) }
    body = recorded(function: body)
    let function = FunctionCode(slotCount: place.symbols.function.slotCount, loads: loads, body: body)
    return BlockCode(
      name: block.name, function: function, isRequired: block.isRequired, selfSlot: selfSlot,
      superSlot: superSlot, line: statement.line)
  }
}
