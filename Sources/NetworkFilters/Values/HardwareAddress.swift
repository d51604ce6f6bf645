import Jinja

/// A hardware address of 48 or 64 bits.
struct HardwareAddress: Sendable, Hashable {
  let number: UInt64
  /// 48 or 64.
  let bits: Int

  /// Reads what netaddr reads: groups of hexadecimal digits of many kinds, bare digits, or a decimal number.
  init?(_ text: String) {
    // A pattern's `$` lets one newline at the end pass.
    let line = text.utf8.last == 0x0A ? text.utf8.dropLast() : text.utf8[...]
    for bits in [48, 64] {
      if let number = HardwareAddress.groups(line, bits: bits) {
        (self.number, self.bits) = (number, bits)
        return
      }
      if let number = PythonNumbers.integer(text, base: 10)?.uint128, number >> UInt128(bits) == 0 {
        (self.number, self.bits) = (UInt64(number), bits)
        return
      }
    }
    return nil
  }

  /// Digits of one group (least and most), groups, and the separators that may stand between.
  private static let layouts: [Int: [(digits: ClosedRange<Int>, count: Int, separators: String)]] = [
    48: [(1...2, 6, ":-"), (1...4, 3, ":-."), (5...6, 2, ":-"), (11...12, 1, "")],
    64: [(1...2, 8, ":-"), (1...4, 4, ":-."), (16...16, 1, "")],
  ]

  private static func groups(_ text: Substring.UTF8View, bits: Int) -> UInt64? {
    guard text.count <= 23 else { return nil }
    let separator = text.first { ":-.".utf8.contains($0) }
    let groups =
      separator.map { mark in
        text.split(omittingEmptySubsequences: false) { $0 == mark }
      } ?? [text]
    let layout = layouts[bits]?.first { layout in
      layout.count == groups.count && (separator.map(layout.separators.utf8.contains) ?? true)
        && groups.allSatisfy { layout.digits.contains($0.count) }
    }
    guard let layout else { return nil }
    var number: UInt64 = 0
    for group in groups {
      guard let part = HardwareAddress.hexadecimal(group) else { return nil }
      number = (layout.count == 1 ? 0 : number << UInt64(bits / layout.count)) | part
    }
    return number
  }

  private static func hexadecimal(_ digits: Substring.UTF8View) -> UInt64? {
    guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit && $0 < 0x80 }) else { return nil }
    return UInt64(Substring(digits), radix: 16)
  }
}

extension HardwareAddress {
  /// The interface identifier of RFC 4291: 64 bits, the universal bit turned over.
  var interfaceIdentifier: UInt64 {
    let wide = bits == 64 ? number : (number >> 24) << 40 | 0xFF_FE00_0000 | number & 0xFF_FFFF
    return wide ^ 0x0200_0000_0000_0000
  }
}

/// A way to write a hardware address of 48 bits.
struct HardwareForm: Sendable, Hashable {
  /// Hexadecimal digits of a group: 1, 2, 3, 4, 6 or 12.
  var digits: Int
  var separator: String
  var isUpperCase: Bool
  /// Groups keep their leading zeros.
  var isPadded: Bool

  /// `nil` for a number of more than 48 bits.
  func text(_ address: HardwareAddress) -> String? {
    guard address.number >> 48 == 0 else { return nil }
    let width = UInt64(digits * 4)
    let groups = (0..<(12 / digits)).reversed().map { place in
      let part = address.number >> (UInt64(place) * width) & ((1 << width) - 1)
      let text = String(part, radix: 16, uppercase: isUpperCase)
      return isPadded ? text.padded(to: digits) : text
    }
    return groups.joined(separator: separator)
  }
}
