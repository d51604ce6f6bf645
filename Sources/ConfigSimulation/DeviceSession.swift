import ConfigTree
import Diagnostics

/// A device in configuration mode: where the prompt stands and what it does with a line.
struct DeviceSession {
  /// A section that the prompt stands in.
  struct Mode {
    /// The section's header lines; -1 is the top.
    var sections: [Int]
    var rule: Int?
    var isUnknown = false

    static let top = Mode(sections: [-1])
  }

  var tree: SimulatedTree
  var ledger: ObjectLedger
  private(set) var refusals: [Refusal] = []
  var modes = [Mode.top]
  private let refusesUndefined: Bool
  /// Lines of rules with `locks`, whether they still stand or not.
  private var lockLines: [Int] = []
  var place = SourcePlace(source: "")

  init(_ tree: SimulatedTree, refusesUndefined: Bool) {
    self.tree = tree
    ledger = ObjectLedger(tree)
    self.refusesUndefined = refusesUndefined
    let locks = tree.matched.grammar.lockRules
    if !locks.isEmpty {
      lockLines = tree.lines.indices.filter { line in tree.rule(of: line).map(locks.contains) ?? false }
    }
  }

  var grammar: Grammar { tree.matched.grammar }
  var mode: Mode { modes.last ?? .top }

  mutating func leave() { if modes.count > 1 { modes.removeLast() } }

  /// Leaves by the word of a closer: that of a table closes an entry that is open in it as well.
  mutating func leave(by closer: [UInt8]) {
    if closer == tree.closerInside, let rule = mode.rule, grammar.rules[rule].statement.closer != nil {
      leave()
    }
    leave()
  }

  mutating func leaveAll() { modes = [.top] }

  mutating func refuse(_ kind: Refusal.Kind, _ message: String) {
    refusals.append(Refusal(place: place, kind: kind, message: message))
  }

  /// Takes one line.
  ///
  /// A line that the section does not know but an outer one does leaves the section first.
  /// `isSection`: deeper lines follow in the script.
  mutating func type(_ line: [UInt8], kind: ConfigNode.Kind, isSection: Bool, at place: SourcePlace) {
    self.place = place
    var match = grammar.match(line, under: mode.rule, inUnknownSection: mode.isUnknown)
    if match.rule == nil {
      for depth in modes.indices.dropLast().reversed() {
        let outer = grammar.match(line, under: modes[depth].rule, inUnknownSection: modes[depth].isUnknown)
        guard outer.rule != nil else { continue }
        modes.removeLast(modes.count - 1 - depth)
        match = outer
        break
      }
    }
    if let lock = lock(on: match) {
      return refuse(.locked, "The section takes no change while \(lock) is there.")
    }
    if match.isNegated { negate(match, kind, line) } else { set(match, kind, isSection) }
  }

  /// The line that keeps the device from changing the section that the prompt stands in, keys masked.
  private func lock(on match: LineMatch) -> String? {
    guard !lockLines.isEmpty, modes.count > 1, !(match.rule.map(grammar.lockRules.contains) ?? false) else {
      return nil
    }
    let sections = modes.dropFirst().flatMap(\.sections)
    let objects = Set(sections.compactMap { tree.definition(of: $0) })
    let lock = lockLines.first { line in
      guard !tree.isNegated(line), tree.isPresent(line) else { return false }
      let held = tree.references(of: line)
      return held.isEmpty
        ? sections.contains(tree.lines[line].parent) : held.contains(where: objects.contains)
    }
    return lock.map(shown)
  }

  /// A line as a refusal may show it.
  private func shown(_ line: Int) -> String {
    let holdsKey = tree.rule(of: line).map { !grammar.rules[$0].secretSlots.isEmpty } ?? true
    return holdsKey
      ? "a line that may hold a key" : "`\(String(decoding: tree.text(of: line), as: UTF8.self))`"
  }

  // MARK: Setting

  mutating func set(_ match: LineMatch, _ kind: ConfigNode.Kind, _ hasLines: Bool) {
    let present = find(match)
    let rule = match.rule.map { grammar.rules[$0].statement }
    if refusesUndefined, let rule = match.rule.map({ grammar.rules[$0] }),
      let object = rule.references(in: match).first(where: { !ledger.isDefined($0) })
    {
      return refuse(.undefinedReference, "There is no \(object.kind) \(object.name).")
    }
    if let object = match.rule.flatMap({ grammar.rules[$0].exclusive(in: match) }), ledger.isHeld(object),
      !present.contains(where: { tree.exclusive(of: $0) == object })
    {
      return refuse(.occupied, "Another line has the \(object.kind) \(object.name).")
    }
    let isSection =
      rule?.section != nil || rule == nil && hasLines || present.contains { !tree.lines[$0].children.isEmpty }
    if isDefault(match, isNegated: false), !isSection {
      for line in present { drop(line) }
      if !present.isEmpty { wipe(rule, except: []) }
      return
    }
    guard let last = present.last else {
      if rule?.single == true, let other = sibling(of: match) {
        return refuse(.occupied, "There is one already, and there can be one only: line \(other).")
      }
      let line = place(numbered(match), kind, isSection: isSection)
      ledger.count(line, in: tree, by: 1)
      wipe(rule, except: [line])
      if isSection { modes.append(Mode(sections: [line], rule: match.rule, isUnknown: match.rule == nil)) }
      return
    }
    let isSame = !tree.isNegated(last) && isEqual(match, last)
    if !isSame {
      if rule?.replacement == .removeFirst, !tree.isNegated(last) {
        return refuse(.occupied, "Another value is set here; it has to be removed first.")
      }
      ledger.count(last, in: tree, by: -1)
      tree.rewrite(last, match)
      ledger.count(last, in: tree, by: 1)
      if !isSection { for line in present.dropLast() { drop(line) } }
      wipe(rule, except: [last])
    } else if rule?.ordered == true, isRenumbered(match, last) {
      return refuse(.occupied, "The list has this entry already, with another number.")
    }
    if isSection { modes.append(Mode(sections: present, rule: match.rule, isUnknown: match.rule == nil)) }
  }

  private mutating func place(_ match: LineMatch, _ kind: ConfigNode.Kind, isSection: Bool) -> Int {
    let line = tree.place(match, kind: kind, below: target(for: match), isSection: isSection)
    if match.rule.map(grammar.lockRules.contains) ?? false { lockLines.append(line) }
    return line
  }

  /// The text of another statement of the rule in the section.
  private func sibling(of match: LineMatch) -> String? {
    mode.sections.flatMap { tree.children(of: $0) }.first {
      tree.isConfiguration($0) && tree.rule(of: $0) == match.rule && !tree.isNegated($0)
    }.map(shown)
  }

  /// The header line of the section to write into: where siblings of the rule stand, else the first.
  private func target(for match: LineMatch) -> Int {
    mode.sections.last { section in
      tree.children(of: section).contains { tree.isConfiguration($0) && tree.rule(of: $0) == match.rule }
    } ?? mode.sections.first ?? -1
  }

  /// All lines of the section that are the same statement.
  func find(_ match: LineMatch) -> [Int] {
    var found: [Int] = []
    for section in mode.sections {
      for line in tree.children(of: section)
      where tree.isConfiguration(line) && tree.rule(of: line) == match.rule
        && tree.identity(of: line) == match.identity[...]
      {
        found.append(line)
      }
    }
    return found
  }

  private func isEqual(_ match: LineMatch, _ line: Int) -> Bool {
    guard let rule = match.rule.map({ grammar.rules[$0] }) else { return true }
    if rule.statement.ordered { return true }
    return tree.value(of: line) == match.value[...]
      && rule.secretSlots.allSatisfy { tree.capture($0, of: line) == match.captures[$0]?[...] }
  }

  /// An entry that is typed without number gets the next one, where the list is numbered.
  private func numbered(_ match: LineMatch) -> LineMatch {
    guard let rule = match.rule.map({ grammar.rules[$0] }), rule.statement.ordered,
      let slot = rule.statement.sequence.flatMap({ rule.captureNames.firstIndex(of: $0) }),
      match.captures[slot] == nil
    else { return match }
    let last = tree.children(of: target(for: match)).last {
      tree.isConfiguration($0) && tree.rule(of: $0) == match.rule
    }
    guard
      let number = last.flatMap({ tree.capture(slot, of: $0) }).flatMap({
        Int(String(decoding: $0, as: UTF8.self))
      }),
      number < 2_000_000_000
    else { return match }
    let text = Array("\(number / 10 * 10 + 10) ".utf8) + match.text
    let typed = grammar.match(text, under: mode.rule)
    return typed.rule == match.rule ? typed : match
  }

  private func isRenumbered(_ match: LineMatch, _ line: Int) -> Bool {
    guard let rule = match.rule.map({ grammar.rules[$0] }),
      let slot = rule.statement.sequence.flatMap({ rule.captureNames.firstIndex(of: $0) }),
      let typed = match.captures[slot]
    else { return false }
    return tree.capture(slot, of: line).map { !$0.elementsEqual(typed) } ?? false
  }

  /// Whether the line says what is in force in the section when nothing is printed.
  private func isDefault(_ match: LineMatch, isNegated: Bool) -> Bool {
    guard modes.count > 1, let rule = mode.rule else { return false }
    return grammar.defaults(of: rule).contains { line in
      line.rule == match.rule && line.isNegated == isNegated && line.identity == match.identity
        && (isNegated || line.value == match.value)
    }
  }

  // MARK: Removing

  mutating func negate(_ first: LineMatch, _ kind: ConfigNode.Kind, _ text: [UInt8]) {
    var match = first
    var all = lines(meantBy: match)
    // Several rules may have the same line of removal; the one that has something to remove is meant.
    var tried: Set<Int> = []
    while match.form > .full, !all.contains(where: { !tree.isNegated($0) }), let rule = match.rule {
      tried.insert(rule)
      let next = grammar.match(text, under: mode.rule, inUnknownSection: mode.isUnknown, besides: tried)
      guard next.rule != nil, next.isNegated else {
        match = first
        all = lines(meantBy: first)
        break
      }
      match = next
      all = lines(meantBy: next)
    }
    let rule = match.rule.map { grammar.rules[$0].statement }
    let present = all.filter { !tree.isNegated($0) }
    let isState = rule?.negatable == true
    let isDefault = isDefault(match, isNegated: true)
    guard let last = present.last else {
      if isDefault {
        for line in all { drop(line) }
      } else if isState {
        if all.isEmpty { _ = place(match, kind, isSection: false) }
      } else {
        refuse(.nothingToRemove, "There is nothing like this to remove.")
      }
      return
    }
    if match.form == .full, !match.value.isEmpty, !isEqual(match, last) {
      return refuse(.otherValue, "The line has another value than the one to remove.")
    }
    if rule?.removal == .impossible { return refuse(.permanent, "The device cannot remove this.") }
    let gone =
      present.flatMap { tree.subtree(of: $0) } + cascade(rule, present) + companions(of: present)
    if let object = ledger.orphan(without: gone, in: tree) {
      return refuse(.inUse, "\(object.kind) \(object.name) is in use.")
    }
    for line in gone
    where !present.contains(line) && tree.lines[line].parent >= 0 && !gone.contains(tree.lines[line].parent) {
      drop(line)
    }
    if isState, !isDefault {
      ledger.count(last, in: tree, by: -1)
      tree.rewrite(last, match)
      for line in present.dropLast() { drop(line) }
    } else {
      for line in present { drop(line) }
    }
    wipe(rule, except: isState ? [last] : [])
  }

  private func lines(meantBy match: LineMatch) -> [Int] {
    match.form == .removal || match.form == .command ? findByCaptures(match) : find(match)
  }

  /// Lines of the rule that agree with what the removal says of them.
  private func findByCaptures(_ match: LineMatch) -> [Int] {
    mode.sections.flatMap { tree.children(of: $0) }.filter { line in
      tree.isConfiguration(line) && tree.rule(of: line) == match.rule
        && match.captures.indices.allSatisfy { slot in
          match.captures[slot].map { typed in tree.capture(slot, of: line)?.elementsEqual(typed) ?? false }
            ?? true
        }
    }
  }

  /// Lines of the same top-level section that go with the object.
  private func cascade(_ rule: StatementRule?, _ lines: [Int]) -> [Int] {
    guard rule?.cascades == true else { return [] }
    let objects = Set(lines.compactMap { tree.definition(of: $0) })
    guard !objects.isEmpty, modes.count > 1, let sections = modes.dropFirst().first?.sections else {
      return []
    }
    return sections.flatMap { tree.subtree(of: $0).dropFirst() }.filter { line in
      !lines.contains(line) && tree.isConfiguration(line)
        && tree.references(of: line).contains(where: objects.contains)
    }
  }

  /// Sections that the device made with objects of these lines, and what is in them.
  private func companions(of lines: [Int]) -> [Int] {
    guard !grammar.companionRules.isEmpty else { return [] }
    let objects = Set(lines.compactMap { tree.definition(of: $0) })
    guard !objects.isEmpty else { return [] }
    return tree.lines.indices.filter { line in
      tree.rule(of: line).map(grammar.companionRules.contains) ?? false && tree.isPresent(line)
        && tree.companion(of: line).map(objects.contains) ?? false
    }.flatMap { tree.subtree(of: $0) }
  }

  mutating func drop(_ line: Int) {
    for below in tree.subtree(of: line) where tree.isConfiguration(below) {
      ledger.count(below, in: tree, by: -1)
    }
    tree.takeAway(line)
  }

  /// Drops the siblings that the device wipes with this statement.
  private mutating func wipe(_ rule: StatementRule?, except kept: [Int]) {
    guard let rule, !rule.wipes.isEmpty else { return }
    let negation = Array(grammar.negation.utf8) + [0x20]
    for line in mode.sections.flatMap({ tree.children(of: $0) })
    where tree.isConfiguration(line) && !kept.contains(line) {
      let text = tree.text(of: line)
      let positive = text.starts(with: negation) ? text.dropFirst(negation.count) : text
      if rule.wipes.contains(where: { positive.starts(with: Array($0.utf8)) }) { drop(line) }
    }
  }
}
