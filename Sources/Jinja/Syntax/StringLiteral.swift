/// Escapes in string literals, as Python's `unicode-escape` codec reads them.
enum StringLiteral {
  /// The text of a literal without its quotes; `nil` when an escape is malformed.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    let source = Array(bytes)
    var text = String.UnicodeScalarView()
    var at = 0
    while at < source.count {
      guard let found = Scalars.scalar(at: at, in: source) else { return nil }
      at += found.length
      guard found.scalar == "\\" else {
        text.append(found.scalar)
        continue
      }
      guard let next = Scalars.scalar(at: at, in: source) else { return nil }
      at += next.length
      guard append(escape: next.scalar, source, &at, to: &text) else { return nil }
    }
    return String(text)
  }

  private static func append(
    escape: Unicode.Scalar, _ source: [UInt8], _ at: inout Int, to text: inout String.UnicodeScalarView
  ) -> Bool {
    switch escape {
    case "\n": break
    case "\\", "'", "\"": text.append(escape)
    case "a": text.append("\u{07}")
    case "b": text.append("\u{08}")
    case "f": text.append("\u{0C}")
    case "n": text.append("\n")
    case "r": text.append("\r")
    case "t": text.append("\t")
    case "v": text.append("\u{0B}")
    case "0"..."7":
      var value = escape.value - 0x30
      for _ in 0..<2 {
        guard at < source.count, (0x30...0x37).contains(source[at]) else { break }
        value = value * 8 + UInt32(source[at] - 0x30)
        at += 1
      }
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    case "x": return append(hexDigits: 2, source, &at, to: &text)
    case "u": return append(hexDigits: 4, source, &at, to: &text)
    case "U": return append(hexDigits: 8, source, &at, to: &text)
    case "N": return append(named: source, &at, to: &text)
    default:
      text.append("\\")
      // The reference encodes what is not ASCII as an escape first, so the backslash eats that escape's own.
      text.append(contentsOf: escape.value < 0x80 ? String(Character(escape)).unicodeScalars : coded(escape))
    }
    return true
  }

  private static func coded(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    let hex = String(scalar.value, radix: 16)
    let (mark, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return (mark + String(repeating: "0", count: width - hex.utf8.count) + hex).unicodeScalars
  }

  private static func append(
    hexDigits count: Int, _ source: [UInt8], _ at: inout Int, to text: inout String.UnicodeScalarView
  ) -> Bool {
    guard at + count <= source.count,
      let value = UInt32(String(decoding: source[at..<(at + count)], as: UTF8.self), radix: 16),
      value <= 0x10FFFF, source[at] != UInt8(ascii: "+"), source[at] != UInt8(ascii: "-")
    else { return false }
    at += count
    text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    return true
  }

  private static func append(
    named source: [UInt8], _ at: inout Int, to text: inout String.UnicodeScalarView
  ) -> Bool {
    guard at < source.count, source[at] == UInt8(ascii: "{"),
      let end = source[at...].firstIndex(of: UInt8(ascii: "}"))
    else { return false }
    let name = String(decoding: source[(at + 1)..<end], as: UTF8.self).uppercased()
    at = end + 1
    let found = (0...0x10FFFF).lazy.compactMap(Unicode.Scalar.init).first { (scalar: Unicode.Scalar) in
      scalar.properties.name == name || scalar.properties.nameAlias == name
    }
    guard let found else { return false }
    text.append(found)
    return true
  }
}
