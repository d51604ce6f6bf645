import ConfigTree

/// Siblings that the device drops when it takes a statement.
extension OperationBuilder {
  func touched(_ entries: [DiffEntry]) -> Set<Int> { Set(entries.flatMap(\.runningNodes)) }

  mutating func wipe(section: Int, nodes: [Int]?, from start: Int, touched: Set<Int>) {
    for index in start..<operations.count where operations[index].section == section {
      let rule = operations[index].rule
      guard rule >= 0, !operations[index].isDropped else { continue }
      let prefixes = running.grammar.rules[rule].statement.wipes.map { Array($0.utf8) }
      guard !prefixes.isEmpty else { continue }
      for other in start..<operations.count where other != index && operations[other].section == section {
        guard isWiped(operations[other].line.runnable, prefixes) else { continue }
        if operations[other].kind == .remove {
          operations[other].isDropped = true
        } else {
          edges.append(OrderEdge(first: index, second: other))
        }
      }
      for node in StatementTable(below: nodes, in: running).statements.map(\.last)
      where !touched.contains(node) {
        guard !running.isNegated(node), isWiped(Array(running.document.text(of: node)), prefixes) else {
          continue
        }
        let place = operations.count
        emitWhole(node, of: running, section, reason: .wiped(by: operations[index].line))
        operations[place].order = operations[index].order
        edges.append(OrderEdge(first: index, second: place))
      }
    }
  }

  /// Whether the line, with or without its negation, begins with one of the prefixes.
  private func isWiped(_ line: [UInt8], _ prefixes: [[UInt8]]) -> Bool {
    let negation = Array(running.grammar.negation.utf8) + [0x20]
    let positive = line.starts(with: negation) ? line[negation.count...] : line[...]
    return prefixes.contains { positive.starts(with: $0) }
  }
}
