import IPAddressing
import Jinja

/// netutils' filters that ask an address, interface or network for an attribute of Python's `ipaddress`.
///
/// What Python gives as an object is text here, and what it gives one by one is a list. Attributes whose answer
/// changes with the version of Python (`is_private`, `is_global`, `is_reserved`) are left to `ipaddr`.
enum AttributeFilters {
  static let all: [String: Filter] = [
    "ipaddress_address": Filter(Parameters(["attr"], required: 1)) { call throws(TemplateError) in
      let address = try StandardAddress.address(call.value, "ipaddress_address")
      return try attribute(call, of: Network(address, length: address.width), addresses, "ipaddress_address")
    },
    "ipaddress_interface": Filter(Parameters(["attr"], required: 1)) { call throws(TemplateError) in
      let link = try StandardAddress.interface(call.value, "ipaddress_interface")
      return try attribute(call, of: link, interfaces, "ipaddress_interface")
    },
    "ipaddress_network": Filter(Parameters(["attr"], required: 1, takesNamedRest: true)) {
      call throws(TemplateError) in
      let network = try StandardAddress.network(call.value, "ipaddress_network")
      let known = ["subnets", "supernet"].contains(call[0]?.text) ? ["new_prefix", "prefixlen_diff"] : []
      if let other = call.namedRest.first(where: { !known.contains($0.name) }) {
        throw .refused(
          "ipaddress_network", "\((call[0] ?? .none).shown) does not take the argument \(other.name.shown)")
      }
      switch call[0]?.text {
      case "subnets": return try subnets(call, of: network)
      case "supernet": return .string(shown(try supernet(call, of: network)))
      case "hosts":
        let hosts = HostFilters.hosts(of: network)
        return try HostFilters.list(hosts, of: network, "ipaddress_network", in: call.run)
      default: break
      }
      return try attribute(call, of: network, networks, "ipaddress_network")
    },
  ]

  private typealias Attribute = @Sendable (Network) -> Value

  private static func attribute(
    _ call: Call, of network: Network, _ known: [String: Attribute], _ filter: String
  ) throws(TemplateError) -> Value {
    let name = try call.text(0, default: "")
    guard let attribute = known[name] else {
      let near = Nearby.name(to: name, among: known.keys.sorted()).map { "did you mean '\($0)'?" }
      throw .refused(
        filter,
        "there is no attribute \(name.shown); \(near ?? "known: \(known.keys.sorted().joined(separator: ", "))")"
      )
    }
    return attribute(network)
  }

  // MARK: Attributes

  private static let common: [String: Attribute] = [
    "version": { .int($0.version) }, "max_prefixlen": { .int($0.width) },
  ]

  private static let addresses = common.merging([
    "compressed": { .string($0.address.description) }, "__str__": { .string($0.address.description) },
    "exploded": { .string($0.address.exploded) }, "__int__": { Value(BigInt($0.number)) },
    "reverse_pointer": { .string(String($0.address.reverseName.dropLast())) },
    "is_loopback": { .bool(isWithin(ScopeQueries.loopback, $0)) },
    "is_link_local": { .bool(isWithin(ScopeQueries.linkLocal, $0)) },
    "is_multicast": { .bool(isWithin(ScopeQueries.multicast, $0)) },
    "is_unspecified": { .bool($0.number == 0) },
  ]) { $1 }

  private static let masks: [String: Attribute] = [
    "compressed": { .string(shown($0)) }, "__str__": { .string(shown($0)) },
    "with_prefixlen": { .string(shown($0)) },
    "exploded": { .string("\($0.address.exploded)/\($0.length)") },
    "netmask": { .string($0.netmask.description) }, "hostmask": { .string($0.hostmask.description) },
    "with_netmask": { .string("\($0.address)/\($0.netmask)") },
    "with_hostmask": { .string("\($0.address)/\($0.hostmask)") },
  ]

  private static let interfaces = common.merging(masks) { $1 }.merging([
    "ip": { .string($0.address.description) }, "network": { .string(shown($0.canonical)) },
    "__int__": { Value(BigInt($0.number)) },
  ]) { $1 }

  private static let networks = common.merging(masks) { $1 }.merging([
    "network_address": { .string($0.address.description) },
    "broadcast_address": { .string($0.address.with($0.last).description) },
    "num_addresses": { Value($0.size) }, "prefixlen": { .int($0.length) },
    "is_loopback": { .bool(isWithin(ScopeQueries.loopback, $0)) },
    "is_link_local": { .bool(isWithin(ScopeQueries.linkLocal, $0)) },
    "is_multicast": { .bool(isWithin(ScopeQueries.multicast, $0)) },
    "is_unspecified": { .bool($0.number == 0 && $0.hostBits == 0) },
  ]) { $1 }

  private static func isWithin(_ blocks: [Network], _ network: Network) -> Bool {
    blocks.contains { $0.contains(network) }
  }

  private static func shown(_ network: Network) -> String { "\(network.address)/\(network.length)" }

  // MARK: Networks inside and around

  /// The length that `prefixlen_diff` or `new_prefix` asks for.
  private static func length(_ call: Call, of network: Network, sign: Int) throws(TemplateError) -> Int {
    var (difference, length): (Int?, Int?)
    for (name, value) in call.namedRest where !value.isNone {
      guard let number = value.integer?.int else {
        throw .refused("ipaddress_network", "\(name.shown) must be a whole number, not \(value.shown)")
      }
      if name == "new_prefix" { length = number } else { difference = number }
    }
    if let length {
      guard difference == nil || difference == 1,
        sign > 0 ? length >= network.length : length <= network.length
      else {
        throw .refused("ipaddress_network", "/\(length) is on the wrong side of \(shown(network))")
      }
      return length
    }
    guard (0...network.width).contains(difference ?? 1) else {
      throw .refused("ipaddress_network", "'prefixlen_diff' must be from 0 to \(network.width)")
    }
    return network.length + (difference ?? 1) * sign
  }

  private static func subnets(_ call: Call, of network: Network) throws(TemplateError) -> Value {
    if network.hostBits == 0 { return Value([.string(shown(network))]) }
    let length = try length(call, of: network, sign: 1)
    guard (network.length...network.width).contains(length) else {
      throw .refused("ipaddress_network", "\(shown(network)) has no networks of /\(length) in it")
    }
    let count = 1 << min(length - network.length, 62)
    guard count <= NetworkFilters.expansionLimit else { throw .tooMany("ipaddress_network", "networks") }
    try call.run.count(iterations: count)
    let step = UInt128(network.width - length)
    return Value(
      (0..<count).map { place in
        let address = network.address.with(network.first + UInt128(place) << step)
        return .string(shown(Network(address, length: length)))
      })
  }

  private static func supernet(_ call: Call, of network: Network) throws(TemplateError) -> Network {
    if network.length == 0 { return network }
    let length = try length(call, of: network, sign: -1)
    guard (0...network.width).contains(length) else {
      throw .refused("ipaddress_network", "there is no /\(length) around \(shown(network))")
    }
    return Network(network.address, length: length).canonical
  }
}

extension IPAddress {
  /// IPv6 with all its zeros; IPv4 as ever.
  var exploded: String {
    guard case .v6(let address) = self else { return description }
    return address.groups.map { String($0, radix: 16).padded(to: 4) }.joined(separator: ":")
  }
}
