/// Walks over the lines of a file, for families whose statements begin with a verb: empty lines, comments and what a collector
/// has left behind are told here, everything else is a statement.
struct LineWalk {
  private let comments: [[UInt8]]
  private let noise: [LineGlob]
  private let verbs: Set<[UInt8]>

  init(comments: [String], noise: [String], verbs: [String]) {
    self.comments = comments.map { Array($0.utf8) }
    self.noise = noise.map(LineGlob.init)
    self.verbs = Set(verbs.map { Array($0.utf8) })
  }

  /// Reads a file; `statement` adds the one that begins in a line, and gives where it ends and its line endings but the last.
  func read(
    _ text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder,
    statement: (RawLine, Int, inout TreeBuilder) -> (end: Int, lines: Int)
  ) {
    var position = RawLine.firstPosition(of: text)
    var number = 1
    while position < text.count {
      let line = RawLine(text, from: position)
      if line.hasNUL { tree.note(.nulByte, line: number) }
      if let kind = kind(of: line, in: text) {
        tree.add(kind, line, number)
        position = line.end
      } else {
        let stop = statement(line, number, &tree)
        position = stop.end
        number += stop.lines
      }
      number += 1
    }
  }

  /// What a line is that is no statement.
  private func kind(of line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> ConfigNode.Kind? {
    let range = line.textStart..<line.textEnd
    if range.isEmpty { return .separator }
    if comments.contains(where: { line.begins(with: $0, in: text) }) { return .comment }
    // Whatever a command ends with, it is no prompt.
    let isNoise = noise.contains { $0.matches(text, range) && !($0.isOpen && hasVerb(line, in: text)) }
    return isNoise ? .noise : nil
  }

  /// Whether the line begins with one of the verbs.
  func hasVerb(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let word = Words.next(in: text, from: line.textStart, to: line.textEnd, quotes: false)
    return verbs.contains(word.map { Array(text[$0]) } ?? [])
  }

  func isVerb(_ word: [UInt8]) -> Bool { verbs.contains(word) }
}
