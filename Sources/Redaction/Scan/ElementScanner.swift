import PlatformModel

/// Goes over an XML document once and collects the secrets in it: by the names of elements, by the form of values, and
/// by words in texts, attributes and comments.
///
/// Nothing is expanded. What stands in a comment is read like the rest: people comment out what holds keys as well.
struct ElementScanner {
  private let table: SecretTable
  private let text: SecretBytes.Text
  private(set) var hits: [SecretHit] = []
  /// Names of the open elements, outermost first.
  private var open: [Range<Int>] = []
  private var classes: [UInt64: NameClass] = [:]
  private var line = 1
  private var counted = 0
  private var lineStart = 0

  private static let depthLimit = 128

  /// What an element's name says about its text.
  private struct NameClass {
    var rows: [Int]
    var suspicion: SecretNet.NameSuspicion?
  }

  init(_ table: SecretTable, _ text: SecretBytes.Text) {
    self.table = table
    self.text = text
  }

  mutating func scan() {
    var position = 0
    /// The element that was opened last, while nothing but text has followed.
    var leaf: Range<Int>?
    while position < text.count {
      guard let mark = find(UInt8(ascii: "<"), from: position) else {
        freeText(position..<text.count, isEscaped: true)
        return
      }
      let next = mark + 1 < text.count ? text[mark + 1] : 0
      let isData =
        next == UInt8(ascii: "!") && SecretBytes.begins(text, mark..<text.count, ElementScanner.dataStart)
      if position < mark, !isData {
        let isLeaf = leaf != nil && next == UInt8(ascii: "/")
        value(position..<mark, of: isLeaf ? leaf : nil, isEscaped: true)
      }
      if isData {
        let start = mark + ElementScanner.dataStart.count
        let end = find(ElementScanner.dataEnd, from: start) ?? text.count
        if position < mark { freeText(position..<mark, isEscaped: true) }
        value(start..<end, of: leaf, isEscaped: false)
        position = min(end + 3, text.count)
      } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
        leaf = nil
        let isComment = SecretBytes.begins(text, mark..<text.count, ElementScanner.commentStart)
        position = isComment ? mark + 4 : (find(UInt8(ascii: ">"), from: mark) ?? text.count - 1) + 1
      } else if next == UInt8(ascii: "/") {
        leaf = nil
        let end = find(UInt8(ascii: ">"), from: mark) ?? text.count - 1
        close(mark + 2..<max(mark + 2, end))
        position = end + 1
      } else if SecretBytes.isLetter(next) || next == UInt8(ascii: "_") {
        let tag = startTag(mark)
        position = tag.end
        leaf = tag.isEmpty ? nil : tag.name
      } else {
        leaf = nil
        position = mark + 1
      }
    }
  }

  private static let dataStart = Array("<![cdata[".utf8)
  private static let dataEnd = Array("]]>".utf8)
  private static let commentStart = Array("<!--".utf8)

  // MARK: Markup

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    var position = start
    while position < text.count {
      if text[position] == byte { return position }
      position += 1
    }
    return nil
  }

  private func find(_ mark: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + mark.count <= text.count {
      if text[position] == mark[0], text[position..<position + mark.count].elementsEqual(mark) {
        return position
      }
      position += 1
    }
    return nil
  }

  private mutating func startTag(_ mark: Int) -> (name: Range<Int>, end: Int, isEmpty: Bool) {
    var position = mark + 1
    while position < text.count, !ElementScanner.endsName(text[position]) { position += 1 }
    let name = mark + 1..<position
    let attributes = position
    while position < text.count, text[position] != UInt8(ascii: ">"), text[position] != UInt8(ascii: "<") {
      if SecretBytes.isQuote(text[position]), position > attributes, text[position - 1] == UInt8(ascii: "="),
        let close = quote(from: position)
      {
        position = close
      }
      position += 1
    }
    let isTerminated = position < text.count && text[position] == UInt8(ascii: ">")
    let isEmpty = isTerminated && text[position - 1] == UInt8(ascii: "/")
    if attributes + 3 < position {
      freeText(attributes..<(isEmpty ? position - 1 : position), isEscaped: true)
    }
    if isTerminated, !isEmpty, open.count < ElementScanner.depthLimit { open.append(name) }
    return (name, isTerminated ? position + 1 : position, isEmpty || !isTerminated)
  }

  /// Where an attribute's value ends: no value holds `<`, so that one forgotten quote does not take the file.
  private func quote(from start: Int) -> Int? {
    var position = start + 1
    while position < text.count, text[position] != UInt8(ascii: "<") {
      if text[position] == text[start] { return position }
      position += 1
    }
    return nil
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
  }

  /// An end tag closes its element and those inside that have none; one without an element closes nothing.
  private mutating func close(_ name: Range<Int>) {
    guard let match = open.suffix(16).lastIndex(where: { text[$0].elementsEqual(text[name]) }) else { return }
    open.removeSubrange(match...)
  }

  // MARK: Values

  /// A text, by the name of the element whose whole content it is.
  private mutating func value(_ range: Range<Int>, of leaf: Range<Int>?, isEscaped: Bool) {
    let value = trimmed(range)
    guard !value.isEmpty else { return }
    guard let leaf else { return freeText(value, isEscaped: isEscaped) }
    let known = classify(leaf)
    for row in known.rows {
      guard case .element(let names) = table.rows[row].place, stands(names) else { continue }
      return add(
        value, kind: table.rows[row].kind, standard: table.rows[row].encoding, row: row, isEscaped: isEscaped)
    }
    if ArmoredText.beginning(in: value, text) != nil || isEncodedArmor(value) {
      let kind = ElementScanner.contains(text, leaf, "prv") ? SecretKind.privateKey : .certificate
      return add(value, kind: kind, standard: .clear, row: nil, isEscaped: isEscaped)
    }
    let isOneWord = !text[value].contains { $0 <= 0x20 }
    if isOneWord {
      if let shape = ValueShape.encoding(of: value, in: text) {
        return add(
          value, kind: known.suspicion?.kind ?? .password, standard: shape, row: nil, isEscaped: isEscaped)
      }
    }
    if let suspicion = known.suspicion, SecretNet.isValue(value, of: suspicion, in: text) {
      return add(value, kind: suspicion.kind, standard: .clear, row: nil, isEscaped: isEscaped)
    }
    freeText(value, isEscaped: isEscaped)
  }

  private func stands(_ names: [String]) -> Bool {
    names.count <= open.count
      && zip(names.reversed(), open.reversed()).allSatisfy { name, element in
        SecretBytes.equals(text, element, name.utf8.map(SecretBytes.lower))
      }
  }

  private mutating func classify(_ name: Range<Int>) -> NameClass {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for position in name { hash = (hash ^ UInt64(SecretBytes.lower(text[position]))) &* 0x100_0000_01B3 }
    if let known = classes[hash] { return known }
    let bytes = text[name].prefix(256).map(SecretBytes.lower)
    let found = NameClass(
      rows: table.rowsByElement[bytes] ?? [], suspicion: SecretNet.suspicion(ofName: name, in: text))
    classes[hash] = found
    return found
  }

  /// Base64 of a text that begins with `-----BEGIN`.
  private func isEncodedArmor(_ value: Range<Int>) -> Bool {
    text[value].starts(with: ElementScanner.encodedArmor)
  }

  private static let encodedArmor = Array("LS0tLS1CRUdJTi".utf8)

  private static func contains(_ text: SecretBytes.Text, _ range: Range<Int>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    return range.prefix(80).contains { SecretBytes.begins(text, $0..<range.upperBound, word) }
  }

  /// Texts for people, scripts, attributes, comments: line by line, word by word.
  private mutating func freeText(_ range: Range<Int>, isEscaped: Bool) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, text[end] != 0x0A { end += 1 }
      if end - start > 5, hasStem(start..<end) {
        for found in SecretNet.catches(in: text, start..<end, except: []) {
          let pieces = LineScanner.pieces(of: found.value, in: text)
          guard let first = pieces.first else { continue }
          let place = place(of: first.lowerBound)
          hits.append(
            SecretHit(
              pieces: pieces, kind: found.kind, encoding: found.encoding, encodingName: nil, row: nil,
              line: place.line, column: place.column, isEscaped: isEscaped, sign: nil))
        }
      }
      start = end + 1
    }
  }

  /// Whether any suspicious word stands in a part of the document.
  private func hasStem(_ range: Range<Int>) -> Bool {
    let automaton = table.automaton
    return automaton.next.withUnsafeBufferPointer { next in
      automaton.classes.withUnsafeBufferPointer { classes in
        var state = automaton.firstHit
        for position in range {
          state = next[Int(state | UInt32(classes[Int(text[position])]))]
          if state > automaton.firstHit { return true }
        }
        return false
      }
    }
  }

  private mutating func add(
    _ value: Range<Int>, kind: SecretKind, standard: ValueEncoding, row: Int?, isEscaped: Bool
  ) {
    guard !ValueShape.isMasked(value, in: text) else { return }
    let encoding = table.encodings.encoding(of: value, in: text, standard: standard, word: { _ in nil })
    guard encoding.0 != .masked else { return }
    let pieces = lines(of: value)
    guard let first = pieces.first else { return }
    let place = place(of: first.lowerBound)
    hits.append(
      SecretHit(
        pieces: pieces, kind: kind, encoding: encoding.0, encodingName: encoding.name, row: row,
        line: place.line,
        column: place.column, isEscaped: isEscaped, sign: nil))
  }

  /// The lines of a value that are not masked, without blanks and line endings around them.
  private func lines(of value: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = value.lowerBound
    while start < value.upperBound {
      var end = start
      while end < value.upperBound, text[end] != 0x0A { end += 1 }
      let line = trimmed(start..<end)
      if !line.isEmpty, !ValueShape.isMasked(line, in: text),
        !text[line].starts(with: ElementScanner.armorMark)
      {
        pieces.append(line)
      }
      start = end + 1
    }
    return pieces
  }

  private static let armorMark = Array("-----".utf8)

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] <= 0x20 { start += 1 }
    while start < end, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  private mutating func place(of position: Int) -> (line: Int, column: Int) {
    while counted < position {
      if text[counted] == 0x0A {
        line += 1
        lineStart = counted + 1
      }
      counted += 1
    }
    return (line, max(1, position - lineStart + 1))
  }
}
