import IPAddressing

extension IPAddress {
  /// The address as a number.
  var number: UInt128 {
    switch self {
    case .v4(let address): UInt128(address.value)
    case .v6(let address): address.value
    }
  }

  /// 4 or 6.
  var version: Int { family == .ipv4 ? 4 : 6 }

  /// Bits of an address of this family.
  var width: Int { family == .ipv4 ? 32 : 128 }

  /// The address of this family with another number; its high bits are cut off where it is too large.
  func with(_ number: UInt128) -> IPAddress {
    switch self {
    case .v4: .v4(IPv4Address(UInt32(truncatingIfNeeded: number)))
    case .v6: .v6(IPv6Address(number))
    }
  }

  /// An address from nothing but a number: IPv4 where it fits.
  ///
  /// The collection forgets the family where it computes with usable addresses, so that `::1/126` starts at `0.0.0.1`.
  static func guessed(_ number: UInt128) -> IPAddress {
    UInt32(exactly: number).map { .v4(IPv4Address($0)) } ?? .v6(IPv6Address(number))
  }

  /// As `inet_ntop` of the C library writes it: like RFC 5952, and `::1.2.3.4` for IPv4-compatible addresses.
  var text: String {
    guard case .v6(let address) = self, address.value >> 32 == 0, address.value >> 16 != 0 else {
      return description
    }
    return "::\(IPv4Address(UInt32(truncatingIfNeeded: address.value)))"
  }

  /// The name under which reverse look-ups find the address, with the dot at its end.
  var reverseName: String {
    switch self {
    case .v4(let address):
      return address.octets.reversed().map { "\($0)." }.joined() + "in-addr.arpa."
    case .v6(let address):
      let nibbles = (0..<32).map {
        String(UInt8(truncatingIfNeeded: address.value >> ($0 * 4)) & 0xF, radix: 16)
      }
      return nibbles.map { "\($0)." }.joined() + "ip6.arpa."
    }
  }

  /// Ones, then zeros; all zeros and all ones too.
  var isNetmask: Bool {
    let inverted = ~number & (width == 32 ? 0xFFFF_FFFF : .max)
    return inverted & (inverted &+ 1) == 0
  }

  /// Zeros, then ones; all zeros and all ones too.
  var isHostmask: Bool { number & (number &+ 1) == 0 }
}
