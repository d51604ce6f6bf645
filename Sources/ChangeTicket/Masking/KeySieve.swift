import ConfigTree
import Secrets

/// The last net: takes keys that are known out of any text, wherever they stand.
///
/// The mask knows where keys belong; people also write them into descriptions, names and comments.
struct KeySieve: Sendable {
  /// Keys and their stand-ins, the longest first.
  private let known: [(key: [UInt8], stand: [UInt8])]
  /// Which bytes a key begins with.
  private var firsts: [Bool]
  /// Shorter keys are words of people as well, and would be taken out of everything.
  private static let shortest = 8

  init(_ documents: [MatchedDocument], keys: [SecretReference: Secret], mask: KeyMask) {
    var known: [[UInt8]: [UInt8]] = [:]
    func add(_ key: [UInt8], _ stand: String) {
      guard key.count >= KeySieve.shortest, known[key] == nil else { return }
      known[key] = Array(stand.utf8)
      // The form inside JSON strings.
      let quoted = key.flatMap {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), $0] : [$0]
      }
      if quoted != key { known[quoted] = Array(stand.utf8) }
    }
    for secret in keys.values {
      let bytes = secret.withExposedText { Array($0.utf8) }
      add(bytes, mask.text(for: bytes[...]))
    }
    for matched in documents {
      let secretSlots = matched.grammar.rules.map(\.secretSlots)
      for index in matched.document.nodes.indices {
        guard let rule = matched.ruleIndex(of: index), !secretSlots[rule].isEmpty else { continue }
        for slot in secretSlots[rule] {
          guard let key = matched.capture(slot: slot, of: index), SecretPlaceholder.all(in: key).isEmpty
          else {
            continue
          }
          add(Array(key), mask.text(for: key))
        }
      }
    }
    self.known = known.map { (key: $0.key, stand: $0.value) }.sorted { left, right in
      left.key.count != right.key.count
        ? left.key.count > right.key.count : left.key.lexicographicallyPrecedes(right.key)
    }
    firsts = Array(repeating: false, count: 256)
    for entry in self.known { firsts[Int(entry.key[0])] = true }
  }

  /// The text without keys.
  func clean(_ bytes: [UInt8]) -> [UInt8] {
    let hits = hits(in: bytes)
    guard !hits.isEmpty else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var position = 0
    for hit in hits {
      output += bytes[position..<hit.place]
      output += known[hit.key].stand
      position = hit.place + known[hit.key].key.count
    }
    return output + bytes[position...]
  }

  private func hits(in bytes: [UInt8]) -> [(place: Int, key: Int)] {
    guard !known.isEmpty else { return [] }
    return bytes.withUnsafeBufferPointer { text in
      firsts.withUnsafeBufferPointer { isFirst in
        var hits: [(place: Int, key: Int)] = []
        var position = 0
        while position < text.count {
          if isFirst[Int(text[position])],
            let key = known.indices.first(where: { matches(known[$0].key, text, position) })
          {
            hits.append((position, key))
            position += known[key].key.count
          } else {
            position += 1
          }
        }
        return hits
      }
    }
  }

  private func matches(_ key: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard text.count - position >= key.count else { return false }
    for offset in key.indices where text[position + offset] != key[offset] { return false }
    return true
  }
}
