extension JSON {
  /// How much white space the text has.
  package enum Layout: Sendable {
    /// One line, no blanks: for NDJSON and hashes.
    case compact
    /// Two blanks a level, one member a line, a newline at the end: for files and people.
    case pretty
  }

  /// Prints the value; the same value always gives the same bytes.
  package func text(_ layout: Layout = .pretty) -> String {
    String(decoding: bytes(layout), as: UTF8.self)
  }

  package func bytes(_ layout: Layout = .pretty) -> [UInt8] {
    var output: [UInt8] = []
    append(to: &output, indent: layout == .pretty ? 0 : nil)
    if layout == .pretty { output.append(0x0A) }
    return output
  }

  private func append(to output: inout [UInt8], indent: Int?) {
    switch self {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .number(let text): output += text.utf8
    case .string(let text): JSON.quote(text, into: &output)
    case .array(let items):
      JSON.list(items, open: "[", close: "]", indent: indent, into: &output) { item, inner, output in
        item.append(to: &output, indent: inner)
      }
    case .object(let object):
      JSON.list(object.members, open: "{", close: "}", indent: indent, into: &output) {
        member, inner, output in
        JSON.quote(member.name, into: &output)
        output += (inner == nil ? ":" : ": ").utf8
        member.value.append(to: &output, indent: inner)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item], open: Unicode.Scalar, close: Unicode.Scalar, indent: Int?, into output: inout [UInt8],
    print: (Item, Int?, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: open))
    let inner = indent.map { $0 + 1 }
    for (position, item) in items.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      newline(inner, into: &output)
      print(item, inner, &output)
    }
    if !items.isEmpty { newline(indent, into: &output) }
    output.append(UInt8(ascii: close))
  }

  private static func newline(_ indent: Int?, into output: inout [UInt8]) {
    guard let indent else { return }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: indent * 2))
  }

  private static func quote(_ text: String, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case 0x0A: output += "\\n".utf8
      case 0x0D: output += "\\r".utf8
      case 0x09: output += "\\t".utf8
      case 0..<0x20, 0x7F:
        let hex = String(byte, radix: 16)
        output += "\\u".utf8
        output += (String(repeating: "0", count: 4 - hex.utf8.count) + hex).utf8
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
