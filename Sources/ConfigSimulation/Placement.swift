import ConfigTree

/// Where a device prints a new line, and what it prints around it.
extension SimulatedTree {
  /// Writes a statement into a section at the place where the device would print it.
  mutating func place(_ match: LineMatch, kind: ConfigNode.Kind, below parent: Int, isSection: Bool) -> Int {
    let closer = match.rule.flatMap { matched.grammar.rules[$0].statement.closer }
    let siblings = children(of: parent)
    let same =
      match.rule.map { rule in
        siblings.indices.filter { isConfiguration(siblings[$0]) && self.rule(of: siblings[$0]) == rule }
      } ?? []
    var place: Int
    var separator: Int?
    if let last = same.last {
      if let next = successor(of: match, same, siblings) {
        place = next
        if place > 0, lines[siblings[place - 1]].kind == .separator { separator = siblings[place - 1] }
      } else {
        place = afterClosers(last + 1, siblings)
        if isApart(same, siblings, isSection), place < siblings.count,
          lines[siblings[place]].kind == .separator
        {
          separator = siblings[place]
          place += 1
          if place == siblings.count { separator = nil }
        }
      }
    } else {
      place = parent < 0 ? end(siblings) : home(of: match, isSection, siblings)
      if parent < 0, place > 0, lines[siblings[place - 1]].kind == .separator {
        separator = siblings[place - 1]
      }
    }
    let line = insert(match, kind: kind, below: parent, at: place)
    if let closerInside {
      if isSection {
        insert(
          closer.map { Array($0.utf8) } ?? closerInside, kind: .closer, columns: lines[line].columns,
          below: line,
          at: 0)
      }
    } else if let closer {
      insert(Array(closer.utf8), kind: .closer, columns: lines[line].columns, below: parent, at: place + 1)
      place += 1
    }
    if let separator {
      insert(
        Array(text(of: separator)), kind: .separator, columns: lines[separator].columns, below: parent,
        at: place + 1)
    }
    return line
  }

  /// Takes a statement away, with its closer and the separator that stood for it.
  mutating func takeAway(_ line: Int) {
    let parent = lines[line].parent
    var siblings = children(of: parent)
    guard let place = siblings.firstIndex(of: line) else { return }
    if closerInside == nil,
      let closer = rule(of: line).flatMap({ matched.grammar.rules[$0].statement.closer }),
      place + 1 < siblings.count, lines[siblings[place + 1]].kind == .closer,
      text(of: siblings[place + 1]).elementsEqual(Array(closer.utf8))
    {
      remove(siblings[place + 1])
      siblings.remove(at: place + 1)
    }
    let isBetween =
      place > 0 && lines[siblings[place - 1]].kind == .separator && place + 1 < siblings.count
      && lines[siblings[place + 1]].kind == .separator
    if isBetween { remove(siblings[place + 1]) }
    remove(line)
  }

  /// The place of the first sibling that the device sorts behind the new line; `nil`: it comes last, or the
  /// siblings are in no order.
  private func successor(of match: LineMatch, _ same: [Int], _ siblings: [Int]) -> Int? {
    let key = sortKey(match)
    guard let last = same.last, NaturalOrder.isLess(key, sortKey(siblings[last])) else { return nil }
    let keys = same.map { sortKey(siblings[$0]) }
    guard zip(keys, keys.dropFirst()).allSatisfy({ !NaturalOrder.isLess($1, $0) }) else { return nil }
    return zip(same, keys).first { NaturalOrder.isLess(key, $0.1) }?.0
  }

  /// An entry of an ordered list sorts by its number and by nothing else.
  private func sortKey(_ match: LineMatch) -> ArraySlice<UInt8> {
    guard let rule = match.rule.map({ matched.grammar.rules[$0] }), rule.statement.ordered else {
      return match.identity[...]
    }
    return rule.statement.sequence.flatMap { rule.captureNames.firstIndex(of: $0) }
      .flatMap { match.captures[$0]?[...] } ?? []
  }

  private func sortKey(_ line: Int) -> ArraySlice<UInt8> {
    guard let rule = rule(of: line).map({ matched.grammar.rules[$0] }), rule.statement.ordered else {
      return identity(of: line)
    }
    return rule.statement.sequence.flatMap { rule.captureNames.firstIndex(of: $0) }
      .flatMap { capture($0, of: line) } ?? []
  }

  /// Whether statements of this rule are printed with separators between them.
  private func isApart(_ same: [Int], _ siblings: [Int], _ isSection: Bool) -> Bool {
    guard same.count > 1 else { return isSection }
    return siblings[same[same.count - 2]..<same[same.count - 1]].contains { lines[$0].kind == .separator }
  }

  private func afterClosers(_ place: Int, _ siblings: [Int]) -> Int {
    if closerInside != nil { return place }
    var place = place
    while place < siblings.count, lines[siblings[place]].kind == .closer, !isEnd(siblings[place]) {
      place += 1
    }
    return place
  }

  /// Before the words that end the file and what a collector has left behind them.
  private func end(_ siblings: [Int]) -> Int {
    var place = siblings.count
    while place > 0, !isConfiguration(siblings[place - 1]), lines[siblings[place - 1]].kind != .separator {
      place -= 1
    }
    guard siblings[place...].contains(where: { lines[$0].kind == .closer }) else {
      // Blank lines at the end of a file are no separators of anything.
      return siblings.count
    }
    return place
  }

  private func isEnd(_ line: Int) -> Bool { lines[line].parent < 0 && lines[line].columns == 0 }

  /// In a section, plain statements go behind those of earlier rules, and before the first inner section.
  private func home(of match: LineMatch, _ isSection: Bool, _ siblings: [Int]) -> Int {
    let own = match.rule ?? Int.max
    var place = 0
    for (index, sibling) in siblings.enumerated() where isConfiguration(sibling) {
      if !isSection, !lines[sibling].children.isEmpty { break }
      if (rule(of: sibling) ?? Int.max) <= own { place = index + 1 }
    }
    guard isSection else { return place }
    if closerInside != nil, place == 0 {
      return siblings.last.map { lines[$0].kind == .closer ? siblings.count - 1 : siblings.count } ?? 0
    }
    return afterClosers(place == 0 ? siblings.count : place, siblings)
  }
}
