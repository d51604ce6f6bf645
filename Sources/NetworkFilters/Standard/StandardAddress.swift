import IPAddressing
import Jinja

/// Addresses and networks as Python's `ipaddress` reads them, on which netutils stands: text or numbers.
enum StandardAddress {
  /// An address; `nil` for everything that is none.
  ///
  /// - Throws: only for a look-up that found nothing.
  static func read(_ value: Value) throws(TemplateError) -> IPAddress? {
    if let number = try value.defined().integer {
      guard let number = number.uint128 else { return nil }
      return .guessed(number)
    }
    return value.text.flatMap { IPAddress($0) }
  }

  static func address(_ value: Value, _ filter: String) throws(TemplateError) -> IPAddress {
    guard let address = try read(value) else { throw .refused(filter, "\(value.shown) is no IP address") }
    return address
  }

  /// A network without bits right of its length; an address alone is a network of one.
  static func network(_ value: Value, _ filter: String) throws(TemplateError) -> Network {
    let network = try interface(value, filter)
    guard network.isAtStart else {
      throw .refused(
        filter,
        "\(value.shown) has bits set right of its length: write \(network.canonical.address)/\(network.length)"
      )
    }
    return network
  }

  /// An address with the length of its network.
  static func interface(_ value: Value, _ filter: String) throws(TemplateError) -> Network {
    if let address = try read(value) { return Network(address, length: address.width) }
    guard let text = value.text, let network = masked(text) else {
      throw .refused(filter, "\(value.shown) is no IP address and no network")
    }
    return network
  }

  /// Whether the value is a network by ``network(_:_:)``.
  static func isNetwork(_ value: Value) throws(TemplateError) -> Bool {
    do throws(TemplateError) {
      _ = try network(value, "")
      return true
    } catch {
      guard error.kind == .runtime else { throw error }
      return false
    }
  }

  /// Reads `address/length`; for IPv4 also `address/netmask` and `address/hostmask`.
  private static func masked(_ text: String) -> Network? {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(Substring(parts[0])) else { return nil }
    let end = parts[1]
    if !end.isEmpty, end.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard let length = Int(Substring(end)), length <= address.width else { return nil }
      return Network(address, length: length)
    }
    guard address.version == 4, let mask = IPv4Address(Substring(end)).map(IPAddress.v4) else { return nil }
    // 0.0.0.0 is a netmask and not the hostmask of a /32.
    let ones = mask.number.nonzeroBitCount
    if mask.isNetmask { return Network(address, length: ones) }
    return mask.isHostmask ? Network(address, length: 32 - ones) : nil
  }
}
