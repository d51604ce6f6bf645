/// Reads menu paths and the commands below them.
struct PathCommandsParser {
  private let lines: LineWalk
  private let root: [UInt8]
  private let scripts: [[UInt8]]

  init(_ syntax: PathCommandsSyntax) {
    lines = LineWalk(comments: syntax.comments, noise: syntax.noise, verbs: syntax.verbs + [syntax.negation])
    root = Array(syntax.root.utf8)
    scripts = syntax.scripts.map { Array($0.utf8) }
  }

  func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 40 + 1)
    bytes.withUnsafeBufferPointer { text in
      lines.read(text, &tree) { line, number, tree in
        var line = line
        let joined = joinContinuations(&line, in: text)
        command(line, number, in: text, &tree)
        return (line.end, joined)
      }
    }
    return tree.finish(bytes, source: source)
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
    return lines.hasVerb(line, in: text)
  }

  /// Whether a verb stands behind the words of the path.
  private func hasCommand(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = line.textStart
    // Deeper menus than a dozen words do not exist: a long line is no path.
    for _ in 0..<12 {
      guard let word = Words.next(in: text, from: position, to: line.textEnd, quotes: false) else {
        return false
      }
      if word.lowerBound > line.textStart, lines.isVerb(Array(text[word])) { return true }
      position = word.upperBound
    }
    return true
  }
}
