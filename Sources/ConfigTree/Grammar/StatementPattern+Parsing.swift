extension StatementPattern {
  /// More elements than any real line has words worth naming.
  static let elementLimit = 48
  /// Every option doubles the ways to read a line.
  static let optionLimit = 8

  /// Reads a pattern; see the type for the notation.
  package init(parsing text: String) throws(PatternError) {
    var parser = PatternParser(text: text)
    try parser.parse()
    self.init(text: text, elements: parser.elements)
  }

  /// The names of all captures, in order.
  package var captureNames: [String] { elements.flatMap(\.names) }

  /// The names of `{captures}`, in order.
  package var valueCaptureNames: [String] { elements.flatMap { $0.names(identity: false) } }

  /// The names of `<captures>`, in order.
  package var identityCaptureNames: [String] { elements.flatMap { $0.names(identity: true) } }
}

extension StatementPattern.Element {
  var names: [String] {
    switch self {
    case .words: []
    case .capture(let name, _, _), .rest(let name, _): [name]
    case .optional(let inner): inner.flatMap(\.names)
    }
  }

  fileprivate func names(identity: Bool) -> [String] {
    switch self {
    case .words: []
    case .capture(let name, let isIdentity, _), .rest(let name, let isIdentity):
      isIdentity == identity ? [name] : []
    case .optional(let inner): inner.flatMap { $0.names(identity: identity) }
    }
  }
}

/// Reads the notation of a pattern from left to right.
private struct PatternParser {
  let text: String
  var elements: [StatementPattern.Element] = []
  private var optional: [StatementPattern.Element]?
  private var names: Set<String> = []
  private var count = 0
  private var options = 0
  private var rest: String?

  init(text: String) { self.text = text }

  mutating func parse() throws(PatternError) {
    for token in try tokens() {
      switch token {
      case "[":
        guard optional == nil else { throw error(.nestedOptional) }
        optional = []
      case "]":
        guard let inner = optional else { throw error(.unclosed("]")) }
        guard !inner.isEmpty else { throw error(.emptyOptional) }
        optional = nil
        elements.append(.optional(inner))
        options += 1
        guard options <= StatementPattern.optionLimit else { throw error(.tooManyOptions) }
      default:
        try add(element(token))
      }
    }
    guard optional == nil else { throw error(.unclosed("[")) }
    guard !elements.isEmpty else { throw error(.empty) }
  }

  private func error(_ kind: PatternError.Kind) -> PatternError { PatternError(kind: kind, pattern: text) }

  private mutating func add(_ element: StatementPattern.Element) throws(PatternError) {
    if let rest { throw error(.restNotLast(rest)) }
    if case .rest(let name, _) = element { rest = name }
    for name in element.names where !names.insert(name).inserted { throw error(.repeatedName(name)) }
    count += 1
    guard count <= StatementPattern.elementLimit else { throw error(.tooManyElements) }
    if optional == nil { elements.append(element) } else { optional?.append(element) }
  }

  /// Brackets stand alone, everything else goes to the next blank; `<…>` and `{…}` may not hold blanks.
  private func tokens() throws(PatternError) -> [String] {
    var tokens: [String] = []
    var word = ""
    var closing: Character?
    for character in text {
      if let mark = closing {
        word.append(character)
        if character == mark { closing = nil }
        continue
      }
      switch character {
      case " ", "\t", "[", "]":
        if !word.isEmpty { tokens.append(word) }
        word = ""
        if character == "[" || character == "]" { tokens.append(String(character)) }
      case "<" where word.isEmpty:
        word = "<"
        closing = ">"
      case "{" where word.isEmpty:
        word = "{"
        closing = "}"
      default:
        word.append(character)
      }
    }
    if let mark = closing { throw error(.unclosed(mark == ">" ? "<" : "{")) }
    if !word.isEmpty { tokens.append(word) }
    return tokens
  }

  private func element(_ token: String) throws(PatternError) -> StatementPattern.Element {
    let isIdentity = token.hasPrefix("<")
    guard isIdentity && token.hasSuffix(">") || token.hasPrefix("{") && token.hasSuffix("}") else {
      return .words(alternatives(token))
    }
    let inner = token.dropFirst().dropLast()
    if inner.hasSuffix("...") {
      return .rest(name: try name(inner.dropLast(3)), isIdentity: isIdentity)
    }
    guard let colon = inner.firstIndex(of: ":") else {
      return .capture(name: try name(inner), isIdentity: isIdentity, form: .any)
    }
    let choices = inner[inner.index(after: colon)...]
    return .capture(
      name: try name(inner[..<colon]), isIdentity: isIdentity,
      form: choices == "#" ? .number : .oneOf(alternatives(String(choices))))
  }

  /// A token that is only `|` or ends in one means that character.
  private func alternatives(_ token: String) -> [String] {
    let words = token.split(separator: "|", omittingEmptySubsequences: false).map { $0.lowercased() }
    return words.contains("") ? [token.lowercased()] : words
  }

  private func name(_ text: Substring) throws(PatternError) -> String {
    let isName = text.utf8.allSatisfy { byte in
      let lower = Words.lower(byte)
      return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F || byte == 0x2D
    }
    guard isName, !text.isEmpty else { throw error(.badName(String(text))) }
    return String(text)
  }
}
