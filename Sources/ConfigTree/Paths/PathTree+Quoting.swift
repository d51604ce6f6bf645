extension PathTree {
  /// Words as a line has them, without the verb.
  package static func line(of words: [[UInt8]], _ syntax: PathLinesSyntax) -> [UInt8] {
    let quotes = syntax.quotes.compactMap(\.utf8.first)
    return Array(words.map { quoted($0, quotes: quotes, pairs: syntax.pairs) }.joined(separator: [0x20]))
  }

  /// The same with `name=value` as that, the quotes around its value.
  private static func quoted(_ word: [UInt8], quotes: [UInt8], pairs: Bool) -> [UInt8] {
    guard pairs, let sign = word.firstIndex(of: UInt8(ascii: "=")), sign > 0, word[..<sign].allSatisfy(isSafe)
    else {
      return quoted(word, quotes: quotes)
    }
    return word[...sign] + quoted(Array(word[(sign + 1)...]), quotes: quotes)
  }

  /// A word of a path's ``Path/text`` without its quotes.
  package static func unquoted(_ word: ArraySlice<UInt8>) -> [UInt8] {
    guard word.count >= 2, word.first == UInt8(ascii: "\""), word.last == UInt8(ascii: "\"") else {
      return Array(word)
    }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in word.dropFirst().dropLast() {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      isEscaped = false
      bytes.append(byte)
    }
    return bytes
  }

  /// A word as a device's command line takes it whatever it holds: plain where no sign in it can mean anything, else in
  /// the usual quote.
  static func quoted(_ word: [UInt8], quotes: [UInt8]) -> [UInt8] {
    let isPlain = !word.isEmpty && word != inactiveMark && word.allSatisfy(isSafe)
    guard !isPlain, let usual = quotes.first else { return word }
    // Nothing means anything between single quotes; where these are usual, the device's command line is a shell.
    let isShell = usual == UInt8(ascii: "'")
    guard !isShell || word.contains(usual) else { return [usual] + word + [usual] }
    let quote = UInt8(ascii: "\"")
    var bytes = [quote]
    for byte in word {
      if byte == quote || byte == UInt8(ascii: "\\")
        || isShell && (byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`"))
      {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    return bytes + [quote]
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || Array("._:/@%+,=-*".utf8).contains(byte)
  }
}
