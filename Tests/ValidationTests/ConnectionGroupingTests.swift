import Diagnostics
import Testing

@testable import Validation

/// Facts belong to the connection whose gateway they lead to.
@Suite struct ConnectionGroupingTests {
  private static let second = """

    ike-proposal q1
     encryption aes-256
     integrity sha256
     group 19
    ike-peer cloud2
     address 192.0.2.11
     key plain <psk:env:PEERCONF_PSK_EXAMPLE>
     proposal q1
     dpd 30 hash-first
    ipsec-profile vpn2
     peer cloud2
     proposal p2
     pfs 14
    interface tunnel2
     address 169.254.71.2/30
     profile vpn2
     mss 1300
    route 172.20.0.0/24 tunnel2
    """

  private static let secondConnection = [
    (
      "connections:",
      """
      connections:
        - {id: c2, name: example-2, mode: static, role: standby, wan: wan1, probe: false,
           cloud: {address: 192.0.2.11, identity: {type: ip, value: 192.0.2.11}, inside: 169.254.71.1/30, bgp_asn: null, subnets: [172.20.0.0/24]},
           device: {address: 198.51.100.7, identity: {type: ip, value: 198.51.100.7}, inside: 169.254.71.2/30, bgp_asn: null, subnets: [10.20.0.0/16]},
           selectors: [],
           ike: {version: 2, exchange: null, encryption: aes-256, integrity: sha2-256, dh_group: 14, lifetime_seconds: 86400,
                 dpd: {interval_seconds: 30, retransmit_seconds: 15, payload_order: seq-hash-notify}},
           ipsec: {encryption: aes-256, integrity: sha2-256, pfs_group: 14, lifetime_seconds: 3600},
           key: {reference: "env:PEERCONF_PSK_EXAMPLE"}}
      """
    )
  ]

  @Test func `a wrong group of one of two connections is found and the other left alone`() throws {
    let text = ExamplePlatform.configuration + Self.second
    let findings = try ExampleDevice().findings(in: text, intent: Self.secondConnection)
      .filter { $0.severity > .note }
    #expect(findings.map(\.rule) == ["proposal-mismatch"])
    #expect(findings.first?.message == "Connection example-2: Diffie-Hellman group is 19, the cloud has 14.")
    #expect(findings.first?.place?.line == 26)
  }

  @Test func `two gateways behind one peer share what it leads to`() throws {
    let text =
      ExamplePlatform.configuration
      .replacing("address 192.0.2.10", with: "address 192.0.2.10\n address 192.0.2.11")
      .replacing(" pfs 14", with: " pfs 14\n selectors vpn") + "\nacl vpn\n permit 10.20.1.0/24 172.20.0.0/24"
    let findings = try ExampleDevice().findings(
      in: text,
      intent: [
        ("mode: static", "mode: policy"),
        ("selectors: []", "selectors: [{cloud: 172.20.0.0/24, device: 10.20.1.0/24}]"),
      ])
    #expect(findings.filter { $0.rule == "selector-mismatch" } == [])
  }

  @Test func `the missing second connection is one finding, not ten`() throws {
    let findings = try ExampleDevice().findings(
      in: ExamplePlatform.configuration, intent: Self.secondConnection)
    #expect(findings.filter { $0.severity == .error }.map(\.rule) == ["peer-address-missing"])
  }

  @Test func `two tunnels in one inside network are found`() throws {
    let changes = Self.secondConnection + [("169.254.71.", "169.254.70.")]
    let findings = try ExampleDevice().findings(in: ExamplePlatform.configuration, intent: changes)
    #expect(
      findings.contains { $0.rule == "inside-address-pair" && $0.message.contains("network of example-2") })
  }

  @Test(arguments: [
    ("169.254.195.1/30", "169.254.195.2/30", "belongs to the cloud"),
    ("10.0.0.1/30", "10.0.0.2/30", "not in 169.254"),
    ("169.254.70.1/29", "169.254.70.2/29", "is no /30"),
    ("169.254.70.1/30", "169.254.71.2/30", "different networks"),
    ("169.254.70.0/30", "169.254.70.1/30", "broadcast"), ("169.254.70.1/30", "169.254.70.3/30", "broadcast"),
    ("169.254.70.1/30", "169.254.70.1/30", "same inside address"),
  ])
  func `inside addresses that cannot work are named`(cloud: String, device: String, words: String) throws {
    let findings = try ExampleDevice().findings(
      in: "",
      intent: [
        ("inside: 169.254.70.2/30", "inside: \(device) "), ("inside: 169.254.70.1/30", "inside: \(cloud)"),
      ])
    let found = findings.filter { $0.rule == "inside-address-pair" }
    #expect(found.count == 1 && found[0].message.contains(words), "\(found)")
  }
}
