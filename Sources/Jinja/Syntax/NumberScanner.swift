/// Finds where a number literal ends.
struct NumberScanner {
  let source: [UInt8]
  let at: Int

  /// `1.5`, `1e3`, `1_0.5e-3`, not directly after a dot; `nil` for anything else.
  func floatEnd() -> Int? {
    if at > 0, source[at - 1] == UInt8(ascii: ".") { return nil }
    guard let whole = digitsEnd(at) else { return nil }
    var end = whole
    if byte(end) == UInt8(ascii: "."), let fraction = digitsEnd(end + 1) { end = fraction }
    if let exponent = exponentEnd(end) { return exponent }
    return end > whole ? end : nil
  }

  private func exponentEnd(_ offset: Int) -> Int? {
    guard let mark = byte(offset), mark | 0x20 == UInt8(ascii: "e") else { return nil }
    var start = offset + 1
    if byte(start) == UInt8(ascii: "+") || byte(start) == UInt8(ascii: "-") { start += 1 }
    return digitsEnd(start)
  }

  /// Digits, single underscores between them.
  private func digitsEnd(_ offset: Int) -> Int? {
    var end = offset
    guard isDigit(byte(end)) else { return nil }
    while true {
      if isDigit(byte(end)) {
        end += 1
      } else if byte(end) == UInt8(ascii: "_"), isDigit(byte(end + 1)) {
        end += 1
      } else {
        return end
      }
    }
  }

  /// `0x1F`, `0b1`, `0o7`, `1_000`, `0`; a leading zero ends the number.
  func integerEnd() -> Int? {
    guard let first = byte(at), isDigit(first) else { return nil }
    if first == UInt8(ascii: "0") {
      if let mark = byte(at + 1) {
        switch mark | 0x20 {
        case UInt8(ascii: "x"): if let end = run(at + 2, where: isHex) { return end }
        case UInt8(ascii: "b"): if let end = run(at + 2, where: { $0 & 0xFE == 0x30 }) { return end }
        case UInt8(ascii: "o"): if let end = run(at + 2, where: { $0 & 0xF8 == 0x30 }) { return end }
        default: break
        }
      }
      return run(at, where: { $0 == 0x30 })
    }
    return run(at, where: isDigit)
  }

  /// One or more accepted bytes, an underscore allowed before each (but not before the first of a decimal).
  private func run(_ offset: Int, where accepts: (UInt8) -> Bool) -> Int? {
    var end = offset
    while let next = byte(end) {
      if accepts(next) {
        end += 1
      } else if next == UInt8(ascii: "_"), let after = byte(end + 1), accepts(after) {
        end += 2
      } else {
        break
      }
    }
    return end > offset ? end : nil
  }

  private func byte(_ offset: Int) -> UInt8? { offset < source.count ? source[offset] : nil }
  private func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66) }
}

extension String {
  /// What Python accepts as an identifier (PEP 3131), without the normalisation.
  var isPythonIdentifier: Bool {
    guard let first = unicodeScalars.first else { return false }
    guard first == "_" || first.properties.isXIDStart else { return false }
    return unicodeScalars.dropFirst().allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
  }
}
