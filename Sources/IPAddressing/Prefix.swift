package typealias IPv4Prefix = Prefix<IPv4Address>
package typealias IPv6Prefix = Prefix<IPv6Address>

/// A block of addresses: a network address and the number of bits that they share, for example 10.20.0.0/16.
///
/// The bits right of the length are always zero. Prefixes sort by network address, the wider one first.
package struct Prefix<Address: InternetAddress>: Sendable, Hashable {
  /// The lowest address of the block.
  package let network: Address
  /// 0 to 32 or 0 to 128.
  package let length: Int

  /// The block of this length around an address; `nil` for a length that the family does not have.
  package init?(containing address: Address, length: Int) {
    guard (0...Address.width).contains(length) else { return nil }
    self.init(clearing: address, length: length)
  }

  /// Reads `address/length`.
  ///
  /// - Throws: ``AddressError``, also for a text without length.
  package init(parsing text: some Collection<UInt8>, hostBits: HostBits = .refused) throws(AddressError) {
    let parsed = try InterfaceAddress<Address>(parsing: text)
    self = parsed.network
    if hostBits == .refused, parsed.address != network {
      throw AddressError(.hostBitsSet(canonical: description), text)
    }
  }

  /// `nil` for a text that ``init(parsing:hostBits:)`` refuses.
  package init?(_ text: some StringProtocol, hostBits: HostBits = .refused) {
    do { try self.init(parsing: text.utf8, hostBits: hostBits) } catch { return nil }
  }

  /// The caller has checked the length.
  init(clearing address: Address, length: Int) {
    network = Address(address.value & Prefix.mask(length))
    self.length = length
  }

  /// `length` ones from the left.
  private static func mask(_ length: Int) -> Address.Value {
    length == 0 ? 0 : Address.Value.max << (Address.width - length)
  }
}

extension Prefix {
  /// Ones where the prefix is: 255.255.0.0 for a /16.
  package var netmask: Address { Address(Prefix.mask(length)) }

  /// Zeros where the prefix is: 0.0.255.255 for a /16.
  package var wildcard: Address { Address(~Prefix.mask(length)) }

  /// The highest address of the block; for IPv4 up to /30 it is the broadcast address.
  package var last: Address { Address(network.value | wildcard.value) }

  /// Every address of the block.
  package var addresses: AddressRange<Address> { AddressRange(first: network, last: last) }

  /// The addresses that an interface can have.
  ///
  /// Point-to-point blocks (RFC 3021 /31, RFC 6164 /127) and single addresses give all of theirs. Otherwise the
  /// network address is left out (RFC 4291 §2.6.1 keeps it for routers), and with IPv4 the broadcast address too.
  package var hosts: AddressRange<Address> {
    guard Address.width - length >= 2 else { return addresses }
    let end = Address.family == .ipv4 ? last.value - 1 : last.value
    return AddressRange(first: Address(network.value + 1), last: Address(end))
  }

  package func contains(_ address: Address) -> Bool {
    address.value & Prefix.mask(length) == network.value
  }

  /// Whether every address of `other` is in this block; equal blocks contain each other.
  package func contains(_ other: Prefix) -> Bool { length <= other.length && contains(other.network) }

  /// Whether an address is in both; of two overlapping blocks, one always contains the other.
  package func overlaps(_ other: Prefix) -> Bool { contains(other) || other.contains(self) }
}

extension Prefix where Address == IPv4Address {
  /// The broadcast address; `nil` for /31 and /32, which have none (RFC 3021).
  package var broadcast: IPv4Address? { length <= 30 ? last : nil }
}

extension Prefix: Comparable {
  package static func < (left: Prefix, right: Prefix) -> Bool {
    left.network == right.network ? left.length < right.length : left.network < right.network
  }
}

extension Prefix: CustomStringConvertible {
  package var description: String { "\(network)/\(length)" }
}
