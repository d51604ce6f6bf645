import IPAddressing
import Jinja

/// Queries about what an address is for: the value comes back if it fits.
enum ScopeQueries {
  static let all: [String: AddressQuery.Answer] = [
    "private": { subject in !isGlobal(subject.network.address) ? subject.value : .none },
    "public": { subject in isPublic(subject.network.address) ? subject.value : .none },
    "loopback": { subject in
      loopback.contains { $0.contains(subject.network.address) } ? subject.value : .none
    },
    "link-local": { subject in
      linkLocal.contains { $0.contains(subject.network.address) } ? subject.value : .none
    },
    // Here the whole network counts.
    "multicast": { subject in multicast.contains { $0.contains(subject.network) } ? subject.value : .none },
    "unicast": { subject in multicast.contains { $0.contains(subject.network) } ? .none : subject.value },
    "6to4": { subject in
      let network = subject.network
      guard case .v4(let address) = network.address else {
        let asked = !subject.isNetwork || !network.isAtStart
        return asked && sixToFour.contains { $0.contains(network.address) } ? subject.value : false
      }
      guard network.hostBits == 0 || !network.isAtStart,
        isPublic(network.address) || !isGlobal(network.address)
      else { return false }
      let bytes = address.octets.map { String($0, radix: 16).padded(to: 2) }
      return .string("2002:\(bytes[0])\(bytes[1]):\(bytes[2])\(bytes[3])::1/48")
    },
  ]

  /// Reachable from everywhere by the special-purpose registries of IANA.
  private static func isGlobal(_ address: IPAddress) -> Bool {
    !notGlobal.contains { $0.contains(address) } || globalAgain.contains { $0.contains(address) }
  }

  private static func isPublic(_ address: IPAddress) -> Bool {
    isGlobal(address) && !address.isNetmask && !address.isHostmask
      && !multicast.contains { $0.contains(address) } && !loopback.contains { $0.contains(address) }
  }

  static let loopback = networks("127.0.0.0/8 ::1/128")
  static let linkLocal = networks("169.254.0.0/16 fe80::/10")
  static let multicast = networks("224.0.0.0/4 ff00::/8")
  static let sixToFour = networks("2002::/16")

  /// iana-ipv4-special-registry and iana-ipv6-special-registry, "Globally Reachable" false or not said.
  static let notGlobal = networks(
    """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
    ::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10
    """)

  /// Entries inside those that are reachable all the same.
  static let globalAgain = networks(
    """
    192.0.0.9/32 192.0.0.10/32
    2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28
    """)

  private static func networks(_ list: String) -> [Network] {
    list.split { $0 == " " || $0 == "\n" }.compactMap { Network(String($0)) }
  }
}
