final class ConstantExpression: Evaluable {
  private let constant: Constant
  init(constant: Constant) { self.constant = constant }
  func evaluate(_ frame: Frame) throws(TemplateError) -> Value { constant.value }
}

final class VariableExpression: Evaluable {
  private let name: String
  private let access: VariableAccess
  private let offset: Int32

  init(name: String, access: VariableAccess, offset: Int32) {
    self.name = name
    self.access = access
    self.offset = offset
  }

  /// The slot of a variable of the same function.
  var localSlot: Int? { access.hops == 0 ? access.slot : nil }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    if let value = access.read(frame) { return value }
    frame.run.offset = offset
    return frame.run.undefined(name: .string(name), nearby: { [name] in frame.nearbyName(to: name) })
  }
}

final class TupleExpression: Evaluable {
  private let items: [any Evaluable]
  init(items: [any Evaluable]) { self.items = items }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value { .tuple(try items.evaluated(frame)) }
}

final class ListExpression: Evaluable {
  private let items: [any Evaluable]
  init(items: [any Evaluable]) { self.items = items }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    .list(ListObject(try items.evaluated(frame)))
  }
}

extension [any Evaluable] {
  func evaluated(_ frame: Frame) throws(TemplateError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for item in self { values.append(try item.evaluate(frame)) }
    return values
  }
}

final class DictExpression: Evaluable {
  private let keys, values: [any Evaluable]
  private let offset: Int32

  init(keys: [any Evaluable], values: [any Evaluable], offset: Int32) {
    self.keys = keys
    self.values = values
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let dict = DictObject()
    for (key, value) in zip(keys, values) {
      let key = try key.evaluate(frame)
      let value = try value.evaluate(frame)
      frame.run.offset = offset
      try dict.set(key, value)
    }
    return .dict(dict)
  }
}

final class ConditionalExpression: Evaluable {
  private let test, then, otherwise: any Evaluable
  private let offset: Int32

  init(test: any Evaluable, then: any Evaluable, otherwise: any Evaluable, offset: Int32) {
    self.test = test
    self.then = then
    self.otherwise = otherwise
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let condition = try test.evaluate(frame)
    frame.run.offset = offset
    return try condition.isTrue() ? then.evaluate(frame) : otherwise.evaluate(frame)
  }
}

/// What an inline `if` without `else` gives when it is false: lenient in every mode, as in Jinja2.
final class NoValueExpression: Evaluable {
  private let line: Int
  init(line: Int) { self.line = line }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    .undefined(
      Undefined(
        mode: .default,
        hint:
          "the inline if-expression on line \(line) in '\(frame.run.program.name)' evaluated to false and no else section was defined."
      ))
  }
}

final class BinaryExpression: Evaluable {
  private let operation: BinaryOperator
  private let left, right: any Evaluable
  private let offset: Int32

  init(operation: BinaryOperator, left: any Evaluable, right: any Evaluable, offset: Int32) {
    self.operation = operation
    self.left = left
    self.right = right
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let a = try left.evaluate(frame)
    let b = try right.evaluate(frame)
    frame.run.offset = offset
    return try frame.run.made(try Value.apply(operation, a, b, in: frame.run))
  }
}

final class AndExpression: Evaluable {
  private let left, right: any Evaluable
  private let offset: Int32

  init(left: any Evaluable, right: any Evaluable, offset: Int32) {
    self.left = left
    self.right = right
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try left.evaluate(frame)
    frame.run.offset = offset
    return try value.isTrue() ? right.evaluate(frame) : value
  }
}

final class OrExpression: Evaluable {
  private let left, right: any Evaluable
  private let offset: Int32

  init(left: any Evaluable, right: any Evaluable, offset: Int32) {
    self.left = left
    self.right = right
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try left.evaluate(frame)
    frame.run.offset = offset
    return try value.isTrue() ? value : right.evaluate(frame)
  }
}

final class NotExpression: Evaluable {
  private let operand: any Evaluable
  private let offset: Int32

  init(operand: any Evaluable, offset: Int32) {
    self.operand = operand
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try operand.evaluate(frame)
    frame.run.offset = offset
    return .bool(try !value.isTrue())
  }
}

final class SignExpression: Evaluable {
  private let operand: any Evaluable
  private let sign: String
  private let offset: Int32

  init(operand: any Evaluable, sign: String, offset: Int32) {
    self.operand = operand
    self.sign = sign
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try operand.evaluate(frame)
    frame.run.offset = offset
    return try value.negated(sign)
  }
}

final class ConcatenationExpression: Evaluable {
  private let items: [any Evaluable]
  /// Joins as plain text; otherwise safe text makes the whole safe.
  private let isPlain: Bool
  private let offset: Int32

  init(items: [any Evaluable], isPlain: Bool, offset: Int32) {
    self.items = items
    self.isPlain = isPlain
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let values = try items.evaluated(frame)
    frame.run.offset = offset
    var output: [UInt8] = []
    if !isPlain, try hasHTML(values) {
      for value in values {
        output += try value.escaped().utf8
        try frame.run.checkSize(output.count)
      }
      return try frame.run.made(.markup(String(decoding: output, as: UTF8.self)))
    }
    for value in values {
      try value.print(into: &output)
      try frame.run.checkSize(output.count)
    }
    return try frame.run.made(.string(String(decoding: output, as: UTF8.self)))
  }
}

/// Whether any value carries HTML.
private func hasHTML(_ values: [Value]) throws(TemplateError) -> Bool {
  for value in values where try value.html != nil { return true }
  return false
}

final class ComparisonExpression: Evaluable {
  private let first: any Evaluable
  private let steps: [(comparison: Comparison, operand: any Evaluable)]
  private let offset: Int32

  init(
    first: any Evaluable, steps: [(comparison: Comparison, operand: any Evaluable)], offset: Int32
  ) {
    self.first = first
    self.steps = steps
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    var left = try first.evaluate(frame)
    for (comparison, operand) in steps {
      let right = try operand.evaluate(frame)
      frame.run.offset = offset
      guard try Value.compare(left, comparison, right) else { return .bool(false) }
      left = right
    }
    return .bool(true)
  }
}

extension Value {
  static func compare(_ left: Value, _ comparison: Comparison, _ right: Value) throws(TemplateError) -> Bool {
    switch comparison {
    case .equal: try left.equals(right)
    case .notEqual: try !left.equals(right)
    case .isIn: try right.contains(left)
    case .isNotIn: try !right.contains(left)
    default: try ordered(left, comparison, right)
    }
  }
}

/// A filter or test that does not exist, met only now.
final class MissingExpression: Evaluable {
  private let what, name, hint: String
  private let offset: Int32

  /// `hint` names what was probably meant; it may be empty.
  init(what: String, name: String, hint: String, offset: Int32) {
    self.what = what
    self.name = name
    self.hint = hint
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    frame.run.offset = offset
    throw TemplateError(.runtime, "No \(what) named '\(name)' found.\(hint)")
  }
}

/// The text that a filter block or filtered set block has captured.
final class BlockBodyExpression: Evaluable {
  func evaluate(_ frame: Frame) throws(TemplateError) -> Value { frame.run.blockBody }
}
