import ConfigTree
import Diagnostics

/// One command that brings an ordered list closer to what it is to be.
struct ListEdit {
  var isRemoval: Bool
  var line: ConfigLine
  var node: Int
  var reason: CommandStep.Reason
  var place: SourcePlace?
  var definition: [ConfigObject]
  var references: [ConfigObject]
}

/// The commands for ordered lists, forward and back.
///
/// A numbered list is edited in place: entries go and come by number. A list without numbers grows at its end
/// only, so everything behind the first insertion is removed and set again.
struct ListEdits {
  let running: MatchedDocument
  let intended: MatchedDocument

  /// An entry as it stands in a list.
  private struct Item {
    let key: [UInt8]
    var number: Int?
    var line: ConfigLine
    let node: Int
    let place: SourcePlace
    let definition: [ConfigObject]
    let references: [ConfigObject]
  }

  func edits(of list: ListChange, isForward: Bool) -> [ListEdit] {
    let old = list.running.map { item($0, running) }
    let target = list.target.map { target in
      switch target {
      case .running(let node): item(node, running)
      case .intended(let node): item(node, intended)
      }
    }
    let forward = edit(old, target, list.rule, exact: false)
    return isForward ? forward.edits : edit(forward.result, old, list.rule, exact: true).edits
  }

  private func item(_ node: Int, _ matched: MatchedDocument) -> Item {
    let sequence = matched.rule(of: node)?.statement.sequence
    return Item(
      key: Array(matched.identity(of: node)),
      number: sequence.flatMap { matched.string($0, of: node) }.flatMap { Int($0) },
      line: matched.line(of: node), node: node, place: matched.document.place(of: node),
      definition: matched.definition(of: node).map { [$0] } ?? [], references: matched.references(of: node))
  }

  /// The edits from one list to another and the list that results, which may have other numbers.
  ///
  /// With `exact`, an entry stays only when its number is right too.
  private func edit(
    _ old: [Item], _ target: [Item], _ rule: Int, exact: Bool
  ) -> (edits: [ListEdit], result: [Item]) {
    let isNumbered = !old.isEmpty && old.allSatisfy { $0.number != nil }
    var kept = keep(old, target, exact: exact)
    if isNumbered, let result = number(old, target, kept, rule) {
      return commands(old, target, kept, result, rule)
    }
    // Only what stands before the first entry that has to come in can stay.
    let firstNew = target.indices.first { kept[$0] == nil } ?? target.count
    for index in target.indices where index > firstNew { kept[index] = nil }
    var result = target
    var last = 0
    for index in target.indices {
      if let place = kept[index] {
        result[index] = old[place]
        last = old[place].number ?? last
      } else if isNumbered {
        last += 10
        result[index] = numbered(target[index], last, rule)
      }
    }
    return commands(old, target, kept, result, rule)
  }

  /// For every entry of the target the place in the old list where it stands and may stay: a longest common
  /// subsequence of the two.
  private func keep(_ old: [Item], _ target: [Item], exact: Bool) -> [Int?] {
    var kept: [Int?] = Array(repeating: nil, count: target.count)
    let places = Dictionary(old.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var tails: [Int] = []
    var previous: [Int] = Array(repeating: -1, count: target.count)
    let found = target.map { item -> Int? in
      guard let place = places[item.key], !exact || old[place].number == item.number else { return nil }
      return place
    }
    for index in target.indices {
      guard let place = found[index] else { continue }
      var low = 0
      var high = tails.count
      while low < high {
        let middle = (low + high) / 2
        if (found[tails[middle]] ?? 0) < place { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? tails[low - 1] : -1
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var next = tails.last ?? -1
    while next >= 0 {
      kept[next] = found[next]
      next = previous[next]
    }
    return kept
  }

  /// The target with a number for every entry, those that stay with the one they have; `nil` when there is no
  /// room between two of them.
  private func number(_ old: [Item], _ target: [Item], _ kept: [Int?], _ rule: Int) -> [Item]? {
    var result = target
    var last = 0
    var index = 0
    while index < target.count {
      if let place = kept[index] {
        result[index] = old[place]
        last = max(last, old[place].number ?? last)
        index += 1
        continue
      }
      var end = index
      while end < target.count, kept[end] == nil { end += 1 }
      let next = end < target.count ? kept[end].flatMap { old[$0].number } : nil
      let own = target[index..<end].compactMap(\.number)
      let fits =
        own.count == end - index && own.first.map { $0 > last } ?? false
        && zip(own, own.dropFirst()).allSatisfy(<)
        && (own.last.map { last in next.map { last < $0 } ?? true } ?? false)
      for place in index..<end {
        let number: Int
        if fits {
          number = own[place - index]
        } else if let next {
          let gap = next - last
          guard gap > end - place else { return nil }
          number = last + max(1, gap / (end - place + 1))
        } else {
          guard last < 2_000_000_000 else { return nil }
          number = last / 10 * 10 + 10
        }
        result[place] = numbered(target[place], number, rule)
        last = number
      }
      index = end
    }
    return result
  }

  /// The entry with another number.
  private func numbered(_ item: Item, _ number: Int, _ rule: Int) -> Item {
    guard item.number != number else { return item }
    var item = item
    let digits = Array(String(number).utf8)
    if let old = item.number {
      let text = Array(String(old).utf8)
      let start = item.line.runnable.indices.first { item.line.runnable[$0...].starts(with: text) } ?? 0
      let head = ConfigLine(Array(item.line.runnable[..<start]))
      item.line = item.line.dropping(start + text.count).prefixed(head.runnable + digits)
    } else {
      item.line = item.line.prefixed(digits + [0x20])
    }
    item.number = number
    return item
  }

  private func commands(
    _ old: [Item], _ target: [Item], _ kept: [Int?], _ result: [Item], _ rule: Int
  ) -> (edits: [ListEdit], result: [Item]) {
    let staying = Set(kept.compactMap { $0 })
    let wanted = Set(target.map(\.key))
    let present = Set(old.map(\.key))
    var edits: [ListEdit] = []
    for (place, item) in old.enumerated() where !staying.contains(place) {
      let match = running.grammar.match(item.line.runnable, under: running.grammar.rules[rule].parent)
      guard let line = running.grammar.removal(of: match) else { continue }
      edits.append(
        ListEdit(
          isRemoval: true, line: line, node: item.node,
          reason: wanted.contains(item.key) ? .reordered : .removed,
          place: item.place, definition: item.definition, references: item.references))
    }
    for (index, item) in result.enumerated() where kept[index] == nil {
      edits.append(
        ListEdit(
          isRemoval: false, line: item.line, node: item.node,
          reason: present.contains(item.key) ? .reordered : .added, place: item.place,
          definition: item.definition, references: item.references))
    }
    return (edits, result)
  }
}
