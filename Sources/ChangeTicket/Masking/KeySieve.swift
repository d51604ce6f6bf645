import ConfigTree
import OrderedJSON
package import Secrets

/// The last net: takes keys that are known out of any text, wherever they stand.
///
/// The mask knows where keys belong; people also write them into descriptions, names and comments.
package struct KeySieve: Sendable {
  private let known: PrefixTable
  /// What stands for each key of the table.
  private let stands: [[UInt8]]
  /// Shorter keys are words of people as well, and would be taken out of everything.
  private static let shortest = 8

  /// The keys at hand and those that stand in the files.
  package init(_ documents: [HiddenParts], keys: [SecretReference: Secret], mask: KeyMask) {
    var known: [[UInt8]: [UInt8]] = [:]
    func add(_ key: [UInt8], _ stand: [UInt8]) {
      guard known[key] == nil else { return }
      known[key] = stand
      // The form inside JSON strings, and the one that bytes beyond UTF-8 take in any text.
      let repaired = Array(String(decoding: key, as: UTF8.self).utf8)
      if repaired != key, known[repaired] == nil { known[repaired] = stand }
      let quoted = Array(
        JSON.string(String(decoding: key, as: UTF8.self)).bytes(.compact).dropFirst().dropLast())
      if quoted != key, known[quoted] == nil { known[quoted] = stand }
    }
    for secret in keys.values {
      let bytes = secret.withExposedText { Array($0.utf8) }
      if bytes.count >= KeySieve.shortest { add(bytes, Array(mask.text(for: bytes[...]).utf8)) }
    }
    for parts in documents {
      let bytes = parts.matched.document.bytes
      for line in parts.lines {
        for part in line.parts {
          let key = bytes[part.range]
          guard SecretPlaceholder.all(in: key).isEmpty else { continue }
          let stand = parts.stand(for: part, mask: mask)
          // Short ones as well: with the word before it such a text is no other.
          let lead = bytes[part.lead..<part.range.lowerBound]
          if !lead.isEmpty { add(Array(bytes[part.lead..<part.range.upperBound]), lead + stand) }
          if part.isKnown, key.count >= KeySieve.shortest { add(Array(key), stand) }
        }
      }
    }
    let sorted = known.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    self.known = PrefixTable(sorted: sorted.map(\.key))
    stands = sorted.map(\.value)
  }

  /// The text without keys.
  package func clean(_ bytes: [UInt8]) -> [UInt8] {
    let hits = hits(in: bytes)
    guard !hits.isEmpty else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var position = 0
    for hit in hits {
      output += bytes[position..<hit.place]
      output += stands[hit.key]
      position = hit.place + known.length(of: hit.key)
    }
    return output + bytes[position...]
  }

  /// What stands in the place of each key in a part of a text.
  func replacements(in bytes: ArraySlice<UInt8>) -> [(range: Range<Int>, text: [UInt8])] {
    hits(in: Array(bytes)).map { hit in
      let start = bytes.startIndex + hit.place
      return (start..<start + known.length(of: hit.key), stands[hit.key])
    }
  }

  /// The same for text.
  package func clean(_ text: String) -> String {
    known.isEmpty ? text : String(decoding: clean(Array(text.utf8)), as: UTF8.self)
  }

  private func hits(in bytes: [UInt8]) -> [(place: Int, key: Int)] {
    guard !known.isEmpty else { return [] }
    return bytes.withUnsafeBufferPointer { text in
      var hits: [(place: Int, key: Int)] = []
      var position = 0
      while position < text.count {
        if let key = known.longestPrefix(of: text, from: position) {
          hits.append((position, key))
          position += known.length(of: key)
        } else {
          position += 1
        }
      }
      return hits
    }
  }
}
