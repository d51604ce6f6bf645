final class OutputStatement: Executable {
  /// When what is printed is made safe for HTML.
  enum Escaping { case none, always, byContext }

  enum Item: Sendable {
    /// Constant text: a range of the template's source.
    case data(Range<Int>)
    case expression(any Evaluable, line: Int32, offset: Int32)
  }

  private let items: [Item]
  private let escaping: Escaping
  /// Only while nothing has been extended.
  private let isChecked: Bool

  init(items: [Item], escaping: Escaping, isChecked: Bool) {
    self.items = items
    self.escaping = escaping
    self.isChecked = isChecked
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    if isChecked, frame.parentTemplate != nil { return .next }
    let run = frame.run
    for item in items {
      switch item {
      case .data(let range): run.output.append(contentsOf: run.program.source[range])
      case .expression(let expression, let line, let offset):
        run.line = line
        let value = try expression.evaluate(frame)
        if case .undefined = value { run.offset = offset }
        if escaping == .none || (escaping == .byContext && !run.autoescape) {
          try value.print(into: &run.output)
        } else if case .string(let text) = value {
          HTML.append(escaping: text, to: &run.output)
        } else {
          run.output.append(contentsOf: try value.escaped().utf8)
        }
      }
    }
    try run.checkOutput()
    return .next
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
    try Value.dict(report).print(into: &run.output)
    return .next
  }
}
