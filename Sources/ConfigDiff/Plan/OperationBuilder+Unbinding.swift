import ConfigTree

/// Statements that have to be out of the way while an object is replaced.
extension OperationBuilder {
  /// Takes every use of an object away before the object goes and sets it again when it is back; lets a removal
  /// that takes other statements with it stand for theirs.
  mutating func settle(_ uses: ObjectUses) {
    for replacement in replacements { edges.append(replacement) }
    // Taking a use away may take an object away that others use in turn, so the list grows meanwhile.
    var next = 0
    while next < operations.count {
      let index = next
      next += 1
      guard operations[index].kind == .remove, !operations[index].isDropped else { continue }
      cascade(index)
      let maker = replacements.first { $0.first == index }?.second
      for object in operations[index].undefines where !uses.isDefinedElsewhere(object, besides: unbound) {
        for other in operations.indices where operations[other].keeps.contains(object) {
          if let removal = split(other) { edges.append(OrderEdge(first: removal, second: index)) }
        }
        for node in uses.users(of: object) {
          guard
            let (removal, setting) = unbound[node]
              ?? unbind(node, away: .unbound(object), back: .rebound(object))
          else { continue }
          unbound[node] = (removal, setting)
          edges.append(OrderEdge(first: removal, second: index))
          edges.append(OrderEdge(first: maker ?? index, second: setting))
        }
      }
    }
  }

  /// Drops the removals of statements that go with the object.
  private mutating func cascade(_ index: Int) {
    let operation = operations[index]
    guard operation.rule >= 0, running.grammar.rules[operation.rule].statement.cascades else { return }
    for other in operations.indices where other != index && operations[other].group == operation.group {
      guard operations[other].kind == .remove, operations[other].isLeaf,
        operations[other].unrefers.contains(where: operation.undefines.contains)
      else { continue }
      operations[other].isDropped = true
      // What it used is free when the whole is gone.
      operations[index].unrefers += operations[other].unrefers.filter { !operation.undefines.contains($0) }
    }
  }

  /// Lets what a section can have once go before its successor comes.
  mutating func makeRoom() {
    for index in operations.indices where operations[index].kind == .remove && !operations[index].isDropped {
      let removal = operations[index]
      guard removal.rule >= 0, running.grammar.rules[removal.rule].statement.single else { continue }
      for other in operations.indices where operations[other].kind != .remove {
        let section =
          operations[other].kind == .enter
          ? sections[operations[other].section].parent : operations[other].section
        guard operations[other].rule == removal.rule, section == removal.section else { continue }
        edges.append(OrderEdge(first: index, second: other))
      }
    }
  }

  mutating func addBarrier() -> Int {
    groups += 1
    var barrier = Operation(kind: .barrier)
    barrier.group = groups
    barrier.order = -1
    operations.append(barrier)
    return operations.count - 1
  }

  /// Removes a running statement for a time, and sets it again.
  ///
  /// - Returns: the operation that removes and the first one that sets; `nil` where the device cannot.
  mutating func unbind(
    _ node: Int, away: CommandStep.Reason, back: CommandStep.Reason
  ) -> (removal: Int, setting: Int)? {
    guard let line = running.removal(of: node) else { return nil }
    let section = existingSection(around: node)
    var operation = Operation(kind: .remove, line: line, section: section, order: node)
    operation.reason = away
    operation.place = running.document.place(of: node)
    for inner in node..<running.document.nodes[node].subtreeEnd {
      operation.unrefers += running.references(of: inner)
      if let defined = running.definition(of: inner) { operation.undefines.append(defined) }
    }
    let first = add(operation)
    let second = operations.count
    emitWhole(node, of: running, section, reason: back)
    edges.append(OrderEdge(first: first, second: second))
    replacements.append(OrderEdge(first: first, second: second))
    return (first, second)
  }

  /// The section in which a running node stands, entered as it is.
  private mutating func existingSection(around node: Int) -> Int {
    var section = -1
    groups += 1
    for ancestor in running.document.ancestors(of: node) {
      section =
        sectionOfNode[ancestor]
        ?? addSection(
          running.line(of: ancestor), rule: running.ruleIndex(of: ancestor), parent: section,
          nodes: [ancestor])
    }
    return section
  }

  /// Splits a change in place into a removal and a setting, so that its object can be replaced in between.
  mutating func split(_ index: Int) -> Int? {
    guard operations[index].kind == .set, case .changed(let old) = operations[index].reason else {
      return nil
    }
    let match = running.grammar.match(old.runnable, under: parentRule(of: index))
    guard let line = running.grammar.removal(of: match) else { return nil }
    var removal = operations[index]
    removal.kind = .remove
    removal.line = line
    removal.refers = []
    removal.defines = []
    removal.unrefers += removal.keeps
    operations[index].keeps = []
    operations[index].unrefers = []
    operations[index].undefines = []
    let first = add(removal)
    edges.append(OrderEdge(first: first, second: index))
    return first
  }

  private func parentRule(of index: Int) -> Int? {
    let rule = operations[index].rule
    return rule < 0 ? nil : running.grammar.rules[rule].parent
  }
}
