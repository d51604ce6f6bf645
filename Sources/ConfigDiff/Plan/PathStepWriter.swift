import ConfigTree

/// Writes operations as commands that are whole paths: no section is entered, and one is made by what is set in it.
struct PathStepWriter {
  let operations: [Operation]
  let sections: [PlanSection]
  let grammar: Grammar
  let syntax: PathLinesSyntax

  func write(_ order: [Int]) -> [CommandStep] {
    let filled = filled(order)
    return order.compactMap { index -> CommandStep? in
      let operation = operations[index]
      switch operation.kind {
      case .barrier: return nil
      case .enter:
        if filled.contains(operation.section) { return nil }
        let line = joined(sections[operation.section].parent, sections[operation.section].line)
        return operation.step(.set, written(line, verb: assigning), grammar)
      case .set:
        let line = joined(operation.section, operation.line)
        return operation.step(
          .set, switched(line, verb: syntax.deactivate) ?? written(line, verb: assigning), grammar)
      case .remove:
        let words = operation.line.runnable
        let end = words.firstIndex(of: 0x20) ?? words.count
        let line = joined(operation.section, operation.line.dropping(min(end + 1, words.count)))
        return operation.step(
          .remove, switched(line, verb: syntax.activate) ?? written(line, verb: Array(words[..<end])), grammar
        )
      }
    }
  }

  private var assigning: [UInt8] { Array((syntax.assigns.first ?? "set").utf8) }

  /// Sections that come into being with what is set in them.
  private func filled(_ order: [Int]) -> Set<Int> {
    var filled: Set<Int> = []
    for index in order {
      let operation = operations[index]
      guard operation.kind == .set || operation.kind == .enter else { continue }
      var section = operation.kind == .enter ? sections[operation.section].parent : operation.section
      while section >= 0, filled.insert(section).inserted { section = sections[section].parent }
    }
    return filled
  }

  /// The path of a line in a section.
  private func joined(_ section: Int, _ line: ConfigLine) -> ConfigLine {
    var line = line
    var next = section
    while next >= 0 {
      // A header holds no key.
      line = line.prefixed(sections[next].line.runnable + [0x20])
      next = sections[next].parent
    }
    return line
  }

  /// The command that switches what stands before the mark off, or on again; `nil` where nothing is said about that.
  private func switched(_ line: ConfigLine, verb: String) -> ConfigLine? {
    guard !verb.isEmpty, let path = PathTree.unmarked(line.runnable[...]), !path.isEmpty else { return nil }
    return written(ConfigLine(Array(path), secrets: line.secrets), verb: Array(verb.utf8))
  }

  private func written(_ line: ConfigLine, verb: [UInt8]) -> ConfigLine { line.prefixed(verb + [0x20]) }
}
