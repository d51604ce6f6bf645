import ConfigTree
import Diagnostics
import IPAddressing
import PlatformModel

/// One tunnel while it is put together.
struct Assembly {
  let document: ConfigDocument
  let tree: StatementTree
  let occurrences: Occurrences
  let index: OccurrenceIndex
  let translator: Translator
  /// What is bound, in the order of binding.
  private var variables: [String: [String]] = [:]
  private var tunnel = Tunnel(kind: "", place: .init(source: ""))
  /// For each fact, the values so far by the row they came from.
  private var sources: [String: [Source]] = [:]

  /// Values of one variable: more names of one kind than this are no tunnel's.
  private static let valueLimit = 256
  /// Combinations of values that one row is looked up with.
  private static let combinationLimit = 4096
  /// Lines that one row may give to one tunnel.
  private static let lineLimit = 512

  private var said: Set<Saying> = []
  private var isOff = false

  private struct Saying: Hashable {
    var fact: String
    var text: String
    var group: String
  }

  private struct Source {
    var row: Int
    var names: [String]
    var group: String
  }

  init(
    document: ConfigDocument, tree: StatementTree, occurrences: Occurrences, index: OccurrenceIndex,
    translator: Translator
  ) {
    self.document = document
    self.tree = tree
    self.occurrences = occurrences
    self.index = index
    self.translator = translator
  }

  /// The tunnel that an anchor means; `nil` where what must stand beside the line does not, or it is switched off.
  mutating func tunnel(at occurrence: Int, _ anchor: BoundRow, rows: [BoundRow]) -> Tunnel? {
    tunnel = Tunnel(kind: anchor.row.kind ?? "", place: place(of: occurrence))
    guard let found = found(occurrence, anchor, isAnchor: true) else { return nil }
    bind(found, anchor)
    say(found, anchor, number: -1)
    for (number, row) in rows.enumerated() { apply(row, number) }
    return isOff ? nil : tunnel
  }

  private func place(of occurrence: Int) -> SourcePlace {
    document.place(of: tree.statements[occurrences.all[occurrence].statement].node)
  }

  // MARK: Joining

  /// A line that holds for the tunnel, with what stands beside it.
  private struct Found {
    var occurrence: Int
    /// The lines of `with`, one of each.
    var beside: [Int]
  }

  private mutating func apply(_ row: BoundRow, _ number: Int) {
    guard holds(row.row.when), row.row.unless.allSatisfy({ variables[$0] == nil }),
      row.row.needs.allSatisfy({ variables[$0] != nil })
    else { return }
    var count = 0
    let cover = cover(row)
    let networks = index.networks(of: row)
    for lines in lines(row) {
      for occurrence in lines {
        guard count < Assembly.lineLimit else { break }
        guard row.row.covers == nil || cover != nil && networks[occurrence] == cover,
          let found = found(occurrence, row, isAnchor: false), isWithin(found, row)
        else { continue }
        count += 1
        if row.row.isOff { isOff = true }
        bind(found, row)
        say(found, row, number: number)
      }
    }
    sayStandards(row, number)
  }

  /// Lines that the row's names lead to; by the network where there are no names and one is asked for.
  private func lines(_ row: BoundRow) -> [[Int]] {
    guard row.joins.isEmpty, let within = row.row.within else {
      if let lines = linesBeside(row) { return [Set(lines).sorted()] }
      return combinations(row.joins).map { index.lines(row.rule, row.joins, $0) }
    }
    return networks(within.fact).map { index.lines(row.rule, within.capture, in: $0) }
  }

  /// The fewest lines that a line beside them leads to, for a row that nothing of its own joins.
  private func linesBeside(_ row: BoundRow) -> [Int]? {
    var fewest: [Int]?
    for line in row.besideJoins {
      // More names than are looked up lead nowhere: then every line is looked at.
      let values = combinations(line.joins)
      if values.isEmpty, line.joins.allSatisfy({ variables[$0]?.isEmpty == false }) { continue }
      let lines = values.flatMap { index.lines(row.rule, beside: line, $0) }
      if lines.count < fewest?.count ?? .max { fewest = lines }
    }
    return fewest
  }

  private func networks(_ fact: String) -> [IPPrefix] {
    tunnel[fact: fact].flatMap(\.words).compactMap { IPPrefix($0, hostBits: .cleared) }
  }

  private func holds(_ conditions: [TunnelRow.Condition]) -> Bool {
    conditions.allSatisfy { condition in
      tunnel.values.contains { $0.fact == condition.fact && !Set($0.words).isDisjoint(with: condition.words) }
    }
  }

  /// All choices of one value for each name; none where a name has no value.
  private func combinations(_ names: [String]) -> [[String]] {
    var combinations: [[String]] = [[]]
    for name in names {
      let values = variables[name] ?? []
      guard combinations.count * values.count <= Assembly.combinationLimit else { return [] }
      combinations = combinations.flatMap { head in values.map { head + [$0] } }
    }
    return combinations
  }

  private func found(_ occurrence: Int, _ row: BoundRow, isAnchor: Bool) -> Found? {
    for line in row.without where sibling(of: occurrence, line, isAnchor) != nil { return nil }
    var found = Found(occurrence: occurrence, beside: [])
    for line in row.with {
      guard let beside = sibling(of: occurrence, line, isAnchor) else { return nil }
      found.beside.append(beside)
    }
    return found
  }

  /// The first line beside another one that agrees with it, and with what is bound.
  private func sibling(of occurrence: Int, _ line: BoundRow.Sibling, _ isAnchor: Bool) -> Int? {
    occurrences.siblings(of: occurrence, rule: line.rule).first { sibling in
      line.joins.allSatisfy { name in
        guard let text = occurrences.all[sibling].captures[name]?.first else { return true }
        if let own = occurrences.capture(name, of: occurrence) { return own == text }
        return isAnchor || variables[name]?.contains(text) ?? false
      }
    }
  }

  private func isWithin(_ found: Found, _ row: BoundRow) -> Bool {
    guard let within = row.row.within else { return true }
    guard let text = text(within.capture, found), let address = IPAddress(text) else { return false }
    return networks(within.fact).contains { $0.contains(address) }
  }

  /// The smallest network of the row's lines that has an address of the fact.
  private func cover(_ row: BoundRow) -> IPPrefix? {
    guard let covers = row.row.covers else { return nil }
    let addresses = tunnel[fact: covers.fact].flatMap(\.words).compactMap { IPAddress($0) }
    guard !addresses.isEmpty else { return nil }
    var best: IPPrefix?
    let networks = index.networks(of: row)
    for occurrence in lines(row).lazy.joined() {
      guard let network = networks[occurrence], network.length > best?.length ?? -1,
        addresses.contains(where: network.contains)
      else { continue }
      best = network
    }
    return best
  }

  private mutating func bind(_ found: Found, _ row: BoundRow) {
    for name in row.binds {
      guard let words = words(name, found) else { continue }
      let separator = row.row.values.first { $0.captures == [name] }?.separator
      for value in Assembly.values(of: words, separator) {
        guard variables[name]?.count ?? 0 < Assembly.valueLimit else { break }
        bind(value, to: name)
        for part in row.row.parts where part.capture == name {
          guard let split = value.firstRange(of: part.separator) else { continue }
          bind(String(value[..<split.lowerBound]), to: part.names.0)
          bind(String(value[split.upperBound...]), to: part.names.1)
        }
      }
    }
  }

  private mutating func bind(_ value: String, to name: String) {
    if variables[name]?.contains(value) != true { variables[name, default: []].append(value) }
  }

  private static func values(of words: [String], _ separator: String?) -> [String] {
    guard let separator, !separator.isEmpty else { return words }
    return words.joined(separator: " ").split(separator: separator).map { $0.trimmingBlanks }
      .filter { !$0.isEmpty }
  }

  private func text(_ name: String, _ found: Found) -> String? {
    words(name, found).map { $0.joined(separator: " ") }
  }

  private func words(_ name: String, _ found: Found) -> [String]? {
    if let words = occurrences.words(name, of: found.occurrence) { return words }
    for beside in found.beside { if let words = occurrences.all[beside].captures[name] { return words } }
    return nil
  }

  // MARK: Saying

  private mutating func say(_ found: Found, _ row: BoundRow, number: Int) {
    let joins = row.joins.compactMap { name in text(name, found).map { (name, $0) } }
    let statement = occurrences.all[found.occurrence].statement
    let group =
      row.row.isRecord
      ? "line \(statement)" : joins.map { "\($0.0)=\($0.1)" }.joined(separator: GroupName.mark)
    let name = row.row.isRecord ? nil : joins.last?.1
    for value in row.row.values {
      guard mayAdd(value.fact, row.joins, group, number) else { continue }
      let parts = value.captures.compactMap { words($0, found) }
      guard parts.count == value.captures.count else { continue }
      let texts = Array(parts.joined())
      let place = place(of: found.occurrence)
      let count = tunnel.values.count
      if value.fact == "key" {
        addKey(texts, found, value, group, place)
      } else if value.captures.isEmpty {
        add(value, value.constant, nil, group, name, place)
      } else {
        let isShared = row.row.values.contains { $0.fact != value.fact && $0.captures == value.captures }
        addTexts(texts, value, group, name, place, isShared: isShared)
      }
      guard tunnel.values.count > count else { continue }
      sources[value.fact, default: []].append(Source(row: number, names: row.joins, group: group))
    }
  }

  /// `isShared`: the text answers several questions, and a word of another table says nothing here.
  private mutating func addTexts(
    _ texts: [String], _ value: TunnelRow.Value, _ group: String, _ name: String?, _ place: SourcePlace,
    isShared: Bool
  ) {
    guard let separator = value.separator else {
      let words = translator.words(texts, value)
      if words.isEmpty, isShared { return }
      // Of words that are joined only those are unclear that no table knows.
      let text = words.isEmpty ? translator.unknown(texts, value) : texts.joined(separator: " ")
      if words.isEmpty, text.isEmpty { return }
      return add(value, words, text, group, name, place)
    }
    // Each proposal of a list is a record of its own; other values of a list stand side by side.
    let isList =
      switch TunnelFact.named(value.fact)?.group {
      case .ikeProposal, .ipsecProposal: true
      case .selector, .route, .bgp, nil: false
      }
    for (number, part) in Assembly.values(of: texts, separator).enumerated() {
      let words = translator.words([part], value)
      if words.isEmpty, isShared { continue }
      let own = isList ? "\(group)\(GroupName.mark)\(number)" : group
      add(value, words, part, own, isList ? part : name, place)
    }
  }

  /// The first row that says something about a fact counts.
  ///
  /// One that reads the same kind of thing may speak of others of that kind. Records are always added.
  private func mayAdd(_ fact: String, _ names: [String], _ group: String, _ row: Int) -> Bool {
    guard let sources = sources[fact], !sources.isEmpty else { return true }
    switch TunnelFact.named(fact)?.group {
    case .selector, .route, .bgp: return true
    case .ikeProposal, .ipsecProposal, nil: break
    }
    return sources.allSatisfy { source in
      source.row == row || source.names == names && source.group != group
    }
  }

  /// What holds where a section, or a named thing, or the tunnel, has no line of the fact.
  private mutating func sayStandards(_ row: BoundRow, _ number: Int) {
    for value in row.row.values where !value.standard.isEmpty {
      guard let section = row.section else {
        sayStandards(of: value, row, number)
        continue
      }
      for values in combinations(row.sectionJoins) {
        for occurrence in index.lines(section, row.sectionJoins, values).prefix(Assembly.lineLimit) {
          sayStandard(of: value, row.sectionJoins, values, place(of: occurrence), number)
        }
      }
    }
  }

  /// Of a row at the top: for each of the names that join it, or for the tunnel where nothing does.
  private mutating func sayStandards(of value: TunnelRow.Value, _ row: BoundRow, _ number: Int) {
    let combinations = combinations(row.joins)
    if row.joins.isEmpty || combinations.isEmpty {
      guard tunnel[fact: value.fact].isEmpty else { return }
      return add(value, value.standard, nil, "", nil, tunnel.place, isStandard: true)
    }
    for values in combinations { sayStandard(of: value, row.joins, values, tunnel.place, number) }
  }

  private mutating func sayStandard(
    of value: TunnelRow.Value, _ names: [String], _ values: [String], _ place: SourcePlace, _ number: Int
  ) {
    let group = zip(names, values).map { "\($0.0)=\($0.1)" }.joined(separator: GroupName.mark)
    let isSaid = sources[value.fact]?.contains { $0.group == group || $0.names != names }
    guard isSaid != true else { return }
    add(value, value.standard, nil, group, values.last, place, isStandard: true)
    sources[value.fact, default: []].append(Source(row: number, names: names, group: group))
  }

  private mutating func add(
    _ value: TunnelRow.Value, _ words: [String], _ text: String?, _ group: String, _ name: String?,
    _ place: SourcePlace, isStandard: Bool = false
  ) {
    // Nothing was said.
    if words.isEmpty, text?.isEmpty ?? false { return }
    let new = TunnelValue(
      fact: value.fact, words: words, text: text, key: nil, place: place, isStandard: isStandard,
      group: group, groupName: name)
    // Several ways may lead to one line.
    let saying = Saying(fact: value.fact, text: text ?? words.joined(separator: " "), group: group)
    guard said.insert(saying).inserted else { return }
    tunnel.values.append(new)
  }

  private mutating func addKey(
    _ texts: [String], _ found: Found, _ value: TunnelRow.Value, _ group: String, _ place: SourcePlace
  ) {
    let key = translator.key(texts.joined(separator: " ")) { text($0, found) }
    tunnel.values.append(
      TunnelValue(
        fact: value.fact, words: [], text: nil, key: key, place: place, isStandard: false, group: group,
        groupName: nil))
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }
}
