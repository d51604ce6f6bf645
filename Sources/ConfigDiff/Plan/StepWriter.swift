import ConfigTree

/// Writes operations as commands, entering and leaving sections where needed.
struct StepWriter {
  let operations: [Operation]
  let sections: [PlanSection]
  let grammar: Grammar
  private(set) var steps: [CommandStep] = []
  private var open: [Int] = []

  init(_ operations: [Operation], _ sections: [PlanSection], _ grammar: Grammar) {
    self.operations = operations
    self.sections = sections
    self.grammar = grammar
  }

  mutating func write(_ order: [Int]) -> [CommandStep] {
    for index in order { write(operations[index]) }
    move(to: [])
    return steps
  }

  private mutating func write(_ operation: Operation) {
    let path = chain(operation.section)
    guard operation.kind == .enter else {
      move(to: path)
      append(operation, operation.kind == .remove ? .remove : .set, operation.line)
      return
    }
    // Going to the section is what makes it.
    move(to: path.dropLast())
    append(operation, .enter, operation.line)
    open.append(operation.section)
  }

  private func chain(_ section: Int) -> [Int] {
    var path: [Int] = []
    var next = section
    while next >= 0 {
      path.append(next)
      next = sections[next].parent
    }
    return path.reversed()
  }

  private mutating func move(to path: [Int]) {
    let common = zip(open, path).prefix { $0 == $1 }.count
    while open.count > common, let section = open.last {
      step(.exit, sections[section].exit, .moves)
      open.removeLast()
    }
    for section in path[common...] {
      step(.enter, sections[section].line, .moves)
      open.append(section)
    }
  }

  private mutating func append(_ operation: Operation, _ kind: CommandStep.Kind, _ line: ConfigLine) {
    steps.append(operation.step(kind, line, path: open.map { sections[$0].line }, grammar))
  }

  private mutating func step(_ kind: CommandStep.Kind, _ line: ConfigLine, _ reason: CommandStep.Reason) {
    steps.append(
      CommandStep(
        kind: kind, line: line, path: open.map { sections[$0].line }, reason: reason, place: nil,
        disruptive: nil))
  }
}
