/// The form of a statement's line, word by word.
///
/// | in the pattern | matches |
/// |---|---|
/// | `word` | that word (ASCII case does not matter) |
/// | `a\|b` | one of these words; it is part of the identity |
/// | `<name>` | one word, part of the identity |
/// | `{name}` | one word, part of the value |
/// | `<name...>`, `{name...}` | the rest of the line, at least one word; only as the last element |
/// | `[…]` | the elements inside, or nothing; may not nest |
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
    case capture(name: String, isIdentity: Bool)
    /// All words that are left.
    case rest(name: String, isIdentity: Bool)
    case optional([Element])
  }
}
