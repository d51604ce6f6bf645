import ConfigTree
import PlatformModel

/// What one line of a file says, in neutral words.
struct Fact: Sendable, Hashable {
  /// One of ``FactName``.
  let name: String
  /// The line; for a value that nobody wrote, the section that lacks the line.
  let node: Int
  /// The top-level section or line that it stands in.
  let block: Int
  /// The values as they stand in the file.
  let texts: [String]
  /// The values as neutral words; words without a meaning are left out.
  let words: [String]
  /// Whether it is in force because nothing else is written.
  let isStandard: Bool
}

/// The readings of a platform, bound to the rules of its grammar.
struct ReadingTable: Sendable {
  /// For every rule of the grammar, the readings of its lines.
  let ofRule: [[Bound]]
  /// For every rule of the grammar, the readings whose default holds in a section without the line.
  let standards: [[Bound]]
  /// Facts that the platform has a reading for.
  let facts: Set<String>

  /// A reading and the table that translates it.
  struct Bound: Sendable {
    let reading: Reading
    let table: VocabularyTable?
  }

  init(_ platform: Platform, _ grammar: Grammar) {
    var ofRule: [[Bound]] = Array(repeating: [], count: grammar.rules.count)
    var standards = ofRule
    let paths = ReadingTable.paths(grammar)
    for reading in platform.readings {
      let bound = Bound(reading: reading, table: reading.vocabulary.flatMap(platform.table))
      for (rule, path) in paths.enumerated() where path == reading.path {
        ofRule[rule].append(bound)
        if reading.standard != nil, let parent = grammar.rules[rule].parent {
          standards[parent].append(bound)
        }
      }
    }
    self.ofRule = ofRule
    self.standards = standards
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
}
