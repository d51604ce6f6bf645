/// A block of addresses of either family; every IPv4 block sorts before every IPv6 block.
package enum IPPrefix: Sendable, Hashable {
  case v4(IPv4Prefix)
  case v6(IPv6Prefix)

  /// Reads `address/length` of the family that the text shows by its colons.
  ///
  /// - Throws: ``AddressError``, also for a text without length.
  package init(parsing text: some Collection<UInt8>, hostBits: HostBits = .refused) throws(AddressError) {
    if text.contains(UInt8(ascii: ":")) {
      self = .v6(try IPv6Prefix(parsing: text, hostBits: hostBits))
    } else if text.contains(UInt8(ascii: ".")) {
      self = .v4(try IPv4Prefix(parsing: text, hostBits: hostBits))
    } else {
      throw AddressError(.notAnAddress(nil), text)
    }
  }

  /// `nil` for a text that ``init(parsing:hostBits:)`` refuses.
  package init?(_ text: some StringProtocol, hostBits: HostBits = .refused) {
    do { try self.init(parsing: text.utf8, hostBits: hostBits) } catch { return nil }
  }
}

extension IPPrefix {
  package var family: AddressFamily {
    switch self {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  package var length: Int {
    switch self {
    case .v4(let prefix): prefix.length
    case .v6(let prefix): prefix.length
    }
  }

  package var network: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.network)
    case .v6(let prefix): .v6(prefix.network)
    }
  }

  package var v4: IPv4Prefix? { if case .v4(let prefix) = self { prefix } else { nil } }
  package var v6: IPv6Prefix? { if case .v6(let prefix) = self { prefix } else { nil } }

  /// False for an address of the other family.
  package func contains(_ address: IPAddress) -> Bool {
    switch (self, address) {
    case (.v4(let prefix), .v4(let address)): prefix.contains(address)
    case (.v6(let prefix), .v6(let address)): prefix.contains(address)
    default: false
    }
  }

  /// Whether every address of `other` is in this block; false for a block of the other family.
  package func contains(_ other: IPPrefix) -> Bool {
    switch (self, other) {
    case (.v4(let prefix), .v4(let other)): prefix.contains(other)
    case (.v6(let prefix), .v6(let other)): prefix.contains(other)
    default: false
    }
  }

  /// Whether an address is in both.
  package func overlaps(_ other: IPPrefix) -> Bool { contains(other) || other.contains(self) }
}

extension IPPrefix: Comparable {
  package static func < (left: IPPrefix, right: IPPrefix) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPPrefix: CustomStringConvertible {
  package var description: String {
    switch self {
    case .v4(let prefix): prefix.description
    case .v6(let prefix): prefix.description
    }
  }
}
