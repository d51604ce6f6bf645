/// Cuts a template into tokens, white space control included.
///
/// The same decisions as Jinja2's table of regular expressions, made in one pass over the bytes.
struct Lexer {
  private let options: SyntaxOptions
  private let delimiters: Delimiters
  private let source: [UInt8]
  private var at = 0
  private var line = 1
  /// Offset up to which newlines are counted in `line`.
  private var counted = 0
  private var lineStarting = true
  private var list = TokenList()
  /// Closing brackets that are still expected, innermost last.
  private var brackets: [Token.Kind] = []

  private init(source: [UInt8], options: SyntaxOptions) {
    self.source = source
    self.options = options
    delimiters = Delimiters(options)
  }

  /// Tokens of a normalised source.
  static func tokens(of source: [UInt8], options: SyntaxOptions) -> TokenList {
    var lexer = Lexer(source: source, options: options)
    do throws(TemplateError) {
      try lexer.run()
    } catch {
      lexer.list.failure = error
    }
    return lexer.list
  }

  /// Turns `\r\n` and `\r` into `\n` and drops one final newline unless it is kept.
  static func normalised(_ bytes: [UInt8], keepTrailingNewline: Bool) -> [UInt8] {
    var result = bytes
    if bytes.contains(0x0D) {
      result = []
      result.reserveCapacity(bytes.count)
      var index = 0
      while index < bytes.count {
        if bytes[index] == 0x0D {
          result.append(0x0A)
          if index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        } else {
          result.append(bytes[index])
        }
        index += 1
      }
    }
    if !keepTrailingNewline, result.last == 0x0A { result.removeLast() }
    return result
  }

  // MARK: Template data

  private mutating func run() throws(TemplateError) {
    while at < source.count {
      guard let opening = nextOpening() else {
        emitData(at..<source.count)
        at = source.count
        return
      }
      try open(opening)
    }
  }

  /// Where the next statement, expression or comment opens.
  private struct Opening {
    var kind: Delimiters.Kind
    var isRaw = false
    /// First byte of the opening, blanks before a line statement included.
    var start: Int
    var end: Int
    /// `-`, `+` or 0.
    var sign: UInt8
  }

  private func nextOpening() -> Opening? {
    let hasLineRules = delimiters.lineStatement != nil || delimiters.lineComment != nil
    var first = [Bool](repeating: hasLineRules, count: 256)
    for opening in delimiters.openings { if let byte = opening.text.first { first[Int(byte)] = true } }
    for start in at..<source.count where first[Int(source[start])] {
      if let opening = opening(at: start) { return opening }
    }
    return nil
  }

  private func opening(at start: Int) -> Opening? {
    if let raw = rawOpening(at: start) { return raw }
    for candidate in delimiters.openings {
      var from = start
      switch candidate.kind {
      case .lineStatement:
        guard isLineStart(start) else { continue }
        while from < source.count, [0x20, 0x09, 0x0B].contains(source[from]) { from += 1 }
      case .lineComment:
        guard isLineStart(start) || isAfterNonSpace(start) else { continue }
        while let found = Scalars.scalar(at: from, in: source), found.scalar.isPythonSpace,
          found.scalar != "\n", found.scalar != "\r"
        {
          from += found.length
        }
      default: break
      }
      guard matches(candidate.text, at: from) else { continue }
      var end = from + candidate.text.count
      let sign = self.sign(at: end)
      if sign != 0 { end += 1 }
      return Opening(kind: candidate.kind, start: start, end: end, sign: sign)
    }
    return nil
  }

  private func isLineStart(_ offset: Int) -> Bool { offset == 0 || source[offset - 1] == 0x0A }

  private func isAfterNonSpace(_ offset: Int) -> Bool {
    Scalars.scalar(before: offset, in: source).map { !$0.scalar.isPythonSpace } ?? false
  }

  private func sign(at offset: Int) -> UInt8 {
    guard offset < source.count else { return 0 }
    let byte = source[offset]
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") ? byte : 0
  }

  private func rawOpening(at start: Int) -> Opening? {
    guard matches(delimiters.blockStart, at: start) else { return nil }
    // The sign is optional to the pattern: `{%-raw` and a delimiter that ends in a sign both work.
    let after = start + delimiters.blockStart.count
    let sign = self.sign(at: after)
    guard let word = word("raw", at: after + (sign == 0 ? 0 : 1)) else { return nil }
    if matches([UInt8(ascii: "-")] + delimiters.blockEnd, at: word) {
      let end = Scalars.skipSpace(from: word + 1 + delimiters.blockEnd.count, in: source)
      return Opening(kind: .block, isRaw: true, start: start, end: end, sign: sign)
    }
    guard matches(delimiters.blockEnd, at: word) else { return nil }
    return Opening(
      kind: .block, isRaw: true, start: start, end: word + delimiters.blockEnd.count, sign: sign)
  }

  /// The offset behind a word and the white space around it.
  private func word(_ text: String, at offset: Int) -> Int? {
    let start = Scalars.skipSpace(from: offset, in: source)
    guard matches(Array(text.utf8), at: start) else { return nil }
    return Scalars.skipSpace(from: start + text.utf8.count, in: source)
  }

  private func matches(_ text: [UInt8], at offset: Int) -> Bool {
    guard offset + text.count <= source.count else { return false }
    for index in text.indices where source[offset + index] != text[index] { return false }
    return true
  }

  private mutating func open(_ opening: Opening) throws(TemplateError) {
    emitData(at..<strippedEnd(before: opening.start, sign: opening.sign, of: opening.kind))
    let begin = opening.start
    move(to: opening.end)
    if opening.isRaw { return try raw() }
    switch opening.kind {
    case .comment: try comment()
    case .variable:
      emit(.variableBegin, at: begin)
      try tag(.variableEnd)
    case .block:
      emit(.blockBegin, at: begin)
      try tag(.blockEnd)
    case .lineStatement:
      emit(.blockBegin, at: begin)
      try lineStatement()
    case .lineComment:
      let end = source[at...].firstIndex(of: 0x0A) ?? source.count
      move(to: end)
    }
  }

  /// The end of the data before a tag, white space control applied.
  private func strippedEnd(before end: Int, sign: UInt8, of kind: Delimiters.Kind) -> Int {
    if sign == UInt8(ascii: "-") { return Scalars.trimSpace(before: end, downTo: at, in: source) }
    guard sign == 0, options.lstripBlocks, kind != .variable else { return end }
    let lineStart = source[at..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? at
    guard lineStart > at || lineStarting else { return end }
    return Scalars.skipSpace(from: lineStart, in: source) >= end ? lineStart : end
  }

  private mutating func move(to offset: Int) {
    if offset > at { lineStarting = source[offset - 1] == 0x0A }
    at = offset
  }

  private mutating func emitData(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var token = Token(kind: .data, offset: range.lowerBound, line: lineNumber(of: range.lowerBound))
    token.range = range
    list.tokens.append(token)
  }

  private mutating func emit(_ kind: Token.Kind, _ text: String = "", at offset: Int) {
    // The data before a stripped tag may end behind `counted`; lines only ever grow.
    list.tokens.append(Token(kind: kind, text: text, offset: offset, line: lineNumber(of: offset)))
  }

  private mutating func lineNumber(of offset: Int) -> Int {
    if offset > counted {
      line += source[counted..<offset].count { $0 == 0x0A }
      counted = offset
    }
    return line
  }

  private mutating func failure(_ message: String, at offset: Int) -> TemplateError {
    TemplateError(.syntax, message).placed(in: "", source: source, offset: offset)
  }

  // MARK: Comments and raw

  /// Finds `+end`, `-end` with white space, or `end` with an optional newline.
  private func closing(_ end: [UInt8], at offset: Int) -> Int? {
    if sign(at: offset) != 0, matches(end, at: offset + 1) {
      let after = offset + 1 + end.count
      return source[offset] == UInt8(ascii: "-") ? Scalars.skipSpace(from: after, in: source) : after
    }
    guard matches(end, at: offset) else { return nil }
    let after = offset + end.count
    return options.trimBlocks && after < source.count && source[after] == 0x0A ? after + 1 : after
  }

  private mutating func comment() throws(TemplateError) {
    for offset in at..<source.count {
      if let end = closing(delimiters.commentEnd, at: offset) { return move(to: end) }
    }
    if at < source.count { throw failure("Missing end of comment tag", at: at) }
  }

  private mutating func raw() throws(TemplateError) {
    for offset in at..<source.count where matches(delimiters.blockStart, at: offset) {
      let after = offset + delimiters.blockStart.count
      let sign = self.sign(at: after)
      guard let word = word("endraw", at: after + (sign == 0 ? 0 : 1)),
        let end = closing(delimiters.blockEnd, at: word)
      else { continue }
      emitData(at..<strippedEnd(before: offset, sign: sign, of: .block))
      return move(to: end)
    }
    if at < source.count { throw failure("Missing end of raw directive", at: at) }
  }

  // MARK: Inside tags

  private mutating func tag(_ end: Token.Kind) throws(TemplateError) {
    brackets = []
    while at < source.count {
      if brackets.isEmpty {
        if end == .variableEnd {
          if source[at] == UInt8(ascii: "-"), matches(delimiters.variableEnd, at: at + 1) {
            emit(end, at: at)
            let after = at + 1 + delimiters.variableEnd.count
            return move(to: Scalars.skipSpace(from: after, in: source))
          }
          if matches(delimiters.variableEnd, at: at) {
            emit(end, at: at)
            return move(to: at + delimiters.variableEnd.count)
          }
        } else if let after = closing(delimiters.blockEnd, at: at) {
          emit(end, at: at)
          return move(to: after)
        }
      }
      try token()
    }
  }

  private mutating func lineStatement() throws(TemplateError) {
    brackets = []
    while at <= source.count {
      if brackets.isEmpty {
        let end = Scalars.skipSpace(from: at, in: source)
        if end == source.count {
          emit(.blockEnd, at: at)
          return move(to: end)
        }
        if let newline = source[at..<end].lastIndex(of: 0x0A) {
          emit(.blockEnd, at: at)
          return move(to: newline + 1)
        }
      }
      guard at < source.count else { return }
      try token()
    }
  }

  private mutating func token() throws(TemplateError) {
    let afterSpace = Scalars.skipSpace(from: at, in: source)
    if afterSpace > at { return move(to: afterSpace) }
    let start = at
    let rest = NumberScanner(source: source, at: at)
    if let end = rest.floatEnd() {
      emit(.float, digits(start..<end), at: start)
      return move(to: end)
    }
    if let end = rest.integerEnd() {
      emit(.integer, digits(start..<end), at: start)
      return move(to: end)
    }
    if let end = wordEnd() {
      let text = String(decoding: source[start..<end], as: UTF8.self)
      guard text.isPythonIdentifier else { throw failure("Invalid character in identifier", at: start) }
      emit(.name, text, at: start)
      return move(to: end)
    }
    if source[at] == UInt8(ascii: "'") || source[at] == UInt8(ascii: "\""), let end = stringEnd() {
      let content = StringLiteral.unescaped(source[(start + 1)..<(end - 1)])
      guard let content else { throw failure("invalid escape sequence in a string", at: start) }
      emit(.string, content, at: start)
      return move(to: end)
    }
    try punctuation()
  }

  private mutating func punctuation() throws(TemplateError) {
    for (text, kind) in Token.Kind.operators where matches(Array(text.utf8), at: at) {
      try balance(kind, text)
      emit(kind, at: at)
      return move(to: at + text.utf8.count)
    }
    let shown = Scalars.scalar(at: at, in: source).map { String(Character($0.scalar)) } ?? "?"
    throw failure("unexpected char '\(shown)'", at: at)
  }

  private mutating func balance(_ kind: Token.Kind, _ text: String) throws(TemplateError) {
    switch kind {
    case .leftBrace: brackets.append(.rightBrace)
    case .leftParen: brackets.append(.rightParen)
    case .leftBracket: brackets.append(.rightBracket)
    case .rightBrace, .rightParen, .rightBracket:
      guard let expected = brackets.popLast() else { throw failure("unexpected '\(text)'", at: at) }
      guard expected == kind else {
        throw failure("unexpected '\(text)', expected '\(expected.described)'", at: at)
      }
    default: break
    }
  }

  private func digits(_ range: Range<Int>) -> String {
    String(decoding: source[range].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private func wordEnd() -> Int? {
    var end = at
    while let found = Scalars.scalar(at: end, in: source), found.scalar.isPythonWord { end += found.length }
    return end > at ? end : nil
  }

  private func stringEnd() -> Int? {
    let quote = source[at]
    var end = at + 1
    while end < source.count {
      if source[end] == quote { return end + 1 }
      end += source[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
