/// One step of a compiled pattern.
struct PatternStep: Sendable {
  enum Kind: UInt8, Sendable {
    /// A word of the choices.
    case literal
    /// A word into the slot.
    case capture
    /// A word of digits into the slot.
    case number
    /// A word of the choices into the slot.
    case choice
    /// All words that are left into the slot.
    case rest
    /// The next `count` steps, or nothing.
    case optional
  }

  var kind: Kind
  /// Whether its words belong to the identity, otherwise to the value.
  var isIdentity: Bool
  var isSecret = false
  /// Whether it says how a key is written; such a word is no part of the value.
  var isKeyForm = false
  /// Which capture of the rule.
  var slot: UInt8 = 0
  /// Choices: first index in the table.
  ///
  /// Optional: unused.
  var first: Int32 = 0
  var count: Int32 = 0
}

/// The steps and words of all patterns of a grammar, in flat arrays that matching walks without allocation.
struct PatternTable: Sendable {
  private(set) var steps: [PatternStep] = []
  /// Places of words in ``letters``.
  private(set) var words: [Range<Int32>] = []
  /// Whether a word stands for all words that begin with it.
  private(set) var prefixes: [Bool] = []
  /// All words, lower case.
  private(set) var letters: [UInt8] = []

  /// Adds a pattern; its captures get the slots of `names`.
  mutating func add(
    _ elements: [StatementPattern.Element], names: [String], secrets: Set<String>, keyForms: Set<String>
  ) -> Range<Int32> {
    let start = Int32(steps.count)
    append(elements, names: names, secrets: secrets, literalsIdentify: true)
    for step in Int(start)..<steps.count where steps[step].kind != .literal && steps[step].kind != .optional {
      let slot = Int(steps[step].slot)
      steps[step].isKeyForm = names.indices.contains(slot) && keyForms.contains(names[slot])
    }
    return start..<Int32(steps.count)
  }

  private mutating func append(
    _ elements: [StatementPattern.Element], names: [String], secrets: Set<String>, literalsIdentify: Bool
  ) {
    for element in elements {
      switch element {
      case .words(let words):
        let range = add(words)
        steps.append(
          PatternStep(
            kind: .literal, isIdentity: literalsIdentify, first: range.lowerBound, count: Int32(range.count)))
      case .capture(let name, let isIdentity, let form):
        var step = PatternStep(kind: .capture, isIdentity: isIdentity, isSecret: secrets.contains(name))
        step.slot = slot(name, names)
        switch form {
        case .any: break
        case .number: step.kind = .number
        case .oneOf(let words):
          let range = add(words)
          step.kind = .choice
          step.first = range.lowerBound
          step.count = Int32(range.count)
        }
        steps.append(step)
      case .rest(let name, let isIdentity):
        steps.append(
          PatternStep(
            kind: .rest, isIdentity: isIdentity, isSecret: secrets.contains(name), slot: slot(name, names)))
      case .optional(let inner):
        let place = steps.count
        steps.append(PatternStep(kind: .optional, isIdentity: false))
        append(inner, names: names, secrets: secrets, literalsIdentify: inner.contains(where: \.isIdentity))
        steps[place].count = Int32(steps.count - place - 1)
      }
    }
  }

  private func slot(_ name: String, _ names: [String]) -> UInt8 {
    UInt8(clamping: names.firstIndex(of: name) ?? 255)
  }

  private mutating func add(_ choices: [String]) -> Range<Int32> {
    let start = Int32(words.count)
    for choice in choices {
      let begin = Int32(letters.count)
      let isPrefix = choice.utf8.count > 1 && choice.hasSuffix("*")
      prefixes.append(isPrefix)
      letters += (isPrefix ? choice.dropLast() : choice[...]).utf8.map(Words.lower)
      words.append(begin..<Int32(letters.count))
    }
    return start..<Int32(words.count)
  }
}

extension StatementPattern.Element {
  var isOneWord: Bool {
    switch self {
    case .words, .capture: true
    case .rest, .optional: false
    }
  }

  /// Whether it is a capture that belongs to the identity.
  var isIdentity: Bool {
    switch self {
    case .words: false
    case .capture(_, let isIdentity, _), .rest(_, let isIdentity): isIdentity
    case .optional(let inner): inner.contains(where: \.isIdentity)
    }
  }
}

extension StatementPattern {
  /// The pattern up to its last word that identifies, which is how most negations are spelled; `nil` when
  /// no value follows.
  var truncated: [Element]? {
    let last = elements.lastIndex { element in
      if case .words = element { true } else { element.isIdentity }
    }
    guard let last, last + 1 < elements.count else { return nil }
    return Array(elements[...last])
  }
}
