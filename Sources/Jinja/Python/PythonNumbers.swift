/// Reading numbers out of text as Python's `int()` and `float()` do.
package enum PythonNumbers {
  /// White space around, a sign, single underscores, a prefix where the base allows it.
  package static func integer(_ text: String, base: Int) -> BigInt? {
    var rest = Array(ascii(TextParts.strip(text, nil)).utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var radix = base
    var hasPrefix = false
    if rest.count > 1, rest.first == UInt8(ascii: "0"),
      let marked = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][
        rest[rest.startIndex + 1] | 0x20],
      base == marked || base == 0
    {
      radix = marked
      hasPrefix = true
      rest = rest.dropFirst(2)
      if rest.first == UInt8(ascii: "_") { rest = rest.dropFirst() }
    }
    if radix == 0 {
      radix = 10
      // Without a base, a leading zero is allowed for zero alone.
      if rest.first == UInt8(ascii: "0"),
        rest.contains(where: { $0 != UInt8(ascii: "0") && $0 != UInt8(ascii: "_") })
      {
        return nil
      }
    }
    guard let digits = withoutUnderscores(rest), !digits.isEmpty || hasPrefix, digits.count <= 4300 else {
      return nil
    }
    return BigInt(digits: digits, radix: UInt32(radix), isNegative: isNegative)
  }

  /// Digits of any script, exponents, `inf` and `nan`; no hexadecimal floats.
  package static func float(_ text: String) -> Double? {
    let trimmed = ascii(TextParts.strip(text, nil))
    guard let digits = withoutUnderscores(Array(trimmed.utf8)[...], betweenDigits: true) else { return nil }
    let body = String(decoding: digits, as: UTF8.self)
    var rest = Substring(body)
    let sign: Double = rest.hasPrefix("-") ? -1 : 1
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
    switch rest.lowercased() {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default: break
    }
    // Swift also reads hexadecimal floats, which Python's `float` does not.
    guard rest.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let first = rest.utf8.first,
      first != UInt8(ascii: "-"), first != UInt8(ascii: "+"),
      rest.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    var text = String(rest)
    if text.hasPrefix(".") { text = "0" + text }
    if let dot = text.firstIndex(of: ".") {
      let after = text.index(after: dot)
      if after == text.endIndex || text[after] == "e" || text[after] == "E" { text.insert("0", at: after) }
    }
    return Double(text).map { sign * $0 }
  }

  /// Decimal digits of any script as ASCII.
  private static func ascii(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue,
        let digit = Unicode.Scalar(UInt32(0x30 + Int(value)))
      {
        result.append(digit)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func withoutUnderscores(_ bytes: ArraySlice<UInt8>, betweenDigits: Bool = false) -> [UInt8]?
  {
    guard bytes.contains(UInt8(ascii: "_")) else { return Array(bytes) }
    var result: [UInt8] = []
    var previous: UInt8 = UInt8(ascii: "_")
    for byte in bytes {
      if byte == UInt8(ascii: "_") {
        if previous == byte || (betweenDigits && !(0x30...0x39).contains(previous)) { return nil }
      } else {
        if betweenDigits, previous == UInt8(ascii: "_"), !result.isEmpty, !(0x30...0x39).contains(byte) {
          return nil
        }
        result.append(byte)
      }
      previous = byte
    }
    return previous == UInt8(ascii: "_") ? nil : result
  }
}
