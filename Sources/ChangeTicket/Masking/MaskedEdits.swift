import ConfigTree
package import PlatformModel

/// What has to change in a file so that people may see it, by place: any part of it can be shown by itself.
package struct MaskedEdits: Sendable {
  private struct Edit: Sendable {
    /// Empty where something is only put in.
    var range: Range<Int>
    var text: [UInt8]
  }

  private let bytes: [UInt8]
  /// In order, not overlapping.
  private let edits: [Edit]

  /// Keys become what stands for them; with `comments` every line that needs one becomes a comment.
  ///
  /// The sieve looks at what is left.
  package init(_ parts: HiddenParts, mask: KeyMask, comments: Comments?, sieve: KeySieve? = nil) {
    let document = parts.matched.document
    bytes = document.bytes
    var edits: [Edit] = []
    for line in parts.lines {
      let node = document.nodes[line.node]
      var position = node.text.lowerBound
      let prefix = node.isConfiguration ? comments.map { Array($0.maskedKey.utf8) } : nil
      if let prefix {
        // Where a line is a whole path, the sections before its last node are on it as well.
        let start =
          document.isRewritten
          ? document.bytes[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 : position
        edits.append(Edit(range: start..<start, text: prefix))
      }
      /// Each line of a text of several lines is a comment.
      func pass(to end: Int) {
        // A comment with an end of its own goes over lines.
        guard let prefix, comments?.suffix == "", node.kind == .blob, position < end else { return }
        for place in position..<end where document.bytes[place] == 0x0A {
          edits.append(Edit(range: place + 1..<place + 1, text: prefix))
        }
      }
      for part in line.parts {
        pass(to: part.range.lowerBound)
        edits.append(Edit(range: part.range, text: parts.stand(for: part, mask: mask)))
        position = part.range.upperBound
      }
      pass(to: node.text.upperBound)
      if prefix != nil, let suffix = comments?.suffix, !suffix.isEmpty {
        let end = max(position, node.text.upperBound)
        edits.append(Edit(range: end..<end, text: Array(suffix.utf8)))
      }
    }
    self.edits = sieve.map { MaskedEdits.sieved(edits, document.bytes, $0) } ?? edits
  }

  private static func sieved(_ edits: [Edit], _ bytes: [UInt8], _ sieve: KeySieve) -> [Edit] {
    var all: [Edit] = []
    var position = 0
    for edit in edits + [Edit(range: bytes.count..<bytes.count, text: [])] {
      all += sieve.replacements(in: bytes[position..<edit.range.lowerBound]).map(Edit.init)
      all.append(edit)
      position = edit.range.upperBound
    }
    return all.dropLast()
  }

  /// A part of the file as it may be shown; the parts of a file, one after the other, are the file.
  package func text(of part: Range<Int>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(part.count + 64)
    var position = part.lowerBound
    for edit in edits[first(from: part.lowerBound)...] {
      guard edit.range.lowerBound < part.upperBound || isEnd(edit, of: part) else { break }
      // What stands for a key that begins before belongs to the part before.
      if edit.range.lowerBound >= part.lowerBound {
        output += bytes[position..<edit.range.lowerBound]
        output += edit.text
      }
      position = min(max(position, edit.range.upperBound), part.upperBound)
    }
    return output + bytes[position..<part.upperBound]
  }

  private func isEnd(_ edit: Edit, of part: Range<Int>) -> Bool {
    edit.range.lowerBound == bytes.count && part.upperBound == bytes.count
  }

  /// Whether any byte of a part is not shown.
  package func hides(_ part: Range<Int>) -> Bool {
    edits[first(from: part.lowerBound)...].prefix { $0.range.lowerBound < part.upperBound }
      .contains { $0.range.overlaps(part) }
  }

  /// The first edit that reaches to an offset or beyond.
  private func first(from offset: Int) -> Int {
    var (low, high) = (0, edits.count)
    while low < high {
      let middle = (low + high) / 2
      let range = edits[middle].range
      if range.isEmpty ? range.lowerBound < offset : range.upperBound <= offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
