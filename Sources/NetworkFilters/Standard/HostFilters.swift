import IPAddressing
import Jinja

/// netutils' filters over the hosts of a network.
enum HostFilters {
  static let all: [String: Filter] = [
    "get_all_host": Filter { call throws(TemplateError) in
      let network = try StandardAddress.network(call.value, "get_all_host")
      return try list(hosts(of: network), of: network, "get_all_host", in: call.run)
    },
    "get_first_usable": Filter { call throws(TemplateError) in
      let network = try StandardAddress.network(call.value, "get_first_usable")
      return .string(try edges(of: network, "get_first_usable").first.description)
    },
    "get_usable_range": Filter { call throws(TemplateError) in
      let network = try StandardAddress.network(call.value, "get_usable_range")
      let (first, last) = try edges(of: network, "get_usable_range")
      return .string("\(first) - \(last)")
    },
    "get_peer_ip": Filter { call throws(TemplateError) in .string(try peer(call).description) },
  ]

  /// Every address that a host can have.
  ///
  /// The network's own address is left out, and for IPv4 the broadcast address; networks of one and two give all.
  static func hosts(of network: Network) -> ClosedRange<UInt128> {
    guard network.hostBits >= 2 else { return network.first...network.last }
    return network.first + 1...(network.version == 4 ? network.last - 1 : network.last)
  }

  /// The addresses of a range as text, if there are not too many.
  static func list(
    _ range: ClosedRange<UInt128>, of network: Network, _ filter: String, in run: Run
  ) throws(TemplateError) -> Value {
    guard range.upperBound - range.lowerBound < UInt128(NetworkFilters.expansionLimit) else {
      throw .tooMany(filter, "addresses")
    }
    let count = Int(range.upperBound - range.lowerBound) + 1
    try run.count(iterations: count)
    return Value(
      (0..<count).map { .string(network.address.with(range.lowerBound + UInt128($0)).description) })
  }

  private static func edges(of network: Network, _ filter: String) throws(TemplateError) -> (
    first: IPAddress, last: IPAddress
  ) {
    // The original looks at the length alone, so that an IPv6 /31 has two addresses too.
    if network.length == 31 { return (network.network, network.address.with(network.first + 1)) }
    guard let usable = network.usable else {
      throw .refused(filter, "\(network.text) is a single address: a network with room for hosts is needed")
    }
    return (network.address.with(usable.lowerBound), network.address.with(usable.upperBound))
  }

  /// The other end of a link of two hosts.
  private static func peer(_ call: Call) throws(TemplateError) -> IPAddress {
    let link = try StandardAddress.interface(call.value, "get_peer_ip")
    guard link.hostBits == 1 || link.hostBits == 2 else {
      throw .refused(
        "get_peer_ip", "\(link.address)/\(link.length) is no link of two hosts: give a /30, /31, /126 or /127"
      )
    }
    if link.hostBits == 1 { return link.address.with(link.number ^ 1) }
    guard !link.isAtStart, link.number != link.last else {
      throw .refused(
        "get_peer_ip", "\(link.address)/\(link.length) is the network itself or its broadcast address")
    }
    return link.address.with(link.number ^ 3)
  }
}
