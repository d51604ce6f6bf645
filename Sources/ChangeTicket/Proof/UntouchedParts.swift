import ConfigTree
import Diagnostics

/// Whether a change left alone what is not its own: worked out from the two files and the intended fragment, with no
/// help from the differ or the planner; only what an earlier fragment has left is told to it.
struct UntouchedParts {
  /// Lines of the first file that the second one lacks.
  private(set) var lost: [SourcePlace] = []
  /// Lines of the second file that the first one lacks.
  private(set) var gained: [SourcePlace] = []
  /// Lists whose entries are the same and stand in another order.
  private(set) var reordered: [SourcePlace] = []

  var isEmpty: Bool { lost.isEmpty && gained.isEmpty && reordered.isEmpty }

  /// A line belongs to the change when the fragment has the same statement, or the whole section around it; `going` are
  /// nodes of the first file that an earlier fragment has left there.
  init(
    before: MatchedDocument, after: MatchedDocument, intended: MatchedDocument, going: Set<Int> = []
  ) {
    let rules = RuleFlags(before.grammar)
    let own = FragmentStatements(intended, rules)
    let old = StrangerLines(before, own, rules, without: going)
    let new = StrangerLines(after, own, rules)
    if old.keys != new.keys {
      lost = old.nodes(missingIn: new).map(before.document.place)
      gained = new.nodes(missingIn: old).map(after.document.place)
    }
    for (list, entries) in old.lists {
      guard let others = new.lists[list], others.keys != entries.keys else { continue }
      // A missing entry has been said already.
      if entries.keys.sorted() == others.keys.sorted() {
        reordered.append(before.document.place(of: entries.first))
      }
    }
    reordered.sort { $0.line < $1.line }
  }
}

/// What the walks ask about a node's rule, without copying it.
private struct RuleFlags {
  let isOwnedSection: [Bool]
  let isOrdered: [Bool]

  init(_ grammar: Grammar) {
    isOwnedSection = grammar.rules.map { $0.statement.section == .owned }
    isOrdered = grammar.rules.map(\.statement.ordered)
  }
}

/// Statements and lines as hashes: the hash is keyed anew in every process, so that no file can be made to collide.
private enum LineHash {
  static let top = 0

  /// A statement in its section: what identifies it.
  static func statement(_ node: Int, of matched: MatchedDocument, below parent: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(parent)
    hasher.combine(matched.ruleIndex(of: node))
    matched.identity(of: node).withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  /// A line in its section, letter by letter.
  static func line(_ node: Int, of matched: MatchedDocument, below parent: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(parent)
    matched.document.text(of: node).withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

/// The statements that a fragment speaks for.
private struct FragmentStatements {
  private(set) var statements: Set<Int> = []
  /// Sections that belong to the fragment with all that is in them.
  private(set) var sections: Set<Int> = []

  init(_ fragment: MatchedDocument, _ rules: RuleFlags) {
    let nodes = fragment.document.nodes
    var keys: [Int] = []
    keys.reserveCapacity(nodes.count)
    for index in nodes.indices {
      let parent = nodes[index].parent.map { keys[$0] } ?? LineHash.top
      guard nodes[index].isConfiguration else {
        keys.append(parent)
        continue
      }
      let key = LineHash.statement(index, of: fragment, below: parent)
      keys.append(key)
      statements.insert(key)
      if let rule = fragment.ruleIndex(of: index), rules.isOwnedSection[rule], !fragment.isNegated(index) {
        sections.insert(key)
      }
    }
  }
}

/// The lines of a file that a fragment does not speak for.
private struct StrangerLines {
  /// A hash for each of the lines, in order.
  private(set) var keys: [Int] = []
  private var nodes: [Int] = []
  /// Entries whose order has a meaning, by section and rule.
  private(set) var lists: [[Int]: (first: Int, keys: [Int])] = [:]

  init(
    _ matched: MatchedDocument, _ own: FragmentStatements, _ rules: RuleFlags, without going: Set<Int> = []
  ) {
    let all = matched.document.nodes
    var sections: [Int] = []
    var isOwn: [Bool] = []
    sections.reserveCapacity(all.count)
    isOwn.reserveCapacity(all.count)
    for index in all.indices {
      let node = all[index]
      let parent = node.parent.map { sections[$0] } ?? LineHash.top
      let parentIsOwn = node.parent.map { isOwn[$0] } ?? false || going.contains(index)
      var key = parent
      if node.isConfiguration { key = LineHash.statement(index, of: matched, below: parent) }
      sections.append(key)
      isOwn.append(parentIsOwn || node.isConfiguration && own.sections.contains(key))
      if parentIsOwn { continue }
      if node.isConfiguration {
        if own.statements.contains(key) { continue }
      } else if node.kind != .comment {
        continue
      }
      let line = LineHash.line(index, of: matched, below: parent)
      keys.append(line)
      nodes.append(index)
      if let rule = matched.ruleIndex(of: index), rules.isOrdered[rule] {
        lists[[parent, rule], default: (index, [])].keys.append(line)
      }
    }
  }

  /// Nodes of lines that stand here more often than there, in order.
  func nodes(missingIn other: StrangerLines) -> [Int] {
    var there: [Int: Int] = [:]
    for key in other.keys { there[key, default: 0] += 1 }
    return zip(keys, nodes).compactMap { key, node in
      guard let count = there[key], count > 0 else { return node }
      there[key] = count - 1
      return nil
    }
  }
}
