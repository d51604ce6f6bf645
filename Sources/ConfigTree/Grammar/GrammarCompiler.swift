/// Turns rule trees into the flat arrays of a grammar.
struct GrammarCompiler {
  let negation: String
  var rules: [GrammarRule] = []
  var table = PatternTable()
  var sets: [RuleSet] = []

  init(negation: String) { self.negation = negation }

  /// Adds sibling rules and everything below them; returns the number of their set.
  mutating func add(_ statements: [StatementRule], parent: Int?) throws(PatternError) -> Int {
    let set = sets.count
    sets.append(RuleSet())
    for statement in statements {
      let names = statement.pattern.captureNames
      let index = rules.count
      let removal: LineTemplate? =
        if case .line(let text) = statement.removal {
          try LineTemplate(text, of: statement.pattern)
        } else {
          nil
        }
      let prints: LineTemplate? =
        if let text = statement.prints { try LineTemplate(text, of: statement.pattern) } else { nil }
      // The children's set gets its number when the rule already stands at its index.
      rules.append(
        GrammarRule(
          statement: statement, parent: parent, captureNames: names, secretSlots: [], children: -1,
          removal: removal, prints: prints))
      register(statement, index: index, names: names, removal: removal, in: set)
      let children = statement.children.isEmpty ? -1 : try add(statement.children, parent: index)
      rules[index] = GrammarRule(
        statement: statement, parent: parent, captureNames: names,
        secretSlots: statement.secrets.compactMap { names.firstIndex(of: $0) }, children: children,
        removal: removal, prints: prints)
    }
    sets[set].seal()
    return set
  }

  private mutating func register(
    _ statement: StatementRule, index: Int, names: [String], removal: LineTemplate?, in set: Int
  ) {
    add(statement.pattern.elements, .full, statement, index, names, set)
    if let removal {
      var elements = removal.elements
      var form = LineMatch.Form.command
      if case .words(let words)? = elements.first, words == [negation.lowercased()] {
        elements.removeFirst()
        form = .removal
      }
      if !elements.isEmpty { add(elements, form, statement, index, names, set) }
    }
    if let truncated = statement.pattern.truncated {
      add(truncated, .truncated, statement, index, names, set)
    }
  }

  private mutating func add(
    _ elements: [StatementPattern.Element], _ form: LineMatch.Form, _ statement: StatementRule, _ index: Int,
    _ names: [String], _ set: Int
  ) {
    let steps = table.add(
      elements, names: names, secrets: Set(statement.secrets), keyForms: Set(statement.keyForms))
    let firstWords: [String]? =
      switch elements.first {
      case .words(let words), .capture(_, _, .oneOf(let words)): words
      default: nil
      }
    // A word that stands for all that begin with it cannot be looked up.
    let isOpen = firstWords?.contains { $0.hasSuffix("*") } ?? true
    let isOpenEnded = table.steps[Int(steps.lowerBound)..<Int(steps.upperBound)].contains { $0.kind == .rest }
    sets[set].add(
      RuleSet.Candidate(rule: Int32(index), steps: steps, form: form, isOpenEnded: isOpenEnded),
      firstWords: isOpen ? nil : firstWords?.map { $0.utf8.map(Words.lower) })
  }
}
