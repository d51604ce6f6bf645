import ConfigTree

/// What a new file says otherwise than the old one, a step a statement, for people and programs.
struct FileChanges {
  private let direction: Direction
  private let keys: ChangePlan.Keys
  private(set) var steps: [CommandStep] = []

  init(_ diff: TreeDiff, isForward: Bool, keys: ChangePlan.Keys) {
    direction = Direction(
      isForward: isForward, before: isForward ? diff.running : diff.intended,
      after: isForward ? diff.intended : diff.running)
    self.keys = keys
    for entry in diff.entries { add(entry, []) }
  }

  private mutating func add(_ entry: DiffEntry, _ path: [ConfigLine]) {
    let kind = direction.kind(entry, keys: keys)
    let before = direction.before(entry)
    let after = direction.after(entry)
    switch kind {
    case .added: if let after { step(.set, entry, after, path, .added) }
    case .removed:
      // What is in a section goes with it.
      if let before { return step(.remove, entry, before, path, .removed) }
    case .changed, .replaced:
      if let before, let after { step(.set, entry, after, path, .changed(from: before.line)) }
    case .moved: if let after { step(.set, entry, after, path, .reordered) }
    case .inside, .unverifiable: break
    }
    let line = (after ?? before)?.line
    for child in entry.children { add(child, path + [line].compactMap(\.self)) }
  }

  private mutating func step(
    _ kind: CommandStep.Kind, _ entry: DiffEntry, _ side: DiffSide, _ path: [ConfigLine],
    _ reason: CommandStep.Reason
  ) {
    let rule = entry.rule.map { direction.after.grammar.rules[$0].statement }
    steps.append(
      CommandStep(
        kind: kind, line: side.line, path: path, reason: reason, place: side.place,
        disruptive: reason == .added ? nil : rule?.disruptive))
  }
}
