import IPAddressing
import Jinja

/// netutils' filters over masks.
enum MaskFilters {
  static let all: [String: Filter] = [
    "is_netmask": Filter { call throws(TemplateError) in
      .bool(try StandardAddress.read(call.value).map(isNetmask) ?? false)
    },
    "is_reversible_wildcardmask": Filter { call throws(TemplateError) in
      .bool(netmask(ofWildcard: try text(call, "is_reversible_wildcardmask")) != nil)
    },
    "netmask_to_cidr": Filter { call throws(TemplateError) in
      .int(try netmask(call, "netmask_to_cidr").number.nonzeroBitCount)
    },
    "cidr_to_netmask": Filter { call throws(TemplateError) in
      let length = try length(call, limit: 32, "cidr_to_netmask")
      return .string(Network(.v4(IPv4Address(0)), length: length).netmask.description)
    },
    "cidr_to_netmaskv6": Filter { call throws(TemplateError) in
      let length = try length(call, limit: 128, "cidr_to_netmaskv6")
      return .string(Network(.v6(IPv6Address(0)), length: length).netmask.description)
    },
    "netmask_to_wildcardmask": Filter { call throws(TemplateError) in
      _ = try text(call, "netmask_to_wildcardmask")
      guard case .v4(let mask) = try netmask(call, "netmask_to_wildcardmask") else {
        throw .refused(
          "netmask_to_wildcardmask", "\(call.value.shown) is an IPv6 mask: only IPv4 has wildcards")
      }
      return .string(IPv4Address(~mask.value).description)
    },
    "wildcardmask_to_netmask": Filter { call throws(TemplateError) in
      let text = try text(call, "wildcardmask_to_netmask")
      guard let mask = netmask(ofWildcard: text) else {
        throw .refused("wildcardmask_to_netmask", "\(text.shown) is no wildcard mask of one run of ones")
      }
      return .string(mask.description)
    },
  ]

  /// At least one bit, then ones from the left; the family does not count.
  static func isNetmask(_ address: IPAddress) -> Bool {
    let number = address.number
    if number >> 32 == 0 { return number != 0 && IPAddress.v4(IPv4Address(UInt32(number))).isNetmask }
    return address.isNetmask
  }

  private static func netmask(_ call: Call, _ filter: String) throws(TemplateError) -> IPAddress {
    guard let mask = try StandardAddress.read(call.value), isNetmask(mask) else {
      throw .refused(filter, "\(call.value.shown) is no netmask")
    }
    return mask
  }

  private static func length(_ call: Call, limit: Int, _ filter: String) throws(TemplateError) -> Int {
    guard let length = try call.value.defined().integer?.int, (0...limit).contains(length) else {
      throw .refused(filter, "\(call.value.shown) is no whole number from 0 to \(limit)")
    }
    return length
  }

  /// The netmask that a wildcard of four numbers belongs to; zeros may lead the numbers.
  private static func netmask(ofWildcard text: String) -> IPv4Address? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard String(part).isPythonDigits, let number = PythonNumbers.integer(String(part), base: 10)?.int,
        number <= 255
      else { return nil }
      value = value << 8 | UInt32(255 - number)
    }
    return isNetmask(.v4(IPv4Address(value))) ? IPv4Address(value) : nil
  }

  private static func text(_ call: Call, _ filter: String) throws(TemplateError) -> String {
    guard let text = try call.value.defined().text else {
      throw .refused(filter, "a mask as text is needed, not \(call.value.shown)")
    }
    return text
  }
}
