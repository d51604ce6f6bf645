final class OutputStatement: Executable {
  /// When what is printed is made safe for HTML.
  enum Escaping { case none, always, byContext }

  enum Item {
    /// Constant text: a range of the template's source.
    case data(Range<Int>)
    case text(String)
    case expression(any Evaluable, line: Int32, offset: Int32)
  }

  /// One piece of output in a form that is read without touching a reference count.
  private struct Step {
    enum Action { case text, variable, attribute, expression }

    var action: Action
    /// Of the text; of an expression: its number in `start`.
    var start: Int32
    var end: Int32 = 0
    var line: Int32 = 0
    var offset: Int32 = 0
  }

  private let steps: [Step]
  private let text: [UInt8]
  private let expressions: [any Evaluable]
  private let attributes: [AttributeExpression]
  private let escaping: Escaping
  /// Only while nothing has been extended.
  private let isChecked: Bool

  init(items: [Item], source: [UInt8], escaping: Escaping, isChecked: Bool) {
    var steps: [Step] = []
    var text: [UInt8] = []
    var expressions: [any Evaluable] = []
    var attributes: [AttributeExpression] = []
    for item in items {
      switch item {
      case .data(let range):
        let start = Int32(text.count)
        text += source[range]
        steps.append(Step(action: .text, start: start, end: Int32(text.count)))
      case .text(let constant):
        let start = Int32(text.count)
        text += constant.utf8
        steps.append(Step(action: .text, start: start, end: Int32(text.count)))
      case .expression(let expression, let line, let offset):
        var step = Step(action: .expression, start: Int32(expressions.count), line: line, offset: offset)
        if let variable = expression as? VariableExpression, let slot = variable.localSlot {
          step.action = .variable
          step.end = Int32(slot)
        } else if let attribute = expression as? AttributeExpression, let slot = attribute.localSlot {
          step.action = .attribute
          step.start = Int32(attributes.count)
          step.end = Int32(slot)
          attributes.append(attribute)
        }
        if step.action != .attribute { expressions.append(expression) }
        steps.append(step)
      }
    }
    self.steps = steps
    self.text = text
    self.expressions = expressions
    self.attributes = attributes
    self.escaping = escaping
    self.isChecked = isChecked
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    if isChecked, frame.parentTemplate != nil { return .next }
    let run = frame.run
    for step in steps {
      switch step.action {
      case .text:
        text.withUnsafeBufferPointer { text in
          run.buffer.pointee.append(
            contentsOf: UnsafeBufferPointer(rebasing: text[Int(step.start)..<Int(step.end)]))
        }
      case .variable:
        run.line = step.line
        if let value = frame[Int(step.end)] {
          try print(value, step, run)
        } else {
          try print(try expressions[Int(step.start)].evaluate(frame), step, run)
        }
      case .attribute:
        run.line = step.line
        let attribute = attributes[Int(step.start)]
        if !attribute.isMethod, case .dict(let dict)? = frame[Int(step.end)], let value = dict[attribute.name]
        {
          try print(value, step, run)
        } else {
          try print(try attribute.evaluate(frame), step, run)
        }
      case .expression:
        run.line = step.line
        try print(try expressions[Int(step.start)].evaluate(frame), step, run)
      }
    }
    try run.checkOutput()
    return .next
  }

  @inline(__always)
  private func print(_ value: Value, _ step: Step, _ run: Run) throws(TemplateError) {
    if case .undefined = value { run.offset = step.offset }
    if escaping == .none || (escaping == .byContext && !run.autoescape) {
      try value.print(into: &run.buffer.pointee)
    } else if case .string(let text) = value {
      HTML.append(escaping: text, to: &run.buffer.pointee)
    } else {
      run.buffer.pointee.append(contentsOf: try value.escaped().utf8)
    }
  }
}

final class EvaluateStatement: Executable {
  private let expression: any Evaluable
  private let line: Int32
  private let offset: Int32

  init(expression: any Evaluable, line: Int, offset: Int) {
    self.expression = expression
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    frame.run.line = line
    frame.run.offset = offset
    _ = try expression.evaluate(frame)
    return .next
  }
}

/// `{% break %}` and `{% continue %}`.
final class JumpStatement: Executable {
  private let flow: Flow
  init(flow: Flow) { self.flow = flow }
  func execute(_ frame: Frame) throws(TemplateError) -> Flow { flow }
}

/// `{% debug %}`: the variables in reach, filters and tests.
final class DebugStatement: Executable {
  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let run = frame.run
    let variables = DictObject()
    var scope: Scope? = frame.context.snapshot()
    while let current = scope {
      for (key, value) in zip(current.values.keys, current.values.values) {
        if let name = key.text, variables[name: name] == nil { variables[name: name] = value }
      }
      scope = current.parent
    }
    let report = DictObject()
    report[name: "context"] = .dict(variables)
    report[name: "filters"] = Value(run.environment.filters.keys.sorted().map(Value.string))
    report[name: "tests"] = Value(run.environment.tests.keys.sorted().map(Value.string))
    try Value.dict(report).print(into: &run.buffer.pointee)
    return .next
  }
}
