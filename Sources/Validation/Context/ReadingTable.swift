import ConfigTree
import PlatformModel

/// The readings of a platform, bound to the rules of its grammar.
struct ReadingTable: Sendable {
  /// For every rule of the grammar, the readings of its lines.
  let ofRule: [[Bound]]
  /// For every rule of the grammar, the readings whose default holds in a section without the line.
  let standards: [[Bound]]
  /// Facts that the platform has a reading for.
  let facts: Set<String>
  let spellings: [SpellingIndex]

  /// A reading, and where its values are found.
  struct Bound: Sendable {
    let reading: Reading
    /// Index into ``ReadingTable/spellings``.
    let spelling: Int?
    let captures: [Capture]
  }

  /// A capture of the line (`up` is 0) or of a section around it.
  struct Capture: Sendable {
    let up: Int
    let slot: Int
  }

  init(_ platform: Platform, _ grammar: Grammar) {
    var ofRule: [[Bound]] = Array(repeating: [], count: grammar.rules.count)
    var standards = ofRule
    var spellings: [SpellingIndex] = []
    var tables: [String: Int] = [:]
    let paths = ReadingTable.paths(grammar)
    for reading in platform.readings {
      var spelling: Int?
      if let name = reading.vocabulary, let table = platform.table(name) {
        spelling = tables[name] ?? spellings.count
        if tables[name] == nil { spellings.append(SpellingIndex(table)) }
        tables[name] = spelling
      }
      for (rule, path) in paths.enumerated() where path == reading.path {
        guard let captures = ReadingTable.captures(reading.captures, rule, grammar) else { continue }
        let bound = Bound(reading: reading, spelling: spelling, captures: captures)
        ofRule[rule].append(bound)
        if reading.standard != nil, let parent = grammar.rules[rule].parent {
          standards[parent].append(bound)
        }
      }
    }
    self.ofRule = ofRule
    self.standards = standards
    self.spellings = spellings
    facts = Set(platform.readings.map(\.fact))
  }

  /// The pattern texts from the top down to each rule.
  private static func paths(_ grammar: Grammar) -> [[String]] {
    var paths: [[String]] = []
    for rule in grammar.rules {
      let text = rule.statement.pattern.text
      // Rules stand in pre-order, so a parent's path is there already.
      paths.append((rule.parent.map { paths[$0] } ?? []) + [text])
    }
    return paths
  }

  /// The nearest captures of these names; `nil` when one is nowhere.
  private static func captures(_ names: [String], _ rule: Int, _ grammar: Grammar) -> [Capture]? {
    var captures: [Capture] = []
    for name in names {
      var next: Int? = rule
      var up = 0
      while let index = next {
        if let slot = grammar.rules[index].captureNames.firstIndex(of: name) {
          captures.append(Capture(up: up, slot: slot))
          break
        }
        next = grammar.rules[index].parent
        up += 1
      }
    }
    return captures.count == names.count ? captures : nil
  }
}

/// A vocabulary table, turned around: from a device's spelling to neutral words.
struct SpellingIndex: Sendable {
  private var entries: [String: [(word: String, versions: VersionRange)]] = [:]
  /// Words of the longest spelling.
  private var longest = 1

  init(_ table: VocabularyTable) {
    for entry in table.entries {
      for spelling in [entry.spelling].compactMap({ $0 }) + entry.alternatives {
        let key = spelling.lowercased()
        entries[key, default: []].append((entry.word, entry.versions))
        longest = max(longest, key.split(separator: " ").count)
      }
    }
  }

  /// The neutral words that a text of one or more spellings means, the longest spelling first.
  func words(in text: String, version: SoftwareVersion?) -> [String] {
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
