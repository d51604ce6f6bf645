/// The form of a statement's line, word by word.
///
/// | in the pattern | matches |
/// |---|---|
/// | `word` | that word (ASCII case does not matter) |
/// | `a\|b` | one of these words; it is part of the identity |
/// | `<name>` | one word, part of the identity |
/// | `{name}` | one word, part of the value |
/// | `<name:a\|b>`, `{name:a\|b}` | one of these words, captured |
/// | `abc*` in place of a word | any word that begins so |
/// | `<name:#>`, `{name:#}` | one word of decimal digits, captured |
/// | `<name...>`, `{name...}` | the rest of the line, at least one word; only as the last element |
/// | `[…]` | the elements inside, or nothing; may not nest |
///
/// Literals inside `[…]` are part of the identity when a `<capture>` stands inside too, of the value otherwise.
///
/// Two statements under one parent are *the same statement* when the same rule matches both and their
/// identities are equal. A rule without `{…}` therefore describes a set-like statement: it is there or not.
package struct StatementPattern: Sendable, Hashable {
  /// The text it was made from.
  package let text: String
  package let elements: [Element]

  package indirect enum Element: Sendable, Hashable {
    /// One of these words, lower case.
    case words([String])
    /// One word.
    case capture(name: String, isIdentity: Bool, form: Form)
    /// All words that are left.
    case rest(name: String, isIdentity: Bool)
    case optional([Element])
  }

  /// Which words a capture takes.
  package enum Form: Sendable, Hashable {
    case any
    /// Decimal digits.
    case number
    /// One of these, lower case; ASCII case does not matter.
    case oneOf([String])
  }
}

extension StatementPattern {
  /// A name and what may stand behind it; `nil`: anything.
  typealias Pair = (name: [UInt8], values: [[UInt8]]?)

  /// Of a pattern that is a word and pairs of a name and a value: the word and the pairs, in lower case.
  var pairs: (word: [UInt8], pairs: [Pair])? {
    guard elements.count % 2 == 1, case .words(let words)? = elements.first, let word = words.first else {
      return nil
    }
    var pairs: [Pair] = []
    for place in stride(from: 1, to: elements.count, by: 2) {
      guard case .words(let names) = elements[place], let name = names.first else { return nil }
      switch elements[place + 1] {
      case .words(let values), .capture(_, _, .oneOf(let values)):
        pairs.append((Array(name.utf8), values.map { Array($0.utf8) }))
      case .capture: pairs.append((Array(name.utf8), nil))
      case .rest, .optional: return nil
      }
    }
    return (Array(word.utf8), pairs)
  }

  /// Whether what identifies the statement is a number.
  package var isNumbered: Bool {
    elements.contains { element in
      if case .capture(_, true, .number) = element { true } else { false }
    }
  }
}

/// The text of a pattern is wrong.
package struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  package let kind: Kind
  /// The whole pattern.
  package let pattern: String

  package enum Kind: Sendable, Hashable {
    case empty
    case unclosed(Character)
    case nestedOptional
    case emptyOptional
    case badName(String)
    case restNotLast(String)
    case repeatedName(String)
    case tooManyElements
    case tooManyOptions
    /// A placeholder of a template line that the pattern does not capture.
    case unknownPlaceholder(String)
  }

  package var description: String { "pattern \"\(pattern)\": \(cause)" }

  private var cause: String {
    switch kind {
    case .empty: "it has no words"
    case .unclosed(let mark): "`\(mark)` is not closed"
    case .nestedOptional: "`[` inside `[…]`; write two rules"
    case .emptyOptional: "`[]` has nothing inside"
    case .badName(let name): "\"\(name)\" is no capture name; letters, digits, `_` and `-` are"
    case .restNotLast(let name): "`\(name)...` takes the rest of the line and must stand last"
    case .repeatedName(let name): "the name \"\(name)\" is used twice"
    case .tooManyElements: "it has more than \(StatementPattern.elementLimit) elements"
    case .tooManyOptions: "it has more than \(StatementPattern.optionLimit) options"
    case .unknownPlaceholder(let name): "the placeholder \"\(name)\" is no capture of the statement"
    }
  }
}
