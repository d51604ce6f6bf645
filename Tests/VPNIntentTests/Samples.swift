import IPAddressing
import Secrets
import Testing

@testable import VPNIntent

/// Intents for the tests; addresses are those reserved for documentation.
enum Samples {
  static func intent() throws -> Intent {
    var facts = SiteFacts(
      hostname: "edge", supportedDevice: "Acme/Router/R-100/1.0",
      wan: [
        WAN(
          name: "wan1", interface: "Ethernet0/1", address: IPAddress("198.51.100.7"),
          nextHop: IPAddress("198.51.100.1")), WAN(name: "wan2", interface: "Dialer1"),
      ], bgpASN: 65010, routerID: IPv4Address("198.51.100.7"), numbers: ["tunnel": 3, "acl": 3100],
      running: "running/berlin.cfg")
    facts.lan = LAN(interface: "Ethernet0/2", subnets: [try #require(IPPrefix("10.20.0.0/16"))])
    return Intent(
      site: "berlin", platform: "acme-router", softwareVersion: "1.0", device: facts,
      connections: [try connection()],
      provenance: Intent.Provenance(
        region: "eu-west-101", projectID: "p", fetchedAt: "2026-11-24T00:00:00Z", connectionsSHA256: "00"))
  }

  static func connection() throws -> Connection {
    Connection(
      id: "5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10", name: "berlin-1", mode: .bgp, role: .standby, wan: "wan1",
      cloud: Endpoint(
        address: IPAddress("192.0.2.10"), identity: .ip(try #require(IPAddress("192.0.2.10"))),
        inside: IPv4InterfaceAddress("169.254.70.1/30"), bgpASN: 64512,
        subnets: [try #require(IPPrefix("172.20.0.0/24"))]),
      device: Endpoint(
        address: IPAddress("198.51.100.7"), identity: .fqdn("edge.example.net"),
        inside: IPv4InterfaceAddress("169.254.70.2/30"), bgpASN: 65010,
        subnets: [try #require(IPPrefix("10.20.0.0/16"))]),
      selectors: [
        Selector(
          cloud: try #require(IPPrefix("172.20.0.0/24")), device: try #require(IPPrefix("10.20.1.0/24")))
      ],
      ike: IKEPolicy(
        version: .v2, encryption: .aes256, integrity: .sha256, dhGroup: 14, lifetimeSeconds: 86400),
      ipsec: IPsecPolicy(encryption: .aes256, integrity: .sha256, pfsGroup: 14, lifetimeSeconds: 3600),
      key: try SecretReference(parsing: "env:PEERCONF_PSK_BERLIN"))
  }
}
