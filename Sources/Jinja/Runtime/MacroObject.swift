/// A macro, or the body of a call block, with the frame it was defined in.
final class MacroObject: Object {
  let code: MacroCode
  private let program: Program
  private let frame: Frame

  init(_ code: MacroCode, program: Program, frame: Frame) {
    self.code = code
    self.program = program
    self.frame = frame
    frame.run.capture(frame)
  }

  var typeName: String { "jinja2.runtime.Macro" }
  var isCallable: Bool { true }

  func repr() throws(TemplateError) -> String { "<Macro \(code.name.map { "'\($0)'" } ?? "anonymous")>" }

  func attribute(_ name: String) throws(TemplateError) -> Value? {
    switch name {
    case "name": code.name.map(Value.string) ?? Value.none
    case "arguments": .tuple(code.parameters.map { .string($0.name) })
    case "catch_kwargs": .bool(code.namedRestSlot != nil)
    case "catch_varargs": .bool(code.restSlot != nil)
    case "caller": .bool(code.callerSlot != nil || code.usesExplicitCaller)
    default: nil
    }
  }

  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    try call(arguments, in: run, autoescape: run.autoescape)
  }

  /// Calls the macro; the caller's escaping decides whether the result is safe text.
  func call(_ arguments: Arguments, in run: Run, autoescape: Bool) throws(TemplateError) -> Value {
    let inner = Frame(run: run, context: frame.context, parent: frame, slotCount: code.function.slotCount)
    try bind(arguments, to: inner)
    let text = try run.enter(program, in: frame.context, code.name.map { "macro '\($0)'" } ?? "call block") {
      () throws(TemplateError) in
      try run.captured { () throws(TemplateError) in
        run.line = Int32(code.line)
        code.function.load(inner)
        for parameter in code.parameters where inner[parameter.slot] == nil {
          if let value = parameter.defaultValue {
            inner[parameter.slot] = try value.evaluate(inner)
          } else {
            inner[parameter.slot] = run.undefined(
              hint: "parameter '\(parameter.name)' was not provided", name: .string(parameter.name))
          }
        }
        _ = try code.function.body.execute(inner)
      }
    }
    return autoescape ? .markup(text) : .string(text)
  }

  private func bind(_ arguments: Arguments, to inner: Frame) throws(TemplateError) {
    var rest = arguments
    let given = min(arguments.positional.count, code.parameters.count)
    var foundCaller = given == code.parameters.count && code.parameters.contains { $0.name == "caller" }
    for index in 0..<given { inner[code.parameters[index].slot] = arguments.positional[index] }
    for parameter in code.parameters.dropFirst(given) {
      inner[parameter.slot] = rest.take(parameter.name)
      if parameter.name == "caller" { foundCaller = true }
    }
    if let slot = code.callerSlot, !foundCaller {
      let caller = rest.take("caller")
      if let caller, !caller.isNone {
        inner[slot] = caller
      } else {
        inner[slot] = inner.run.undefined(hint: "No caller defined", name: .string("caller"))
      }
    }
    let name = code.name ?? "None"
    if let slot = code.namedRestSlot {
      let dict = DictObject()
      for (name, value) in rest.named { dict[name: name] = value }
      inner[slot] = .dict(dict)
    } else if let extra = rest.named.first {
      if rest.named.contains(where: { $0.name == "caller" }) {
        throw .type(
          "macro '\(name)' was invoked with two values for the special caller argument. This is most likely a bug."
        )
      }
      throw .type("macro '\(name)' takes no keyword argument '\(extra.name)'")
    }
    if let slot = code.restSlot {
      inner[slot] = .tuple(Array(arguments.positional.dropFirst(given)))
    } else if arguments.positional.count > given {
      throw .type("macro '\(name)' takes not more than \(code.parameters.count) argument(s)")
    }
  }
}
