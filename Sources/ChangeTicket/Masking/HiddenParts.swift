package import ConfigTree

/// The parts of a file that hold keys or may do so: found once, used by everything that masks.
package struct HiddenParts: Sendable {
  package let matched: MatchedDocument
  /// In order of the file.
  let lines: [Line]

  /// A line with something to hide.
  struct Line: Sendable, Hashable {
    let node: Int
    /// Ranges of the document's bytes, in order, not overlapping.
    let ranges: [Range<Int>]
    /// Where the words begin that gave the ranges away; `nil`: the platform says that they are keys.
    let leads: [Int]?
  }

  /// Looks at every line.
  package init(_ matched: MatchedDocument) {
    self.matched = matched
    let document = matched.document
    let secretSlots = matched.grammar.rules.map(\.secretSlots)
    let known = SecretWords.Scanner(isKnown: true)
    let unknown = SecretWords.Scanner(isKnown: false)
    lines = document.bytes.withUnsafeBufferPointer { bytes in
      var lines: [Line] = []
      for index in document.nodes.indices {
        let node = document.nodes[index]
        guard node.kind != .separator, node.kind != .closer else { continue }
        let rule = matched.ruleIndex(of: index)
        if let rule, !secretSlots[rule].isEmpty {
          let keys = secretSlots[rule].compactMap { matched.capture(slot: $0, of: index) }
            .filter { !$0.isEmpty }
          let ranges = HiddenParts.occurrences(of: keys, in: document.bytes[node.text])
          if !ranges.isEmpty { lines.append(Line(node: index, ranges: ranges, leads: nil)) }
        } else if node.kind == .blob {
          // A banner is a text for people, line by line.
          let parts = HiddenParts.lines(of: node.text, in: bytes)
            .compactMap { known.hiddenPart(of: $0, in: bytes) }
          if !parts.isEmpty {
            lines.append(Line(node: index, ranges: parts.map(\.range), leads: parts.map(\.lead)))
          }
        } else {
          let scanner = rule == nil ? unknown : known
          if let part = scanner.hiddenPart(of: node.text, in: bytes) {
            lines.append(Line(node: index, ranges: [part.range], leads: [part.lead]))
          }
        }
      }
      return lines
    }
  }

  package var isEmpty: Bool { lines.isEmpty }

  /// The text of a node without indentation and line ending, what is hidden in it replaced.
  package func text(of node: Int, mask: KeyMask) -> [UInt8] {
    let document = matched.document
    guard let line = line(of: node) else { return Array(document.text(of: node)) }
    var output: [UInt8] = []
    var position = document.nodes[node].text.lowerBound
    for range in line.ranges {
      output += document.bytes[position..<range.lowerBound]
      output += mask.text(for: document.bytes[range]).utf8
      position = range.upperBound
    }
    return output + document.bytes[position..<document.nodes[node].text.upperBound]
  }

  private func line(of node: Int) -> Line? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].node < node { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low].node == node ? lines[low] : nil
  }

  /// The lines of a longer text, without their endings.
  private static func lines(of text: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = text.lowerBound
    for position in text where bytes[position] == 0x0A {
      let end = position > start && bytes[position - 1] == 0x0D ? position - 1 : position
      lines.append(start..<end)
      start = position + 1
    }
    return lines + [start..<text.upperBound]
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
