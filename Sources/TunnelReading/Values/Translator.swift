import ConfigTree
import PlatformModel
import Secrets

/// Turns texts of a file into neutral words.
struct Translator: Sendable {
  let platform: Platform
  let spellings: [String: SpellingIndex]
  let version: SoftwareVersion?
  let lookups: OccurrenceIndex
  let table: RowTable
  let occurrences: Occurrences

  /// Members that one name may stand for.
  private static let memberLimit = 512

  func words(_ texts: [String], _ value: TunnelRow.Value) -> [String] {
    var texts = texts
    if let joiner = value.joiner, !joiner.isEmpty {
      texts = texts.flatMap { $0.split(whereSeparator: joiner.contains).map(String.init) }
    }
    let form = TunnelFact.named(value.fact)?.form ?? .text
    let words: [String]
    if let table = value.vocabulary, let index = spellings[table] {
      // Several captures are one spelling: `aes-cbc 256`.
      let spelled = value.joiner == nil && texts.count > 1 ? [texts.joined(separator: " ")] : texts
      words = spelled.flatMap { index.words(in: $0, version: version) }
    } else {
      words = NeutralForm.words(texts, form: form, unit: value.unit).map { Translator.sum($0, value.plus) }
    }
    guard let lookup = value.lookup, words.isEmpty || form == .address else { return words }
    var seen: Set<String> = []
    let found = texts.flatMap { members(of: $0, lookup, &seen) }
    return found.isEmpty ? words : found.flatMap { NeutralForm.words($0, form: form, unit: nil) }
  }

  private static func sum(_ word: String, _ plus: Int) -> String {
    guard plus != 0, let number = Int(word) else { return word }
    let (sum, isTooLarge) = number.addingReportingOverflow(plus)
    return isTooLarge ? word : String(max(sum, 0))
  }

  /// What of some texts no vocabulary of the platform knows.
  func unknown(_ texts: [String], _ value: TunnelRow.Value) -> String {
    guard let joiner = value.joiner else { return texts.joined(separator: " ") }
    return texts.flatMap { $0.split(whereSeparator: joiner.contains) }.map(String.init).filter { word in
      !spellings.values.contains { !$0.words(in: word, version: version).isEmpty }
    }.joined(separator: " ")
  }

  /// What a name stands for; groups may hold groups, and each is looked at once.
  private func members(of name: String, _ lookup: String, _ seen: inout Set<String>) -> [[String]] {
    guard seen.count < Translator.memberLimit, seen.insert(name).inserted else { return [] }
    var found: [[String]] = []
    for row in table.lookups[lookup] ?? [] {
      for line in lookups.lines(row.rule, OccurrenceIndex.lookupJoins, [name]) {
        for value in row.row.values where found.count < Translator.memberLimit {
          let parts = value.captures.compactMap { words($0, of: line, row) }
          guard parts.count == value.captures.count else { continue }
          let texts = Array(parts.joined())
          if value.fact == "member" {
            for text in texts { found += members(of: text, lookup, &seen) }
          } else {
            found.append(texts)
          }
        }
      }
    }
    return found
  }

  /// A capture of a line or of one beside it.
  private func words(_ name: String, of line: Int, _ row: BoundRow) -> [String]? {
    if let words = occurrences.words(name, of: line) { return words }
    for beside in row.with {
      let sibling = occurrences.siblings(of: line, rule: beside.rule).first
      if let words = sibling.flatMap({ occurrences.all[$0].captures[name] }) { return words }
    }
    return nil
  }

  func key(_ text: String, capture: (String) -> String?) -> TunnelValue.Key {
    let bytes = Array(text.utf8)[...]
    let encoding = platform.keyEncodings.first { $0.matches(bytes, capture: capture) }
    return TunnelValue.Key(secret: Secret(text), encoding: encoding?.kind)
  }
}
