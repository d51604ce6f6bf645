/// Finds a row's lines by the values that join them.
struct OccurrenceIndex: Sendable {
  /// By the row's rule and its joins: both are the same for rows that read the same line.
  private var tables: [Key: [[String]: [Int]]] = [:]

  private struct Key: Hashable {
    var rule: Int
    var joins: [String]
  }

  init(_ occurrences: Occurrences, _ table: RowTable) {
    for row in table.anchors + table.rows + table.lookups.values.joined() {
      add(row.rule, row.joins, occurrences)
      if let section = row.section(in: table.grammar) { add(section, row.sectionJoins, occurrences) }
    }
  }

  private mutating func add(_ rule: Int, _ joins: [String], _ occurrences: Occurrences) {
    let key = Key(rule: rule, joins: joins)
    guard tables[key] == nil else { return }
    var found: [[String]: [Int]] = [:]
    for occurrence in occurrences.ofRule[rule] {
      let values = joins.compactMap { occurrences.capture($0, of: occurrence) }
      // A line without one of them joins nothing.
      guard values.count == joins.count else { continue }
      found[values, default: []].append(occurrence)
    }
    tables[key] = found
  }

  /// Lines of a rule whose captures have these values.
  func lines(_ rule: Int, _ joins: [String], _ values: [String]) -> [Int] {
    tables[Key(rule: rule, joins: joins)]?[values] ?? []
  }
}
