import IPAddressing
import Secrets
import Testing
import VPNIntent

/// Intents for the tests; addresses are those reserved for documentation.
enum TestIntent {
  static func one() throws -> Intent {
    Intent(
      site: "berlin", platform: "acme",
      device: SiteFacts(
        wan: [
          WAN(
            name: "wan1", interface: "Ethernet0/1", address: IPAddress("198.51.100.7"),
            nextHop: IPAddress("198.51.100.1"))
        ], lan: LAN(subnets: [try #require(IPPrefix("10.20.0.0/16"))])),
      connections: [try connection(1)])
  }

  static func two() throws -> Intent {
    var intent = try one()
    intent.connections.append(try connection(2))
    return intent
  }

  static func connection(_ number: Int) throws -> Connection {
    let gateway = try #require(IPAddress("192.0.2.\(9 + number)"))
    let own = try #require(IPAddress("198.51.100.7"))
    return Connection(
      id: "c-\(number)", name: "berlin-\(number)", mode: .static,
      cloud: Endpoint(
        address: gateway, identity: .ip(gateway), inside: IPv4InterfaceAddress("169.254.7\(number - 1).1/30"),
        bgpASN: 64512, subnets: [try #require(IPPrefix("172.20.0.0/24"))]),
      device: Endpoint(
        address: own, identity: .ip(own), inside: IPv4InterfaceAddress("169.254.7\(number - 1).2/30"),
        bgpASN: 65010, subnets: [try #require(IPPrefix("10.20.0.0/16"))]),
      selectors: [
        Selector(
          cloud: try #require(IPPrefix("172.20.0.0/24")), device: try #require(IPPrefix("10.20.1.0/24")))
      ], probe: true,
      ike: IKEPolicy(
        version: .v2, encryption: .aes128, integrity: .sha256, dhGroup: 14, lifetimeSeconds: 3600,
        dpd: DeadPeerDetection(intervalSeconds: 20, retransmitSeconds: 15, payloadOrder: .hashNotify)),
      ipsec: IPsecPolicy(encryption: .aes128, integrity: .sha256, pfsGroup: 14, lifetimeSeconds: 3600),
      key: try SecretReference(parsing: "env:PSK_\(number)"))
  }
}
