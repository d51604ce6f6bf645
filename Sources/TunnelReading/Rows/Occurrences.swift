import ConfigTree

/// A line of the file that a rule matches.
struct Occurrence: Sendable {
  let rule: Int
  let statement: Int
  /// The occurrence of its section.
  let parent: Int?
  /// Texts by name, without quotes: one, or all words of the rest of a line.
  let captures: [String: [String]]
}

/// Everything that the rules of a table match in a file, and where.
struct Occurrences: Sendable {
  private(set) var all: [Occurrence] = []
  private(set) var ofRule: [[Int]]
  /// Occurrences by that of their section and by their rule.
  private var below: [Place: [Int]] = [:]

  private struct Place: Hashable {
    var section: Int
    var rule: Int
  }

  init(_ tree: StatementTree, _ table: RowTable) {
    ofRule = Array(repeating: [], count: table.grammar.rules.count)
    var ofStatement: [[Int]] = []
    ofStatement.reserveCapacity(tree.statements.count)
    for (index, statement) in tree.statements.enumerated() {
      var found: [Int] = []
      let line = Array(statement.text)
      if let parent = statement.parent {
        for section in ofStatement[parent] where table.sections.contains(all[section].rule) {
          found += match(line, index, below: section, table)
        }
      } else {
        found = match(line, index, below: nil, table)
      }
      ofStatement.append(found)
    }
  }

  /// All rules that match a line: one line may say several things.
  private mutating func match(
    _ line: [UInt8], _ statement: Int, below section: Int?, _ table: RowTable
  ) -> [Int] {
    var found: [Int] = []
    var passed: Set<Int> = []
    let parent = section.map { all[$0].rule }
    while true {
      let match = table.grammar.match(line, under: parent, besides: passed)
      guard let rule = match.rule else { return found }
      passed.insert(rule)
      var captures: [String: [String]] = [:]
      for (slot, name) in table.grammar.rules[rule].captureNames.enumerated() {
        guard let text = match.captures[slot] else { continue }
        captures[name] =
          table.rests[rule].contains(name)
          ? Words.split(text, quotes: table.grammar.quotes).map { Occurrences.unquoted($0, table.quoting) }
          : [Occurrences.unquoted(text[...], table.quoting)]
      }
      found.append(all.count)
      ofRule[rule].append(all.count)
      if let section { below[Place(section: section, rule: rule), default: []].append(all.count) }
      all.append(Occurrence(rule: rule, statement: statement, parent: section, captures: captures))
    }
  }

  /// A word as its value: quotes around it are the notation's.
  private static func unquoted(_ text: ArraySlice<UInt8>, _ quoting: RowTable.Quoting) -> String {
    guard quoting != .none, text.count > 1, let quote = text.first, quote == text.last,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return String(decoding: text, as: UTF8.self) }
    var bytes: [UInt8] = []
    var rest = text.dropFirst().dropLast()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), quoting == .escapes, let code = hexadecimal(rest.prefix(2)) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else if byte == UInt8(ascii: "\\"), let next = rest.first,
        next == quote || next == byte || quoting == .escapes
      {
        bytes.append(next)
        rest = rest.dropFirst()
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x46).contains($0) })
    else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// A capture of the line or of a section around it.
  func capture(_ name: String, of occurrence: Int) -> String? {
    words(name, of: occurrence).map { $0.joined(separator: " ") }
  }

  /// The words of a capture.
  func words(_ name: String, of occurrence: Int) -> [String]? {
    var next: Int? = occurrence
    while let index = next {
      if let words = all[index].captures[name] { return words }
      next = all[index].parent
    }
    return nil
  }

  /// Siblings that are looked at, so that a hostile section takes bounded time.
  private static let siblingLimit = 1024

  /// Lines of a rule in the same section as another line.
  func siblings(of occurrence: Int, rule: Int) -> ArraySlice<Int> {
    let section = all[occurrence].parent
    let lines = section.map { below[Place(section: $0, rule: rule)] ?? [] } ?? ofRule[rule]
    return lines.prefix(Occurrences.siblingLimit)
  }
}
