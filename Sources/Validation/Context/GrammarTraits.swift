import ConfigTree

/// What walks over a file ask about each node's rule, in flat arrays: copying whole rules costs more than all else.
struct GrammarTraits: Sendable {
  let defines: [ObjectSlots?]
  let refers: [[ObjectSlots]]
  let isOrdered: [Bool]
  let secretSlots: [[Int]]

  /// The captures whose texts, joined with a blank, name an object.
  struct ObjectSlots: Sendable {
    let kind: String
    let slots: [Int]
    let builtin: [String]
  }

  init(_ grammar: Grammar) {
    defines = grammar.rules.map { rule in rule.statement.defines.flatMap { ObjectSlots($0, rule) } }
    refers = grammar.rules.map { rule in rule.statement.refers.compactMap { ObjectSlots($0, rule) } }
    isOrdered = grammar.rules.map(\.statement.ordered)
    secretSlots = grammar.rules.map(\.secretSlots)
  }
}

extension GrammarTraits.ObjectSlots {
  /// `nil` when the rule has no such captures.
  fileprivate init?(_ object: StatementRule.ObjectName, _ rule: GrammarRule) {
    let slots = object.captures.compactMap(rule.captureNames.firstIndex)
    guard slots.count == object.captures.count else { return nil }
    self.init(kind: object.kind, slots: slots, builtin: object.builtin)
  }

  /// Names of a capture that is the rest of a line.
  func names(of node: Int, in matched: MatchedDocument) -> [String] {
    guard slots.count == 1, let bytes = matched.capture(slot: slots[0], of: node) else {
      return name(of: node, in: matched).map { [$0] } ?? []
    }
    return Words.names(bytes)
  }

  /// The name in a line; `nil` when the line lacks a part of it.
  func name(of node: Int, in matched: MatchedDocument) -> String? {
    guard let first = slots.first, let bytes = matched.capture(slot: first, of: node) else { return nil }
    var name = String(decoding: Words.bare(bytes), as: UTF8.self)
    for slot in slots.dropFirst() {
      guard let bytes = matched.capture(slot: slot, of: node) else { return nil }
      name += " "
      name += String(decoding: Words.bare(bytes), as: UTF8.self)
    }
    return name
  }
}
