package import ConfigTree
package import Redaction
import Secrets

/// The parts of a file that hold keys or may do so: found once, used by everything that masks.
package struct HiddenParts: Sendable {
  package let matched: MatchedDocument
  /// In order of the file.
  let lines: [Line]

  /// A line with something to hide.
  struct Line: Sendable, Hashable {
    let node: Int
    /// In order, not overlapping.
    var parts: [Part]
  }

  /// A key, or a piece of one.
  struct Part: Sendable, Hashable {
    /// Its bytes in the document.
    let range: Range<Int>
    /// What the scanner found, with all pieces of the key; `nil`: a statement of the platform says that it is one.
    var hit: SecretHit?
    /// Where the word begins that stands before it.
    let lead: Int

    /// Whether the platform says that it is a key, so that it is one wherever it turns up.
    var isKnown: Bool { hit.map { $0.row != nil } ?? true }
  }

  /// Finds what the scanner of the platform finds, and the stand-ins of keys.
  package init(_ matched: MatchedDocument, _ scanner: SecretScanner) {
    self.matched = matched
    let document = matched.document
    var lines: [Line] = []
    func add(_ part: Part, node: Int) {
      if lines.last?.node == node {
        lines[lines.count - 1].parts.append(part)
      } else {
        lines.append(Line(node: node, parts: [part]))
      }
    }
    var node = 0
    for hit in scanner.scan(document.bytes) {
      for piece in hit.pieces {
        var piece = piece
        // A piece may go on over lines that are nodes of their own.
        while !piece.isEmpty {
          while node < document.nodes.count, document.nodes[node].text.upperBound <= piece.lowerBound {
            node += 1
          }
          guard node < document.nodes.count else { break }
          let text = document.nodes[node].text
          let start = max(piece.lowerBound, text.lowerBound)
          let end = min(piece.upperBound, text.upperBound)
          if start < end {
            let lead = HiddenParts.lead(of: start, from: text.lowerBound, in: document.bytes)
            add(Part(range: start..<end, hit: hit, lead: lead), node: node)
          }
          guard piece.upperBound > text.upperBound else { break }
          piece = text.upperBound..<piece.upperBound
          node += 1
        }
      }
    }
    self.lines = HiddenParts.merge(lines, HiddenParts.captured(matched))
  }

  package var isEmpty: Bool { lines.isEmpty }

  /// What stands for a part.
  func stand(for part: Part, mask: KeyMask) -> [UInt8] {
    let bytes = matched.document.bytes
    guard let hit = part.hit else { return Array(mask.text(for: bytes[part.range]).utf8) }
    return hit.written(
      mask.text(for: hit.pieces.count == 1 && !hit.isEscaped ? bytes[part.range] : hit.key(in: bytes)[...]))
  }

  /// The text of a node without indentation and line ending, what is hidden in it replaced.
  package func text(of node: Int, mask: KeyMask) -> [UInt8] {
    let document = matched.document
    guard let line = line(of: node) else { return Array(document.text(of: node)) }
    var output: [UInt8] = []
    var position = document.nodes[node].text.lowerBound
    for part in line.parts {
      output += document.bytes[position..<part.range.lowerBound]
      output += stand(for: part, mask: mask)
      position = part.range.upperBound
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

  // MARK: Finding

  /// Longer words say nothing more.
  private static let leadLimit = 80

  /// Where the word before a key begins, behind signs and quotes.
  private static func lead(of key: Int, from start: Int, in bytes: [UInt8]) -> Int {
    let start = max(start, key - leadLimit)
    var position = key
    while position > start, isBlank(bytes[position - 1]) || isPunctuation(bytes[position - 1]) {
      position -= 1
    }
    while position > start, !isBlank(bytes[position - 1]) { position -= 1 }
    return position
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
  private static func isPunctuation(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "'")
  }

  /// What the platform's statements capture as keys: the scanner passes over stand-ins, and finds a key once a line.
  private static func captured(_ matched: MatchedDocument) -> [Line] {
    let document = matched.document
    let secretSlots = matched.grammar.rules.map(\.secretSlots)
    var lines: [Line] = []
    for index in document.nodes.indices {
      guard let rule = matched.ruleIndex(of: index), !secretSlots[rule].isEmpty else { continue }
      let keys = secretSlots[rule].compactMap { matched.capture(slot: $0, of: index) }.filter { !$0.isEmpty }
      let text = document.nodes[index].text
      let parts = occurrences(of: keys, in: document.bytes[text]).map { range in
        Part(range: range, lead: lead(of: range.lowerBound, from: text.lowerBound, in: document.bytes))
      }
      if !parts.isEmpty { lines.append(Line(node: index, parts: parts)) }
    }
    return lines
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

  /// Both lists in order; of two parts that overlap the first list's counts.
  private static func merge(_ first: [Line], _ second: [Line]) -> [Line] {
    guard !second.isEmpty else { return first }
    var merged: [Line] = []
    var next = 0
    for var line in first {
      while next < second.count, second[next].node < line.node {
        merged.append(second[next])
        next += 1
      }
      if next < second.count, second[next].node == line.node {
        let found = line.parts
        line.parts += second[next].parts.filter { part in !found.contains { $0.range.overlaps(part.range) } }
        line.parts.sort { $0.range.lowerBound < $1.range.lowerBound }
        next += 1
      }
      merged.append(line)
    }
    return merged + second[next...]
  }
}
