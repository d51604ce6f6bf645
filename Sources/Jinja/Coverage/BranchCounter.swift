private import Synchronization

/// How often one branch was taken.
final class BranchCounter: Sendable {
  let name: String?
  private let taken = Atomic<Int>(0)

  init(name: String?) { self.name = name }

  var count: Int { taken.load(ordering: .relaxed) }

  func add() { taken.wrappingAdd(1, ordering: .relaxed) }
}

/// Counts that a body is entered; stands in front of its statements.
final class CountStatement: Executable {
  private let counter: BranchCounter

  init(_ counter: BranchCounter) { self.counter = counter }

  func execute(_ frame: Frame) -> Flow {
    counter.add()
    return .next
  }
}

/// Counts that a value is asked for.
final class CountedExpression: Evaluable {
  private let counter: BranchCounter
  private let value: any Evaluable

  init(_ counter: BranchCounter, _ value: any Evaluable) {
    self.counter = counter
    self.value = value
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    counter.add()
    return try value.evaluate(frame)
  }
}

/// Counts that a loop makes no pass: an `else` would be entered after a `break` as well.
final class CountedLoop: Executable {
  private let loop: any Executable
  private let passes: BranchCounter
  private let none: BranchCounter

  init(_ loop: any Executable, passes: BranchCounter, none: BranchCounter) {
    self.loop = loop
    self.passes = passes
    self.none = none
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let before = passes.count
    let flow = try loop.execute(frame)
    if passes.count == before { none.add() }
    return flow
  }
}
