/// Splits a statement into words without their quotes.
struct PathWords {
  let quotes: [UInt8]
  /// Whether `[ a b ]` at the end stands for several statements.
  var lists = false
  /// The sign between a name and a value that is one word.
  var assignment: UInt8?
  /// Whether a word may be `name=value`, whose value may be in quotes.
  var pairs = false

  /// The statements that a text stands for: one, or one for each value of a list.
  func paths(of text: ArraySlice<UInt8>) -> [[[UInt8]]] {
    if let assignment, let sign = text.firstIndex(of: assignment) {
      return [words(of: text[..<sign]) + [value(of: text[(sign + 1)...])]]
    }
    let words = words(of: text, separatesLists: lists)
    guard lists, words.last == PathWords.close, let open = words.lastIndex(of: PathWords.open),
      open + 1 < words.count - 1
    else {
      return [
        words.map {
          $0 == PathWords.open ? [UInt8(ascii: "[")] : $0 == PathWords.close ? [UInt8(ascii: "]")] : $0
        }
      ]
    }
    return words[(open + 1)..<(words.count - 1)].map { Array(words[..<open]) + [$0] }
  }

  // No word of a file has these bytes: they are no UTF-8, and a bracket in quotes is not one of them.
  private static let open: [UInt8] = [0xFF, UInt8(ascii: "[")]
  private static let close: [UInt8] = [0xFF, UInt8(ascii: "]")]

  /// The words; a quote begins at a word's start or right behind another, and a backslash takes the next byte as it is where
  /// that is a quote or a backslash.
  func words(of text: ArraySlice<UInt8>, separatesLists: Bool = false) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var position = text.startIndex
    while position < text.endIndex {
      if isBlank(text[position]) {
        position += 1
        continue
      }
      if separatesLists, text[position] == UInt8(ascii: "[") || text[position] == UInt8(ascii: "]") {
        words.append(text[position] == UInt8(ascii: "[") ? PathWords.open : PathWords.close)
        position += 1
        continue
      }
      if words.count == PathTree.wordLimit {
        words.append(Array(text[position...]))
        break
      }
      words.append(word(in: text, &position, endsAtBrackets: separatesLists))
    }
    return words
  }

  private func word(in text: ArraySlice<UInt8>, _ position: inout Int, endsAtBrackets: Bool) -> [UInt8] {
    var word: [UInt8] = []
    var mayQuote = true
    /// Whether all so far could be a name.
    var isName = pairs
    while position < text.endIndex, !isBlank(text[position]) {
      let byte = text[position]
      if mayQuote, quotes.contains(byte), let close = close(of: position, in: text) {
        word += unescaped(text[(position + 1)..<close], literal: byte == UInt8(ascii: "'"))
        isName = false
        position = close + 1
        continue
      }
      if byte == UInt8(ascii: "\\"), position + 1 < text.endIndex, isEscaped(text[position + 1]) {
        word.append(text[position + 1])
        position += 2
        continue
      }
      if endsAtBrackets, byte == UInt8(ascii: "]") { break }
      mayQuote = isName && byte == UInt8(ascii: "=")
      if byte == UInt8(ascii: "=") { isName = false }
      word.append(byte)
      position += 1
    }
    return word
  }

  /// A value that goes to its line's end: in quotes as a whole or not at all.
  private func value(of text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let first = text.first, isBlank(first) { text.removeFirst() }
    while let last = text.last, isBlank(last) { text.removeLast() }
    guard let quote = text.first, quotes.contains(quote),
      close(of: text.startIndex, in: text) == text.endIndex - 1
    else { return Array(text) }
    return unescaped(text.dropFirst().dropLast(), literal: quote == UInt8(ascii: "'"))
  }

  private func close(of start: Int, in text: ArraySlice<UInt8>) -> Int? {
    let quote = text[start]
    var position = start + 1
    while position < text.endIndex {
      if text[position] == quote { return position }
      position += quote != UInt8(ascii: "'") && text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private func unescaped(_ text: ArraySlice<UInt8>, literal: Bool) -> [UInt8] {
    guard !literal, text.contains(UInt8(ascii: "\\")) else { return Array(text) }
    var bytes: [UInt8] = []
    var position = text.startIndex
    while position < text.endIndex {
      if text[position] == UInt8(ascii: "\\"), position + 1 < text.endIndex, isEscaped(text[position + 1]) {
        position += 1
      }
      bytes.append(text[position])
      position += 1
    }
    return bytes
  }

  private func isEscaped(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
  private func isBlank(_ byte: UInt8) -> Bool { Words.isBlank(byte) || byte == 0x0A || byte == 0x0D }
}
