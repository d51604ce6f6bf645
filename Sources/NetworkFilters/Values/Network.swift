import IPAddressing
import Jinja

/// An address with the length of its network, both kept as written: what netaddr calls an IPNetwork.
struct Network: Sendable, Hashable {
  var address: IPAddress
  var length: Int

  init(_ address: IPAddress, length: Int) {
    self.address = address
    self.length = length
  }

  /// Reads `address`, `address/length`, `address/netmask` or `address/hostmask`.
  init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = IPAddress(Substring(first)) else { return nil }
    self.address = address
    guard parts.count == 2 else {
      length = address.width
      return
    }
    let end = String(Substring(parts[1]))
    if let number = PythonNumbers.integer(end, base: 10) {
      guard let number = number.int, (0...address.width).contains(number) else { return nil }
      length = number
    } else {
      guard let mask = IPAddress(end), mask.family == address.family, mask.isNetmask || mask.isHostmask else {
        return nil
      }
      let ones = mask.number.nonzeroBitCount
      length = mask.isNetmask ? ones : address.width - ones
    }
  }
}

extension Network {
  var version: Int { address.version }
  var width: Int { address.width }
  /// Bits right of the length: 0 for a single address, 1 for a point-to-point network.
  var hostBits: Int { width - length }
  var number: UInt128 { address.number }

  private var hostmaskNumber: UInt128 { hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1 }
  /// The lowest address as a number.
  var first: UInt128 { number & ~hostmaskNumber }
  /// The highest address as a number.
  var last: UInt128 { number | hostmaskNumber }

  var network: IPAddress { address.with(first) }
  var netmask: IPAddress { address.with(~hostmaskNumber) }
  var hostmask: IPAddress { address.with(hostmaskNumber) }
  /// The highest address of networks of four and more, of either family.
  var broadcast: IPAddress? { hostBits >= 2 ? address.with(last) : nil }

  /// Number of addresses.
  var size: BigInt { BigInt(hostmaskNumber) + BigInt(1) }

  /// The same network with its lowest address.
  var canonical: Network { Network(network, length: length) }

  /// Whether the address is the network's own.
  var isAtStart: Bool { number == first }

  var text: String { "\(address.text)/\(length)" }

  /// Whether every address of `other` is in this network.
  func contains(_ other: Network) -> Bool {
    version == other.version && first <= other.first && other.last <= last
  }

  func contains(_ address: IPAddress) -> Bool {
    version == address.version && first <= address.number && address.number <= last
  }

  /// The address at a place: counted from 0, or from the end with -1 for the last.
  func address(at place: BigInt) -> IPAddress? {
    let index = place.isNegative ? size + place : place
    guard !index.isNegative, index < size, let offset = index.uint128 else { return nil }
    return address.with(first + offset)
  }

  /// First and last address that a host can have; `nil` for a single address.
  ///
  /// The highest address of an IPv6 network is left out too, as the collection does.
  var usable: ClosedRange<UInt128>? {
    switch hostBits {
    case 0: nil
    case 1: first...last
    default: first + 1...last - 1
    }
  }
}
