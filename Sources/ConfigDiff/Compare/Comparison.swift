import ConfigTree

/// Compares section by section; depth is bounded by the parser.
struct Comparison {
  let running: MatchedDocument
  let intended: MatchedDocument
  let options: DiffOptions
  /// Forms of `standard` lines that the running file prints: what it does not print of them is not in force.
  private let printed: Set<String>

  init(running: MatchedDocument, intended: MatchedDocument, options: DiffOptions) {
    self.running = running
    self.intended = intended
    self.options = options
    let standard = running.grammar.standardRules
    let nodes = standard.isEmpty ? 0..<0 : running.document.nodes.indices
    printed = Set(
      nodes.lazy.filter { !running.isNegated($0) }.compactMap { running.ruleIndex(of: $0) }
        .filter(standard.contains).map { running.grammar.rules[$0].statement.pattern.text })
  }

  /// The differences of one section.
  struct Section {
    var entries: [DiffEntry] = []
    var lists: [ListChange] = []
  }

  /// Compares the children of a section.
  ///
  /// `nil` parents are the top of the file, an empty list a section that one side does not have.
  func section(
    running parents: [Int]?, intended wanted: [Int]?, rule: Int?, isOwned: Bool, isTop: Bool = false
  )
    -> Section
  {
    let have = StatementTable(below: parents, in: running)
    let want = StatementTable(below: wanted, in: intended)
    let defaults = isTop ? [] : rule.map { running.grammar.defaults(of: $0) } ?? []
    var section = Section()
    var ordered = OrderedLists()
    for statement in want.statements {
      if isOrdered(statement) {
        ordered.want(statement)
      } else {
        compare(have[statement.key], statement, defaults, into: &section)
      }
    }
    for statement in have.statements {
      if isOrdered(statement) {
        let isGone = want[statement.key] == nil && isRemovable(statement, isOwned)
        ordered.have(statement, isGone: isGone)
      } else if want[statement.key] == nil {
        leftOver(statement, defaults, isOwned, into: &section)
      }
    }
    ordered.compare(self, into: &section)
    return section
  }

  private func isOrdered(_ statement: Statement) -> Bool {
    statement.key.rule >= 0 && running.grammar.rules[statement.key.rule].statement.ordered
  }

  /// A running statement that the intended side does not mention.
  private func isRemovable(_ statement: Statement, _ isOwned: Bool) -> Bool {
    if statement.nodes.contains(where: options.owned.nodes.contains) { return true }
    guard isOwned else { return false }
    // A negated line is a fact of the device (`no shutdown`); a fragment that is silent about it has no opinion.
    return options.scope == .full || !running.isNegated(statement.last)
  }

  private func leftOver(
    _ statement: Statement, _ defaults: [LineMatch], _ isOwned: Bool, into section: inout Section
  ) {
    let node = statement.last
    let rule = running.rule(of: node)
    if running.isNegated(node), !isState(running, node) { return }
    if isDefault(running, node, defaults) || rule?.statement.automatic == true { return }
    guard isRemovable(statement, isOwned) else {
      guard statement.nodes.contains(where: { options.owned.reaches(below: $0, in: running.document) }) else {
        return
      }
      let inner = self.section(
        running: statement.nodes, intended: [], rule: rule.map { _ in statement.key.rule }, isOwned: false)
      appendSection(.inside, statement, nil, inner, into: &section)
      return
    }
    section.entries.append(removed(statement))
  }

  private func removed(_ statement: Statement) -> DiffEntry {
    var entry = DiffEntry(kind: .removed, running: DiffSide(statement.last, in: running))
    entry.runningNodes = statement.nodes
    entry.rule = running.ruleIndex(of: statement.node)
    entry.children = StatementTable(below: statement.nodes, in: running).statements.map(removed)
    return entry
  }

  private func compare(
    _ have: Statement?, _ want: Statement, _ defaults: [LineMatch], into section: inout Section
  ) {
    let rule = intended.rule(of: want.last)
    let isGone = intended.isNegated(want.last)
    let isState = isState(intended, want.last)
    let present = have.flatMap {
      isState || self.isState(running, $0.last) || !running.isNegated($0.last) ? $0 : nil
    }
    guard let present else {
      if isGone, !isState { return }
      if isDefault(intended, want.last, defaults) || isStandard(want.last) { return }
      var entry = added(want)
      entry.runningNodes = have?.nodes ?? []
      section.entries.append(entry)
      return
    }
    if isGone, !isState {
      if !running.isNegated(present.last), !isDefault(running, present.last, defaults) {
        var entry = removed(present)
        entry.intended = DiffSide(want.last, in: intended)
        section.entries.append(entry)
      }
      return
    }
    let kind = headKind(present, want, rule)
    let isSection =
      rule?.statement.section != nil || hasChildren(running, present) || hasChildren(intended, want)
    let inner =
      isSection && !isGone
      ? self.section(
        running: present.nodes, intended: want.nodes, rule: intended.ruleIndex(of: want.node),
        isOwned: options.scope == .full || rule?.statement.section == .owned)
      : Section()
    appendSection(kind, present, want, inner, into: &section)
  }

  /// An added statement with everything in it, but for lines that only repeat a default.
  private func added(_ statement: Statement) -> DiffEntry {
    var entry = DiffEntry(kind: .added, intended: DiffSide(statement.last, in: intended))
    entry.intendedNodes = statement.nodes
    entry.rule = intended.ruleIndex(of: statement.node)
    let defaults = entry.rule.map { intended.grammar.defaults(of: $0) } ?? []
    for child in StatementTable(below: statement.nodes, in: intended).statements {
      if intended.isNegated(child.last), !isState(intended, child.last) { continue }
      if !isDefault(intended, child.last, defaults) { entry.children.append(added(child)) }
    }
    return entry
  }

  /// Whether a negated line is a state of its own.
  ///
  /// One that leaves the value out (`no ip address`) is what the device prints for the absence, and so is a
  /// negation that it never prints.
  private func isState(_ matched: MatchedDocument, _ node: Int) -> Bool {
    matched.rule(of: node)?.statement.negatable == true && matched.isNegated(node)
      && matched.form(of: node) == .full
  }

  private func hasChildren(_ matched: MatchedDocument, _ statement: Statement) -> Bool {
    statement.nodes.contains { matched.document.nodes[$0].subtreeEnd > $0 + 1 }
  }

  private func appendSection(
    _ kind: DiffEntry.Kind, _ have: Statement, _ want: Statement?, _ inner: Section,
    into section: inout Section
  ) {
    guard kind != .inside || !inner.entries.isEmpty else { return }
    var entry = DiffEntry(kind: kind, running: DiffSide(have.last, in: running))
    entry.intended = want.map { DiffSide($0.last, in: intended) }
    entry.children = inner.entries
    entry.lists = inner.lists
    entry.runningNodes = have.nodes
    entry.intendedNodes = want?.nodes ?? []
    entry.rule = running.ruleIndex(of: have.node)
    section.entries.append(entry)
  }

  /// How the line itself differs; `inside` when it does not.
  private func headKind(_ have: Statement, _ want: Statement, _ rule: GrammarRule?) -> DiffEntry.Kind {
    let isReplaced = rule?.statement.replacement == .removeFirst
    if running.isNegated(have.last) != intended.isNegated(want.last) { return .changed }
    if running.isNegated(have.last) { return .inside }
    if running.value(of: have.last) != intended.value(of: want.last) {
      return isReplaced ? .replaced : .changed
    }
    var kind = DiffEntry.Kind.inside
    for slot in rule?.secretSlots ?? [] {
      guard let old = running.capture(slot: slot, of: have.last),
        let new = intended.capture(slot: slot, of: want.last)
      else { continue }
      switch options.keys(old, new) {
      case .equal: break
      case .different: return isReplaced ? .replaced : .changed
      case .unverifiable: kind = .unverifiable
      }
    }
    return kind
  }

  /// Whether a line that the running file lacks is in force there.
  private func isStandard(_ node: Int) -> Bool {
    guard let rule = intended.rule(of: node)?.statement, rule.standard else { return false }
    return !intended.isNegated(node) && !printed.contains(rule.pattern.text)
  }

  /// Whether a line says what is in force anyway.
  private func isDefault(_ matched: MatchedDocument, _ node: Int, _ defaults: [LineMatch]) -> Bool {
    guard !defaults.isEmpty else { return false }
    let rule = matched.ruleIndex(of: node)
    return defaults.contains { line in
      line.rule == rule && line.isNegated == matched.isNegated(node)
        && matched.identity(of: node) == line.identity[...]
        && (line.isNegated || matched.value(of: node) == line.value[...])
    }
  }
}
