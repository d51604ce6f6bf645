package import ConfigTree
package import PlatformModel

/// Configurations as people may see them.
package enum MaskedText {
  /// The file line by line, every key replaced in its place: for diffs.
  package static func inPlace(_ matched: MatchedDocument, mask: KeyMask) -> [UInt8] {
    text(matched, mask: mask, comments: nil)
  }

  /// The file with every line that needs a key as a comment, so that a paste can never set a stand-in.
  package static func commented(_ matched: MatchedDocument, mask: KeyMask, comments: Comments) -> [UInt8] {
    text(matched, mask: mask, comments: comments)
  }

  /// One command, as a comment when it needs a key.
  package static func command(_ line: ConfigLine, mask: KeyMask, comments: Comments) -> String {
    let text = line.text(mask: mask.forLines)
    return line.secrets.isEmpty ? text : comments.maskedKey + text
  }

  private static func text(_ matched: MatchedDocument, mask: KeyMask, comments: Comments?) -> [UInt8] {
    let document = matched.document
    guard !document.nodes.isEmpty else { return document.bytes }
    var output: [UInt8] = []
    output.reserveCapacity(document.bytes.count + 64)
    // Everything up to here is written.
    var position = 0
    for (index, ranges) in hiddenRanges(matched) {
      let node = document.nodes[index]
      output += document.bytes[position..<node.text.lowerBound]
      if let comments, node.isConfiguration { output += comments.maskedKey.utf8 }
      position = node.text.lowerBound
      for range in ranges {
        output += document.bytes[position..<range.lowerBound]
        output += mask.text(for: document.bytes[range]).utf8
        position = range.upperBound
      }
    }
    return output + document.bytes[position...]
  }

  /// The lines that hold keys, and where they do: in order, not overlapping.
  private static func hiddenRanges(_ matched: MatchedDocument) -> [(node: Int, ranges: [Range<Int>])] {
    let document = matched.document
    let secretSlots = matched.grammar.rules.map(\.secretSlots)
    let known = SecretWords.Scanner(isKnown: true)
    let unknown = SecretWords.Scanner(isKnown: false)
    return document.bytes.withUnsafeBufferPointer { bytes in
      var hidden: [(node: Int, ranges: [Range<Int>])] = []
      for index in document.nodes.indices {
        let node = document.nodes[index]
        guard node.kind != .separator, node.kind != .closer else { continue }
        let rule = matched.ruleIndex(of: index)
        if let rule, !secretSlots[rule].isEmpty {
          let keys = secretSlots[rule].compactMap { matched.capture(slot: $0, of: index) }.filter {
            !$0.isEmpty
          }
          let ranges = occurrences(of: keys, in: document.bytes[node.text])
          if !ranges.isEmpty { hidden.append((index, ranges)) }
        } else if node.kind != .blob {
          let scanner = rule == nil ? unknown : known
          if let range = scanner.hiddenPart(of: node.text, in: bytes) { hidden.append((index, [range])) }
        }
      }
      return hidden
    }
  }

  /// All places of some texts in another one.
  private static func occurrences(of keys: [ArraySlice<UInt8>], in text: ArraySlice<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = text.startIndex
    while position < text.endIndex {
      let rest = text[position...]
      if let key = keys.filter({ rest.starts(with: $0) }).max(by: { $0.count < $1.count }) {
        ranges.append(position..<position + key.count)
        position += key.count
      } else {
        position += 1
      }
    }
    return ranges
  }
}
