import IPAddressing
import Jinja

/// The collection's filters that write addresses in other forms.
enum BitFilters {
  static let all: [String: Filter] = [
    "ip4_hex": Filter(Parameters(["delimiter"])) { call throws(TemplateError) in
      let text = try call.value.specText()
      guard let address = IPv4Address(text) else {
        throw .refused("ip4_hex", "\(text.shown) is no IPv4 address")
      }
      let delimiter = try call.specText(0)
      return .string(
        address.octets.map { String($0, radix: 16).padded(to: 2) }.joined(separator: delimiter))
    },
    "ipcut": Filter(Parameters(["amount"])) { call throws(TemplateError) in
      let text = try call.value.specText()
      guard let address = IPAddress(text) else { throw .refused("ipcut", "\(text.shown) is no IP address") }
      guard let amount = try call[0]?.specInteger("ipcut", "amount") else {
        throw .refused("ipcut", "it needs a number of bits, as in ipcut(64), or ipcut(-64) for the last ones")
      }
      let isFromEnd = amount.isNegative
      let count = min((isFromEnd ? amount.negated : amount).int ?? .max, address.width)
      return .string(cut(address, count, fromEnd: isFromEnd))
    },
    "ipv6form": Filter(Parameters(["format"])) { call throws(TemplateError) in
      let text = try call.value.specText()
      let format = try call.specText(0)
      guard ["compress", "expand", "x509"].contains(format) else {
        throw .refused("ipv6form", "'format' must be 'compress', 'expand' or 'x509', not \(format.shown)")
      }
      guard let address = IPAddress(text) else {
        throw .refused("ipv6form", "\(text.shown) is no IP address")
      }
      guard case .v6(let sixth) = address else {
        guard format != "x509" else { throw .refused("ipv6form", "\(text.shown) is no IPv6 address") }
        return .string(address.description)
      }
      switch format {
      case "compress": return .string(sixth.description)
      case "x509": return .string(sixth.groups.map { String($0, radix: 16) }.joined(separator: ":"))
      default:
        return .string(address.exploded)
      }
    },
    "usable_range": Filter { call throws(TemplateError) in
      guard try call.value.defined().text != nil else {
        throw .refused("usable_range", "a network as text is needed, not \(call.value.shown)")
      }
      let network = try StandardAddress.network(call.value, "usable_range")
      let dict = DictObject()
      dict[name: "usable_ips"] = try HostFilters.list(
        network.first...network.last, of: network, "usable_range", in: call.run)
      dict[name: "number_of_ips"] = Value(network.size)
      return .dict(dict)
    },
  ]

  /// The first or last bits in groups of the family, each a number of its own, counted from the left.
  private static func cut(_ address: IPAddress, _ count: Int, fromEnd: Bool) -> String {
    guard count > 0 else { return "" }
    let isFourth = address.version == 4
    let group = isFourth ? 8 : 16
    var numbers: [UInt128] = []
    var left = count
    // Bits of the wanted part, right-aligned.
    let part =
      fromEnd
      ? address.number & (count == 128 ? .max : (1 << UInt128(count)) - 1)
      : address.number >> UInt128(address.width - count)
    while left > 0 {
      let size = min(group, left)
      left -= size
      numbers.append(part >> UInt128(left) & ((1 << UInt128(size)) - 1))
    }
    return isFourth
      ? numbers.map { String($0) }.joined(separator: ".")
      : numbers.map { String($0, radix: 16) }.joined(separator: ":")
  }
}

extension String {
  /// Zeros in front, up to a number of ASCII characters.
  func padded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - utf8.count)) + self
  }
}
