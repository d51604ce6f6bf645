#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// The few operations on doubles that the standard library lacks.
enum FloatMath {
  /// `a ** b` as Python's floats do it.
  static func power(_ a: Double, _ b: Double) throws(TemplateError) -> Double {
    if a == 0, b < 0 { throw .value("0.0 cannot be raised to a negative power") }
    if a < 0, a.isFinite, b.isFinite, b != b.rounded(.towardZero) {
      throw .value(
        "a negative number cannot be raised to a fractional power: complex numbers are not supported")
    }
    let result = pow(a, b)
    if result.isInfinite, a.isFinite, b.isFinite { throw .value("Numerical result out of range") }
    return result
  }

  /// `a / b` of integers, rounded once.
  static func quotient(_ a: BigInt, _ b: BigInt) throws(TemplateError) -> Double {
    if a.bitWidth <= 53, b.bitWidth <= 53 { return a.double / b.double }
    // Scale so that the quotient has at least 66 bits; the remainder becomes a sticky bit.
    let shift = max(0, 66 - (a.bitWidth - b.bitWidth))
    let dividend = BigInt(magnitude: a.magnitude, isNegative: false).shiftedLeft(shift)
    let divisor = BigInt(magnitude: b.magnitude, isNegative: false)
    var (quotient, remainder) = dividend.flooredDivision(by: divisor)
    if !remainder.isZero, !quotient.isOdd { quotient = quotient + BigInt(1) }
    let magnitude = Double(sign: .plus, exponent: -shift, significand: 1)
    let value = quotient.double * magnitude
    guard value.isFinite, quotient.double.isFinite else {
      throw .value("integer division result too large for a float")
    }
    return a.isNegative != b.isNegative ? -value : value
  }
}
