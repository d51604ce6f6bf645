/// A line with `<name>` and `{name}` standing for captures of a rule.
struct LineTemplate: Sendable {
  private enum Part: Sendable {
    case text([UInt8])
    case slot(Int)
  }

  private var parts: [Part] = []
  /// The template as a pattern, for recognising lines of this form.
  let elements: [StatementPattern.Element]

  init(_ text: String, of pattern: StatementPattern) throws(PatternError) {
    let leaves = pattern.elements.flatMap(\.leaves).filter { !$0.names.isEmpty }
    var elements: [StatementPattern.Element] = []
    for token in text.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      if !parts.isEmpty { parts.append(.text([0x20])) }
      guard token.hasPrefix("<") && token.hasSuffix(">") || token.hasPrefix("{") && token.hasSuffix("}")
      else {
        parts.append(.text(Array(token.utf8)))
        elements.append(.words([token.lowercased()]))
        continue
      }
      var name = token.dropFirst().dropLast()
      if name.hasSuffix("...") { name = name.dropLast(3) }
      guard let slot = leaves.firstIndex(where: { $0.names == [String(name)] }) else {
        throw PatternError(kind: .unknownPlaceholder(String(name)), pattern: text)
      }
      parts.append(.slot(slot))
      elements.append(leaves[slot])
    }
    guard !elements.isEmpty else { throw PatternError(kind: .empty, pattern: text) }
    self.elements = elements
  }

  /// The line with the captures filled in; `nil` when one that it needs is missing.
  func line(_ capture: (Int) -> ArraySlice<UInt8>?) -> [UInt8]? {
    var line: [UInt8] = []
    for part in parts {
      switch part {
      case .text(let text): line += text
      case .slot(let slot):
        guard let text = capture(slot) else { return nil }
        line += text
      }
    }
    return line
  }
}

extension StatementPattern.Element {
  /// The element, or what is inside the brackets.
  fileprivate var leaves: [StatementPattern.Element] {
    if case .optional(let inner) = self { inner } else { [self] }
  }
}
