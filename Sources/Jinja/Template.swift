/// A compiled template, ready to render any number of times, in parallel too.
package struct Template: Sendable {
  let environment: Environment
  let program: Program

  package var name: String { program.name }

  /// Renders with the members of a dict as variables.
  ///
  /// - Throws: what goes wrong, with template, line and column.
  package func render(_ context: Value = .dict(DictObject())) throws(TemplateError) -> [UInt8] {
    try render(context, recorder: nil)
  }

  func render(_ context: Value, recorder: SourceRecorder?) throws(TemplateError) -> [UInt8] {
    guard case .dict(let variables) = context else {
      throw TemplateError(.runtime, "the context of a render must be a dict, not \(context.typeName)")
    }
    let run = Run(environment: environment, program: program, recorder: recorder)
    defer { run.finish() }
    let context = Context(
      program: program, parent: Scope(variables, parent: run.globalScope),
      autoescape: environment.options.autoescape)
    do throws(TemplateError) {
      try run.render(program, in: context, as: "render")
      try run.throwPending()
    } catch {
      throw error.withoutOutermostStep
    }
    return run.output
  }

  /// Names that the template looks up in its context: what `jinja2.meta` finds.
  package func undeclaredVariables() throws(TemplateError) -> Set<String> {
    let compiled = try Compiler.compile(program.source, name: name, environment: environment)
    return compiled.undeclared.subtracting(environment.globals.keys)
  }
}
