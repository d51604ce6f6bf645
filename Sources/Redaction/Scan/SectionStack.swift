/// The sections around the current line, for places that count in some sections alone.
struct SectionStack {
  private let layout: LineLayout.Sections
  private var open: [(line: Range<Int>, column: Int)] = []
  private var words: [Range<Int>] = []
  private var captures: [PatternCode.Capture] = []

  private static let depthLimit = 32

  /// First bytes of lines that open or close a section by their words.
  private var isFirst: [Bool] = []

  init(_ layout: LineLayout.Sections) {
    self.layout = layout
    guard case .words(let opening, let closing) = layout else { return }
    isFirst = Array(repeating: false, count: 256)
    for byte in (opening + closing).compactMap(\.first) { isFirst[Int(SecretBytes.lower(byte))] = true }
  }

  /// Takes a line: it leaves the sections that it does not stand in, and may open one.
  mutating func enter(_ line: Range<Int>, column: Int, in text: SecretBytes.Text) {
    switch layout {
    case .indentation:
      while let last = open.last, last.column >= column { open.removeLast() }
      push(line, column)
    case .words(let opening, let closing):
      guard isFirst[Int(SecretBytes.lower(text[line.lowerBound]))],
        let word = SecretBytes.word(in: text, from: line.lowerBound, to: line.upperBound)
      else { return }
      if opening.contains(where: { SecretBytes.equals(text, word, $0) }) {
        push(line, 0)
      } else if word.upperBound == line.upperBound,
        closing.contains(where: { SecretBytes.equals(text, word, $0) })
      {
        _ = open.popLast()
      }
    case .path(let root):
      guard SecretBytes.begins(text, line, root) else { return }
      open.removeAll(keepingCapacity: true)
      push(line, 0)
    }
  }

  private mutating func push(_ line: Range<Int>, _ column: Int) {
    if open.count < SectionStack.depthLimit { open.append((line, column)) }
  }

  /// Whether one of the open sections, the line itself included, has one of these forms.
  mutating func contains(
    _ patterns: ArraySlice<PatternCode.Pattern>, _ reader: PatternCode.Reader, in text: SecretBytes.Text
  ) -> Bool {
    for section in open {
      words.removeAll(keepingCapacity: true)
      var position = section.line.lowerBound
      while words.count < 24,
        let word = SecretBytes.word(in: text, from: position, to: section.line.upperBound)
      {
        words.append(word)
        position = word.upperBound
      }
      for pattern in patterns where reader.match(pattern, text, words, captures: &captures) { return true }
    }
    return false
  }
}
