final class ConditionStatement: Executable {
  struct Branch: Sendable {
    var test: any Evaluable
    var body: Body
    var line: Int32
    var offset: Int32
  }

  private let branches: [Branch]
  private let otherwise: Body

  init(branches: [Branch], otherwise: Body) {
    self.branches = branches
    self.otherwise = otherwise
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    for branch in branches {
      frame.run.line = branch.line
      let value = try branch.test.evaluate(frame)
      if case .undefined = value { frame.run.offset = branch.offset }
      if try value.isTrue() { return try branch.body.execute(frame) }
    }
    return try otherwise.execute(frame)
  }
}

final class WithStatement: Executable {
  private let loads: Loads
  private let pairs: [(target: AssignmentTarget, value: any Evaluable, offset: Int32)]
  private let body: Body
  private let line: Int32

  init(
    loads: Loads, pairs: [(target: AssignmentTarget, value: any Evaluable, offset: Int32)], body: Body,
    line: Int
  ) {
    self.loads = loads
    self.pairs = pairs
    self.body = body
    self.line = Int32(line)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    loads.load(frame)
    frame.run.line = line
    for (target, value, offset) in pairs {
      let value = try value.evaluate(frame)
      frame.run.offset = offset
      try target.assign(value, frame)
    }
    return try body.execute(frame)
  }
}

final class AutoescapeStatement: Executable {
  private let loads: Loads
  private let value: any Evaluable
  private let body: Body
  private let line: Int32
  private let offset: Int32

  init(loads: Loads, value: any Evaluable, body: Body, line: Int, offset: Int) {
    self.loads = loads
    self.value = value
    self.body = body
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    loads.load(frame)
    frame.run.line = line
    frame.run.offset = offset
    let saved = frame.context.autoescape
    defer { frame.context.autoescape = saved }
    frame.context.autoescape = try value.evaluate(frame).isTrue()
    return try body.execute(frame)
  }
}
