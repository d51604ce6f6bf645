extension JSON {
  /// Deepest nesting that is read; RFC 8259 §9 lets a parser set one.
  package static let defaultDepthLimit = 200

  /// Reads one JSON document (RFC 8259).
  ///
  /// Invalid UTF-8 is an error, lone surrogates become U+FFFD,
  /// a UTF-8 byte order mark in front is skipped.
  ///
  /// - Throws: ``JSONError`` for the first thing that is wrong.
  package init(parsing bytes: [UInt8], depthLimit: Int = defaultDepthLimit) throws(JSONError) {
    var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
    self = try parser.document()
  }

  package init(parsing text: String, depthLimit: Int = defaultDepthLimit) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), depthLimit: depthLimit)
  }
}

/// Recursive descent over bytes; depth is bounded, so the stack is.
private struct JSONParser {
  let bytes: [UInt8]
  let depthLimit: Int
  var at = 0
  var depth = 0

  init(bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
  }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value()
    skipBlank()
    guard at == bytes.count else { throw failure("unexpected text after the document") }
    return value
  }

  private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlank() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func value() throws(JSONError) -> JSON {
    skipBlank()
    switch byte {
    case nil: throw failure("the document ends where a value is expected")
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= depthLimit else { throw failure("nested deeper than \(depthLimit) levels") }
    at += 1
    skipBlank()
  }

  private mutating func object() throws(JSONError) -> JSON {
    try enter()
    defer { depth -= 1 }
    var object = JSONObject()
    if byte == UInt8(ascii: "}") {
      at += 1
      return .object(object)
    }
    while true {
      skipBlank()
      guard byte == UInt8(ascii: "\"") else { throw failure("expected a member name in double quotes") }
      let name = try string()
      skipBlank()
      guard byte == UInt8(ascii: ":") else { throw failure("expected ':' after the member name") }
      at += 1
      object[name] = try value()
      guard try more(until: UInt8(ascii: "}")) else { return .object(object) }
    }
  }

  private mutating func array() throws(JSONError) -> JSON {
    try enter()
    defer { depth -= 1 }
    var items: [JSON] = []
    if byte == UInt8(ascii: "]") {
      at += 1
      return .array(items)
    }
    while true {
      items.append(try value())
      guard try more(until: UInt8(ascii: "]")) else { return .array(items) }
    }
  }

  private mutating func more(until close: UInt8) throws(JSONError) -> Bool {
    skipBlank()
    switch byte {
    case UInt8(ascii: ","):
      at += 1
      return true
    case close:
      at += 1
      return false
    default:
      throw failure("expected ',' or '\(Character(UnicodeScalar(close)))'")
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let matches = text.withUTF8Buffer { bytes[at...].starts(with: $0) }
    guard matches else { throw failure("expected a value") }
    at += text.utf8CodeUnitCount
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = at
    if byte == UInt8(ascii: "-") { at += 1 }
    if byte == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if byte == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      at += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func digits() throws(JSONError) {
    let start = at
    while let digit = byte, (0x30...0x39).contains(digit) { at += 1 }
    guard at > start else { throw failure("expected a value") }
  }

  private mutating func string() throws(JSONError) -> String {
    at += 1
    var content: [UInt8] = []
    var run = at
    while let next = byte {
      switch next {
      case UInt8(ascii: "\""):
        content += bytes[run..<at]
        guard let text = String(validating: content, as: UTF8.self) else {
          throw failure("the string is not valid UTF-8")
        }
        at += 1
        return text
      case UInt8(ascii: "\\"):
        content += bytes[run..<at]
        at += 1
        content += String(try escape()).utf8
        run = at
      case 0..<0x20:
        throw failure("a control character in a string must be escaped")
      default:
        at += 1
      }
    }
    throw failure("the string is not closed")
  }

  private mutating func escape() throws(JSONError) -> Character {
    guard let kind = byte else { throw failure("the string is not closed") }
    at += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(kind))
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try unicode())
    default:
      at -= 1
      throw failure("unknown escape in a string")
    }
  }

  private mutating func unicode() throws(JSONError) -> UnicodeScalar {
    let first = try hexadecimal()
    guard (0xD800...0xDBFF).contains(first) else { return UnicodeScalar(first) ?? "\u{FFFD}" }
    let mark = at
    guard bytes[at...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return "\u{FFFD}" }
    at += 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else {
      at = mark
      return "\u{FFFD}"
    }
    return UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    let digits = bytes[at..<min(at + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit && $0 < 0x80 }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("\\u needs four hexadecimal digits") }
    at += 4
    return value
  }

  private func failure(_ reason: String) -> JSONError {
    let before = bytes.prefix(at)
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
    return JSONError(reason: reason, offset: at, line: line, column: at - lineStart + 1)
  }
}
