/// Arguments as code.
struct ArgumentsCode: Sendable {
  var positional: [any Evaluable]
  var named: [(name: String, value: any Evaluable)]
  var spread: (any Evaluable)?
  var namedSpread: (any Evaluable)?

  func evaluate(_ frame: Frame) throws(TemplateError) -> Arguments {
    var arguments = Arguments(try positional.evaluated(frame))
    for (name, value) in named { arguments.named.append((name, try value.evaluate(frame))) }
    if let spread { arguments.positional += try spread.evaluate(frame).items(in: frame.run) }
    if let namedSpread {
      let value = try namedSpread.evaluate(frame)
      guard case .dict(let dict) = value else {
        if case .undefined(let undefined) = value, undefined.mode == .strict { throw undefined.failure }
        throw .type("argument after ** must be a mapping, not \(value.typeName)")
      }
      for (key, value) in zip(dict.keys, dict.values) {
        guard let name = key.text else { throw .type("keywords must be strings") }
        guard !arguments.named.contains(where: { $0.name == name }) else {
          throw .type("got multiple values for keyword argument '\(name)'")
        }
        arguments.named.append((name, value))
      }
    }
    return arguments
  }
}

final class CallExpression: Evaluable {
  private let callee: any Evaluable
  private let arguments: ArgumentsCode
  /// The body of a call block, passed as `caller`.
  private let caller: MacroCode?
  private let offset: Int32

  init(callee: any Evaluable, arguments: ArgumentsCode, caller: MacroCode?, offset: Int32) {
    self.callee = callee
    self.arguments = arguments
    self.caller = caller
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let callee = try self.callee.evaluate(frame)
    var arguments = try self.arguments.evaluate(frame)
    frame.run.offset = offset
    if let caller {
      let macro = MacroObject(caller, program: frame.run.program, frame: frame)
      guard !arguments.named.contains(where: { $0.name == "caller" }) else {
        throw .type("got multiple values for keyword argument 'caller'")
      }
      arguments.named.append(("caller", .object(macro)))
    }
    return try callee.call(arguments, in: frame.run)
  }
}

extension Value {
  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    switch self {
    case .object(let object): return try object.call(arguments, in: run)
    case .undefined(let undefined): throw undefined.failure
    default: throw .type("'\(typeName)' object is not callable")
    }
  }
}

/// `object.name(…)` without a bound method in between.
final class MethodCallExpression: Evaluable {
  private let attribute: AttributeExpression
  private let arguments: ArgumentsCode
  private let offset: Int32

  init(attribute: AttributeExpression, arguments: ArgumentsCode, offset: Int32) {
    self.attribute = attribute
    self.arguments = arguments
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let receiver = try attribute.object.evaluate(frame)
    if attribute.isMethod, Methods.has(receiver, attribute.name.text) {
      let arguments = try self.arguments.evaluate(frame)
      frame.run.offset = offset
      return try Methods.call(receiver, attribute.name.text, arguments, in: frame.run) ?? .none
    }
    frame.run.offset = offset
    let callee = try attribute.read(receiver, frame)
    let arguments = try self.arguments.evaluate(frame)
    frame.run.offset = offset
    return try callee.call(arguments, in: frame.run)
  }
}

final class FilterExpression: Evaluable {
  private let filter: Filter
  private let operand: any Evaluable
  private let arguments: ArgumentsCode
  private let offset: Int32

  init(filter: Filter, operand: any Evaluable, arguments: ArgumentsCode, offset: Int32) {
    self.filter = filter
    self.operand = operand
    self.arguments = arguments
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try operand.evaluate(frame)
    let arguments = try self.arguments.evaluate(frame)
    frame.run.offset = offset
    return try filter.apply(value, arguments, in: frame.run)
  }
}

final class TestExpression: Evaluable {
  private let test: Test
  private let operand: any Evaluable
  private let arguments: ArgumentsCode
  private let offset: Int32

  init(test: Test, operand: any Evaluable, arguments: ArgumentsCode, offset: Int32) {
    self.test = test
    self.operand = operand
    self.arguments = arguments
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try operand.evaluate(frame)
    let arguments = try self.arguments.evaluate(frame)
    frame.run.offset = offset
    return .bool(try test.apply(value, arguments, in: frame.run))
  }
}
