import ConfigTree

/// All patterns of a table in flat arrays, which matching walks without counting references.
struct PatternCode: Sendable {
  fileprivate struct Step: Sendable {
    enum Kind: UInt8, Sendable { case literal, capture, number, choice, rest, optional }

    var kind: Kind
    /// Which capture of the pattern.
    var slot: UInt8 = 0
    /// Choices: their places in the list of words; optional: `count` steps that follow or not.
    var first: Int32 = 0
    var count: Int32 = 0
  }

  fileprivate struct Word: Sendable {
    var start: Int32
    var count: Int32
    /// Whether it stands for all words that begin so.
    var isPrefix: Bool
  }

  private var steps: [Step] = []
  private var words: [Word] = []
  private var letters: [UInt8] = []

  /// One pattern of the list.
  struct Pattern: Sendable {
    var start: Int32
    var end: Int32
    /// Elements that take exactly one word each; options and the rest of a line count for nothing.
    var wordCount: Int32
  }

  /// Adds a pattern; captures have the slots of their order.
  mutating func add(_ pattern: StatementPattern) -> Pattern {
    let start = Int32(steps.count)
    append(pattern.elements, names: pattern.captureNames)
    var count: Int32 = 0
    for element in pattern.elements {
      switch element {
      case .words, .capture: count += 1
      case .rest, .optional: break
      }
    }
    return Pattern(start: start, end: Int32(steps.count), wordCount: count)
  }

  private mutating func append(_ elements: [StatementPattern.Element], names: [String]) {
    for element in elements {
      switch element {
      case .words(let list):
        let range = add(list)
        steps.append(Step(kind: .literal, first: range.lowerBound, count: Int32(range.count)))
      case .capture(let name, _, let form):
        var step = Step(kind: .capture, slot: slot(name, names))
        switch form {
        case .any: break
        case .number: step.kind = .number
        case .oneOf(let list):
          let range = add(list)
          step.kind = .choice
          step.first = range.lowerBound
          step.count = Int32(range.count)
        }
        steps.append(step)
      case .rest(let name, _): steps.append(Step(kind: .rest, slot: slot(name, names)))
      case .optional(let inner):
        let place = steps.count
        steps.append(Step(kind: .optional))
        append(inner, names: names)
        steps[place].count = Int32(steps.count - place - 1)
      }
    }
  }

  private func slot(_ name: String, _ names: [String]) -> UInt8 {
    UInt8(clamping: names.firstIndex(of: name) ?? 255)
  }

  private mutating func add(_ list: [String]) -> Range<Int32> {
    let start = Int32(words.count)
    for word in list {
      let isPrefix = word.utf8.count > 1 && word.hasSuffix("*")
      let bytes = (isPrefix ? word.dropLast() : word[...]).utf8.map(SecretBytes.lower)
      words.append(Word(start: Int32(letters.count), count: Int32(bytes.count), isPrefix: isPrefix))
      letters += bytes
    }
    return start..<Int32(words.count)
  }

  /// Gives a reader that is good as long as the body runs.
  func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    steps.withUnsafeBufferPointer { steps in
      words.withUnsafeBufferPointer { words in
        letters.withUnsafeBufferPointer { letters in
          body(Reader(steps: steps, words: words, letters: letters))
        }
      }
    }
  }

  /// A capture of a line: which, and its words.
  typealias Capture = (slot: Int, words: Range<Int>)

  /// Matches patterns against the words of lines.
  struct Reader {
    fileprivate let steps: UnsafeBufferPointer<Step>
    fileprivate let words: UnsafeBufferPointer<Word>
    fileprivate let letters: UnsafeBufferPointer<UInt8>

    /// Whether a line's words begin as the pattern says; more may follow unless it is to match the whole line.
    func match(
      _ pattern: Pattern, _ text: SecretBytes.Text, _ line: [Range<Int>], from word: Int = 0,
      isWhole: Bool = false,
      captures: inout [Capture]
    ) -> Bool {
      captures.removeAll(keepingCapacity: true)
      return match(Int(pattern.start), Int(pattern.end), text, line, isWhole, word: word, captures: &captures)
    }

    private func match(
      _ start: Int, _ end: Int, _ text: SecretBytes.Text, _ line: [Range<Int>], _ isWhole: Bool, word: Int,
      captures: inout [Capture]
    ) -> Bool {
      var word = word
      var position = start
      while position < end {
        let step = steps[position]
        if step.kind == .optional {
          let mark = captures.count
          if match(position + 1, end, text, line, isWhole, word: word, captures: &captures) { return true }
          captures.removeSubrange(mark...)
          position += 1 + Int(step.count)
          continue
        }
        guard word < line.count else { return false }
        switch step.kind {
        case .literal:
          guard isChoice(step, line[word], text) else { return false }
        case .capture: captures.append((Int(step.slot), word..<word + 1))
        case .number:
          guard text[line[word]].allSatisfy(SecretBytes.isDigit) else { return false }
          captures.append((Int(step.slot), word..<word + 1))
        case .choice:
          guard isChoice(step, line[word], text) else { return false }
          captures.append((Int(step.slot), word..<word + 1))
        case .rest:
          captures.append((Int(step.slot), word..<line.count))
          word = line.count
          position += 1
          continue
        case .optional: break
        }
        word += 1
        position += 1
      }
      return !isWhole || word == line.count
    }

    private func isChoice(_ step: Step, _ word: Range<Int>, _ text: SecretBytes.Text) -> Bool {
      for index in Int(step.first)..<Int(step.first + step.count) {
        let choice = words[index]
        let count = Int(choice.count)
        guard choice.isPrefix ? word.count >= count : word.count == count else { continue }
        var offset = 0
        while offset < count,
          SecretBytes.lower(text[word.lowerBound + offset]) == letters[Int(choice.start) + offset]
        { offset += 1 }
        if offset == count { return true }
      }
      return false
    }
  }
}

extension StatementPattern {
  /// Words of which one must stand in a line for it to match: those of the element that makes the fewest lines
  /// worth a look.
  ///
  /// Lines with a word that is suspicious by itself are looked at anyway; otherwise the longest words are the rarest.
  func anchors(suspicious: (String) -> Bool) -> [[UInt8]] {
    let choices = elements.compactMap { element -> [String]? in
      switch element {
      case .words(let words), .capture(_, _, .oneOf(let words)): words
      default: nil
      }
    }.map { words in words.map { $0.count > 1 && $0.hasSuffix("*") ? String($0.dropLast()) : $0 } }
    let best =
      choices.last { $0.allSatisfy(suspicious) }
      ?? choices.reversed().max { ($0.map(\.utf8.count).min() ?? 0) < ($1.map(\.utf8.count).min() ?? 0) }
    return (best ?? []).map { Array($0.utf8) }
  }
}
