/// One piece of markup, told by its first bytes, and where it ends.
///
/// Every encoding that leaves ASCII alone is read as bytes; each search goes over a byte a bounded number of times.
struct XMLToken {
  enum Kind {
    case startTag, emptyTag, endTag, comment, instruction, documentType, data
  }

  let kind: Kind
  /// One past its last byte.
  let end: Int
  /// Of a tag: the element's name.
  let name: Range<Int>
  /// Whether its end was there.
  let isTerminated: Bool

  /// Reads the markup that begins at `<`.
  init(_ text: UnsafeBufferPointer<UInt8>, at start: Int) {
    let rest = text[start...]
    if rest.starts(with: Mark.commentStart) {
      self.init(.comment, text, from: start + 4, until: Mark.commentEnd)
    } else if rest.starts(with: Mark.dataStart) {
      self.init(.data, text, from: start + 9, until: Mark.dataEnd)
    } else if rest.starts(with: Mark.instructionStart) {
      self.init(.instruction, text, from: start + 2, until: Mark.instructionEnd)
    } else if rest.starts(with: Mark.declarationStart) {
      // The declarations of an internal subset stand in brackets and have '>' of their own.
      let stop = text[start...].firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "[") }
      let hasSubset = stop.map { text[$0] == UInt8(ascii: "[") } ?? false
      self.init(
        .documentType, text, from: stop ?? text.count, until: hasSubset ? Mark.subsetEnd : Mark.tagEnd)
    } else {
      self.init(tagIn: text, at: start)
    }
  }

  private init(_ kind: Kind, _ text: UnsafeBufferPointer<UInt8>, from start: Int, until mark: [UInt8]) {
    self.kind = kind
    name = start..<start
    let found = XMLToken.find(mark, in: text, from: start)
    end = found.map { $0 + mark.count } ?? text.count
    isTerminated = found != nil
  }

  private init(tagIn text: UnsafeBufferPointer<UInt8>, at start: Int) {
    let isEnd = start + 1 < text.count && text[start + 1] == UInt8(ascii: "/")
    let nameStart = start + (isEnd ? 2 : 1)
    var position = nameStart
    while position < text.count, !XMLToken.endsName(text[position]) { position += 1 }
    name = nameStart..<position
    var stop: Int?
    while position < text.count, stop == nil {
      let byte = text[position]
      if byte == UInt8(ascii: ">") {
        stop = position
      } else if byte == UInt8(ascii: "<") {
        // No tag holds one: this tag was cut off.
        break
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        let close = XMLToken.quote(byte, in: text, from: position + 1)
      {
        position = close + 1
      } else {
        position += 1
      }
    }
    isTerminated = stop != nil
    end = stop.map { $0 + 1 } ?? position
    let isEmpty = stop.map { $0 > start && text[$0 - 1] == UInt8(ascii: "/") } ?? false
    kind = isEnd ? .endTag : isEmpty ? .emptyTag : .startTag
  }

  /// The closing quote of an attribute: no value holds `<`, so that one forgotten quote does not take the file.
  private static func quote(_ mark: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < text.count, text[position] != UInt8(ascii: "<") {
      if text[position] == mark { return position }
      position += 1
    }
    return nil
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"): true
    default: false
    }
  }

  static func find(_ mark: [UInt8], in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position + mark.count <= text.count {
      if text[position] == mark[0], text[position..<position + mark.count].elementsEqual(mark) {
        return position
      }
      position += 1
    }
    return nil
  }

  private enum Mark {
    static let commentStart = Array("<!--".utf8)
    static let commentEnd = Array("-->".utf8)
    static let dataStart = Array("<![CDATA[".utf8)
    static let dataEnd = Array("]]>".utf8)
    static let instructionStart = Array("<?".utf8)
    static let instructionEnd = Array("?>".utf8)
    static let declarationStart = Array("<!".utf8)
    static let subsetEnd = Array("]>".utf8)
    static let tagEnd = Array(">".utf8)
  }
}
