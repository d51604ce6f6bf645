/// A vocabulary table, turned around: from a device's spelling to neutral words.
package struct SpellingIndex: Sendable {
  private var entries: [String: [(word: String, versions: VersionRange)]] = [:]
  /// Words of the longest spelling.
  private var longest = 1

  package init(_ table: VocabularyTable) {
    for entry in table.entries {
      for spelling in [entry.spelling].compactMap({ $0 }) + entry.alternatives {
        let key = spelling.lowercased()
        entries[key, default: []].append((entry.word, entry.versions))
        longest = max(longest, key.split(separator: " ").count)
      }
    }
  }

  /// The neutral words that a text of one or more spellings means, the longest spelling first.
  package func words(in text: String, version: SoftwareVersion?) -> [String] {
    if let word = word(for: text, version) { return [word] }
    let parts = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).prefix(64)
    guard parts.count > 1 else { return [] }
    var words: [String] = []
    var position = 0
    while position < parts.count {
      var taken = 1
      for length in stride(from: min(longest, parts.count - position), through: 1, by: -1) {
        if let word = word(for: parts[position..<position + length].joined(separator: " "), version) {
          words.append(word)
          taken = length
          break
        }
      }
      position += taken
    }
    return words
  }

  /// Entries that hold for the version come first.
  private func word(for spelling: String, _ version: SoftwareVersion?) -> String? {
    guard let found = entries[spelling] ?? entries[spelling.lowercased()] else { return nil }
    return (found.first { $0.versions.contains(version) } ?? found.first)?.word
  }
}
