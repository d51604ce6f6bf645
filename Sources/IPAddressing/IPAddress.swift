/// An address of either family; every IPv4 address sorts before every IPv6 address.
package enum IPAddress: Sendable, Hashable {
  case v4(IPv4Address)
  case v6(IPv6Address)

  /// Reads an address of the family that the text shows by its colons.
  package init(parsing text: some Collection<UInt8>) throws(AddressError) {
    if text.contains(UInt8(ascii: ":")) {
      self = .v6(try IPv6Address(parsing: text))
    } else if text.contains(UInt8(ascii: ".")) {
      self = .v4(try IPv4Address(parsing: text))
    } else {
      throw AddressError(.notAnAddress(nil), text)
    }
  }

  /// `nil` for a text that ``init(parsing:)`` refuses.
  package init?(_ text: some StringProtocol) {
    do { try self.init(parsing: text.utf8) } catch { return nil }
  }
}

extension IPAddress {
  package var family: AddressFamily {
    switch self {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  package var v4: IPv4Address? { if case .v4(let address) = self { address } else { nil } }
  package var v6: IPv6Address? { if case .v6(let address) = self { address } else { nil } }
}

extension IPAddress: Comparable {
  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPAddress: CustomStringConvertible {
  package var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}
