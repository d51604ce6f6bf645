import ConfigTree
import Diagnostics

/// Whether a change left alone what is not its own: worked out from the two files and the intended fragment, with no
/// help from the differ or the planner.
struct UntouchedParts {
  /// Lines of the first file that the second one lacks.
  private(set) var lost: [SourcePlace] = []
  /// Lines of the second file that the first one lacks.
  private(set) var gained: [SourcePlace] = []
  /// Sections whose entries are the same and stand in another order.
  private(set) var reordered: [SourcePlace] = []

  var isEmpty: Bool { lost.isEmpty && gained.isEmpty && reordered.isEmpty }

  /// A line belongs to the change when the fragment has the same statement, or the whole section around it.
  init(before: MatchedDocument, after: MatchedDocument, intended: MatchedDocument) {
    let own = Ownership(intended)
    let old = StrangerLines(before, own)
    let new = StrangerLines(after, own)
    lost = old.places(missingIn: new).map(before.document.place)
    gained = new.places(missingIn: old).map(after.document.place)
    for (section, order) in old.orders where new.orders[section].map({ $0.keys != order.keys }) ?? false {
      // A missing entry has been said already.
      let other = new.orders[section]?.keys ?? []
      if order.keys.sorted(by: { $0.lexicographicallyPrecedes($1) })
        == other.sorted(by: { $0.lexicographicallyPrecedes($1) })
      {
        reordered.append(before.document.place(of: order.first))
      }
    }
    reordered.sort { $0.line < $1.line }
  }
}

/// The statements that a fragment speaks for.
private struct Ownership {
  /// Keys of statements, with those of the sections around them.
  private(set) var statements: Set<[UInt8]> = []
  /// Keys of sections that belong to the fragment with all that is in them.
  private(set) var sections: Set<[UInt8]> = []

  init(_ intended: MatchedDocument) {
    var keys = NodeKeys(intended)
    for index in intended.document.nodes.indices {
      guard let key = keys.next(index) else { continue }
      statements.insert(key)
      if intended.rule(of: index)?.statement.section == .owned, !intended.isNegated(index) {
        sections.insert(key)
      }
    }
  }
}

/// The lines of a file that a fragment does not speak for.
private struct StrangerLines {
  /// How often each line stands there, and where first.
  private var lines: [[UInt8]: (count: Int, nodes: [Int])] = [:]
  /// Entries whose order has a meaning, by the key of their section and rule.
  private(set) var orders: [[UInt8]: (first: Int, keys: [[UInt8]])] = [:]

  init(_ matched: MatchedDocument, _ own: Ownership) {
    let document = matched.document
    var keys = NodeKeys(matched)
    var isOwn: [Bool] = []
    isOwn.reserveCapacity(document.nodes.count)
    for index in document.nodes.indices {
      let node = document.nodes[index]
      let key = keys.next(index)
      let parentIsOwn = node.parent.map { isOwn[$0] } ?? false
      isOwn.append(parentIsOwn || key.map(own.sections.contains) ?? false)
      guard !parentIsOwn, node.isConfiguration || node.kind == .comment else { continue }
      if let key, own.statements.contains(key) { continue }
      // The line as it stands there, in its section.
      let line = (node.parent.flatMap { keys.key(of: $0) } ?? []) + [0x0A] + document.text(of: index)
      lines[line, default: (0, [])].count += 1
      lines[line]?.nodes.append(index)
      if let rule = matched.ruleIndex(of: index), matched.grammar.rules[rule].statement.ordered {
        let section = (node.parent.flatMap { keys.key(of: $0) } ?? []) + Array("\n\(rule)".utf8)
        orders[section, default: (index, [])].keys.append(line)
      }
    }
  }

  /// Nodes of lines that stand here more often than there.
  func places(missingIn other: StrangerLines) -> [Int] {
    lines.flatMap { line, own -> ArraySlice<Int> in
      let there = other.lines[line]?.count ?? 0
      return own.nodes.dropFirst(there)
    }.sorted()
  }
}

/// What identifies each statement, with the sections around it.
private struct NodeKeys {
  private let matched: MatchedDocument
  private var keys: [[UInt8]?] = []

  init(_ matched: MatchedDocument) {
    self.matched = matched
    keys.reserveCapacity(matched.document.nodes.count)
  }

  /// The key of the next node in pre-order; `nil` for what is no statement.
  mutating func next(_ index: Int) -> [UInt8]? {
    let node = matched.document.nodes[index]
    var key: [UInt8]?
    if node.isConfiguration {
      var bytes = (node.parent.flatMap { keys[$0] }) ?? []
      bytes.append(0x0A)
      bytes += "\(matched.ruleIndex(of: index) ?? -1) ".utf8
      bytes += matched.identity(of: index)
      key = bytes
    }
    keys.append(key)
    return key
  }

  func key(of index: Int) -> [UInt8]? { keys[index] }
}
