import ConfigTree

/// How often each object is defined and used.
struct ObjectLedger {
  private var definitions: [ConfigObject: Int] = [:]
  private var uses: [ConfigObject: Int] = [:]
  private var holders: [ConfigObject: Int] = [:]

  init(_ tree: SimulatedTree) {
    for line in tree.lines.indices where tree.isConfiguration(line) { count(line, in: tree, by: 1) }
  }

  mutating func count(_ line: Int, in tree: SimulatedTree, by difference: Int) {
    guard let rule = tree.rule(of: line) else { return }
    let statement = tree.matched.grammar.rules[rule].statement
    if statement.defines != nil, let object = tree.definition(of: line) {
      definitions[object, default: 0] += difference
    }
    if statement.exclusive != nil, let object = tree.exclusive(of: line) {
      holders[object, default: 0] += difference
    }
    if !statement.refers.isEmpty {
      for object in tree.references(of: line) { uses[object, default: 0] += difference }
    }
  }

  func isDefined(_ object: ConfigObject) -> Bool { definitions[object, default: 0] > 0 }

  /// Whether a statement has what only one can have.
  func isHeld(_ object: ConfigObject) -> Bool { holders[object, default: 0] > 0 }

  /// An object that would be gone without these lines while other lines still use it.
  func orphan(without lines: [Int], in tree: SimulatedTree) -> ConfigObject? {
    var gone: [ConfigObject: Int] = [:]
    var unused: [ConfigObject: Int] = [:]
    var order: [ConfigObject] = []
    for line in lines {
      if let object = tree.definition(of: line) {
        gone[object, default: 0] += 1
        order.append(object)
      }
      for object in tree.references(of: line) { unused[object, default: 0] += 1 }
    }
    return order.first { object in
      definitions[object, default: 0] <= gone[object, default: 0]
        && uses[object, default: 0] > unused[object, default: 0]
    }
  }
}
