import ConfigTree

/// The ordered lists of one section, each the statements of one rule.
struct OrderedLists {
  private var rules: [Int] = []
  private var wanted: [Int: [Statement]] = [:]
  private var present: [Int: [(statement: Statement, isGone: Bool)]] = [:]

  mutating func want(_ statement: Statement) {
    note(statement.key.rule)
    wanted[statement.key.rule, default: []].append(statement)
  }

  mutating func have(_ statement: Statement, isGone: Bool) {
    note(statement.key.rule)
    present[statement.key.rule, default: []].append((statement, isGone))
  }

  private mutating func note(_ rule: Int) {
    if wanted[rule] == nil, present[rule] == nil { rules.append(rule) }
  }

  func compare(_ comparison: Comparison, into section: inout Comparison.Section) {
    for rule in rules { compare(rule, comparison, into: &section) }
  }

  private func compare(_ rule: Int, _ comparison: Comparison, into section: inout Comparison.Section) {
    let have = present[rule] ?? []
    let want = (wanted[rule] ?? []).filter { !comparison.intended.isNegated($0.last) }
    let target = merge(have, want)
    let kept = longestCommon(have.map(\.statement.key), target.map(\.key))
    guard kept.count < have.count || kept.count < target.count else { return }
    let keptKeys = Set(kept.map { have[$0.0].statement.key })
    let targetKeys = Set(target.map(\.key))
    let running = Dictionary(
      have.map { ($0.statement.key, $0.statement.node) }, uniquingKeysWith: { first, _ in first })
    for item in target where !keptKeys.contains(item.key) {
      var entry = DiffEntry(kind: running[item.key] == nil ? .added : .moved)
      entry.running = running[item.key].map { DiffSide($0, in: comparison.running) }
      if case .intended(let node) = item.item { entry.intended = DiffSide(node, in: comparison.intended) }
      entry.rule = rule
      section.entries.append(entry)
    }
    for (statement, _) in have where !targetKeys.contains(statement.key) {
      var entry = DiffEntry(kind: .removed, running: DiffSide(statement.node, in: comparison.running))
      entry.rule = rule
      section.entries.append(entry)
    }
    section.lists.append(
      ListChange(rule: rule, running: have.map(\.statement.node), target: target.map(\.item)))
  }

  private typealias Target = (key: StatementKey, item: ListChange.Item)

  /// The list as it is to be: the intended entries in their order; running ones that stay keep their place among
  /// those that both sides have.
  private func merge(_ have: [(statement: Statement, isGone: Bool)], _ want: [Statement]) -> [Target] {
    var target: [Target] = []
    let wantedPlaces = Dictionary(
      want.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var next = 0
    for (statement, isGone) in have where !isGone {
      if let place = wantedPlaces[statement.key] {
        while next <= place, next < want.count {
          target.append((want[next].key, .intended(want[next].last)))
          next += 1
        }
      } else {
        target.append((statement.key, .running(statement.node)))
      }
    }
    for statement in want[min(next, want.count)...] {
      target.append((statement.key, .intended(statement.last)))
    }
    return target
  }

  /// Pairs of places of a longest common subsequence; keys are unique on each side, so it is a longest
  /// increasing one, found in n log n.
  private func longestCommon(_ left: [StatementKey], _ right: [StatementKey]) -> [(Int, Int)] {
    let places = Dictionary(right.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var tails: [Int] = []
    var pairs: [(left: Int, right: Int, previous: Int)] = []
    for (index, key) in left.enumerated() {
      guard let place = places[key] else { continue }
      var low = 0
      var high = tails.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].right < place { low = middle + 1 } else { high = middle }
      }
      pairs.append((index, place, low > 0 ? tails[low - 1] : -1))
      if low == tails.count { tails.append(pairs.count - 1) } else { tails[low] = pairs.count - 1 }
    }
    var common: [(Int, Int)] = []
    var next = tails.last ?? -1
    while next >= 0 {
      common.append((pairs[next].left, pairs[next].right))
      next = pairs[next].previous
    }
    return common.reversed()
  }
}
