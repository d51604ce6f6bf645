import XMLChecking

/// Reads an XML document without losing a byte, and asks libxml2 whether it is well-formed.
///
/// libxml2's own trees keep neither the blanks inside tags nor the way in which a text was written: that is why the
/// pieces are found here. A document type is never read: nothing is expanded and nothing is loaded.
struct XMLParser {
  private let syntax: XMLSyntax
  /// Names of the open elements, outermost first.
  private var open: [Range<Int>] = []
  private var line = 1
  /// From the document's first markup to its last, and the line of the first.
  private var document: Range<Int>?
  private var documentLine = 1
  private var hasDocumentType = false

  init(_ syntax: XMLSyntax) { self.syntax = syntax }

  mutating func parse(_ bytes: [UInt8], source: String) -> ConfigDocument {
    var tree = TreeBuilder(capacity: bytes.count / 32 + 1)
    bytes.withUnsafeBufferPointer { read($0, &tree) }
    if !open.isEmpty {
      tree.note(.unbalanced, line: max(1, line - 1))
    } else if let document, !hasDocumentType,
      let complaint = XMLCheck.complaint(about: StandIn.asText(bytes[document]))
    {
      tree.note(.malformed, line: documentLine + complaint.line - 1, detail: complaint.reason)
    }
    return tree.finish(bytes, source: source, addressing: ElementAddressing(keys: syntax.keys))
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder) {
    var position = RawLine.firstPosition(of: text)
    while position < text.count {
      // Many elements may stand in one line: nothing here may look for the line's end.
      let lead = Indentation(text, from: position)
      if let end = blankEnd(at: lead.end, in: text) {
        add(.separator, position..<end, lead.end..<lead.end, lead.columns, text, &tree)
        position = end
      } else if text[lead.end] == UInt8(ascii: "<") {
        position = markup(from: position, lead, in: text, &tree)
      } else {
        position = characters(from: position, lead, in: text, &tree)
      }
    }
  }

  /// One past the line ending or the file's end that stands here.
  private func blankEnd(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = position
    while position < text.count, text[position] == 0x0D { position += 1 }
    guard position < text.count else { return text.count }
    return text[position] == 0x0A ? position + 1 : nil
  }

  /// Text beside elements: a line of it outside of the document, all of it inside.
  private mutating func characters(
    from start: Int, _ lead: Indentation, in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder
  ) -> Int {
    let stop =
      text[lead.end...].firstIndex { $0 == UInt8(ascii: "<") || ($0 == 0x0A && open.isEmpty) } ?? text.count
    var last = stop
    while last > lead.end, isSpace(text[last - 1]) { last -= 1 }
    // Blanks alone, as a lone carriage return before a tag: whatever stands here must be passed.
    let end = last > lead.end ? lineEnd(after: last, in: text) : stop
    let words = lead.end..<last
    let kind: ConfigNode.Kind =
      words.isEmpty ? .separator : open.isEmpty ? .noise : text[words].contains(0x0A) ? .blob : .statement
    add(kind, start..<end, words, lead.columns, text, &tree)
    return end
  }

  private mutating func markup(
    from start: Int, _ lead: Indentation, in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder
  ) -> Int {
    let token = XMLToken(text, at: lead.end)
    var end = token.end
    var isSection = false
    if token.kind == .startTag, token.isTerminated {
      let leaf = leafEnd(of: token, in: text)
      end = leaf ?? end
      isSection = leaf == nil
    }
    if document == nil { documentLine = line }
    document = (document?.lowerBound ?? lead.end)..<end
    if !token.isTerminated { tree.note(.unterminatedBlob, line: line) }
    let bytes = start..<lineEnd(after: end, in: text)
    let words = lead.end..<end
    switch token.kind {
    case .startTag, .emptyTag, .data:
      let kind: ConfigNode.Kind = text[words].contains(0x0A) && !isSection ? .blob : .statement
      add(kind, bytes, words, lead.columns, text, &tree)
      if isSection {
        open.append(token.name)
        tree.enter()
      }
    case .endTag:
      close(token, bytes, words, lead.columns, in: text, &tree)
    case .comment:
      add(.comment, bytes, words, lead.columns, text, &tree)
    case .instruction:
      add(.noise, bytes, words, lead.columns, text, &tree)
    case .documentType:
      if !hasDocumentType { tree.note(.documentType, line: line) }
      hasDocumentType = true
      add(.noise, bytes, words, lead.columns, text, &tree)
    }
    return bytes.upperBound
  }

  /// How far back an end tag may reach over elements that have none.
  private static let reach = TreeBuilder.depthLimit

  /// The end tag is the last child of its element; one of an outer element closes the inner ones as well.
  private mutating func close(
    _ token: XMLToken, _ bytes: Range<Int>, _ words: Range<Int>, _ columns: Int,
    in text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder
  ) {
    let match = open.suffix(XMLParser.reach).lastIndex { text[$0].elementsEqual(text[token.name]) }
    if match != open.indices.last { tree.note(.unbalanced, line: line) }
    if let match {
      while open.count > match + 1 {
        open.removeLast()
        tree.leave()
      }
    }
    add(.closer, bytes, words, columns, text, &tree)
    if match != nil {
      open.removeLast()
      tree.leave()
    }
  }

  /// One past the end tag when the element holds text alone.
  private func leafEnd(of tag: XMLToken, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = tag.end
    while let next = text[position...].firstIndex(of: UInt8(ascii: "<")) {
      // Only a character section may stand in a text; searching on over other markup would take quadratic time.
      guard next + 1 < text.count else { return nil }
      if let end = StandIn.end(in: text, at: next) {
        position = end
        continue
      }
      if text[next + 1] == UInt8(ascii: "!") {
        let token = XMLToken(text, at: next)
        guard token.kind == .data, token.isTerminated else { return nil }
        position = token.end
        continue
      }
      guard text[next + 1] == UInt8(ascii: "/") else { return nil }
      let token = XMLToken(text, at: next)
      let isOwn = token.isTerminated && text[token.name].elementsEqual(text[tag.name])
      return isOwn ? token.end : nil
    }
    return nil
  }

  private func isSpace(_ byte: UInt8) -> Bool { Words.isBlank(byte) || byte == 0x0A || byte == 0x0D }

  /// One past the line ending when nothing but blanks stands before it, otherwise the position itself.
  private func lineEnd(after position: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    blankEnd(at: Indentation(text, from: position).end, in: text) ?? position
  }

  /// Adds a node, and counts its lines.
  private mutating func add(
    _ kind: ConfigNode.Kind, _ bytes: Range<Int>, _ words: Range<Int>, _ columns: Int,
    _ text: UnsafeBufferPointer<UInt8>, _ tree: inout TreeBuilder
  ) {
    tree.add(kind, bytes: bytes, text: words, line: line, columns: columns)
    var hasNUL = false
    for position in bytes {
      if text[position] == 0x0A { line += 1 } else if text[position] == 0 { hasNUL = true }
    }
    if hasNUL { tree.note(.nulByte, line: line) }
  }
}

/// What stands in a key's place in a text of ours, `<psk:env:NAME>` or a tag: text to XML, not an element.
enum StandIn {
  private static let opening = Array("<psk:".utf8)
  private static let limit = 4_096

  /// One past its end; `nil` where none begins.
  static func end(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start + opening.count < text.count, text[start...].starts(with: opening) else { return nil }
    let window = text[start..<min(text.count, start + limit)]
    return window.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
  }

  /// The document with all of them as plain text of the same length.
  static func asText(_ document: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard document.firstRange(of: opening) != nil else { return document }
    var bytes = Array(document)
    var ranges: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { text in
      var position = 0
      while let next = text[position...].firstIndex(of: opening[0]) {
        let end = end(in: text, at: next)
        if let end { ranges.append(next..<end) }
        position = end ?? next + 1
      }
    }
    for range in ranges {
      bytes[range.lowerBound] = UInt8(ascii: "(")
      bytes[range.upperBound - 1] = UInt8(ascii: ")")
    }
    return bytes[...]
  }
}
