import IPAddressing
import Jinja

/// netutils' filters over ranges (`10.0.0.1-10.0.0.9`) and lists of addresses.
enum RangeFilters {
  static let all: [String: Filter] = [
    "is_ip_range": Filter { call throws(TemplateError) in
      if call.value.isCollection { return false }
      let text = try text(call.value, "is_ip_range")
      guard text.utf8.contains(UInt8(ascii: "-")) else { return false }
      return .bool(try range(text, "is_ip_range") != nil)
    },
    "get_range_ips": Filter { call throws(TemplateError) in
      let text = try text(call.value, "get_range_ips")
      guard text.utf8.contains(UInt8(ascii: "-")), let range = try range(text, "get_range_ips") else {
        throw noRange(text, "get_range_ips")
      }
      return .tuple([.string(range.lowerBound.description), .string(range.upperBound.description)])
    },
    "is_ip_within": Filter(Parameters(["ip_compare"], required: 1)) { call throws(TemplateError) in
      let inner = try ends(of: call.value)
      for outer in try comparands(call) {
        let outer = try ends(of: outer)
        guard outer.lowerBound.family == inner.lowerBound.family else {
          throw .refused(
            "is_ip_within",
            "\(outer.lowerBound) and \(inner.lowerBound) are of different families: compare IPv4 with IPv4 alone"
          )
        }
        if outer.lowerBound <= inner.lowerBound, inner.upperBound <= outer.upperBound { return true }
      }
      return false
    },
    "get_ips_sorted": Filter(Parameters(["sort_type"])) { call throws(TemplateError) in
      try sorted(call, try call.text(0, default: "network"))
    },
  ]

  private static func text(_ value: Value, _ filter: String) throws(TemplateError) -> String {
    guard let text = try value.defined().text else {
      throw .refused(filter, "an address, a network or a range as text is needed, not \(value.shown)")
    }
    return text
  }

  private static func noRange(_ text: String, _ filter: String) -> TemplateError {
    .refused(filter, "\(text.shown) is no range: write 'first-last', both of one family and in this order")
  }

  /// A range of two different addresses; `nil` where it is none.
  ///
  /// - Throws: for more than one dash.
  private static func range(_ text: String, _ filter: String) throws(TemplateError) -> ClosedRange<IPAddress>?
  {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw noRange(text, filter) }
    guard let first = IPAddress(Substring(parts[0])), let last = IPAddress(Substring(parts[1])),
      first.family == last.family, first < last
    else { return nil }
    return first...last
  }

  /// First and last address of an address, a network or a range.
  private static func ends(of value: Value) throws(TemplateError) -> ClosedRange<IPAddress> {
    let text = try text(value, "is_ip_within")
    if text.utf8.contains(UInt8(ascii: "-")) {
      guard let range = try range(text, "is_ip_within") else { throw noRange(text, "is_ip_within") }
      return range
    }
    let network = try StandardAddress.network(value, "is_ip_within")
    return network.network...network.address.with(network.last)
  }

  private static func comparands(_ call: Call) throws(TemplateError) -> [Value] {
    let value = try (call[0] ?? .none).defined()
    if value.text != nil { return [value] }
    guard let items = try value.listed(in: call.run) else {
      throw .refused("is_ip_within", "'ip_compare' must be text or a list, not \(value.shown)")
    }
    return items
  }

  private static func sorted(_ call: Call, _ kind: String) throws(TemplateError) -> Value {
    guard ["address", "interface", "network"].contains(kind) else {
      throw .refused(
        "get_ips_sorted", "'sort_type' must be 'address', 'interface' or 'network', not \(kind.shown)")
    }
    var entries: [Network] = []
    for item in try entryValues(call) {
      switch kind {
      case "address":
        let address = try StandardAddress.address(item, "get_ips_sorted")
        entries.append(Network(address, length: address.width))
      case "interface": entries.append(try StandardAddress.interface(item, "get_ips_sorted"))
      default: entries.append(try StandardAddress.network(item, "get_ips_sorted"))
      }
    }
    guard Set(entries.map(\.version)).count <= 1 else {
      throw .refused("get_ips_sorted", "IPv4 and IPv6 have no common order: sort them apart")
    }
    let ordered = entries.sorted { ($0.first, $0.length, $0.number) < ($1.first, $1.length, $1.number) }
    return Value(
      ordered.map { .string(kind == "address" ? $0.address.description : "\($0.address)/\($0.length)") })
  }

  private static func entryValues(_ call: Call) throws(TemplateError) -> [Value] {
    let value = try call.value.defined()
    if let items = try value.listed(in: call.run) { return items }
    guard let text = value.text, text.utf8.contains(UInt8(ascii: ",")) else {
      throw .refused("get_ips_sorted", "a list, or text with commas, is needed, not \(value.shown)")
    }
    let plain = String(decoding: text.utf8.filter { $0 != 0x20 }, as: UTF8.self)
    return plain.split(separator: ",", omittingEmptySubsequences: false).map { .string(String($0)) }
  }
}
