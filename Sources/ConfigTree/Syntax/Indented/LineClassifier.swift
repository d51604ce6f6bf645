/// Tells what a line is by its first byte and, where that is not enough, by its text.
struct LineClassifier: Sendable {
  /// The blob rule that the last line classified as a blob follows.
  private(set) var blobRule = BlobScanner.Rule.none
  private let comments: [[UInt8]]
  private let resets: [[UInt8]]
  private let closers: [[UInt8]]
  private let ends: [[UInt8]]
  private let noise: [LineGlob]
  private let openNoise: [LineGlob]
  private let pagers: [[UInt8]]
  private let blobs: [BlobScanner.Rule]
  /// For every first byte: whether the line can be anything but a statement.
  private let isSpecial: [Bool]

  init(_ syntax: IndentedSyntax) {
    comments = syntax.comments.map { Array($0.utf8) }
    resets = syntax.resets.map { Array($0.utf8) }
    closers = syntax.closers.map { Array($0.utf8) }
    ends = syntax.ends.map { Array($0.utf8) }
    let globs = syntax.noise.map(LineGlob.init)
    noise = globs.filter { !$0.isOpen }
    openNoise = globs.filter(\.isOpen)
    pagers = syntax.pagers.map { Array($0.utf8) }.filter { !$0.isEmpty }
    blobs = syntax.blobs.map(BlobScanner.Rule.init)
    var special = Array(repeating: false, count: 256)
    for word in comments + closers + ends + pagers {
      if let first = word.first { special[Int(first)] = true }
    }
    for glob in noise { if let first = glob.firstByte { special[Int(first)] = true } }
    for blob in blobs {
      for first in blob.firstBytes {
        special[Int(first)] = true
        if first >= 0x61, first <= 0x7A { special[Int(first) - 0x20] = true }
      }
    }
    isSpecial = special
  }

  mutating func kind(of line: inout RawLine, in text: UnsafeBufferPointer<UInt8>) -> ConfigNode.Kind {
    guard line.textStart < line.textEnd else {
      line.columns = 0
      return .separator
    }
    if line.columns == 0, !openNoise.isEmpty,
      openNoise.contains(where: { $0.matches(text, line.textStart..<line.textEnd) })
    {
      return .noise
    }
    guard isSpecial[Int(text[line.textStart])] else { return .statement }
    if skipPager(&line, in: text) {
      return line.textStart == line.textEnd ? .noise : kind(of: &line, in: text)
    }
    let range = line.textStart..<line.textEnd
    if noise.contains(where: { $0.matches(text, range) }) { return .noise }
    for comment in comments where starts(text, range, with: comment) {
      guard comment.count == range.count else { return .comment }
      line.isReset = resets.contains(comment)
      return .separator
    }
    if closers.contains(where: { equals(text, range, $0) }) { return .closer }
    if ends.contains(where: { equals(text, range, $0) }) {
      line.isEnd = line.columns == 0
      return .closer
    }
    for blob in blobs where blob.begins(line, in: text) {
      blobRule = blob
      return .blob
    }
    return .statement
  }

  /// Moves the text's start past a pager's mark and the backspaces that wipe it.
  private func skipPager(_ line: inout RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = line.textStart..<line.textEnd
    guard let pager = pagers.first(where: { starts(text, range, with: $0) }) else { return false }
    var position = line.textStart + pager.count
    var columns = 0
    while position < line.textEnd {
      let byte = text[position]
      if byte == 0x08 || byte == 0x0D {
        columns = 0
      } else if byte == 0x20 {
        columns += 1
      } else if byte == 0x1B, position + 1 < line.textEnd, text[position + 1] == 0x5B {
        // ESC [ … letter: the cursor moves.
        position += 2
        while position < line.textEnd, text[position] < 0x40 { position += 1 }
        columns = 0
      } else {
        break
      }
      position += 1
    }
    line.textStart = min(position, line.textEnd)
    line.columns = columns
    return true
  }

  private func starts(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, with word: [UInt8]
  ) -> Bool {
    guard range.count >= word.count else { return false }
    for offset in 0..<word.count where text[range.lowerBound + offset] != word[offset] { return false }
    return true
  }

  private func equals(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ word: [UInt8]) -> Bool {
    range.count == word.count && starts(text, range, with: word)
  }
}
