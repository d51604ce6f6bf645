import Diagnostics
import Testing

@testable import Validation

/// Texts that look like a mistake and are none.
@Suite struct NearMissTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let rule: String
    let text: String
    var intent: [(String, String)]?
    var isFragment = false
    var testDescription: String { "\(rule): \(name)" }
  }

  private static let good = ExamplePlatform.configuration

  static let cases: [Case] = [
    Case(
      name: "an object that is defined further down", rule: "reference-undefined",
      text: "ike-peer a\n proposal p1\nike-proposal p1\n encryption aes-256\n"),
    Case(
      name: "a fragment names an interface of the device", rule: "reference-undefined",
      text: "route 10.0.0.0/8 wan0\n", isFragment: true),
    Case(
      name: "a negated reference needs nothing", rule: "reference-undefined",
      text: "ike-peer a\n no proposal p9\n"),
    Case(
      name: "a line that nobody knows uses the object", rule: "object-unused",
      text: "acl office\n permit 10.0.0.0/8 10.0.0.0/8\nline vty in office\n"),
    Case(
      name: "interfaces need no user", rule: "object-unused", text: "interface lan0\n address 10.0.0.1/24\n"),
    Case(
      name: "the same line twice", rule: "duplicate-identity",
      text: "ike-peer a\n address 192.0.2.1\n address 192.0.2.1\n"),
    Case(
      name: "a section opened again with other settings", rule: "duplicate-identity",
      text: "interface a\n mss 1300\ninterface b\n mss 1200\ninterface a\n address 10.0.0.1/24\n"),
    Case(
      name: "two members of a set", rule: "duplicate-identity",
      text: "acl a\n permit 10.0.0.0/8 10.1.0.0/16\n permit 10.0.0.0/8 10.2.0.0/16\n"),
    Case(
      name: "a negated line beside the setting", rule: "duplicate-identity",
      text: "ike-peer a\n no address 192.0.2.1\n address 192.0.2.2\n"),
    Case(
      name: "the switch is there", rule: "companion-line",
      text: "sha2 rfc\nipsec-proposal a\n integrity sha256\n"),
    Case(
      name: "other integrity needs no switch", rule: "companion-line",
      text: "ipsec-proposal a\n integrity sha1\n"),
    Case(
      name: "strong algorithms", rule: "algorithm-weak",
      text: "ike-proposal a\n encryption aes-128 aes-256\n integrity sha256\n group 19\n"),
    Case(
      name: "a description with a weak word", rule: "algorithm-weak",
      text: "description no des and no md5 here\n"),
    Case(
      name: "an offer of several that includes the cloud's", rule: "proposal-mismatch",
      text: good.replacing(
        " encryption aes-256\n integrity sha256\n group 14",
        with: " encryption aes-128 aes-256\n integrity sha256\n group 19 14"), intent: []),
    Case(
      name: "no PFS on either end", rule: "proposal-mismatch", text: good.replacing(" pfs 14\n", with: ""),
      intent: [("pfs_group: 14", "pfs_group: null")]),
    Case(
      name: "no PFS for this gateway, some for another", rule: "proposal-mismatch",
      text: good.replacing(" pfs 14\n", with: "") + """

        ike-peer branch
         address 203.0.113.9
         proposal p1
        ipsec-profile branch
         peer branch
         proposal p2
         pfs 2
        interface tunnel9
         profile branch
        """, intent: [("pfs_group: 14", "pfs_group: null")]),
    Case(
      name: "integrity is not compared beside an authenticated cipher", rule: "proposal-mismatch",
      text: good.replacing(
        "ipsec-proposal p2\n encryption aes-256\n integrity sha256",
        with: "ipsec-proposal p2\n encryption gcm-256"),
      intent: [("ipsec: {encryption: aes-256", "ipsec: {encryption: aes-256-gcm-16")]),
    Case(
      name: "another tunnel has other values", rule: "proposal-mismatch",
      text: good + """

        ike-proposal old
         encryption 3des
         integrity md5
         group 2
        ike-peer branch
         address 203.0.113.9
         proposal old
        ipsec-profile branch
         peer branch
         pfs 2
        interface tunnel9
         profile branch
        """, intent: []),
    Case(
      name: "a default that nobody writes", rule: "lifetime-mismatch", text: good, intent: []),
    Case(
      name: "the largest lifetime", rule: "lifetime-range",
      text: "ike-proposal a\n lifetime 86400\nipsec-profile b\n lifetime 120\n"),
    Case(
      name: "every special that the cloud takes", rule: "key-alphabet",
      text: "ike-peer a\n address 192.0.2.1\n key plain aA1~!@#$%^()-_+={},./:;x\n"),
    Case(
      name: "a key that the device has encoded", rule: "key-alphabet",
      text: "ike-peer a\n address 192.0.2.1\n key encoded ?<>?\n"),
    Case(
      name: "a key that is no pre-shared key", rule: "key-strength", text: "ike-peer a\n key plain short\n"),
    Case(
      name: "eight characters of three kinds are a note at most", rule: "key-looks-encoded",
      text: "ike-peer a\n address 192.0.2.1\n key plain aA1%^%#bcd\n"),
    Case(
      name: "the device has the first address", rule: "inside-address-pair",
      text: good,
      intent: [
        ("inside: 169.254.70.1/30", "inside: 169.254.70.9/30"),
        ("inside: 169.254.70.2/30", "inside: 169.254.70.10/30"),
        ("inside: 169.254.70.9/30", "inside: 169.254.70.10/30 "),
        (
          "169.254.70.10/30\n      bgp_asn: null\n      subnets: [10.20",
          "169.254.70.9/30\n      bgp_asn: null\n      subnets: [10.20"
        ),
      ]),
    Case(
      name: "policy mode has no inside address", rule: "inside-address-mismatch",
      text: good.replacing(" address 169.254.70.2/30\n", with: ""),
      intent: [
        ("mode: static", "mode: policy"),
        ("selectors: []", "selectors: [{cloud: 172.20.0.0/24, device: 10.20.0.0/16}]"),
      ]),
    Case(
      name: "a wider route covers the network", rule: "route-missing",
      text: good.replacing("172.20.0.0/24", with: "172.20.0.0/16"), intent: []),
    Case(
      name: "BGP brings the routes", rule: "route-missing",
      text: good.replacing("route 172.20.0.0/24 tunnel1", with: ""),
      intent: [
        ("mode: static", "mode: bgp"),
        ("inside: 169.254.70.1/30\n      bgp_asn: null", "inside: 169.254.70.1/30\n      bgp_asn: 64512"),
        ("inside: 169.254.70.2/30\n      bgp_asn: null", "inside: 169.254.70.2/30\n      bgp_asn: 65010"),
      ]),
    Case(
      name: "disjoint pairs", rule: "selector-overlap", text: good,
      intent: [
        ("mode: static", "mode: policy"),
        (
          "selectors: []",
          "selectors: [{cloud: 172.20.0.0/24, device: 10.20.1.0/24}, {cloud: 172.20.0.0/24, device: 10.20.2.0/24}]"
        ),
      ]),
    Case(
      name: "the stand-in of a key", rule: "placeholder-left",
      text: "ike-peer a\n key plain <psk:env:PEERCONF_PSK>\n"),
    Case(
      name: "words that contain the beginnings of placeholders", rule: "placeholder-left",
      text: "description tbd-office to-do fixed XXL texas change yours xxx a<b\n"),
    Case(
      name: "a comment says what to fill in", rule: "placeholder-left", text: "! replace <HOST> by CHANGEME\n"
    ),
    Case(name: "the longest name", rule: "name-limit", text: "ike-peer a23456789012345\n"),
    Case(name: "a kind without limit", rule: "name-limit", text: "acl a-name-of-any-length-will-do-here\n"),
    Case(
      name: "the largest segment", rule: "tcp-mss", text: good.replacing("mss 1300", with: "mss 1398"),
      intent: []),
    Case(
      name: "an interface that is no tunnel of ours", rule: "tcp-mss",
      text: good + "\ninterface lan0\n mss 1460\n", intent: []),
    Case(
      name: "IKEv2 has no payload order", rule: "dead-peer-detection",
      text: good.replacing("hash-first", with: "notify-first"), intent: []),
  ]

  @Test(arguments: cases)
  func `a near miss is left alone`(miss: Case) throws {
    let findings = try ExampleDevice().findings(
      in: miss.text, intent: miss.intent, isFragment: miss.isFragment)
    #expect(RuleCatalog.rule(miss.rule) != nil)
    #expect(findings.filter { $0.rule == miss.rule } == [])
  }
}
