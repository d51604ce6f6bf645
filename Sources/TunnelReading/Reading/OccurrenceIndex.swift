import IPAddressing
import PlatformModel

/// Finds a row's lines by the values that join them.
struct OccurrenceIndex: Sendable {
  /// By the row's rule and its joins: both are the same for rows that read the same line.
  private var tables: [Key: [[String]: [Int]]] = [:]

  /// By rule and capture: lines in the order of the address that the capture holds.
  private var addresses: [Key: [(address: IPAddress, occurrence: Int)]] = [:]

  /// What a row of a lookup calls the name that is looked up.
  static let lookupJoins = ["name"]

  private struct Key: Hashable {
    var rule: Int
    var joins: [String]
  }

  init(_ occurrences: Occurrences, _ table: RowTable) {
    for row in table.lookups.values.joined() { add(row.rule, OccurrenceIndex.lookupJoins, occurrences) }
    for row in table.anchors + table.rows {
      add(row.rule, row.joins, occurrences)
      if let section = row.section { add(section, row.sectionJoins, occurrences) }
      if row.joins.isEmpty, let within = row.row.within { add(row.rule, within.capture, occurrences) }
    }
  }

  private mutating func add(_ rule: Int, _ capture: String, _ occurrences: Occurrences) {
    let key = Key(rule: rule, joins: [capture])
    guard addresses[key] == nil else { return }
    addresses[key] = occurrences.ofRule[rule].compactMap { occurrence in
      occurrences.capture(capture, of: occurrence).flatMap { IPAddress($0) }.map { ($0, occurrence) }
    }.sorted { ($0.address, $0.occurrence) < ($1.address, $1.occurrence) }
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

  /// Lines of a rule whose capture is an address in a network, in order of the file.
  func lines(_ rule: Int, _ capture: String, in network: IPPrefix) -> [Int] {
    let lines = addresses[Key(rule: rule, joins: [capture])] ?? []
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].address < network.network { low = middle + 1 } else { high = middle }
    }
    return lines[low...].prefix { network.contains($0.address) }.map(\.occurrence).sorted()
  }

  /// Lines of a rule whose captures have these values.
  func lines(_ rule: Int, _ joins: [String], _ values: [String]) -> [Int] {
    tables[Key(rule: rule, joins: joins)]?[values] ?? []
  }
}
