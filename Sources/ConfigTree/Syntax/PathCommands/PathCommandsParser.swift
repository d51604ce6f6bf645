/// Reads menu paths and the commands below them.
struct PathCommandsParser {
  private let comments: [[UInt8]]
  private let root: [UInt8]
  private let verbs: Set<[UInt8]>
  private let scripts: [[UInt8]]
  private let noise: [LineGlob]

  init(_ syntax: PathCommandsSyntax) {
    comments = syntax.comments.map { Array($0.utf8) }
    root = Array(syntax.root.utf8)
    verbs = Set((syntax.verbs + [syntax.negation]).map { Array($0.utf8) })
    scripts = syntax.scripts.map { Array($0.utf8) }
    noise = syntax.noise.map(LineGlob.init)
  }

  func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 40 + 1)
    bytes.withUnsafeBufferPointer { read($0, &tree) }
    return tree.finish(bytes, source: source)
  }

  private func read(_ text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder) {
    var position = RawLine.firstPosition(of: text)
    var number = 1
    while position < text.count {
      var line = RawLine(text, from: position)
      if line.hasNUL { tree.note(.nulByte, line: number) }
      let range = line.textStart..<line.textEnd
      var lines = 1
      if range.isEmpty {
        tree.add(.separator, line, number)
      } else if comments.contains(where: { line.begins(with: $0, in: text) }) {
        tree.add(.comment, line, number)
      } else if noise.contains(where: { $0.matches(text, range) }) {
        tree.add(.noise, line, number)
      } else {
        lines += joinContinuations(&line, in: text)
        command(line, number, in: text, &tree)
      }
      position = line.end
      number += lines
    }
  }

  /// Takes the lines that the command goes on over; gives their number.
  private func joinContinuations(_ line: inout RawLine, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var lines = 0
    while line.textEnd > line.textStart, text[line.textEnd - 1] == UInt8(ascii: "\\"), line.end < text.count {
      let next = RawLine(text, from: line.end)
      // A comment mark here would be a part of the value; an empty line is the end of a file that was cut off.
      guard next.textStart < next.textEnd else { break }
      line.end = next.end
      line.textEnd = next.textEnd
      lines += 1
    }
    return lines
  }

  private func command(
    _ line: RawLine, _ number: Int, in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder
  ) {
    guard line.begins(with: root, in: text) else {
      if scripts.contains(where: { line.begins(with: $0, in: text) }) { tree.leave() }
      tree.add(.statement, line, number)
      if !isKnown(line, in: text) { tree.note(.notUnderstood, line: number) }
      return
    }
    tree.leave()
    tree.add(.statement, line, number)
    // A path with a command is carried out and leaves the menu as it was: it is no section.
    if !hasCommand(line, in: text) { tree.enter() }
  }

  private func isKnown(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if scripts.contains(where: { line.begins(with: $0, in: text) }) { return true }
    guard let word = Words.next(in: text, from: line.textStart, to: line.textEnd, quotes: false) else {
      return false
    }
    return verbs.contains(Array(text[word]))
  }

  /// Whether a verb stands behind the words of the path.
  private func hasCommand(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = line.textStart
    // Deeper menus than a dozen words do not exist: a long line is no path.
    for _ in 0..<12 {
      guard let word = Words.next(in: text, from: position, to: line.textEnd, quotes: false) else {
        return false
      }
      if word.lowerBound > line.textStart, verbs.contains(Array(text[word])) { return true }
      position = word.upperBound
    }
    return true
  }
}
