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
    var facts = Set(platform.readings.map(\.fact))
    for (rule, entry) in grammar.rules.enumerated() {
      for saying in entry.statement.says {
        guard let captures = ReadingTable.captures(saying.captures, rule, grammar) else { continue }
        let reading = Reading(fact: saying.fact, path: paths[rule], captures: saying.captures)
        ofRule[rule].append(Bound(reading: reading, spelling: nil, captures: captures))
        facts.insert(saying.fact)
      }
    }
    self.ofRule = ofRule
    self.standards = standards
    self.spellings = spellings
    self.facts = facts
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
