import ConfigTree

/// Makes configurations of a dialect that a device could hold: every reference has its object, every identity is
/// there once, lines stand in the order in which the device prints them.
struct ConfigGenerator {
  let dialect: TestDialect
  var random: SeededGenerator
  /// How many values each capture can take: the fewer, the more two configurations have in common.
  var variety = 3
  /// The number that all captures of the next statement take.
  private var fixed: Int?

  init(dialect: TestDialect, random: SeededGenerator) {
    self.dialect = dialect
    self.random = random
  }

  /// A statement with its children, before it is a text.
  private struct Statement {
    var line: String
    var rule: StatementRule
    var isNegated = false
    var captures: [String: String]
    var children: [Statement] = []

    func objects(_ name: StatementRule.ObjectName, splits: Bool) -> [ConfigObject] {
      let texts = name.captures.compactMap { captures[$0] }
      guard texts.count == name.captures.count, !isNegated else { return [] }
      let names =
        splits && texts.count == 1
        ? texts[0].split(separator: " ").map(String.init) : [texts.joined(separator: " ")]
      return names.map { ConfigObject(kind: name.kind, name: $0) }
    }

    var definitions: [ConfigObject] {
      (rule.defines.map { objects($0, splits: false) } ?? []) + children.flatMap(\.definitions)
    }
  }

  /// A whole configuration with its end word.
  mutating func device() -> String { text(statements(dialect.statements, share: 2), isDevice: true) }

  /// Some sections and lines.
  mutating func fragment() -> String { text(statements(dialect.statements, share: 4), isDevice: false) }

  private mutating func statements(_ rules: [StatementRule], share: Int) -> [Statement] {
    let all = pick(rules, share: share)
    return closed(all)
  }

  /// Drops what refers to an object that is not there, until nothing does.
  private func closed(_ statements: [Statement]) -> [Statement] {
    var kept = statements
    while true {
      let defined = Set(kept.flatMap(\.definitions))
      let next = kept.compactMap { prune($0, defined) }
      if count(next) == count(kept) { return next }
      kept = next
    }
  }

  private func count(_ statements: [Statement]) -> Int {
    statements.reduce(0) { $0 + 1 + count($1.children) }
  }

  private func prune(_ statement: Statement, _ defined: Set<ConfigObject>) -> Statement? {
    let needs = statement.rule.refers.flatMap { statement.objects($0, splits: true) }
    guard needs.allSatisfy(defined.contains) else { return nil }
    var statement = statement
    statement.children = statement.children.compactMap { prune($0, defined) }
    return statement
  }

  private mutating func pick(_ rules: [StatementRule], share: Int) -> [Statement] {
    var all: [Statement] = []
    var seen: Set<String> = []
    for rule in rules {
      let isSingle = !rule.pattern.elements.contains { element in
        if case .capture(_, true, _) = element {
          true
        } else {
          if case .rest(_, true) = element { true } else { false }
        }
      }
      let times = isSingle ? 1 : Int.random(in: 1...3, using: &random)
      var some: [Statement] = []
      // What a device cannot remove it cannot make either: every device has all of it.
      let isFixed = rule.removal == .impossible
      for number in 1...(isFixed ? variety : times) {
        guard isFixed && share == 2 || Int.random(in: 0..<share, using: &random) < 2 else { continue }
        var statement = fill(rule, number: isFixed ? number : nil)
        let identity = identity(statement)
        guard seen.insert(identity).inserted else { continue }
        if rule.negatable, Int.random(in: 0..<3, using: &random) == 0, rule.defines == nil {
          statement.isNegated = true
          statement.line =
            dialect.grammar.negation + " "
            + (rule.pattern.text.contains("{") ? truncated(rule) : statement.line)
        }
        statement.children = pick(rule.children, share: 3).filter { !isDefault($0, of: rule) }
        some.append(statement)
      }
      all += order(some, rule)
    }
    return all
  }

  private func truncated(_ rule: StatementRule) -> String {
    rule.pattern.elements.compactMap { if case .words(let words) = $0 { words.first } else { nil } }.joined(
      separator: " ")
  }

  private func isDefault(_ statement: Statement, of rule: StatementRule) -> Bool {
    rule.defaults.contains(statement.line)
  }

  private func identity(_ statement: Statement) -> String {
    guard !statement.rule.ordered else { return statement.line.drop { $0.isNumber || $0 == " " }.description }
    var text = ""
    func add(_ elements: [StatementPattern.Element]) {
      for element in elements {
        switch element {
        case .words(let words): text += " " + words[0]
        case .capture(let name, true, _), .rest(let name, true):
          text += " " + (statement.captures[name] ?? "")
        case .capture, .rest: break
        case .optional(let inner): add(inner.filter { if case .words = $0 { false } else { true } })
        }
      }
    }
    add(statement.rule.pattern.elements)
    return text
  }

  /// Numbered lists are numbered through, everything else is sorted as a device does.
  private mutating func order(_ statements: [Statement], _ rule: StatementRule) -> [Statement] {
    guard rule.ordered else {
      return statements.sorted {
        natural(
          $0.line.split(separator: " ").map(String.init), $1.line.split(separator: " ").map(String.init))
      }
    }
    guard rule.sequence != nil else { return statements }
    return statements.enumerated().map { index, statement in
      var statement = statement
      statement.line = "\((index + 1) * 10) " + statement.line.drop { $0.isNumber || $0 == " " }
      return statement
    }
  }

  private func natural(_ left: [String], _ right: [String]) -> Bool {
    for (a, b) in zip(left, right) where a != b {
      if let x = Int(a), let y = Int(b) { return x < y }
      return a < b
    }
    return left.count < right.count
  }

  private mutating func fill(_ rule: StatementRule, number: Int?) -> Statement {
    fixed = number
    defer { fixed = nil }
    var statement = Statement(line: "", rule: rule, captures: [:])
    var words: [String] = []
    fill(rule.pattern.elements, rule, &statement, &words)
    statement.line = words.joined(separator: " ")
    return statement
  }

  private mutating func fill(
    _ elements: [StatementPattern.Element], _ rule: StatementRule, _ statement: inout Statement,
    _ words: inout [String]
  ) {
    for element in elements {
      switch element {
      case .words(let choices): words.append(choices[0])
      case .capture(let name, _, let form):
        let value = value(name, form, rule)
        statement.captures[name] = value
        words.append(value)
      case .rest(let name, _):
        var values: [String] = []
        for _ in 0..<Int.random(in: 1...2, using: &random) { values.append(value(name, .any, rule)) }
        statement.captures[name] = values.joined(separator: " ")
        words += values
      case .optional(let inner):
        if rule.sequence != nil || Bool.random(using: &random) { fill(inner, rule, &statement, &words) }
      }
    }
  }

  private mutating func value(_ name: String, _ form: StatementPattern.Form, _ rule: StatementRule) -> String
  {
    let number = fixed ?? Int.random(in: 1...variety, using: &random)
    switch form {
    case .number: return String(number * 10)
    case .oneOf(let words):
      let word = words.randomElement(using: &random) ?? "x"
      return word.hasSuffix("*") ? word.dropLast() + String(number) : word
    case .any:
      // Objects of one kind share their names wherever they are named.
      let kinds = ([rule.defines].compactMap { $0 } + rule.refers).filter { $0.captures.contains(name) }
      if let kind = kinds.first?.kind {
        switch kind {
        case "interface": return "ethernet0/\(number)"
        case "access-list", "ike-proposal", "probe": return String(number * 10)
        case "neighbor": return "10.0.0.\(number)"
        default: return "N\(number)"
        }
      }
      return rule.secrets.contains(name) ? "key-\(number)" : "v\(number)"
    }
  }

  private func text(_ statements: [Statement], isDevice: Bool) -> String {
    guard case .indented(let syntax) = dialect.syntax else { return "" }
    let separator = syntax.comments[0]
    var text = isDevice ? "\(separator)\n" : ""
    func write(_ statement: Statement, _ depth: Int) {
      text += String(repeating: " ", count: depth) + statement.line + "\n"
      for child in statement.children { write(child, depth + 1) }
      if let closer = statement.rule.closer { text += String(repeating: " ", count: depth) + closer + "\n" }
    }
    for (index, statement) in statements.enumerated() {
      write(statement, 0)
      let next = index + 1 < statements.count ? statements[index + 1].rule.pattern : nil
      if statement.rule.section != nil || next != statement.rule.pattern { text += separator + "\n" }
    }
    return text + (isDevice ? syntax.ends[0] + "\n" : "")
  }
}
