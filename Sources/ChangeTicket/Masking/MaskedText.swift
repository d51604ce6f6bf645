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
    guard let first = document.nodes.first else { return document.bytes }
    var output = Array(document.bytes[..<first.bytes.lowerBound])
    output.reserveCapacity(document.bytes.count)
    for index in document.nodes.indices {
      let node = document.nodes[index]
      let hidden = hiddenRanges(index, matched)
      guard !hidden.isEmpty else {
        output += document.bytes[node.bytes]
        continue
      }
      output += document.bytes[node.bytes.lowerBound..<node.text.lowerBound]
      if let comments, node.isConfiguration { output += comments.maskedKey.utf8 }
      var position = node.text.lowerBound
      for range in hidden {
        output += document.bytes[position..<range.lowerBound]
        output += mask.text(for: document.bytes[range]).utf8
        position = range.upperBound
      }
      output += document.bytes[position..<node.bytes.upperBound]
    }
    return output
  }

  /// Where a line holds keys, in order, not overlapping.
  private static func hiddenRanges(_ index: Int, _ matched: MatchedDocument) -> [Range<Int>] {
    let document = matched.document
    let node = document.nodes[index]
    guard node.kind != .separator, node.kind != .closer else { return [] }
    if let rule = matched.rule(of: index), !rule.secretSlots.isEmpty {
      let keys = rule.secretSlots.compactMap { matched.capture(slot: $0, of: index) }.filter { !$0.isEmpty }
      return occurrences(of: keys, in: document.bytes[node.text])
    }
    if node.kind == .blob { return [] }
    let words = document.words(of: index)
    let texts = words.map { String(decoding: document.bytes[$0], as: UTF8.self) }
    let isKnown = matched.ruleIndex(of: index) != nil
    return SecretWords.firstHiddenWord(texts, isKnown: isKnown)
      .map { [words[$0].lowerBound..<node.text.upperBound] } ?? []
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
