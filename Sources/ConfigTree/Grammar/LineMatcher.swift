/// Two offsets, half the size of a range of integers.
struct Span32: Sendable, Hashable {
  var start: Int32
  var end: Int32

  init(_ range: Range<Int>) {
    start = Int32(truncatingIfNeeded: range.lowerBound)
    end = Int32(truncatingIfNeeded: range.upperBound)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
}

/// What is known about one node.
struct NodeMatch: Sendable, Hashable {
  var rule: Int32 = -1
  var isNegated = false
  var form = LineMatch.Form.full
  var identity = Span32(0..<0)
  var value = Span32(0..<0)
  var captures = Span32(0..<0)
  /// The line in printed form, in the store's text.
  var text = Span32(0..<0)
  /// Of rule and identity, seeded anew in every process.
  var hash = 0
}

/// The results of matching, in flat arrays.
struct MatchStore: Sendable {
  /// Lines that were brought into printed form; their offsets count on from the end of the document.
  var extra: [UInt8] = []
  /// Identities and values.
  var keys: [UInt8] = []
  var captures: [(slot: UInt8, range: Span32)] = []
  var matches: [NodeMatch] = []

  func capture(_ slot: Int, of node: NodeMatch) -> Range<Int>? {
    for capture in captures[node.captures.range] where Int(capture.slot) == slot {
      return capture.range.range
    }
    return nil
  }
}

/// Matches lines against sets of rules, one after the other.
struct LineMatcher {
  let grammar: Grammar
  /// Length of the document's bytes.
  let length: Int
  var store = MatchStore()
  /// Rules that are not tried.
  var passedOver: Set<Int> = []
  /// Words of the current line; more than any pattern can name are not split.
  private var words: [Range<Int>] = []
  private var lineEnd = 0
  /// What the offsets of the current text have to be raised by.
  private var base = 0
  private var isExact = false
  /// Steps that took words: step, first word, one past the last.
  private var trail: [(step: Int32, first: Int32, end: Int32)] = []

  private static let wordLimit = StatementPattern.elementLimit + 2

  init(grammar: Grammar, length: Int, nodes: Int) {
    self.grammar = grammar
    self.length = length
    store.matches.reserveCapacity(nodes)
    store.keys.reserveCapacity(length + nodes)
    store.captures.reserveCapacity(nodes * 2)
    words.reserveCapacity(LineMatcher.wordLimit)
    trail.reserveCapacity(LineMatcher.wordLimit)
  }

  /// Matches the line and appends what is known about it.
  ///
  /// `exact`: blanks inside are part of the value.
  mutating func match(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, set: Int, exact: Bool) {
    base = 0
    isExact = exact
    let node = find(text, line, set: set)
    guard node.rule >= 0, node.form == .full, let template = grammar.rules[Int(node.rule)].prints,
      let printed = rewrite(text, node, with: template)
    else {
      store.matches.append(node)
      return
    }
    match(standIn: printed, set: set)
  }

  /// Matches a line that stands for the document's own.
  mutating func match(standIn line: [UInt8], set: Int) {
    base = length + store.extra.count
    store.extra += line
    store.matches.append(line.withUnsafeBufferPointer { find($0, 0..<line.count, set: set) })
  }

  private mutating func find(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, set: Int) -> NodeMatch {
    split(text, line)
    var node = NodeMatch()
    node.text = span(line)
    var first = 0
    if words.count > 1, isNegation(text, words[0]) {
      node.isNegated = true
      first = 1
    }
    if set >= 0, first < words.count, !isMark(text, line) {
      let candidates = grammar.sets[set].candidates(for: words[first], in: text)
      for candidate in node.isNegated ? candidates.negated : candidates.positive {
        if !passedOver.isEmpty, passedOver.contains(Int(candidate.rule)) { continue }
        trail.removeAll(keepingCapacity: true)
        guard walk(text, Int(candidate.steps.lowerBound), Int(candidate.steps.upperBound), first) else {
          continue
        }
        node.rule = candidate.rule
        node.form = candidate.form
        if candidate.form == .command { node.isNegated = true }
        break
      }
    }
    write(text, line, first, into: &node)
    return node
  }

  /// The line in printed form; `nil` when a capture that it needs is missing.
  private func rewrite(
    _ text: UnsafeBufferPointer<UInt8>, _ node: NodeMatch, with template: LineTemplate
  ) -> [UInt8]? {
    let line = template.line { slot in store.capture(slot, of: node).map { Array(text[$0])[...] } }
    guard let line else { return nil }
    return node.isNegated ? grammar.negationWord + [0x20] + line : line
  }

  private func span(_ range: Range<Int>) -> Span32 {
    Span32(range.lowerBound + base..<range.upperBound + base)
  }

  private mutating func split(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    words.removeAll(keepingCapacity: true)
    lineEnd = line.upperBound
    guard let sign = assignment(text, line) else { return split(text, from: line.lowerBound, to: lineEnd) }
    split(text, from: line.lowerBound, to: sign)
    split(text, from: sign + 1, to: lineEnd)
  }

  private mutating func split(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
    var position = start
    while words.count < LineMatcher.wordLimit,
      let word = Words.next(in: text, from: position, to: end, quotes: grammar.quotes, quote: grammar.quote)
    {
      words.append(word)
      position = word.upperBound
    }
  }

  /// Where the sign stands that parts a name from its value, before any quote.
  private func assignment(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int? {
    guard let sign = grammar.assignment else { return nil }
    for position in line {
      if text[position] == sign { return position }
      if text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'") { return nil }
    }
    return nil
  }

  private func isNegation(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    let negation = grammar.negationWord
    guard word.count == negation.count, !negation.isEmpty else { return false }
    for offset in 0..<word.count where Words.lower(text[word.lowerBound + offset]) != negation[offset] {
      return false
    }
    return true
  }

  /// Whether the line says that something is switched off; no rule has that.
  private func isMark(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    grammar.removesByIdentity && unmarked(text, line) != nil
  }

  /// The line before the mark; `nil` where none stands at its end.
  func unmarked(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    // Most lines are told by their last byte, which copies nothing.
    guard let last = line.last, text[last] == PathTree.inactiveMark.last else { return nil }
    return PathTree.unmarked(Array(text[line])[...]).map { line.lowerBound..<line.lowerBound + $0.count }
  }

  /// The section of a set of rules whose header stands at the beginning of a path; `nil` where none does, or where the
  /// whole is a statement.
  ///
  /// Rules are tried in their order, as for lines.
  mutating func sectionHeader(
    _ text: UnsafeBufferPointer<UInt8>, _ path: Range<Int>, set: Int
  ) -> (end: Int, rule: Int)? {
    guard set >= 0 else { return nil }
    split(text, path)
    guard let word = words.first else { return nil }
    for candidate in grammar.sets[set].candidates(for: word, in: text).positive where candidate.form == .full
    {
      let rule = Int(candidate.rule)
      if grammar.rules[rule].statement.section != nil {
        if let count = header(text, candidate.steps) { return (words[count - 1].upperBound, rule) }
      } else {
        trail.removeAll(keepingCapacity: true)
        if walk(text, Int(candidate.steps.lowerBound), Int(candidate.steps.upperBound), 0) { return nil }
      }
    }
    return nil
  }

  /// How many words the steps take, where each takes one.
  private func header(_ text: UnsafeBufferPointer<UInt8>, _ steps: Range<Int32>) -> Int? {
    guard steps.count <= words.count else { return nil }
    for (word, index) in steps.enumerated() {
      let step = grammar.table.steps[Int(index)]
      switch step.kind {
      case .capture: continue
      case .number: guard words[word].allSatisfy({ text[$0] &- 0x30 < 10 }) else { return nil }
      case .literal, .choice: guard isChoice(text, words[word], step) else { return nil }
      case .optional, .rest: return nil
      }
    }
    return steps.count
  }

  /// Whether the steps take all words from `word` on.
  ///
  /// Options are tried with their words first.
  private mutating func walk(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ word: Int
  ) -> Bool {
    var step = start
    var word = word
    while step < end {
      let current = grammar.table.steps[step]
      switch current.kind {
      case .optional:
        let mark = trail.count
        // Inside the brackets and then what follows them, or only what follows.
        if walk(text, step + 1, end, word) { return true }
        trail.removeSubrange(mark...)
        step += Int(current.count) + 1
        continue
      case .rest:
        guard word < words.count else { return false }
        trail.append((Int32(step), Int32(word), Int32(words.count)))
        return true
      case .capture:
        guard word < words.count else { return false }
      case .number:
        guard word < words.count, words[word].allSatisfy({ text[$0] &- 0x30 < 10 }) else { return false }
      case .literal, .choice:
        guard word < words.count, isChoice(text, words[word], current) else { return false }
      }
      trail.append((Int32(step), Int32(word), Int32(word + 1)))
      word += 1
      step += 1
    }
    return word == words.count
  }

  /// Whether one of the pattern's words equals this one, or begins it where the pattern says so.
  private func isChoice(
    _ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ step: PatternStep
  ) -> Bool {
    for index in Int(step.first)..<Int(step.first + step.count) {
      let choice = grammar.table.words[index]
      let isPrefix = grammar.table.prefixes[index]
      guard choice.count == word.count || isPrefix && choice.count <= word.count else { continue }
      var offset = 0
      while offset < choice.count,
        Words.lower(text[word.lowerBound + offset]) == grammar.table.letters[Int(choice.lowerBound) + offset]
      {
        offset += 1
      }
      if offset == choice.count { return true }
    }
    return false
  }

  /// Writes identity, value and captures of the steps in the trail.
  private mutating func write(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ first: Int, into node: inout NodeMatch
  ) {
    let identityStart = store.keys.count
    guard node.rule >= 0 else {
      let begin = first < words.count ? words[first].lowerBound : line.upperBound
      copy(text, begin..<line.upperBound)
      close(&node, identityStart)
      node.value = Span32(store.keys.count..<store.keys.count)
      return
    }
    let captureStart = store.captures.count
    for (index, first, end) in trail {
      let step = grammar.table.steps[Int(index)]
      let range =
        words[Int(first)].lowerBound..<(step.kind == .rest ? lineEnd : words[Int(end) - 1].upperBound)
      if step.kind != .literal { store.captures.append((step.slot, span(range))) }
      if step.isIdentity { append(step, range, text) }
    }
    node.captures = Span32(captureStart..<store.captures.count)
    close(&node, identityStart)
    let valueStart = store.keys.count
    for (index, first, end) in trail where !grammar.table.steps[Int(index)].isIdentity {
      let step = grammar.table.steps[Int(index)]
      if step.isKeyForm { continue }
      if step.isSecret {
        store.keys += [0x01, 0x20]
      } else {
        let range =
          words[Int(first)].lowerBound..<(step.kind == .rest ? lineEnd : words[Int(end) - 1].upperBound)
        append(step, range, text)
      }
    }
    node.value = Span32(valueStart..<store.keys.count)
  }

  private mutating func append(_ step: PatternStep, _ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) {
    switch step.kind {
    case .literal, .choice:
      for position in range { store.keys.append(Words.lower(text[position])) }
    case .rest:
      copy(text, range)
    default:
      store.keys.append(contentsOf: text[range])
    }
    store.keys.append(0x20)
  }

  private mutating func copy(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard isExact else { return Words.append(text, range, to: &store.keys) }
    for position in range where text[position] != 0x0D { store.keys.append(text[position]) }
  }

  private mutating func close(_ node: inout NodeMatch, _ start: Int) {
    node.identity = Span32(start..<store.keys.count)
    var hasher = Hasher()
    hasher.combine(node.rule)
    store.keys.withUnsafeBytes { keys in
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: keys[start..<store.keys.count]))
    }
    node.hash = hasher.finalize()
  }
}
