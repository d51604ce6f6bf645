/// Finds where a multi-line value ends.
struct BlobScanner {
  /// Searches that ended nowhere; after these many no more are made, so that reading stays linear.
  private static let failureLimit = 16
  private var failures = 0

  /// A blob rule ready for use.
  struct Rule: Sendable {
    static let none = Rule(steps: [], ending: .delimiter)

    fileprivate let steps: [[[UInt8]]]
    fileprivate let ending: IndentedSyntax.BlobRule.Ending

    fileprivate init(steps: [[[UInt8]]], ending: IndentedSyntax.BlobRule.Ending) {
      self.steps = steps
      self.ending = ending
    }

    /// Start patterns use words, alternatives and single captures; options are taken as absent.
    init(_ rule: IndentedSyntax.BlobRule) {
      steps = rule.start.elements.compactMap { element in
        switch element {
        case .words(let words), .capture(_, _, .oneOf(let words)): words.map { Array($0.utf8) }
        case .capture, .rest: []
        case .optional: nil
        }
      }
      ending = rule.ending
    }

    /// Bytes that its first line may begin with, lower case.
    var firstBytes: [UInt8] { steps.first.map { $0.isEmpty ? Array(0...255) : $0.compactMap(\.first) } ?? [] }

    func begins(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Bool {
      guard let end = prefixEnd(line, in: text) else { return false }
      switch ending {
      case .delimiter: return end < line.textEnd
      case .line: return true
      case .mark: return end == line.textEnd
      }
    }

    /// One past the last of the start words.
    fileprivate func prefixEnd(_ line: RawLine, in text: UnsafeBufferPointer<UInt8>) -> Int? {
      var position = line.textStart
      for choices in steps {
        guard let word = Words.next(in: text, from: position, to: line.textEnd, quotes: false) else {
          return nil
        }
        guard choices.isEmpty || choices.contains(where: { same(text, word, $0) }) else { return nil }
        position = word.upperBound
      }
      return position
    }

    private func same(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ choice: [UInt8]) -> Bool {
      guard word.count == choice.count else { return false }
      for offset in 0..<choice.count where Words.lower(text[word.lowerBound + offset]) != choice[offset] {
        return false
      }
      return true
    }
  }

  enum Result {
    /// One past the last line's ending, the end of its text, and the number of lines.
    case ended(Int, textEnd: Int, lines: Int)
    /// The statement has no multi-line value.
    case none
    case unterminated
  }

  mutating func scan(_ line: RawLine, rule: Rule, in text: UnsafeBufferPointer<UInt8>) -> Result {
    guard failures < BlobScanner.failureLimit else { return .none }
    let result: Result =
      switch rule.ending {
      case .delimiter: delimited(line, rule, in: text)
      case .line(let end): lines(line, until: Array(end.utf8), mayBeShallow: false, in: text)
      case .mark(let end): lines(line, until: Array(end.utf8), mayBeShallow: true, in: text)
      }
    if case .ended = result { return result }
    failures += 1
    return result
  }

  private func delimited(_ line: RawLine, _ rule: Rule, in text: UnsafeBufferPointer<UInt8>) -> Result {
    guard var start = rule.prefixEnd(line, in: text) else { return .none }
    while start < line.textEnd, Words.isBlank(text[start]) { start += 1 }
    guard start < line.textEnd else { return .none }
    // A control character is printed as `^` and a letter, two bytes that stand for one; `^` may also be the sign itself.
    if text[start] == UInt8(ascii: "^"), start + 1 < line.textEnd, (0x40...0x5F).contains(text[start + 1]) {
      let result = close(of: start, width: 2, in: text)
      if case .ended = result { return result }
    }
    return close(of: start, width: 1, in: text)
  }

  /// Searches the delimiter that begins at `start` once more.
  private func close(of start: Int, width: Int, in text: UnsafeBufferPointer<UInt8>) -> Result {
    var lines = 1
    var position = start + width
    while position + width <= text.count {
      if text[position] == text[start], width == 1 || text[position + 1] == text[start + 1] {
        let last = RawLine(text, from: position)
        return .ended(last.end, textEnd: max(last.textEnd, position + width), lines: lines)
      }
      if text[position] == 0x0A { lines += 1 }
      position += 1
    }
    return .unterminated
  }

  private func lines(
    _ line: RawLine, until end: [UInt8], mayBeShallow: Bool, in text: UnsafeBufferPointer<UInt8>
  ) -> Result {
    var position = line.end
    var lines = 1
    while position < text.count {
      let current = RawLine(text, from: position)
      lines += 1
      if current.textEnd - current.textStart == end.count,
        !zip(text[current.textStart..<current.textEnd], end).contains(where: { $0 != $1 })
      {
        return .ended(current.end, textEnd: current.textEnd, lines: lines)
      }
      if !mayBeShallow, current.textStart < current.textEnd, current.columns <= line.columns { return .none }
      position = current.end
    }
    return lines == 1 ? .none : .unterminated
  }
}
