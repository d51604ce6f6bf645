import Diagnostics
import HashTreeCollections

/// One analysis under way; see ``TemplateAnalysis``.
final class Analyser {
  /// What a macro needs to be read at a call.
  struct Macro {
    var syntax: MacroSyntax
    var template: ParsedTemplate
    var flow: Knowledge
  }

  private struct Call: Hashable {
    var macro: Int
    var arguments: [Origin]
  }

  private struct Use {
    var isRequired = false
    var places: Set<SourcePlace> = []
  }

  /// Statements that are read at most, so that templates which load each other many times end in bounded time.
  private static let budget = 200_000
  private static let callDepth = 24

  let environment: Environment
  let context: ContextShape
  private var found: Set<Finding> = []
  private var uses: [VariablePath: Use] = [:]
  private var parsed: [String: ParsedTemplate?] = [:]
  private var declarations: Set<Declaration> = []
  private var used: Set<Declaration> = []
  /// Names that macros and blocks read before the analysis knows their declaration, by template.
  private var usedLater: [String: Set<String>] = [:]
  private(set) var macros: [Macro] = []
  private var calls: Set<Call> = []
  private var called: Set<Int> = []
  private var openCalls = 0
  var modules: [[String: Slot]] = []
  /// Templates that are being read, outermost first.
  private var open: [String] = []
  /// What the template that is being read extends.
  var parents: [ParsedTemplate] = []
  /// Templates that others load.
  private var loaded: Set<String> = []
  private var imported: Set<String> = []
  private var started: Set<String> = []
  private var steps = 0
  private var hasGivenUp = false
  var current = ParsedTemplate(name: "", source: [], body: [])

  init(environment: Environment, context: ContextShape) {
    self.environment = environment
    self.context = context
  }

  var findings: [Finding] { Array(found) }

  var variables: [TemplateAnalysis.Variable] {
    let prefixes = Set(uses.keys.flatMap { path in (0..<path.steps.count).map { path.prefix($0) } })
    return uses.filter { !prefixes.contains($0.key) }.map { path, use in
      TemplateAnalysis.Variable(
        path: path.text, isRequired: use.isRequired,
        places: use.places.sorted { ($0.source, $0.line, $0.column) < ($1.source, $1.line, $1.column) })
    }.sorted { $0.path < $1.path }
  }

  // MARK: Templates

  func analyse(_ names: [String]) {
    let wanted = names.filter { parse($0) != nil }
    for name in wanted {
      for statement in parse(name)?.body ?? [] {
        for inner in statement.withAllBelow { loaded.formUnion(inner.loadedNames) }
      }
    }
    let tops = wanted.filter { !loaded.contains($0) }
    for name in tops { analyse(top: name) }
    // What only loads itself in a circle has no top.
    for name in wanted where !started.contains(name) { analyse(top: name) }
    var index = 0
    // Reading a macro may define others.
    while index < macros.count {
      if !called.contains(index) { call(index, [], [:]) }
      index += 1
    }
    remarkUnused()
  }

  private func analyse(top name: String) {
    guard let template = parse(name) else { return }
    var flow = Knowledge()
    analyse(template, &flow)
  }

  /// Reads a template's statements in a flow, unless it is being read already.
  func analyse(_ template: ParsedTemplate, _ flow: inout Knowledge) {
    guard !open.contains(template.name), open.count < 64 else { return }
    let outer = current
    open.append(template.name)
    started.insert(template.name)
    current = template
    let outerParents = parents
    parents = []
    visit(template.body, &flow)
    // A parent comes last, with what the child has set.
    for parent in parents { analyse(parent, &flow) }
    parents = outerParents
    current = outer
    open.removeLast()
  }

  /// The names that a template gives to those that import it.
  func module(_ template: ParsedTemplate, _ flow: Knowledge) -> [String: Slot] {
    imported.insert(template.name)
    var inner = flow
    analyse(template, &inner)
    let own = inner.names.lazy.filter { flow.names[$0.key] == nil || template.declared.contains($0.key) }
    return Dictionary(uniqueKeysWithValues: own.map { ($0.key, $0.value) })
  }

  /// The template, once; a mistake in its grammar is a finding.
  func parse(_ name: String) -> ParsedTemplate? {
    if let known = parsed[name] { return known }
    let template = read(name)
    parsed[name] = .some(template)
    return template
  }

  private func read(_ name: String) -> ParsedTemplate? {
    do throws(TemplateError) {
      guard let bytes = try environment.loader.source(named: name) else { return nil }
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw TemplateError(.syntax, "the template is not valid UTF-8")
      }
      let options = environment.options.syntax
      let source = Lexer.normalised(bytes, keepTrailingNewline: options.keepTrailingNewline)
      let body = try Parser.statements(of: source, options: options)
      let template = ParsedTemplate(name: name, source: source, body: body)
      // The compiler finds what the grammar allows and no render survives; unknown filters are found later.
      do throws(TemplateError) {
        _ = try Compiler.compile(bytes, name: name, environment: environment, takesUnknownNames: true)
      } catch {
        remark(syntax: error, in: name)
      }
      return template
    } catch {
      remark(syntax: error, in: name)
      return nil
    }
  }

  private func remark(syntax error: TemplateError, in name: String) {
    found.insert(
      Finding(
        rule: "template-syntax", severity: .error,
        place: SourcePlace(source: name, line: error.line, column: error.column), message: error.message))
  }

  // MARK: Findings

  func remark(
    _ rule: String, _ severity: Severity = .warning, at offset: Int, _ message: String, remedy: String? = nil
  ) {
    found.insert(
      Finding(rule: rule, severity: severity, place: place(offset), message: message, remedy: remedy))
  }

  func place(_ offset: Int) -> SourcePlace {
    let place = current.place(offset)
    return SourcePlace(source: current.name, line: place.line, column: place.column)
  }

  /// Counts one more statement; false when the analysis has to come to an end.
  func mayGoOn() -> Bool {
    steps += 1
    guard steps > Analyser.budget else { return true }
    if !hasGivenUp {
      hasGivenUp = true
      remark(
        "template-too-large", at: 0,
        "the analysis ends after \(Analyser.budget) statements: what comes later is not looked at",
        remedy: "Load fewer templates at once, or load each of them less often.")
    }
    return false
  }

  // MARK: Names

  func declare(
    _ name: String, _ kind: Declaration.Kind, at offset: Int, _ origin: Origin, _ flow: inout Knowledge
  ) {
    let declaration = Declaration(template: current.name, offset: offset, name: name, kind: kind)
    declarations.insert(declaration)
    flow.declare(declaration, origin)
  }

  func use(_ slot: Slot) { used.formUnion(slot.declarations) }

  func use(later name: String) { usedLater[current.name, default: []].insert(name) }

  /// A template that is chosen when rendering may read everything that is there.
  func useAll(_ flow: Knowledge) { for slot in flow.names.values { use(slot) } }

  func record(_ path: VariablePath, at offset: Int, _ flow: Knowledge) {
    let texts = (1...path.steps.count).map { path.prefix($0).text }
    let isSure = texts.contains(where: flow.certain.contains)
    uses[path, default: Use()].places.insert(place(offset))
    if !isSure { uses[path]?.isRequired = true }
    guard let missing = context.firstMissing(of: path) else { return }
    guard !texts[missing.step...].contains(where: flow.certain.contains) else { return }
    let step = path.steps[missing.step]
    let wanted = if case .member(let name) = step { name } else { "" }
    let near = Nearby.name(to: wanted, among: missing.known)
    remark(
      "template-undefined", .error, at: offset, "'\(path.prefix(missing.step + 1).text)' is undefined",
      remedy: near.map { "Did you mean '\($0)'?" })
  }

  private func remarkUnused() {
    for declaration in declarations.subtracting(used) {
      guard declaration.kind != .other, !declaration.name.hasPrefix("_"),
        !(usedLater[declaration.template]?.contains(declaration.name) ?? false),
        let template = parse(declaration.template)
      else { continue }
      // Nobody who was asked about imports it; somebody else may.
      if template.isLibrary, !imported.contains(template.name), declaration.kind != .imported,
        template.declared.contains(declaration.name)
      {
        continue
      }
      current = template
      let (rule, what) =
        switch declaration.kind {
        case .macro: ("template-unused-macro", "the macro '\(declaration.name)' is never called")
        case .imported: ("template-unused-import", "'\(declaration.name)' is imported and never used")
        default: ("template-unused-set", "'\(declaration.name)' is set and never read")
        }
      remark(rule, at: declaration.offset, what, remedy: "Remove it, or begin its name with an underscore.")
    }
  }

  // MARK: Macros

  func define(_ macro: MacroSyntax, _ flow: Knowledge) -> Int {
    var inner = flow
    inner.isDeferred = true
    macros.append(Macro(syntax: macro, template: current, flow: inner))
    return macros.count - 1
  }

  /// Reads a macro's body with the arguments of a call; equal calls once.
  func call(_ index: Int, _ positional: [Origin], _ named: [String: Origin]) {
    let macro = macros[index]
    var arguments: [Origin] = []
    for (place, name) in macro.syntax.parameterNames.enumerated() {
      arguments.append(place < positional.count ? positional[place] : named[name] ?? .unknown)
    }
    guard openCalls < Analyser.callDepth, calls.insert(Call(macro: index, arguments: arguments)).inserted
    else { return }
    called.insert(index)
    openCalls += 1
    let outer = current
    current = macro.template
    var flow = macro.flow
    for value in macro.syntax.defaults { use(value, flow) }
    for (name, origin) in zip(macro.syntax.parameterNames, arguments) {
      declare(name, .other, at: 0, origin, &flow)
    }
    for name in ["caller", "varargs", "kwargs"] { declare(name, .other, at: 0, .unknown, &flow) }
    visit(macro.syntax.body, &flow)
    current = outer
    openCalls -= 1
  }
}

extension StatementSyntax {
  var withAllBelow: [StatementSyntax] { [self] + bodies.flatMap { $0.flatMap(\.withAllBelow) } }

  /// Templates that the statement loads, as far as their names are written down.
  var loadedNames: [String] {
    switch kind {
    case .include(let value, _, _), .importModule(let value, _, _), .importNames(let value, _, _),
      .extends(let value):
      value.templateNames ?? []
    default: []
    }
  }
}

extension ExpressionSyntax {
  /// The names in a constant or a list of constants; `nil` for what is known only when rendering.
  var templateNames: [String]? {
    switch kind {
    case .constant(.string(let name)): return [name]
    case .list(let items), .tuple(let items):
      let names = items.compactMap(\.constantText)
      return names.count == items.count ? names : nil
    case .conditional(_, let then, let otherwise?):
      guard let left = then.templateNames, let right = otherwise.templateNames else { return nil }
      return left + right
    default: return nil
    }
  }
}
