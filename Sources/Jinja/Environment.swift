private import Synchronization

/// How templates are read and evaluated.
package struct EnvironmentOptions: Sendable {
  package var syntax = SyntaxOptions()
  package var undefined = UndefinedMode.strict
  /// Makes everything printed safe for HTML.
  package var autoescape = false
  package var limits = EvaluationLimits()
  /// Counts which branches renders take; `nil`: templates are compiled without any counting.
  package var coverage: Coverage?

  package init() {}
}

/// Templates with their filters, tests and globals.
///
/// A value: changing a copy's filters leaves the original alone. Compiled templates are kept and shared by
/// copies that have not changed; renders may run in parallel.
///
///     var environment = Environment(options: EnvironmentOptions(), loader: DictionaryLoader(["a": "{{ x|twice }}"]))
///     environment.filters["twice"] = Filter { call throws(TemplateError) in … }
///     let bytes = try environment.template(named: "a").render(["x": 1])
package struct Environment: Sendable {
  package let options: EnvironmentOptions
  package let loader: any TemplateLoader
  /// Filters by name; the built-in ones can be replaced.
  package var filters = Builtins.filters { didSet { cache = TemplateCache() } }
  /// Tests by name.
  package var tests = Builtins.tests { didSet { cache = TemplateCache() } }
  /// Functions that every template can call.
  package var globals = Builtins.functions { didSet { cache = TemplateCache() } }
  private var cache = TemplateCache()
  /// Templates are compiled with what a source map needs.
  private(set) var isRecording = false

  package init(options: EnvironmentOptions = EnvironmentOptions(), loader: any TemplateLoader) {
    self.options = options
    self.loader = loader
  }

  /// The compiled template.
  ///
  /// - Throws: `notFound`, or `syntax` with the place.
  package func template(named name: String) throws(TemplateError) -> Template {
    Template(environment: self, program: try program(named: name))
  }

  /// Compiles a text that is not in the loader; includes are looked up there.
  package func template(source: [UInt8], name: String = "<template>") throws(TemplateError) -> Template {
    Template(environment: self, program: try Compiler.program(of: source, name: name, environment: self))
  }

  /// The same templates, compiled for renders with a source map.
  var recording: Environment {
    var copy = self
    copy.isRecording = true
    copy.cache = TemplateCache()
    return copy
  }

  func program(named name: String) throws(TemplateError) -> Program {
    if let program = cache.program(named: name) { return program }
    guard let source = try loader.source(named: name) else {
      throw TemplateError(.notFound, "there is no template '\(name)'")
    }
    let program = try Compiler.program(of: source, name: name, environment: self)
    cache.keep(program)
    return program
  }

  func globalValue(named name: String) -> Value? {
    guard let function = globals[name] else { return nil }
    let shown = Functions.classNames[name].map { "<class '\($0)'>" }
    return .object(
      FunctionObject(name, shown: shown) { (arguments, run) throws(TemplateError) in
        try function.apply(name, arguments, in: run)
      })
  }
}

/// Compiled templates by name.
private final class TemplateCache: Sendable {
  private let programs = Mutex<[String: Program]>([:])

  func program(named name: String) -> Program? { programs.withLock { $0[name] } }
  func keep(_ program: Program) { programs.withLock { $0[program.name] = program } }
}
