/// A whole number of any size: sign and magnitude, as IPv6 arithmetic needs it.
package struct BigInt: Sendable, Hashable {
  /// Little-endian limbs without leading zeros; zero is the empty array.
  private(set) var magnitude: [UInt32]
  package private(set) var isNegative: Bool

  init(magnitude: [UInt32], isNegative: Bool) {
    var limbs = magnitude
    while limbs.last == 0 { limbs.removeLast() }
    self.magnitude = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  package init(_ value: Int) {
    let size = value.magnitude
    self.init(
      magnitude: [UInt32(truncatingIfNeeded: size), UInt32(truncatingIfNeeded: size >> 32)],
      isNegative: value < 0)
  }

  package init(_ value: UInt128) {
    self.init(
      magnitude: (0..<4).map { UInt32(truncatingIfNeeded: value >> UInt128($0 * 32)) }, isNegative: false)
  }

  /// The whole part of a finite double, towards zero.
  package init(truncating value: Double) {
    guard value.magnitude >= 1 else {
      self.init(magnitude: [], isNegative: false)
      return
    }
    let significand = value.significandBitPattern | (1 << 52)
    let shift = Int(value.exponent) - 52
    let whole = BigInt(magnitude: BigInt.limbs(of: significand), isNegative: value < 0)
    self = shift >= 0 ? whole.shiftedLeft(shift) : whole.magnitudeShiftedRight(-shift)
  }

  static func limbs(of value: UInt64) -> [UInt32] {
    [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
  }

  var isZero: Bool { magnitude.isEmpty }
  var isOdd: Bool { (magnitude.first ?? 0) & 1 == 1 }

  /// Bits of the magnitude.
  var bitWidth: Int {
    guard let top = magnitude.last else { return 0 }
    return magnitude.count * 32 - top.leadingZeroBitCount
  }

  /// The same number as a machine integer, where it fits.
  package var int: Int? {
    guard magnitude.count <= 2 else { return nil }
    var size: UInt = 0
    for (index, limb) in magnitude.enumerated() { size |= UInt(limb) << UInt(index * 32) }
    if isNegative { return size <= UInt(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- size) : nil }
    return Int(exactly: size)
  }

  /// The same number, where it is not negative and has at most 128 bits.
  package var uint128: UInt128? {
    guard !isNegative, magnitude.count <= 4 else { return nil }
    return magnitude.reversed().reduce(0) { $0 << 32 | UInt128($1) }
  }

  package var negated: BigInt { BigInt(magnitude: magnitude, isNegative: !isNegative) }
}

extension BigInt: Comparable {
  package static func < (left: BigInt, right: BigInt) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = compare(left.magnitude, right.magnitude)
    return left.isNegative ? order > 0 : order < 0
  }

  fileprivate static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if left.count != right.count { return left.count < right.count ? -1 : 1 }
    for index in left.indices.reversed() where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return 0
  }
}

extension BigInt {
  package static func + (left: BigInt, right: BigInt) -> BigInt {
    if left.isNegative == right.isNegative {
      return BigInt(magnitude: add(left.magnitude, right.magnitude), isNegative: left.isNegative)
    }
    if compare(left.magnitude, right.magnitude) >= 0 {
      return BigInt(magnitude: subtract(left.magnitude, right.magnitude), isNegative: left.isNegative)
    }
    return BigInt(magnitude: subtract(right.magnitude, left.magnitude), isNegative: right.isNegative)
  }

  package static func - (left: BigInt, right: BigInt) -> BigInt { left + right.negated }

  package static func * (left: BigInt, right: BigInt) -> BigInt {
    guard !left.isZero, !right.isZero else { return BigInt(0) }
    var product = [UInt32](repeating: 0, count: left.magnitude.count + right.magnitude.count)
    for (i, a) in left.magnitude.enumerated() where a != 0 {
      var carry: UInt64 = 0
      for (j, b) in right.magnitude.enumerated() {
        let sum = UInt64(a) * UInt64(b) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      product[i + right.magnitude.count] = UInt32(carry)
    }
    return BigInt(magnitude: product, isNegative: left.isNegative != right.isNegative)
  }

  /// Quotient and remainder as Python's `divmod`: rounded down, the remainder has the divisor's sign.
  ///
  /// - Precondition: the divisor is not zero.
  package func flooredDivision(by divisor: BigInt) -> (quotient: BigInt, remainder: BigInt) {
    let (quotient, remainder) = BigInt.divide(magnitude, divisor.magnitude)
    let sameSign = isNegative == divisor.isNegative
    let whole = BigInt(magnitude: quotient, isNegative: !sameSign)
    let rest = BigInt(magnitude: remainder, isNegative: isNegative)
    if rest.isZero || sameSign { return (whole, rest) }
    return (whole - BigInt(1), rest + divisor)
  }

  func power(_ exponent: Int) -> BigInt {
    var result = BigInt(1)
    var base = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      rest >>= 1
      if rest > 0 { base = base * base }
    }
    return result
  }

  func shiftedLeft(_ count: Int) -> BigInt {
    var limbs = [UInt32](repeating: 0, count: count / 32)
    let bits = UInt64(count % 32)
    var carry: UInt64 = 0
    for limb in magnitude {
      let wide = UInt64(limb) << bits | carry
      limbs.append(UInt32(truncatingIfNeeded: wide))
      carry = wide >> 32
    }
    limbs.append(UInt32(carry))
    return BigInt(magnitude: limbs, isNegative: isNegative)
  }

  /// Drops low bits of the magnitude (towards zero).
  func magnitudeShiftedRight(_ count: Int) -> BigInt {
    let skip = count / 32
    guard skip < magnitude.count else { return BigInt(0) }
    let bits = UInt64(count % 32)
    var limbs: [UInt32] = []
    for index in skip..<magnitude.count {
      let high = index + 1 < magnitude.count ? UInt64(magnitude[index + 1]) : 0
      limbs.append(UInt32(truncatingIfNeeded: (high << 32 | UInt64(magnitude[index])) >> bits))
    }
    return BigInt(magnitude: limbs, isNegative: isNegative)
  }

  private static func add(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var sum: [UInt32] = []
    sum.reserveCapacity(max(left.count, right.count) + 1)
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      let a = index < left.count ? UInt64(left[index]) : 0
      let b = index < right.count ? UInt64(right[index]) : 0
      let total = a + b + carry
      sum.append(UInt32(truncatingIfNeeded: total))
      carry = total >> 32
    }
    sum.append(UInt32(carry))
    return sum
  }

  private static func subtract(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var difference = left
    var borrow: Int64 = 0
    for index in left.indices {
      let b = index < right.count ? Int64(right[index]) : 0
      var value = Int64(left[index]) - b - borrow
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += 1 << 32 }
      difference[index] = UInt32(value)
    }
    return difference
  }

  private static func divideSmall(_ left: [UInt32], _ right: UInt32) -> ([UInt32], UInt32) {
    var quotient = left
    var rest: UInt64 = 0
    for index in left.indices.reversed() {
      let value = rest << 32 | UInt64(left[index])
      quotient[index] = UInt32(value / UInt64(right))
      rest = value % UInt64(right)
    }
    return (quotient, UInt32(rest))
  }

  /// Knuth, The Art of Computer Programming 4.3.1, algorithm D.
  private static func divide(_ left: [UInt32], _ right: [UInt32]) -> ([UInt32], [UInt32]) {
    if compare(left, right) < 0 { return ([], left) }
    if right.count == 1 {
      let (quotient, rest) = divideSmall(left, right[0])
      return (quotient, [rest])
    }
    let shift = right[right.count - 1].leadingZeroBitCount
    let divisor = BigInt(magnitude: right, isNegative: false).shiftedLeft(shift).magnitude
    var rest = BigInt(magnitude: left, isNegative: false).shiftedLeft(shift).magnitude
    while rest.count <= left.count { rest.append(0) }
    let n = divisor.count
    var quotient = [UInt32](repeating: 0, count: rest.count - n)
    for j in quotient.indices.reversed() {
      let numerator = UInt64(rest[j + n]) << 32 | UInt64(rest[j + n - 1])
      var guess = numerator / UInt64(divisor[n - 1])
      var remainder = numerator % UInt64(divisor[n - 1])
      while guess >> 32 != 0 || guess * UInt64(divisor[n - 2]) > (remainder << 32 | UInt64(rest[j + n - 2])) {
        guess -= 1
        remainder += UInt64(divisor[n - 1])
        if remainder >> 32 != 0 { break }
      }
      var borrow: Int64 = 0
      var carry: UInt64 = 0
      for i in 0..<n {
        let product = guess * UInt64(divisor[i]) + carry
        carry = product >> 32
        let value = Int64(rest[i + j]) - borrow - Int64(product & 0xFFFF_FFFF)
        rest[i + j] = UInt32(truncatingIfNeeded: value)
        borrow = value < 0 ? 1 : 0
      }
      let value = Int64(rest[j + n]) - borrow - Int64(carry)
      rest[j + n] = UInt32(truncatingIfNeeded: value)
      if value < 0 {
        guess -= 1
        var back: UInt64 = 0
        for i in 0..<n {
          let sum = UInt64(rest[i + j]) + UInt64(divisor[i]) + back
          rest[i + j] = UInt32(truncatingIfNeeded: sum)
          back = sum >> 32
        }
        rest[j + n] = UInt32(truncatingIfNeeded: UInt64(rest[j + n]) + back)
      }
      quotient[j] = UInt32(truncatingIfNeeded: guess)
    }
    let remainder = BigInt(magnitude: Array(rest.prefix(n)), isNegative: false).magnitudeShiftedRight(shift)
    return (quotient, remainder.magnitude)
  }
}

extension BigInt {
  /// Reads digits of a base from 2 to 36; `nil` for anything else.
  package init?(digits: some Collection<UInt8>, radix: UInt32 = 10, isNegative: Bool = false) {
    guard !digits.isEmpty else { return nil }
    var limbs: [UInt32] = []
    for byte in digits {
      guard let digit = Character(UnicodeScalar(byte)).hexOrLetterDigit, digit < radix else { return nil }
      var carry = UInt64(digit)
      for index in limbs.indices {
        let value = UInt64(limbs[index]) * UInt64(radix) + carry
        limbs[index] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
    self.init(magnitude: limbs, isNegative: isNegative)
  }

  /// The digits with a minus sign where needed.
  package func text(radix: UInt32 = 10) -> String {
    guard !isZero else { return "0" }
    var chunks: [String] = []
    var rest = magnitude
    // The largest power of the base that fits a limb, so that one division gives many digits.
    var chunkSize = 1
    var chunkBase = radix
    while chunkBase <= UInt32.max / radix {
      chunkBase *= radix
      chunkSize += 1
    }
    while !rest.isEmpty {
      let (quotient, digits) = BigInt.divideSmall(rest, chunkBase)
      rest = BigInt(magnitude: quotient, isNegative: false).magnitude
      let text = String(digits, radix: Int(radix))
      chunks.append(rest.isEmpty ? text : String(repeating: "0", count: chunkSize - text.utf8.count) + text)
    }
    return (isNegative ? "-" : "") + chunks.reversed().joined()
  }

  /// The nearest double (ties to even); infinite where it does not fit.
  package var double: Double {
    let width = bitWidth
    guard width > 64 else {
      var size: UInt64 = 0
      for (index, limb) in magnitude.enumerated() { size |= UInt64(limb) << UInt64(index * 32) }
      return isNegative ? -Double(size) : Double(size)
    }
    guard width <= 1025 else { return isNegative ? -.infinity : .infinity }
    // 64 leading bits, the last one sticky: enough for one correct rounding.
    let shift = width - 64
    let top = BigInt(magnitude: magnitude, isNegative: false).magnitudeShiftedRight(shift)
    var bits = UInt64(top.magnitude[0]) | UInt64(top.magnitude[1]) << 32
    if top.shiftedLeft(shift).magnitude != magnitude { bits |= 1 }
    let value = Double(sign: .plus, exponent: shift, significand: Double(bits))
    return isNegative ? -value : value
  }
}

extension Character {
  /// 0 to 35 for `0-9a-zA-Z`.
  fileprivate var hexOrLetterDigit: UInt32? {
    guard let byte = asciiValue else { return nil }
    switch byte {
    case 0x30...0x39: return UInt32(byte - 0x30)
    case 0x41...0x5A: return UInt32(byte - 0x41 + 10)
    case 0x61...0x7A: return UInt32(byte - 0x61 + 10)
    default: return nil
    }
  }
}
