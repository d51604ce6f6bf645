import IPAddressing
import Jinja

/// The queries by name.
///
/// An answer is `none` where the question does not fit the value, as in the collection; in a list such values are
/// left out.
enum AddressQueries {
  static let all: [String: AddressQuery.Answer] = {
    var all = texts.merging(UsableQueries.all) { first, _ in first }
    all.merge(ScopeQueries.all) { first, _ in first }
    for (alias, name) in aliases { all[alias] = all[name] }
    return all
  }()

  private static let aliases = [
    "ip": "address", "gateway": "address/prefix", "gw": "address/prefix", "host/prefix": "address/prefix",
    "hostnet": "address/prefix", "router": "address/prefix", "wildcard": "hostmask", "network_id": "network",
    "network/prefix": "subnet", "lo": "loopback", "v4": "ipv4", "v6": "ipv6",
  ]

  private static let texts: [String: AddressQuery.Answer] = [
    "": { subject in .string(subject.isNetwork ? subject.network.text : subject.network.address.text) },
    "bool": { _ in true },
    "cidr": { subject in .string(subject.network.text) },
    "version": { subject in .int(subject.network.version) },
    "prefix": { subject in .int(subject.network.length) },
    "type": { subject in .string(subject.isNetworkItself ? "network" : "address") },
    "size": { subject in Value(subject.network.size) },
    "netmask": { subject in .string(subject.network.netmask.text) },
    "hostmask": { subject in .string(subject.network.hostmask.text) },
    "network": { subject in .string(subject.network.network.text) },
    "subnet": { subject in .string(subject.network.canonical.text) },
    "broadcast": { subject in (subject.network.broadcast?.text).map(Value.string) ?? .none },
    "network_netmask": { subject in
      .string("\(subject.network.network.text) \(subject.network.netmask.text)")
    },
    "network_wildcard": { subject in
      .string("\(subject.network.network.text) \(subject.network.hostmask.text)")
    },
    "revdns": { subject in .string(subject.network.address.reverseName) },
    "int": { subject in
      let number = BigInt(subject.network.number)
      return subject.isNetwork ? .string("\(number.text())/\(subject.network.length)") : Value(number)
    },
    // An address of no network, or one that is not the network's own; IPv6 networks have no such address.
    "address": { subject in
      let network = subject.network
      let isHost = network.hostBits < 2 || network.version == 6 || !network.isAtStart
      return isHost ? .string(network.address.text) : .none
    },
    "address/prefix": { subject in
      let network = subject.network
      let isEdge = network.hostBits >= 2 && (network.isAtStart || network.number == network.last)
      return isEdge ? false : .string(network.text)
    },
    "host": { subject in
      let network = subject.network
      return network.hostBits < 2 || !network.isAtStart ? .string(network.text) : .none
    },
    "ip/prefix": { subject in isOnLink(subject.network) ? .string(subject.network.text) : .none },
    "ip_netmask": { subject in
      let network = subject.network
      return isOnLink(network) ? .string("\(network.address.text) \(network.netmask.text)") : .none
    },
    "net": { subject in subject.isNetworkItself ? .string(subject.network.text) : .none },
    "wrap": { subject in
      let network = subject.network
      guard network.version == 6 else { return subject.value }
      return .string("[\(network.address.text)]" + (subject.isNetwork ? "/\(network.length)" : ""))
    },
    "ipv4": { subject in
      let network = subject.network
      guard network.version == 6 else { return subject.value }
      // Both ::a.b.c.d and ::ffff:a.b.c.d hold an IPv4 address; shorter prefixes have none.
      guard network.length >= 96, network.number >> 32 == 0 || network.number >> 32 == 0xFFFF else {
        return false
      }
      let address = IPv4Address(UInt32(truncatingIfNeeded: network.number))
      return .string("\(address)/\(network.length - 96)")
    },
    "ipv6": { subject in
      let network = subject.network
      guard network.version == 4 else { return subject.value }
      return .string("::ffff:\(network.address.text)/\(network.length + 96)")
    },
  ]

  /// Whether an interface can have the address on its network.
  private static func isOnLink(_ network: Network) -> Bool {
    network.hostBits == 1 || (network.hostBits > 1 && !network.isAtStart)
  }
}
