/// What a grammar knows about one line.
package struct LineMatch: Sendable, Hashable {
  /// Number of the rule; `nil`: no rule, the identity is the whole text.
  package var rule: Int?
  /// Whether the line takes a statement away: it begins with the negation, or is a removal of the rule's own.
  package var isNegated: Bool
  package var form: Form
  /// Words that identify it among its siblings, together with the rule; one blank between words.
  package var identity: [UInt8]
  /// Words that are its value; a secret stands as one byte 0x01.
  package var value: [UInt8]
  /// Texts by slot; `nil` for a capture that the line does not have.
  package var captures: [[UInt8]?]
  /// The line in the form that the device prints, with the negation.
  package var text: [UInt8]

  package init(
    rule: Int?, isNegated: Bool, form: Form, identity: [UInt8], value: [UInt8], captures: [[UInt8]?],
    text: [UInt8]
  ) {
    self.rule = rule
    self.isNegated = isNegated
    self.form = form
    self.identity = identity
    self.value = value
    self.captures = captures
    self.text = text
  }

  /// How much of a rule's pattern a line shows.
  ///
  /// All but the first are forms of negated lines.
  package enum Form: UInt8, Sendable, Hashable, Comparable {
    /// All of it.
    case full
    /// The rule's own line of removal.
    case removal
    /// The words up to the last one that identifies.
    case truncated
    /// The rule's own line of removal where that does not begin with the negation (`stop` for `start now`).
    case command

    package static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }
  }
}

extension Grammar {
  /// Matches one line, without indentation, that stands in a section of a rule (`nil`: at the top).
  ///
  /// A section without rules (`under` is a rule without children, or `isUnknown`) has statements that are their text.
  /// Rules in `besides` are passed over.
  package func match(
    _ line: [UInt8], under parent: Int?, inUnknownSection isUnknown: Bool = false, besides: Set<Int> = []
  ) -> LineMatch {
    var matcher = LineMatcher(grammar: self, length: line.count, nodes: 1)
    matcher.passedOver = besides
    let set = isUnknown ? -1 : parent.map { rules[$0].children } ?? 0
    line.withUnsafeBufferPointer {
      matcher.match($0, 0..<line.count, set: set, exact: line.contains(0x0A))
    }
    let store = matcher.store
    let node = store.matches[0]
    let rule = node.rule < 0 ? nil : Int(node.rule)
    let all = line + store.extra
    var captures: [[UInt8]?] = Array(repeating: nil, count: rule.map { rules[$0].captureNames.count } ?? 0)
    for slot in captures.indices { captures[slot] = store.capture(slot, of: node).map { Array(all[$0]) } }
    return LineMatch(
      rule: rule, isNegated: node.isNegated, form: node.form,
      identity: Array(store.keys[node.identity.range]),
      value: Array(store.keys[node.value.range]), captures: captures, text: Array(all[node.text.range]))
  }
}
