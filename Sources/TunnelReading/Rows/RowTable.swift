import ConfigTree
import PlatformModel

/// The rows of a platform and a grammar of their lines.
struct RowTable: Sendable {
  let grammar: Grammar
  let anchors: [BoundRow]
  let rows: [BoundRow]
  let lookups: [String: [BoundRow]]
  /// Rules that have lines below them.
  let sections: Set<Int>
  /// For every rule, the captures that take the rest of a line.
  let rests: [Set<String>]
  /// How values stand in the notation.
  let quoting: Quoting

  /// What quotes around a value are.
  enum Quoting: Sendable {
    /// A part of the value.
    case none
    /// The notation's; a backslash takes the quote or another backslash as it is.
    case quotes
    /// The same; a backslash takes any sign as it is, and two hexadecimal digits for a byte.
    case escapes
  }

  /// - Throws: `PatternError` when a row's pattern cannot be compiled.
  init(_ tunnels: TunnelRows, syntax: Syntax) throws(PatternError) {
    quoting =
      switch syntax {
      case .xml where !tunnels.options.elementsArePaths: .none
      case .pathCommands: .escapes
      default: .quotes
      }
    let all = tunnels.anchors + tunnels.rows + tunnels.lookups.flatMap(\.rows)
    var root = RuleTree()
    for row in all {
      root.add(row.path[...])
      for pattern in row.with + row.without { root.add((row.path.dropLast() + [pattern])[...]) }
    }
    // Nothing negates: `undo shutdown` is a line of its own.
    let grammar = try Grammar(root.statements, negation: "", quotes: syntax.quotes(tunnels.options))
    let binder = RowBinder(grammar)
    anchors = tunnels.anchors.map(binder.bound)
    rows = tunnels.rows.map(binder.bound)
    lookups = Dictionary(
      tunnels.lookups.map { ($0.name, $0.rows.map(binder.bound)) }, uniquingKeysWith: { first, _ in first })
    sections = Set(grammar.rules.compactMap(\.parent))
    rests = grammar.rules.map { Set($0.statement.pattern.restNames) }
    self.grammar = grammar
  }
}

/// A row, and the rules of its lines.
struct BoundRow: Sendable {
  let row: TunnelRow
  let rule: Int
  let with: [Sibling]
  let without: [Sibling]
  /// `<captures>` of the path, from the top.
  let joins: [String]
  /// The part of ``joins`` that the sections have.
  let sectionJoins: [String]
  /// The rule of the innermost section.
  let section: Int?
  /// Captures that the row gives values to.
  let binds: [String]

  /// The lines beside it that join a row which nothing of its own does; at the top, where all lines stand beside each
  /// other, there are none.
  let besideJoins: [Sibling]

  /// A line beside the row's.
  struct Sibling: Sendable {
    let rule: Int
    let joins: [String]
  }
}

/// Patterns below patterns, equal ones once.
private struct RuleTree {
  private var order: [StatementPattern] = []
  private var below: [StatementPattern: RuleTree] = [:]

  mutating func add(_ path: ArraySlice<StatementPattern>) {
    guard let first = path.first else { return }
    if below[first] == nil {
      order.append(first)
      below[first] = RuleTree()
    }
    below[first]?.add(path.dropFirst())
  }

  var statements: [StatementRule] {
    order.map { pattern in
      var rule = StatementRule(pattern: pattern)
      rule.children = below[pattern]?.statements ?? []
      return rule
    }
  }
}

private struct RowBinder {
  private var rules: [Step: Int] = [:]

  private struct Step: Hashable {
    var parent: Int?
    var pattern: StatementPattern
  }

  init(_ grammar: Grammar) {
    for (index, rule) in grammar.rules.enumerated() {
      rules[Step(parent: rule.parent, pattern: rule.statement.pattern)] = index
    }
  }

  func bound(_ row: TunnelRow) -> BoundRow {
    let section = rule(of: row.path.dropLast())
    let patterns = row.path + row.with
    let with = siblings(row.with, section)
    let joins = RowBinder.unique(row.path.flatMap(\.identityCaptureNames))
    let own = row.path.flatMap(\.captureNames)
    let isJoinedBeside = joins.isEmpty && row.within == nil && section != nil
    return BoundRow(
      row: row, rule: rule(of: row.path[...]) ?? 0,
      with: with, without: siblings(row.without, section),
      joins: joins,
      sectionJoins: RowBinder.unique(row.path.dropLast().flatMap(\.identityCaptureNames)),
      section: section,
      binds: patterns.flatMap { row.kind == nil ? $0.valueCaptureNames : $0.captureNames },
      besideJoins: isJoinedBeside
        ? with.filter { !$0.joins.isEmpty && Set($0.joins).isDisjoint(with: own) } : [])
  }

  private func siblings(_ patterns: [StatementPattern], _ section: Int?) -> [BoundRow.Sibling] {
    patterns.compactMap { pattern in
      rules[Step(parent: section, pattern: pattern)].map {
        BoundRow.Sibling(rule: $0, joins: pattern.identityCaptureNames)
      }
    }
  }

  private func rule(of path: ArraySlice<StatementPattern>) -> Int? {
    var rule: Int?
    for pattern in path { rule = rules[Step(parent: rule, pattern: pattern)] }
    return rule
  }

  private static func unique(_ names: [String]) -> [String] {
    names.enumerated().filter { names.firstIndex(of: $1) == $0 }.map(\.element)
  }
}

extension StatementPattern {
  fileprivate var restNames: [String] {
    elements.flatMap { element -> [String] in
      switch element {
      case .rest(let name, _): [name]
      case .optional(let inner): inner.compactMap { if case .rest(let name, _) = $0 { name } else { nil } }
      case .words, .capture: []
      }
    }
  }
}
