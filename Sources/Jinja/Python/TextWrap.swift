/// Python's `textwrap.wrap`, as `wordwrap` calls it.
struct TextWrap {
  var width: Int
  var breaksLongWords: Bool
  var breaksOnHyphens: Bool

  private typealias Chunk = [Unicode.Scalar]

  func wrapped(_ text: String) -> [String] {
    var chunks = Array(self.chunks(of: Array(text.unicodeScalars)).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var line: [Chunk] = []
      var length = 0
      if let last = chunks.last, isBlank(last), !lines.isEmpty { chunks.removeLast() }
      while let next = chunks.last, length + next.count <= width {
        line.append(next)
        length += next.count
        chunks.removeLast()
      }
      if let next = chunks.last, next.count > width {
        breakLong(&chunks, &line, length)
        length = line.reduce(0) { $0 + $1.count }
      }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty {
        var view = String.UnicodeScalarView()
        for chunk in line { view.append(contentsOf: chunk) }
        lines.append(String(view))
      }
    }
    return lines
  }

  private func breakLong(_ chunks: inout [Chunk], _ line: inout [Chunk], _ length: Int) {
    guard let chunk = chunks.last else { return }
    let space = width < 1 ? 1 : width - length
    if breaksLongWords {
      var end = space
      if breaksOnHyphens, chunk.count > space,
        let hyphen = chunk.prefix(max(0, space)).lastIndex(of: "-"), hyphen > 0,
        chunk[..<hyphen].contains(where: { $0 != "-" })
      {
        end = hyphen + 1
      }
      line.append(Array(chunk.prefix(max(0, end))))
      chunks[chunks.count - 1] = Array(chunk.dropFirst(max(0, end)))
    } else if line.isEmpty {
      line.append(chunk)
      chunks.removeLast()
    }
  }

  /// Only the blanks that `textwrap` knows, which are ASCII.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x20 || (scalar.value >= 9 && scalar.value <= 13)
  }

  private func isBlank(_ chunk: Chunk) -> Bool { chunk.allSatisfy(\.isPythonSpace) }

  /// Words, runs of blanks, and parts of hyphenated words.
  private func chunks(of text: [Unicode.Scalar]) -> [Chunk] {
    var chunks: [Chunk] = []
    var at = 0
    while at < text.count {
      var end = at
      if TextWrap.isSpace(text[at]) {
        while end < text.count, TextWrap.isSpace(text[end]) { end += 1 }
      } else if breaksOnHyphens {
        end = wordEnd(in: text, from: at)
      } else {
        while end < text.count, !TextWrap.isSpace(text[end]) { end += 1 }
      }
      chunks.append(Array(text[at..<end]))
      at = end
    }
    return chunks
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isPythonWord && !(scalar.value >= 0x30 && scalar.value <= 0x39)
      && scalar.properties.numericType == nil
  }

  private static func isWordPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isPythonWord || ["!", "\"", "'", "&", ".", ",", "?"].contains(scalar)
  }

  /// `textwrap.wordsep_re`: em dashes, words cut behind a hyphen between letters, whole words.
  private func wordEnd(in text: [Unicode.Scalar], from start: Int) -> Int {
    func scalar(_ place: Int) -> Unicode.Scalar? { place >= 0 && place < text.count ? text[place] : nil }
    func hyphens(_ place: Int) -> Int {
      var end = place
      while scalar(end) == "-" { end += 1 }
      return end - place
    }
    // An em dash that stands after a word.
    if let before = scalar(start - 1), TextWrap.isWordPunctuation(before) {
      let count = hyphens(start)
      if count >= 2, scalar(start + count).map(\.isPythonWord) == true { return start + count }
    }
    var end = start + 1
    while true {
      let current = scalar(end)
      // Behind a hyphen that stands between letters.
      if end > start + 1, scalar(end - 1) == "-", let before = scalar(end - 2), TextWrap.isLetter(before),
        scalar(end - 3).map(TextWrap.isLetter) == true
          || scalar(end - 3) == "-" && scalar(end - 4).map(TextWrap.isLetter) == true,
        let next = current, TextWrap.isLetter(next), let second = scalar(end + 1),
        TextWrap.isLetter(second) || (second == "-" && scalar(end + 2).map(TextWrap.isLetter) == true)
      {
        return end
      }
      guard let current, !TextWrap.isSpace(current) else { return end }
      if scalar(end - 1).map(TextWrap.isWordPunctuation) == true {
        let count = hyphens(end)
        if count >= 2, scalar(end + count).map(\.isPythonWord) == true { return end }
      }
      end += 1
    }
  }
}
