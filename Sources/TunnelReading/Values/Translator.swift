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
      texts = texts.flatMap { $0.split(separator: joiner).map(String.init) }
    }
    let form = TunnelFact.named(value.fact)?.form ?? .text
    let words: [String]
    if let table = value.vocabulary, let index = spellings[table] {
      // Several captures are one spelling: `aes-cbc 256`.
      let spelled = value.joiner == nil && texts.count > 1 ? [texts.joined(separator: " ")] : texts
      words = spelled.flatMap { index.words(in: $0, version: version) }
    } else {
      words = NeutralForm.words(texts, form: form, unit: value.unit)
    }
    guard let lookup = value.lookup, words.isEmpty || form == .address else { return words }
    var seen: Set<String> = []
    let found = texts.flatMap { members(of: $0, lookup, &seen) }
    return found.isEmpty ? words : found.flatMap { NeutralForm.words($0, form: form, unit: nil) }
  }

  /// What a name stands for; groups may hold groups, and each is looked at once.
  private func members(of name: String, _ lookup: String, _ seen: inout Set<String>) -> [[String]] {
    guard seen.count < Translator.memberLimit, seen.insert(name).inserted else { return [] }
    var found: [[String]] = []
    for row in table.lookups[lookup] ?? [] {
      for line in lookups.lines(row.rule, OccurrenceIndex.lookupJoins, [name]) {
        for value in row.row.values where found.count < Translator.memberLimit {
          let parts = value.captures.compactMap { occurrences.words($0, of: line) }
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

  func key(_ text: String, capture: (String) -> String?) -> TunnelValue.Key {
    let bytes = Array(text.utf8)[...]
    let encoding = platform.keyEncodings.first { $0.matches(bytes, capture: capture) }
    return TunnelValue.Key(secret: Secret(text), encoding: encoding?.kind)
  }
}
