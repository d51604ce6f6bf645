/// Doubles as decimal digits, exactly and rounded half to even, as C's `printf` does it.
enum Decimals {
  /// `%.<digits>f` of a finite number.
  static func fixed(_ value: Double, digits: Int) -> String {
    if let word = word(value) { return word }
    let scaled = rounded(value.magnitude, powerOfTen: digits)
    var text = scaled.text()
    if digits > 0 {
      if text.utf8.count <= digits {
        text = String(repeating: "0", count: digits + 1 - text.utf8.count) + text
      }
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
    }
    return (value.sign == .minus ? "-" : "") + text
  }

  /// `%.<digits>e` of a finite number.
  static func exponential(_ value: Double, digits: Int, upper: Bool = false) -> String {
    if let word = word(value) { return word }
    let (text, exponent) = significant(value.magnitude, count: digits + 1)
    let size = String(abs(exponent))
    return (value.sign == .minus ? "-" : "") + text.prefix(1) + (digits > 0 ? "." + text.dropFirst() : "")
      + (upper ? "E" : "e") + (exponent < 0 ? "-" : "+") + (size.utf8.count < 2 ? "0" : "") + size
  }

  /// `%.<digits>g`: the shorter of both, zeros at the end dropped unless `keepsZeros`.
  static func general(_ value: Double, digits: Int, upper: Bool = false, keepsZeros: Bool = false) -> String {
    if let word = word(value) { return word }
    let count = max(1, digits)
    let exponent = value == 0 ? 0 : significant(value.magnitude, count: count).exponent
    var text: String
    if exponent < -4 || exponent >= count {
      text = exponential(value, digits: count - 1, upper: upper)
      guard !keepsZeros, let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return text }
      text = trimmed(String(text[..<mark])) + text[mark...]
    } else {
      text = fixed(value, digits: count - 1 - exponent)
      if !keepsZeros { text = trimmed(text) }
    }
    return text
  }

  /// `round(value, digits)`: to a decimal place, then back to the nearest double.
  static func rounded(_ value: Double, digits: Int) throws(TemplateError) -> Double {
    guard value.isFinite, value != 0 else { return value }
    // Beyond these, nothing is left to round, or nothing is left.
    if digits > 323 { return value }
    if digits < -308 { return value.sign == .minus ? -0.0 : 0.0 }
    let result = Double(fixedAnyway(value, digits: digits)) ?? value
    guard result.isFinite else { throw .value("rounded value too large to represent") }
    return result
  }

  private static func fixedAnyway(_ value: Double, digits: Int) -> String {
    if digits >= 0 { return fixed(value, digits: digits) }
    let text = rounded(value.magnitude, powerOfTen: digits).text()
    return (value.sign == .minus ? "-" : "") + text + String(repeating: "0", count: text == "0" ? 0 : -digits)
  }

  private static func word(_ value: Double) -> String? {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// `value * 10^power`, rounded to an integer, half to even, without any loss in between.
  private static func rounded(_ value: Double, powerOfTen power: Int) -> BigInt {
    guard value != 0 else { return BigInt(0) }
    let isNormal = value.isNormal
    let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let binaryExponent = (isNormal ? Int(value.exponentBitPattern) - 1075 : -1074)
    var numerator = BigInt(magnitude: BigInt.limbs(of: significand), isNegative: false)
    var denominator = BigInt(1)
    if power >= 0 {
      numerator = numerator * BigInt(10).power(power)
    } else {
      denominator = BigInt(10).power(-power)
    }
    if binaryExponent >= 0 {
      numerator = numerator.shiftedLeft(binaryExponent)
    } else {
      denominator = denominator.shiftedLeft(-binaryExponent)
    }
    let (quotient, remainder) = numerator.flooredDivision(by: denominator)
    let twice = remainder + remainder
    return twice > denominator || (twice == denominator && quotient.isOdd) ? quotient + BigInt(1) : quotient
  }

  /// The first digits of a positive number, and the power of ten of the first of them.
  private static func significant(_ value: Double, count: Int) -> (digits: String, exponent: Int) {
    guard value != 0 else { return (String(repeating: "0", count: count), 0) }
    var exponent = value.shortestDigits.exponent
    var text = rounded(value, powerOfTen: count - 1 - exponent).text()
    if text.utf8.count > count {
      exponent += 1
      text = rounded(value, powerOfTen: count - 1 - exponent).text()
    }
    return (text, exponent)
  }
}
