import ConfigTree

/// Statements that keep the device from changing what they run.
extension OperationBuilder {
  /// Takes every lock away before the changes of what it holds, and sets it again behind them.
  ///
  /// `touched` are the running nodes that the plan changes or takes away by itself.
  mutating func unlock(touched: Set<Int>) {
    let locks = running.grammar.lockRules
    guard !locks.isEmpty else { return }
    let held = HeldSections(self)
    for index in operations.indices where !operations[index].isDropped {
      let operation = operations[index]
      guard locks.contains(operation.rule) else { continue }
      let objects = Set(operation.refers + operation.unrefers + operation.keeps)
      let changes = held.changes(of: objects, orIn: operation.section, in: self)
      guard !changes.isEmpty else { continue }
      if operation.kind == .remove {
        for change in changes { edges.append(OrderEdge(first: index, second: change)) }
        continue
      }
      for change in changes { edges.append(OrderEdge(first: change, second: index)) }
      // The old value holds until it is gone.
      if let removal = split(index) {
        for change in changes { edges.append(OrderEdge(first: removal, second: change)) }
      }
    }
    for node in running.document.nodes.indices where !touched.contains(node) {
      guard let rule = running.ruleIndex(of: node), locks.contains(rule), !running.isNegated(node) else {
        continue
      }
      let section = running.document.nodes[node].parent.flatMap { sectionOfNode[$0] }
      let changes = held.changes(of: Set(running.references(of: node)), orIn: section ?? -1, in: self)
      guard !changes.isEmpty, let (removal, setting) = unbind(node, away: .paused, back: .resumed) else {
        continue
      }
      unbound[node] = (removal, setting)
      for change in changes {
        edges.append(OrderEdge(first: removal, second: change))
        edges.append(OrderEdge(first: change, second: setting))
      }
    }
  }
}

/// The sections of a plan by the objects that they define, and what is done in each.
private struct HeldSections {
  private var sections: [ConfigObject: Set<Int>] = [:]
  private var operations: [Int: [Int]] = [:]

  init(_ builder: OperationBuilder) {
    for (node, section) in builder.sectionOfNode {
      if let object = builder.running.definition(of: node) { sections[object, default: []].insert(section) }
    }
    for (section, plan) in builder.sections.enumerated() {
      guard let maker = plan.maker else { continue }
      for object in builder.operations[maker].defines { sections[object, default: []].insert(section) }
    }
    for (index, operation) in builder.operations.enumerated() where !operation.isDropped {
      var section = operation.section
      while section >= 0 {
        operations[section, default: []].append(index)
        section = builder.sections[section].parent
      }
    }
  }

  /// What the plan does in the sections of these objects, or where there is none in that section; locks do not hold
  /// each other.
  func changes(of objects: Set<ConfigObject>, orIn section: Int, in builder: OperationBuilder) -> [Int] {
    var found: Set<Int> = []
    if objects.isEmpty, section >= 0 { found = [section] }
    for object in objects { found.formUnion(sections[object, default: []]) }
    let inside = Set(found.flatMap { operations[$0, default: []] })
    return inside.sorted().filter { index in
      let operation = builder.operations[index]
      // What makes the section itself changes nothing in it.
      if operation.kind == .barrier || operation.kind == .enter && found.contains(operation.section) {
        return false
      }
      return !builder.running.grammar.lockRules.contains(operation.rule)
    }
  }
}
