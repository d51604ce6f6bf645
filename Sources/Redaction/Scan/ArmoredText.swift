import PlatformModel

/// Texts between `-----BEGIN …-----` and `-----END …-----` (RFC 7468), over lines or in one.
struct ArmoredText {
  private static let begin = Array("-----begin ".utf8)
  private static let end = Array("-----end ".utf8)

  private var current: PendingHit?

  /// Whether the lines that follow belong to one.
  var isOpen: Bool { current != nil }

  /// Where one begins in a line.
  static func beginning(in line: Range<Int>, _ text: SecretBytes.Text) -> Int? {
    find(begin, in: line, text)
  }

  private static func find(_ mark: [UInt8], in line: Range<Int>, _ text: SecretBytes.Text) -> Int? {
    var position = line.lowerBound
    while position + mark.count <= line.upperBound {
      if text[position] == 0x2D, SecretBytes.begins(text, position..<line.upperBound, mark) {
        return position
      }
      position += 1
    }
    return nil
  }

  /// Begins one that holds a certificate or a private key; gives the secret when it ends in the same line.
  mutating func begin(
    at start: Int, _ line: Range<Int>, in text: SecretBytes.Text, row: Int?, line number: Int, column: Int
  ) -> PendingHit? {
    let label = start + ArmoredText.begin.count..<line.upperBound
    guard let close = ArmoredText.find(Array("-----".utf8), in: label, text) else { return nil }
    let name = label.lowerBound..<close
    let isPrivate = ArmoredText.contains(text, name, "private")
    let isCertificate = ArmoredText.contains(text, name, "certificate")
    guard isPrivate || isCertificate else { return nil }
    current = PendingHit(
      pieces: [], kind: isPrivate ? .privateKey : .certificate,
      encoding: ArmoredText.contains(text, name, "encrypted") ? .encrypted : .clear, encodingName: nil,
      row: row,
      line: number, column: column, sign: nil)
    let rest = close + 5..<line.upperBound
    guard !rest.isEmpty else { return nil }
    return take(rest, in: text)
  }

  private static func contains(_ text: SecretBytes.Text, _ range: Range<Int>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    return range.count < 80 && range.contains { SecretBytes.begins(text, $0..<range.upperBound, word) }
  }

  /// Takes a line; gives the secret when it ends here.
  mutating func take(_ line: Range<Int>, in text: SecretBytes.Text) -> PendingHit? {
    let stop = ArmoredText.find(ArmoredText.end, in: line, text)
    var position = line.lowerBound
    let end = stop ?? line.upperBound
    while position < end {
      // `\n` in the text of a string is a line ending.
      if text[position] == 0x5C {
        position += 2
        continue
      }
      guard SecretBytes.isBase64(text[position]) else {
        position += 1
        continue
      }
      let start = position
      while position < end, SecretBytes.isBase64(text[position]) { position += 1 }
      // Short runs are words: the headers of an old form, or a tag in a key's place.
      let isWhole = start == line.lowerBound && position == line.upperBound
      if isWhole || position - start >= 16 { current?.pieces.append(start..<position) }
    }
    if stop != nil { return finish() }
    // Without an end, what is no line of one ends it.
    let isCode = text[line].allSatisfy { SecretBytes.isBase64($0) || $0 == 0x5C || SecretBytes.isQuote($0) }
    let isHeader = text[line].prefix(40).contains(UInt8(ascii: ":"))
    // A quote at the end closes the text that it stands in, although its end is missing.
    let isClosed = SecretBytes.isQuote(text[line.upperBound - 1])
    return (isCode || isHeader) && !isClosed ? nil : finish()
  }

  /// What was collected so far.
  mutating func finish() -> PendingHit? {
    defer { current = nil }
    return current
  }
}
