import IPAddressing
import Jinja

/// netutils' filters over single addresses and networks.
enum StandardFilters {
  static let all: [String: Filter] = [
    "is_ip": Filter { call throws(TemplateError) in .bool(try StandardAddress.read(call.value) != nil) },
    "is_network": Filter { call throws(TemplateError) in
      let value = try call.value.defined()
      if value.isCollection { return false }
      guard let text = value.text else { throw .refused("is_network", "text is needed, not \(value.shown)") }
      return .bool(text.utf8.contains(UInt8(ascii: "/")) ? try StandardAddress.isNetwork(value) : false)
    },
    "is_classful": Filter { call throws(TemplateError) in
      let network = try StandardAddress.network(call.value, "is_classful")
      guard case .v4(let address) = network.address else { return false }
      switch network.length {
      case 8: return .bool(address.value >> 31 == 0)
      case 16: return .bool(address.value >> 30 == 0b10)
      case 24: return .bool(address.value >> 29 == 0b110)
      default: return false
      }
    },
    "ip_to_hex": Filter { call throws(TemplateError) in
      let address = try StandardAddress.address(call.value, "ip_to_hex")
      return .string(String(address.number, radix: 16).padded(to: address.width / 4))
    },
    "ip_to_bin": Filter { call throws(TemplateError) in
      let address = try StandardAddress.address(call.value, "ip_to_bin")
      return .string(String(address.number, radix: 2).padded(to: address.width))
    },
    "ip_addition": Filter(Parameters(["val"], required: 1)) { call throws(TemplateError) in
      try sum(call, "ip_addition", sign: 1)
    },
    "ip_subtract": Filter(Parameters(["val"], required: 1)) { call throws(TemplateError) in
      try sum(call, "ip_subtract", sign: -1)
    },
    "get_broadcast_address": Filter { call throws(TemplateError) in
      let network = try StandardAddress.network(call.value, "get_broadcast_address")
      return .string(network.address.with(network.last).description)
    },
  ]

  private static func sum(_ call: Call, _ filter: String, sign: Int) throws(TemplateError) -> Value {
    let address = try StandardAddress.address(call.value, filter)
    guard let amount = try (call[0] ?? .none).defined().integer else {
      throw .refused(filter, "'val' must be a whole number, not \((call[0] ?? .none).shown)")
    }
    let sum = BigInt(address.number) + amount * BigInt(sign)
    guard let number = sum.uint128, number >> UInt128(address.width) == 0 else {
      throw .refused(filter, "the address so far from \(address) is outside the address space")
    }
    return .string(address.with(number).description)
  }
}
