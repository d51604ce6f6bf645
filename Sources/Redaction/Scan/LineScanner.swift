import PlatformModel

/// Goes over a file of lines once and collects the secrets in it.
///
/// One pass of the automaton tells which lines say anything of interest; only those are looked at word by word.
struct LineScanner {
  private let table: SecretTable
  let text: SecretBytes.Text
  private let reader: PatternCode.Reader
  private(set) var hits: [SecretHit] = []

  // MARK: Where the scan is

  private var lineStart: Int
  private var number = 1
  /// Words that the automaton found in the line.
  private var touched: [UInt16] = []
  private var isTouched: [Bool]
  private var isSuspicious = false
  private var sections: SectionStack
  private var armor = ArmoredText()
  private var block: OpenBlock?
  /// Text between delimiters that begins before: where its closing delimiter stands, and that sign.
  private var delimited: (end: Int, sign: UInt8)?
  private var unterminated = 0
  /// A value in quotes, or behind a backslash, that goes on in the next line.
  private var open: OpenValue?

  private var lastStart = 0
  private var isOutOfOrder = false

  // MARK: Reused

  private var words: [Range<Int>] = []
  private var captures: [PatternCode.Capture] = []
  private var candidates: [Int] = []
  private var known: [Range<Int>] = []

  private static let wordLimit = 50

  private struct OpenBlock {
    var row: Int
    var until: [UInt8]
    var pieces: [Range<Int>] = []
    var line: Int
    var column: Int
    /// Blanks before the line that opened it.
    var header: Int
  }

  private static let armorMark = Array("-----".utf8)

  struct OpenValue {
    var hit: PendingHit
    /// The quote that closes it; 0: none, it ends with its word.
    var quote: UInt8
  }

  init(_ table: SecretTable, _ text: SecretBytes.Text, _ reader: PatternCode.Reader) {
    self.table = table
    self.text = text
    self.reader = reader
    lineStart = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : 0
    isTouched = Array(repeating: false, count: table.rowsByWord.count)
    sections = SectionStack(table.layout.sections)
    words.reserveCapacity(LineScanner.wordLimit)
  }

  mutating func scan() {
    table.automaton.withReader { automaton in
      table.meanings.withUnsafeBufferPointer { meanings in
        let text = text
        let firstHit = automaton.firstHit
        let count = text.count
        var state = firstHit
        var position = lineStart
        while position < count {
          repeat {
            state = automaton.next[Int(state | UInt32(automaton.classes[Int(text[position])]))]
            position += 1
          } while state < firstHit && position < count
          if state == firstHit {
            endLine(at: position - 1)
          } else if state > firstHit {
            for word in automaton.words(of: state) {
              let meaning = meanings[Int(word)]
              let isSuspicious =
                switch meaning.suspicion {
                case .none: false
                case .atEnd: position == count || SecretNet.endsWord[Int(text[position])]
                case .inName:
                  position == count || SecretNet.endsWord[Int(text[position])]
                    || SecretNet.joinsNames(text[position])
                case .always: true
                }
              // Most lines have a word such as `encryption`, which neither rows nor the net ask for.
              guard isSuspicious || meaning.hasRows else { continue }
              if isSuspicious { self.isSuspicious = true }
              guard !isTouched[Int(word)] else { continue }
              isTouched[Int(word)] = true
              touched.append(word)
            }
          }
        }
      }
    }
    if lineStart < text.count { endLine(at: text.count) }
    finishBlock()
    if let hit = armor.finish() { add(hit) }
    if let value = open { add(value.hit) }
    if isOutOfOrder { hits.sort { ($0.pieces.first?.lowerBound ?? 0) < ($1.pieces.first?.lowerBound ?? 0) } }
  }

  // MARK: Lines

  private mutating func endLine(at end: Int) {
    defer {
      lineStart = end + 1
      number += 1
      if !touched.isEmpty {
        for word in touched { isTouched[Int(word)] = false }
        touched.removeAll(keepingCapacity: true)
        isSuspicious = false
      }
    }
    let isQuiet = touched.isEmpty && block == nil && !armor.isOpen && open == nil
    if isQuiet, !table.needsSections, !table.layout.delimitedFirst[Int(firstByte(end))] { return }
    var start = lineStart
    while start < end, SecretBytes.isBlank(text[start]) { start += 1 }
    var last = end
    while last > start, SecretBytes.isBlank(text[last - 1]) || text[last - 1] == 0x0D { last -= 1 }
    guard start < last else { return }
    if let region = delimited {
      guard start < region.end else {
        delimited = nil
        return look(start..<last)
      }
      let inner = start..<min(last, region.end)
      if isSuspicious, !inner.isEmpty { catchRest(inner, sign: region.sign) }
      if last > region.end { delimited = nil }
      return
    }
    look(start..<last)
  }

  private func firstByte(_ end: Int) -> UInt8 {
    var position = lineStart
    while position < end, SecretBytes.isBlank(text[position]) { position += 1 }
    return position < end ? SecretBytes.lower(text[position]) : 0
  }

  private mutating func look(_ line: Range<Int>) {
    if open != nil {
      let rest = goOn(line)
      if rest.isEmpty { return }
      return catchRest(rest, sign: nil)
    }
    if armor.isOpen {
      if let hit = armor.take(line, in: text) { add(hit) }
      return
    }
    if block != nil, takeBlockLine(line) { return }
    if table.needsSections { sections.enter(line, column: line.lowerBound - lineStart, in: text) }
    if table.layout.delimitedFirst[Int(SecretBytes.lower(text[line.lowerBound]))], beginDelimited(line) {
      return
    }
    guard !touched.isEmpty else { return }
    known.removeAll(keepingCapacity: true)
    let row = matchRows(line)
    guard isSuspicious else { return }
    if let begin = ArmoredText.beginning(in: line, text) {
      known.append(begin..<line.upperBound)
      let place = place(of: begin)
      if let hit = armor.begin(at: begin, line, in: text, row: row, line: place.line, column: place.column) {
        add(hit)
      }
    }
    guard open == nil else { return }
    // The words before a value are those of the pattern, and known; an address may stand there all the same.
    let isLine = row.map { table.matchers[$0].kind != .property } ?? false
    let start = isLine ? known.map(\.upperBound).max() ?? line.upperBound : line.lowerBound
    if isLine, let word = table.addressWord, isTouched[word] { catchAddresses(line.lowerBound..<start) }
    if start < line.upperBound { catchRest(start..<line.upperBound, sign: nil) }
  }

  /// What the net finds beside the places that the table knows.
  private mutating func catchRest(_ line: Range<Int>, sign: UInt8?) {
    guard isSuspicious else { return }
    known.sort { $0.lowerBound < $1.lowerBound }
    let isRemark = mayHaveMarks(line) && table.layout.comments.contains { SecretBytes.begins(text, line, $0) }
    for found in SecretNet.catches(in: text, line, except: known, isRemark: isRemark) {
      let pieces = table.layout.spansLines ? LineScanner.pieces(of: found.value, in: text) : [found.value]
      guard !pieces.isEmpty else { continue }
      let place = place(of: found.value.lowerBound)
      let encoding = table.encodings.encoding(
        of: found.value, in: text, standard: found.encoding, word: { _ in nil })
      guard encoding.0 != .masked else { continue }
      add(
        PendingHit(
          pieces: pieces, kind: found.kind, encoding: encoding.0, encodingName: encoding.name, row: nil,
          line: place.line, column: place.column, sign: sign))
    }
    known.removeAll(keepingCapacity: true)
  }

  /// Passwords in addresses beside the places that the table knows.
  private mutating func catchAddresses(_ part: Range<Int>) {
    for value in SecretNet.passwords(in: text, part) where !known.contains(where: { $0.overlaps(value) }) {
      let place = place(of: value.lowerBound)
      add(
        PendingHit(
          pieces: [value], kind: .password, encoding: .clear, encodingName: nil, row: nil, line: place.line,
          column: place.column, sign: nil))
    }
  }

  private func place(of position: Int) -> (line: Int, column: Int) {
    let first =
      number == 1 && text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF ? 3 : lineStart
    return (number, position - first + 1)
  }

  private mutating func add(_ hit: PendingHit) {
    guard let start = hit.pieces.first?.lowerBound else { return }
    if start < lastStart { isOutOfOrder = true }
    lastStart = start
    hits.append(
      SecretHit(
        pieces: hit.pieces, kind: hit.kind, encoding: hit.encoding, encodingName: hit.encodingName,
        row: hit.row,
        line: hit.line, column: hit.column, isEscaped: false, sign: hit.sign))
  }
}

// MARK: - Rows

extension LineScanner {
  /// Tries the rows that a word of the line speaks for; gives the first that matched.
  private mutating func matchRows(_ line: Range<Int>) -> Int? {
    candidates.removeAll(keepingCapacity: true)
    for word in touched {
      for row in table.rowsByWord[Int(word)] where !candidates.contains(row) { candidates.append(row) }
    }
    guard !candidates.isEmpty else { return nil }
    candidates.sort()
    if let row = matchRows(from: line.lowerBound, line) { return row }
    guard mayHaveMarks(line) else { return nil }
    let bare = withoutMarks(line)
    return bare == line.lowerBound ? nil : matchRows(from: bare, line)
  }

  private func mayHaveMarks(_ line: Range<Int>) -> Bool {
    table.layout.marksFirst[Int(SecretBytes.lower(text[line.lowerBound]))]
  }

  /// Where the statement begins behind marks of a comment and the word that negates.
  private func withoutMarks(_ line: Range<Int>) -> Int {
    var start = line.lowerBound
    var isMoving = true
    while isMoving, start < line.upperBound {
      isMoving = false
      for mark in table.layout.comments where SecretBytes.begins(text, start..<line.upperBound, mark) {
        start += mark.count
        isMoving = true
      }
      while start < line.upperBound, SecretBytes.isBlank(text[start]) { start += 1 }
    }
    let negation = table.layout.negation
    if !negation.isEmpty, SecretBytes.begins(text, start..<line.upperBound, negation),
      start + negation.count < line.upperBound, SecretBytes.isBlank(text[start + negation.count])
    {
      start += negation.count + 1
    }
    return start
  }

  private mutating func matchRows(from start: Int, _ line: Range<Int>) -> Int? {
    words.removeAll(keepingCapacity: true)
    var position = start
    while words.count < LineScanner.wordLimit,
      let word = SecretBytes.word(in: text, from: position, to: line.upperBound)
    {
      words.append(word)
      position = word.upperBound
    }
    var first: Int?
    var hasProperty = false
    for row in candidates {
      let matcher = table.matchers[row]
      switch matcher.kind {
      case .line:
        // One line has one meaning: the first pattern counts.
        guard first == nil, matches(matcher), hasSecret(matcher), stands(matcher) else { continue }
        takeCaptures(of: row, secrets: matcher.secrets, line)
        first = row
      case .property: hasProperty = true
      case .block:
        guard first == nil, reader.match(matcher.pattern, text, words, captures: &captures), stands(matcher),
          case .block(_, let until) = table.rows[row].place
        else { continue }
        block = OpenBlock(
          row: row, until: Array(until.utf8), line: number + 1, column: 1, header: line.lowerBound - lineStart
        )
        first = row
      case .element: continue
      }
    }
    return hasProperty ? first ?? takeProperties(line) : first
  }

  private mutating func matches(_ matcher: SecretTable.Matcher) -> Bool {
    let starts = matcher.isAnywhere ? words.count : 1
    return (0..<starts).contains { start in
      // The words of a list are values.
      if start > 0, table.layout.hasLists, LineScanner.isInList(words[..<start], in: text) { return false }
      // Behind a word such as `security-zone` the pattern's first word is a name.
      if start > 0, SecretNet.introducesName(words[start - 1], in: text) { return false }
      return reader.match(
        matcher.pattern, text, words, from: start, isWhole: matcher.secrets == 0, captures: &captures)
    }
  }

  /// Whether what was captured is a secret at all: an option of the pattern may hold it.
  private func hasSecret(_ matcher: SecretTable.Matcher) -> Bool {
    matcher.secrets == 0 || captures.contains { matcher.secrets >> UInt64($0.slot & 63) & 1 == 1 }
  }

  private mutating func stands(_ matcher: SecretTable.Matcher) -> Bool {
    guard !matcher.sections.isEmpty else { return true }
    let patterns = table.patterns[Int(matcher.sections.lowerBound)..<Int(matcher.sections.upperBound)]
    return sections.contains(patterns, reader, in: text)
  }

  private mutating func takeCaptures(of row: Int, secrets: UInt64, _ line: Range<Int>) {
    guard secrets != 0 else { return known.append(line) }
    let found = captures
    let words = words
    let names = table.names[row]
    for capture in found where secrets >> UInt64(capture.slot & 63) & 1 == 1 && !capture.words.isEmpty {
      let range = words[capture.words.lowerBound].lowerBound..<words[capture.words.upperBound - 1].upperBound
      take(range, row: row, line) { name in
        guard let slot = names.firstIndex(of: name), let other = found.first(where: { $0.slot == slot })
        else { return nil }
        return words[other.words.lowerBound]
      }
    }
  }

  /// All values of properties in the line: `name=value`, `name= value`, `name = value`; gives the row of the first.
  private mutating func takeProperties(_ line: Range<Int>) -> Int? {
    var first: Int?
    var position = line.lowerBound
    while let word = SecretBytes.word(in: text, from: position, to: line.upperBound) {
      position = word.upperBound
      var sign = word.lowerBound
      while sign < word.upperBound, text[sign] != UInt8(ascii: "="), sign - word.lowerBound < 64 { sign += 1 }
      guard let row = property(word.lowerBound..<sign) else { continue }
      var value: Range<Int>?
      if sign + 1 < word.upperBound {
        value = sign + 1..<word.upperBound
      } else if let next = SecretBytes.word(in: text, from: position, to: line.upperBound) {
        if sign < word.upperBound {
          value = next
        } else if text[next.lowerBound] == UInt8(ascii: "=") {
          value =
            next.count > 1
            ? next.lowerBound + 1..<next.upperBound
            : SecretBytes.word(in: text, from: next.upperBound, to: line.upperBound)
        }
      }
      guard var value else { continue }
      if table.layout.valuesHaveBlanks { value = value.lowerBound..<statementEnd(value, line) }
      position = value.upperBound
      take(value, row: row, line) { _ in nil }
      first = first ?? row
    }
    return first
  }

  /// The row of a property that counts here.
  private mutating func property(_ name: Range<Int>) -> Int? {
    for row in candidates where table.matchers[row].kind == .property {
      guard SecretBytes.equals(text, name, table.properties[row]), stands(table.matchers[row]) else {
        continue
      }
      return row
    }
    return nil
  }

  /// What may follow a quote and is none of the value.
  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"): true
    default: false
    }
  }

  /// A value without the signs that end its statement and section.
  private func withoutEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound,
      text[end - 1] == UInt8(ascii: ";") || text[end - 1] == UInt8(ascii: "{")
        || text[end - 1] == UInt8(ascii: "}")
    { end -= 1 }
    return range.lowerBound..<end
  }

  /// Notes the value at a place that the table knows.
  private mutating func take(
    _ range: Range<Int>, row: Int, _ line: Range<Int>, word: (String) -> Range<Int>?
  ) {
    var range = table.layout.endsStatements ? withoutEnd(range) : range
    // The end of a list that the word before is the last of.
    guard !range.isEmpty, text[range.lowerBound] != UInt8(ascii: "]") else { return }
    if table.layout.endsStatements, text[range.upperBound - 1] == UInt8(ascii: "]") {
      range = range.lowerBound..<range.upperBound - 1
    }
    if let inner = SecretNet.escaped(range, in: text), ValueShape.isMasked(inner, in: text) {
      return known.append(range)
    }
    var value = range
    let first = text[range.lowerBound]
    var pieces: [Range<Int>]?
    var quote: UInt8?
    if SecretBytes.isQuote(first) {
      let close = SecretBytes.closingQuote(in: text, of: range.lowerBound, to: range.upperBound)
      if let close, text[close + 1..<range.upperBound].allSatisfy(LineScanner.isPunctuation) {
        value = range.lowerBound + 1..<close
      } else if table.layout.spansLines || table.layout.joinsLines,
        SecretBytes.closingQuote(in: text, of: range.lowerBound, to: line.upperBound) == nil
      {
        value = range.lowerBound + 1..<line.upperBound
        quote = first
        if ArmoredText.beginning(in: value, text) != nil { return }
      }
    } else if table.layout.spansLines {
      pieces = LineScanner.pieces(of: value, in: text)
    }
    if table.layout.joinsLines, !value.isEmpty, value.upperBound == line.upperBound,
      text[value.upperBound - 1] == UInt8(ascii: "\\")
    {
      value = value.lowerBound..<value.upperBound - 1
      quote = quote ?? 0
    }
    guard !value.isEmpty || quote != nil else { return }
    known.append(range.lowerBound..<max(range.upperBound, value.upperBound))
    let encoding = table.encodings.encoding(
      of: value, in: text, standard: table.rows[row].encoding, word: word)
    guard encoding.0 != .masked, value.isEmpty || !ValueShape.isMasked(value, in: text) else { return }
    let place = place(of: value.lowerBound)
    let hit = PendingHit(
      pieces: value.isEmpty ? [] : pieces ?? [value], kind: table.rows[row].kind, encoding: encoding.0,
      encodingName: encoding.name, row: row, line: place.line, column: place.column, sign: nil)
    if let quote { open = OpenValue(hit: hit, quote: quote) } else { add(hit) }
  }
}

// MARK: - Values of several lines

extension LineScanner {
  /// More lines than any value has are no value.
  private static let valueLimit = 4096

  /// Takes a line into the value that is open; gives what stands behind the value's end.
  private mutating func goOn(_ line: Range<Int>) -> Range<Int> {
    guard var value = open else { return line }
    var end = line.upperBound
    var isContinued = false
    if table.layout.joinsLines {
      isContinued = text[end - 1] == UInt8(ascii: "\\")
      if isContinued { end -= 1 }
    }
    var stop = line.lowerBound
    if value.quote == 0 {
      while stop < end, !SecretBytes.isBlank(text[stop]) { stop += 1 }
    } else {
      while stop < end, text[stop] != value.quote {
        if text[stop] == 0x5C, value.quote == 0x22 { stop += 1 }
        stop += 1
      }
      stop = min(stop, end)
    }
    if line.lowerBound < stop, !ValueShape.isMasked(line.lowerBound..<stop, in: text) {
      value.hit.pieces.append(line.lowerBound..<stop)
    }
    let isClosed =
      stop < end || table.layout.joinsLines && !isContinued || value.hit.pieces.count > LineScanner.valueLimit
    if isClosed {
      add(value.hit)
      open = nil
      return min(stop + 1, line.upperBound)..<line.upperBound
    }
    open = value
    return line.upperBound..<line.upperBound
  }

  /// Takes a line of an open block; false when the block is over and the line is an ordinary one.
  private mutating func takeBlockLine(_ line: Range<Int>) -> Bool {
    guard let current = block else { return false }
    if text[line].elementsEqual(current.until) {
      finishBlock()
      return true
    }
    let isCode = isCode(line, first: current.pieces.isEmpty)
    let isMasked = ValueShape.isMasked(line, in: text)
    // Behind a header that is followed by nothing deeper, a line is one of the value only if it looks like it.
    guard isCode || isMasked || line.lowerBound - lineStart > current.header else {
      finishBlock()
      return false
    }
    if !isMasked, !text[line].starts(with: LineScanner.armorMark) {
      if current.pieces.isEmpty {
        block?.line = number
        block?.column = line.lowerBound - lineStart + 1
      }
      block?.pieces.append(line)
    }
    return true
  }

  /// Whether a line is one of hexadecimal digits or of base64: a statement is never taken for one.
  private func isCode(_ line: Range<Int>, first: Bool) -> Bool {
    let digits = text[line].count { SecretBytes.isHex($0) }
    if text[line].allSatisfy({ SecretBytes.isHex($0) || SecretBytes.isBlank($0) }) {
      return !first || digits >= 8
    }
    return line.count >= 24 && text[line].allSatisfy(SecretBytes.isBase64)
  }

  private mutating func finishBlock() {
    guard let current = block else { return }
    block = nil
    let row = table.rows[current.row]
    add(
      PendingHit(
        pieces: current.pieces, kind: row.kind, encoding: row.encoding, encodingName: nil, row: current.row,
        line: current.line, column: current.column, sign: nil))
  }

  /// Unterminated texts after which none is looked for any more: reading stays linear.
  private static let failureLimit = 16

  /// Whether a text between delimiters begins here; its first line is looked at behind the delimiter.
  private mutating func beginDelimited(_ line: Range<Int>) -> Bool {
    guard unterminated < LineScanner.failureLimit else { return false }
    words.removeAll(keepingCapacity: true)
    var position = line.lowerBound
    while words.count < 6, let word = SecretBytes.word(in: text, from: position, to: line.upperBound) {
      words.append(word)
      position = word.upperBound
    }
    for pattern in table.layout.delimited {
      guard reader.match(pattern, text, words, captures: &captures) else { continue }
      guard let start = delimiter(behind: pattern, line) else { return false }
      let isCaret = text[start] == UInt8(ascii: "^") && start + 1 < line.upperBound
      let width = isCaret ? 2 : 1
      let body = start + width
      var end = body
      while end + width <= text.count,
        text[end] != text[start] || isCaret && text[end + 1] != text[start + 1]
      { end += 1 }
      guard end + width <= text.count else {
        unterminated += 1
        return false
      }
      delimited = (end, isCaret ? 0 : text[start])
      let inner = body..<min(line.upperBound, end)
      if isSuspicious, inner.lowerBound < inner.upperBound {
        catchRest(inner, sign: isCaret ? 0 : text[start])
      }
      if end < line.upperBound { delimited = nil }
      return true
    }
    return false
  }

  /// Where the delimiter stands: the first sign behind the words of the pattern.
  private func delimiter(behind pattern: PatternCode.Pattern, _ line: Range<Int>) -> Int? {
    let count = Int(pattern.wordCount)
    guard count > 0, count <= words.count else { return nil }
    var start = words[count - 1].upperBound
    while start < line.upperBound, SecretBytes.isBlank(text[start]) { start += 1 }
    return start < line.upperBound ? start : nil
  }
}
