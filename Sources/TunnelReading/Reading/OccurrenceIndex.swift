import IPAddressing
import PlatformModel

/// Finds a row's lines by the values that join them.
struct OccurrenceIndex: Sendable {
  /// By the row's rule and its joins: both are the same for rows that read the same line.
  private var tables: [Key: [[String]: [Int]]] = [:]

  /// By rule and capture: lines in the order of the address that the capture holds.
  private var addresses: [Key: [(address: IPAddress, occurrence: Int)]] = [:]

  /// The networks of rows that look for one with an address in it: parsed once, many tunnels ask.
  private var networks: [CoverKey: [Int: IPPrefix]] = [:]

  private struct CoverKey: Hashable {
    var rule: Int
    var beside: [Int]
    var captures: [String]

    init?(_ row: BoundRow) {
      guard let covers = row.row.covers else { return nil }
      rule = row.rule
      beside = row.with.map(\.rule)
      captures = covers.captures
    }
  }

  /// Lines by what a line beside them says: rows that nothing of their own joins.
  private var besides: [BesideKey: [[String]: [Int]]] = [:]

  private struct BesideKey: Hashable {
    var rule: Int
    var beside: Int
    var joins: [String]
  }

  /// What a row of a lookup calls the name that is looked up.
  static let lookupJoins = ["name"]

  private struct Key: Hashable {
    var rule: Int
    var joins: [String]
  }

  init(_ occurrences: Occurrences, _ table: RowTable) {
    for row in table.lookups.values.joined() { add(row.rule, OccurrenceIndex.lookupJoins, occurrences) }
    for row in table.rows { for line in row.besideJoins { addBeside(row, line, occurrences) } }
    for row in table.anchors + table.rows {
      add(row.rule, row.joins, occurrences)
      if let section = row.section { add(section, row.sectionJoins, occurrences) }
      addNetworks(row, occurrences)
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

  private mutating func addNetworks(_ row: BoundRow, _ occurrences: Occurrences) {
    guard let key = CoverKey(row), networks[key] == nil else { return }
    var found: [Int: IPPrefix] = [:]
    for occurrence in occurrences.ofRule[row.rule] {
      let beside = row.with.compactMap { occurrences.siblings(of: occurrence, rule: $0.rule).first }
      let texts = key.captures.compactMap { name in
        occurrences.capture(name, of: occurrence)
          ?? beside.lazy.compactMap { occurrences.all[$0].captures[name]?.joined(separator: " ") }.first
      }
      guard texts.count == key.captures.count else { continue }
      let word = NeutralForm.words(texts, form: .networks(wildcards: false), unit: nil).first
      found[occurrence] = word.flatMap { IPPrefix($0, hostBits: .cleared) }
    }
    networks[key] = found
  }

  /// The networks that the lines of a row tell, where the row looks for one with an address in it.
  func networks(of row: BoundRow) -> [Int: IPPrefix] {
    CoverKey(row).flatMap { networks[$0] } ?? [:]
  }

  /// Lines of a rule beside which a line has these values.
  func lines(_ rule: Int, beside line: BoundRow.Sibling, _ values: [String]) -> [Int] {
    let found = besides[BesideKey(rule: rule, beside: line.rule, joins: line.joins)] ?? [:]
    return (found[values] ?? []) + (found[[]] ?? [])
  }

  private mutating func addBeside(_ row: BoundRow, _ line: BoundRow.Sibling, _ occurrences: Occurrences) {
    let key = BesideKey(rule: row.rule, beside: line.rule, joins: line.joins)
    guard besides[key] == nil else { return }
    var found: [[String]: [Int]] = [:]
    for occurrence in occurrences.ofRule[row.rule] {
      for sibling in occurrences.siblings(of: occurrence, rule: line.rule) {
        let values = line.joins.compactMap { occurrences.all[sibling].captures[$0]?.first }
        // A line without one of them stands beside any.
        found[values.count == line.joins.count ? values : [], default: []].append(occurrence)
      }
    }
    besides[key] = found
  }

  /// Lines of a rule whose captures have these values.
  func lines(_ rule: Int, _ joins: [String], _ values: [String]) -> [Int] {
    tables[Key(rule: rule, joins: joins)]?[values] ?? []
  }
}
