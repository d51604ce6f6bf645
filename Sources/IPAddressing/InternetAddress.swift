/// What IPv4 and IPv6 addresses have in common: a family and a number of fixed width.
package protocol InternetAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
  associatedtype Value: FixedWidthInteger & UnsignedInteger & Sendable

  static var family: AddressFamily { get }

  /// The address as a number; the first byte on the wire is the most significant.
  var value: Value { get }

  init(_ value: Value)

  /// Reads the text form.
  init(parsing text: some Collection<UInt8>) throws(AddressError)
}

/// The two versions of the Internet protocol.
package enum AddressFamily: Sendable, Hashable, CaseIterable, Comparable {
  case ipv4
  case ipv6
}

extension InternetAddress {
  /// Number of bits of an address: 32 or 128.
  package static var width: Int { Value.bitWidth }

  /// `nil` for a text that ``init(parsing:)`` refuses.
  package init?(_ text: some StringProtocol) {
    do { try self.init(parsing: text.utf8) } catch { return nil }
  }

  package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  /// The address `count` further on, `nil` past either end of the address space.
  package func advanced(by count: Int) -> Self? {
    let step = Value(clamping: count.magnitude)
    let (sum, overflow) =
      count < 0 ? value.subtractingReportingOverflow(step) : value.addingReportingOverflow(step)
    return overflow ? nil : Self(sum)
  }
}
