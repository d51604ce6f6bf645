/// An IPv4 address (RFC 791).
package struct IPv4Address: InternetAddress {
  package static let family = AddressFamily.ipv4

  package let value: UInt32

  package init(_ value: UInt32) { self.value = value }

  package init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    value = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
  }

  /// Reads four decimal numbers with dots; leading zeros and the short forms of `inet_aton` are refused.
  package init(parsing text: some Collection<UInt8>) throws(AddressError) {
    var value: UInt32 = 0
    var number: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if digits > 0, number == 0 { throw AddressError(.leadingZero, text) }
        number = number * 10 + UInt32(byte & 0x0F)
        digits += 1
        guard number <= 255 else { throw AddressError(.notAnAddress(.ipv4), text) }
      case UInt8(ascii: "."):
        guard digits > 0, dots < 3 else { throw AddressError(.notAnAddress(.ipv4), text) }
        value = value << 8 | number
        (number, digits) = (0, 0)
        dots += 1
      default:
        throw AddressError(.notAnAddress(.ipv4), text)
      }
    }
    guard digits > 0, dots == 3 else { throw AddressError(.notAnAddress(.ipv4), text) }
    self.value = value << 8 | number
  }
}

extension IPv4Address {
  /// The four bytes in network order.
  package var octets: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

  package var description: String {
    "\(value >> 24).\(value >> 16 & 0xFF).\(value >> 8 & 0xFF).\(value & 0xFF)"
  }
}
