import IPAddressing
import Jinja

/// Short filters for templates of our own over an address with its length, of either family.
enum LinkFilters {
  static let all: [String: Filter] = [
    "netmask": filter("netmask") { $0.netmask },
    "wildcard": filter("wildcard") { $0.hostmask },
    "network": filter("network") { $0.network },
    "address": filter("address") { $0.address },
    "broadcast": filter("broadcast") { $0.address.with($0.last) },
    "first_host": filter("first_host") { hosts(of: $0).first },
    "last_host": filter("last_host") { hosts(of: $0).last },
    "prefix_length": Filter { call throws(TemplateError) in .int(try link(call, "prefix_length").length) },
  ]

  private static func filter(_ name: String, _ body: @escaping @Sendable (Network) -> IPAddress) -> Filter {
    Filter { call throws(TemplateError) in .string(body(try link(call, name)).description) }
  }

  private static func hosts(of link: Network) -> (first: IPAddress, last: IPAddress) {
    guard link.hostBits >= 2 else { return (link.network, link.address.with(link.last)) }
    let last = link.version == 4 ? link.last - 1 : link.last
    return (link.address.with(link.first + 1), link.address.with(last))
  }

  /// An address alone counts as a network of one.
  private static func link(_ call: Call, _ filter: String) throws(TemplateError) -> Network {
    let text = try call.subject()
    if let link = IPv4InterfaceAddress(text) { return Network(.v4(link.address), length: link.length) }
    if let link = IPv6InterfaceAddress(text) { return Network(.v6(link.address), length: link.length) }
    if let address = IPAddress(text) { return Network(address, length: address.width) }
    throw .refused(filter, "\(text.shown) is no IP address or network")
  }
}
