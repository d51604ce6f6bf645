import ConfigTree

/// Who makes and who uses objects in the running file, outside of what a plan changes.
struct ObjectUses {
  private var makers: [ConfigObject: [Int]] = [:]
  private var usersOf: [ConfigObject: [Int]] = [:]

  init() {}

  init(_ running: MatchedDocument, without touched: Set<Int>) {
    for node in running.document.nodes.indices where running.document.nodes[node].isConfiguration {
      guard let rule = running.rule(of: node)?.statement else { continue }
      guard rule.defines != nil || !rule.refers.isEmpty, !touched.contains(node) else { continue }
      if let object = running.definition(of: node) { makers[object, default: []].append(node) }
      for object in running.references(of: node) { usersOf[object, default: []].append(node) }
    }
  }

  /// Whether a line that the plan leaves alone defines the object too.
  func isDefinedElsewhere(_ object: ConfigObject) -> Bool { makers[object] != nil }

  /// The same while some lines are taken away.
  func isDefinedElsewhere(_ object: ConfigObject, besides gone: [Int: (Int, Int)]) -> Bool {
    makers[object]?.contains { gone[$0] == nil } ?? false
  }

  /// Nodes that the plan leaves alone and that need the object.
  func users(of object: ConfigObject) -> [Int] { usersOf[object] ?? [] }
}

extension TreeDiff {
  /// Running nodes that one of the entries changes or takes away.
  func touchedNodes(_ entries: [DiffEntry]) -> Set<Int> {
    var touched: Set<Int> = []
    func add(_ entries: [DiffEntry], _ lists: [ListChange]) {
      for list in lists { touched.formUnion(list.running) }
      for entry in entries {
        switch entry.kind {
        case .inside: break
        case .changed, .unverifiable, .moved: touched.formUnion(entry.runningNodes)
        case .added, .removed, .replaced:
          for node in entry.runningNodes { touched.formUnion(node..<running.document.nodes[node].subtreeEnd) }
        }
        add(entry.children, entry.lists)
      }
    }
    add(entries, lists)
    return touched
  }
}
