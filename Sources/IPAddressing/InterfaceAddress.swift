package typealias IPv4InterfaceAddress = InterfaceAddress<IPv4Address>
package typealias IPv6InterfaceAddress = InterfaceAddress<IPv6Address>

/// An address together with its link's prefix length, for example 169.254.70.1/30.
package struct InterfaceAddress<Address: InternetAddress>: Sendable, Hashable {
  package let address: Address
  /// 0 to 32 or 0 to 128.
  package let length: Int

  /// `nil` for a length that the family does not have.
  package init?(_ address: Address, length: Int) {
    guard (0...Address.width).contains(length) else { return nil }
    self.address = address
    self.length = length
  }

  /// Reads `address/length`; the length is decimal without leading zeros.
  package init(parsing text: some Collection<UInt8>) throws(AddressError) {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else {
      // A wrong address is the more helpful thing to hear about.
      _ = try Address(parsing: text)
      throw AddressError(.missingLength, text)
    }
    do {
      address = try Address(parsing: text[..<slash])
    } catch {
      throw AddressError(error.kind, text)
    }
    guard let length = InterfaceAddress.decimal(text[text.index(after: slash)...]) else {
      throw AddressError(.badLength(limit: Address.width), text)
    }
    self.length = length
  }

  /// `nil` for a text that ``init(parsing:)`` refuses.
  package init?(_ text: some StringProtocol) {
    do { try self.init(parsing: text.utf8) } catch { return nil }
  }

  private static func decimal(_ text: some Collection<UInt8>) -> Int? {
    guard (1...3).contains(text.count), text.count == 1 || text.first != UInt8(ascii: "0") else { return nil }
    var number = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte & 0x0F)
    }
    return number <= Address.width ? number : nil
  }
}

extension InterfaceAddress {
  /// The link's block.
  package var network: Prefix<Address> { Prefix(clearing: address, length: length) }

  /// Whether an interface can have this address on this link: not the network's and not the broadcast address.
  package var isHost: Bool { network.hosts.contains(address) }

  /// The other end of a point-to-point link with exactly two host addresses (/30, /31, /127); `nil` elsewhere.
  package var peer: InterfaceAddress? {
    let hosts = network.hosts
    guard hosts.last.value - hosts.first.value == 1, isHost else { return nil }
    return InterfaceAddress(address == hosts.first ? hosts.last : hosts.first, length: length)
  }
}

extension InterfaceAddress: CustomStringConvertible {
  package var description: String { "\(address)/\(length)" }
}
