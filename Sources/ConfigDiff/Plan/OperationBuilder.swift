import ConfigTree
import Diagnostics

/// Turns differences into operations for one direction.
struct OperationBuilder {
  let direction: Direction
  let running: MatchedDocument
  let keys: ChangePlan.Keys
  let exit: ConfigLine
  /// The state of ordered lists after the plan, by their running or intended nodes' rule and section.
  let lists: ListEdits
  var operations: [Operation] = []
  var sections: [PlanSection] = []
  var edges: [OrderEdge] = []
  /// Removals with the settings that bring the same statement back.
  var replacements: [OrderEdge] = []
  /// Sections by the running nodes of their headers.
  var sectionOfNode: [Int: Int] = [:]
  var groups = 0
  /// Objects that are no longer there afterwards; kept where sections come and go with objects.
  private var gone: Set<ConfigObject> = []
  /// What goes with an object.
  private var companions: [ConfigObject: [ConfigObject]] = [:]
  /// What nobody else can have until an object goes, in the sections that go with it.
  private var held: [ConfigObject: [ConfigObject]] = [:]
  /// Running nodes that are taken away for a while, with the operations that do so.
  var unbound: [Int: (Int, Int)] = [:]

  init(direction: Direction, running: MatchedDocument, keys: ChangePlan.Keys, exit: String, lists: ListEdits)
  {
    self.direction = direction
    self.running = running
    self.keys = keys
    self.exit = ConfigLine(Array(exit.utf8))
    self.lists = lists
  }

  mutating func build(_ entries: [DiffEntry], lists: [ListChange]) {
    if !running.grammar.companionRules.isEmpty {
      gone = undefined(entries)
      let before = direction.before
      for node in before.document.nodes.indices {
        guard let object = before.companion(of: node) else { continue }
        if let made = before.definition(of: node) { companions[object, default: []].append(made) }
        held[object, default: []] +=
          (node..<before.document.nodes[node].subtreeEnd).compactMap(before.exclusive)
      }
    }
    for entry in entries where !isListed(entry, lists) {
      groups += 1
      emit(entry, section: -1)
    }
    for list in lists {
      groups += 1
      emit(list, section: -1)
    }
    wipe(section: -1, nodes: nil, from: 0, touched: touched(entries))
  }

  /// What the entries' removals leave undefined.
  private func undefined(_ entries: [DiffEntry]) -> Set<ConfigObject> {
    var objects: Set<ConfigObject> = []
    for entry in entries {
      if direction.kind(entry, keys: keys) == .removed {
        for node in direction.beforeNodes(entry) {
          direction.before.definition(of: node).map { _ = objects.insert($0) }
        }
      }
      objects.formUnion(undefined(entry.children))
    }
    return objects
  }

  /// Whether the entry belongs to an ordered list, which is edited as a whole.
  private func isListed(_ entry: DiffEntry, _ lists: [ListChange]) -> Bool {
    lists.contains { $0.rule == entry.rule }
  }

  mutating func add(_ operation: Operation) -> Int {
    var operation = operation
    operation.group = operation.section >= 0 ? sections[operation.section].group : groups
    operations.append(operation)
    return operations.count - 1
  }

  mutating func addSection(_ line: ConfigLine, rule: Int?, parent: Int, nodes: [Int]) -> Int {
    let closer = rule.flatMap { running.grammar.rules[$0].statement.closer }
    let group = parent >= 0 ? sections[parent].group : groups
    sections.append(
      PlanSection(
        parent: parent, line: line, exit: closer.map { ConfigLine(Array($0.utf8)) } ?? exit, group: group))
    for node in nodes { sectionOfNode[node] = sections.count - 1 }
    return sections.count - 1
  }

  // MARK: Entries

  private mutating func emit(_ entry: DiffEntry, section: Int) {
    switch direction.kind(entry, keys: keys) {
    case .added:
      if let side = direction.after(entry) { emitAdded(entry, side, section) }
    case .removed:
      if let side = direction.before(entry) { emitRemoved(entry, side, section) }
    case .changed:
      if let old = direction.before(entry), let new = direction.after(entry) {
        emitChanged(entry, old, new, section)
      }
    case .replaced:
      if let old = direction.before(entry), let new = direction.after(entry) {
        emitReplaced(entry, old, new, section)
      }
    case .inside, .unverifiable, .moved:
      guard let side = direction.after(entry) ?? direction.before(entry) else { return }
      emitInside(entry, side, section)
    }
  }

  private mutating func emitInside(_ entry: DiffEntry, _ side: DiffSide, _ section: Int) {
    guard !entry.children.isEmpty else { return }
    let inner = addSection(side.line, rule: entry.rule, parent: section, nodes: entry.runningNodes)
    let start = operations.count
    emitChildren(entry, inner)
    keepEmpty(entry, from: start, section)
  }

  /// Makes a section anew that is to stay with nothing in it: where lines are whole paths it goes with the last of them.
  private mutating func keepEmpty(_ entry: DiffEntry, from start: Int, _ section: Int) {
    guard running.document.isRewritten, let side = direction.after(entry),
      direction.after.document.nodes[side.node].subtreeEnd == side.node + 1
    else { return }
    let removals = start..<operations.count
    let children = direction.beforeNodes(entry).flatMap(direction.before.document.children)
    guard removals.allSatisfy({ operations[$0].kind == .remove }), removals.count == children.count else {
      return
    }
    var operation = Operation(kind: .set, line: side.line, section: section, order: side.node)
    operation.rule = entry.rule ?? -1
    operation.place = side.place
    operation.reason = .added
    let kept = add(operation)
    for removal in removals { edges.append(OrderEdge(first: removal, second: kept)) }
  }

  private mutating func emitChildren(_ entry: DiffEntry, _ section: Int) {
    let start = operations.count
    for child in entry.children where !isListed(child, entry.lists) { emit(child, section: section) }
    for list in entry.lists { emit(list, section: section) }
    wipe(section: section, nodes: entry.runningNodes, from: start, touched: touched(entry.children))
  }

  private mutating func emitAdded(_ entry: DiffEntry, _ side: DiffSide, _ section: Int) {
    let matched = direction.after
    var operation = Operation(kind: .set, line: side.line, section: section, order: side.node)
    operation.rule = entry.rule ?? -1
    operation.reason = .added
    operation.place = side.place
    operation.defines = matched.definition(of: side.node).map { [$0] } ?? []
    operation.refers = matched.references(of: side.node)
    operation.takes = matched.exclusive(of: side.node).map { [$0] } ?? []
    if let object = matched.companion(of: side.node) { operation.refers.append(object) }
    let isSection = matched.rule(of: side.node)?.statement.section != nil || !entry.children.isEmpty
    guard isSection else {
      _ = add(operation)
      return
    }
    let inner = addSection(side.line, rule: entry.rule, parent: section, nodes: entry.runningNodes)
    operation.kind = .enter
    operation.section = inner
    sections[inner].maker = add(operation)
    for child in entry.children { emit(child, section: inner) }
  }

  private mutating func emitRemoved(_ entry: DiffEntry, _ side: DiffSide, _ section: Int) {
    // The device takes it away itself.
    if let object = direction.before.companion(of: side.node), gone.contains(object) { return }
    let nodes = direction.beforeNodes(entry)
    if let operation = removal(nodes.isEmpty ? [side.node] : nodes, last: side.node, section) {
      _ = add(operation)
    } else if !entry.children.isEmpty {
      emitInside(entry, side, section)
    }
  }

  /// The operation that removes a statement of the before side; `nil` where the device cannot.
  private func removal(_ nodes: [Int], last: Int, _ section: Int) -> Operation? {
    let matched = direction.before
    // The opposite of a negation that was cut short cannot be spelled.
    if matched.isNegated(last), matched.form(of: last) != .full { return nil }
    guard let line = matched.removal(of: last) else { return nil }
    var operation = Operation(kind: .remove, line: line, section: section, order: last)
    operation.rule = matched.ruleIndex(of: last) ?? -1
    operation.reason = .removed
    operation.place = matched.document.place(of: last)
    operation.isLeaf = nodes.allSatisfy { matched.document.nodes[$0].subtreeEnd == $0 + 1 }
    for node in nodes.flatMap({ $0..<matched.document.nodes[$0].subtreeEnd }) {
      if let object = matched.definition(of: node) { operation.undefines.append(object) }
      operation.unrefers += matched.references(of: node)
      if let object = matched.exclusive(of: node) { operation.frees.append(object) }
    }
    operation.frees += operation.undefines.flatMap { held[$0] ?? [] }
    operation.undefines += operation.undefines.flatMap { companions[$0] ?? [] }
    return operation
  }

  private mutating func emitChanged(_ entry: DiffEntry, _ old: DiffSide, _ new: DiffSide, _ section: Int) {
    var operation = setting(new, from: old, section)
    operation.rule = entry.rule ?? -1
    let isSection =
      direction.after.rule(of: new.node)?.statement.section != nil || !entry.children.isEmpty
    guard isSection, !direction.after.isNegated(new.node) else {
      _ = add(operation)
      return
    }
    let inner = addSection(new.line, rule: entry.rule, parent: section, nodes: entry.runningNodes)
    operation.kind = .enter
    operation.section = inner
    sections[inner].maker = add(operation)
    emitChildren(entry, inner)
  }

  /// A new value in the place of an old one.
  private func setting(_ new: DiffSide, from old: DiffSide, _ section: Int) -> Operation {
    var operation = Operation(kind: .set, line: new.line, section: section, order: new.node)
    operation.reason = .changed(from: old.line)
    operation.place = new.place
    operation.refers = direction.after.references(of: new.node)
    let before = direction.before.references(of: old.node)
    operation.keeps = before.filter(operation.refers.contains)
    operation.unrefers = before.filter { !operation.refers.contains($0) }
    let (had, has) = (direction.before.exclusive(of: old.node), direction.after.exclusive(of: new.node))
    if had != has {
      operation.frees = had.map { [$0] } ?? []
      operation.takes = has.map { [$0] } ?? []
    }
    let defined = direction.after.definition(of: new.node)
    let undefined = direction.before.definition(of: old.node)
    if defined != undefined {
      operation.defines = defined.map { [$0] } ?? []
      operation.undefines = undefined.map { [$0] } ?? []
    }
    return operation
  }

  private mutating func emitReplaced(_ entry: DiffEntry, _ old: DiffSide, _ new: DiffSide, _ section: Int) {
    let nodes = direction.beforeNodes(entry)
    guard let removal = removal(nodes.isEmpty ? [old.node] : nodes, last: old.node, section) else {
      return emitChanged(entry, old, new, section)
    }
    let first = add(removal)
    let start = operations.count
    emitWhole(new.node, of: direction.after, section, reason: .changed(from: old.line))
    replacements.append(OrderEdge(first: first, second: start))
    let made = operations[start].section
    for node in direction.afterNodes(entry) where node != new.node {
      emitBody(node, of: direction.after, made)
    }
    guard direction.isForward, running.rule(of: old.node)?.statement.section == .shared else { return }
    // What others have put into the section comes back with it.
    let gone = Set(entry.children.filter { $0.kind == .removed }.flatMap(\.runningNodes))
    let mentioned = StatementTable(below: entry.intendedNodes, in: direction.after)
    for other in StatementTable(below: entry.runningNodes, in: running).statements
    where mentioned[other.key] == nil && !gone.contains(other.node) {
      emitWhole(other.last, of: running, made, reason: .added)
    }
  }

  /// Sets a statement and everything in it, as one side has it.
  mutating func emitWhole(
    _ node: Int, of matched: MatchedDocument, _ section: Int, reason: CommandStep.Reason
  ) {
    let line = matched.line(of: node)
    var operation = Operation(kind: .set, line: line, section: section, order: node)
    operation.rule = matched.ruleIndex(of: node) ?? -1
    operation.reason = reason
    operation.place = matched.document.place(of: node)
    operation.defines = matched.definition(of: node).map { [$0] } ?? []
    operation.refers = matched.references(of: node)
    operation.takes = matched.exclusive(of: node).map { [$0] } ?? []
    guard
      matched.rule(of: node)?.statement.section != nil || matched.document.nodes[node].subtreeEnd > node + 1
    else {
      _ = add(operation)
      return
    }
    let inner = addSection(line, rule: matched.ruleIndex(of: node), parent: section, nodes: [])
    operation.kind = .enter
    operation.section = inner
    sections[inner].maker = add(operation)
    emitBody(node, of: matched, inner)
  }

  private mutating func emitBody(_ node: Int, of matched: MatchedDocument, _ section: Int) {
    for child in matched.document.children(of: node) where matched.document.nodes[child].isConfiguration {
      emitWhole(child, of: matched, section, reason: .added)
    }
  }

  // MARK: Ordered lists

  private mutating func emit(_ list: ListChange, section: Int) {
    var previous: Int?
    for edit in lists.edits(of: list, isForward: direction.isForward) {
      var operation = Operation(kind: edit.isRemoval ? .remove : .set, line: edit.line, section: section)
      operation.rule = list.rule
      operation.order = edit.node
      operation.reason = edit.reason
      operation.place = edit.place
      if edit.isRemoval {
        operation.undefines = edit.definition
        operation.unrefers = edit.references
      } else {
        operation.defines = edit.definition
        operation.refers = edit.references
      }
      let index = add(operation)
      if let previous { edges.append(OrderEdge(first: previous, second: index)) }
      previous = index
    }
  }
}
