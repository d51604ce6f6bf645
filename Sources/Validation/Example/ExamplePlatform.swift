package import Diagnostics
package import PlatformModel

/// A device that does not exist, whose words the examples of the rules speak.
///
/// It is a platform file like any other, so that examples are checked by the real machinery.
package enum ExamplePlatform {
  /// The platform, decoded.
  ///
  /// - Throws: `InputError` when the text below is broken.
  package static func platform() throws(InputError) -> Platform {
    let file = try PlatformFile(yaml: Array(yaml.utf8), source: "example platform")
    guard let platform = file.platform else {
      let first = file.findings.first
      throw InputError(first?.message ?? "the example platform cannot be read", at: first?.place)
    }
    return platform
  }

  private static let yaml = """
    id: example
    name: Example device
    confidence: verified
    sources: {manual: Manual of a device that does not exist}
    syntax: {family: indented, comments: ["!"], closers: [exit], ends: [end], negation: "no", exit: exit}
    recognition: {lines: []}
    comments: {prefix: "! "}
    statements:
      - group: vpn
        rules:
          - sha2 rfc
          - match: ike-proposal <name>
            section: owned
            defines: ike-proposal <name>
            children: ["encryption {words...}", "integrity {words...}", "group {words...}", "lifetime {seconds}"]
          - match: ike-peer <name>
            section: owned
            defines: ike-peer <name>
            children:
              - address {address}
              - {match: "key {form:plain|encoded} {key}", secret: key}
              - {match: "proposal {name}", refers: ["ike-proposal {name}"]}
              - dpd {interval} {order}
          - match: ipsec-proposal <name>
            section: owned
            defines: ipsec-proposal <name>
            children: ["encryption {word}", "integrity {word}"]
          - match: ipsec-profile <name>
            section: owned
            defines: ipsec-profile <name>
            children:
              - {match: "peer {name}", refers: ["ike-peer {name}"]}
              - {match: "proposal {name}", refers: ["ipsec-proposal {name}"]}
              - {match: "selectors {name}", refers: ["acl {name}"]}
              - pfs {group}
              - lifetime {seconds}
          - match: interface <name>
            section: shared
            defines: interface <name>
            children:
              - address {address}
              - {match: "profile {name}", refers: ["ipsec-profile {name}"]}
              - mss {bytes}
          - match: acl <name>
            section: owned
            defines: acl <name>
            children: ["permit <source> <destination>"]
          - {match: "route <network> <interface>", refers: ["interface <interface>"], says: {destination: network}}
          - match: bgp <number>
            section: shared
            children: ["neighbor <address> as {number}"]
    vocabulary:
      ike-version: {words: {"1": "1", "2": "2"}}
      ike-encryption: {words: {aes-256: aes-256, aes-128: aes-128, 3des: 3des, aes-256-gcm-16: null}}
      ike-integrity: {words: {sha2-256: sha256, sha1: sha1, md5: md5}}
      ike-dh-group: {words: {"2": "2", "14": "14", "19": "19"}}
      ipsec-encryption: {words: {aes-256: aes-256, aes-128: aes-128, 3des: 3des, aes-256-gcm-16: gcm-256}}
      ipsec-integrity: {words: {sha2-256: sha256, sha1: sha1, md5: md5}}
      pfs-group: {words: {none: "off", "2": "2", "14": "14", "19": "19"}}
      dpd-order: {words: {seq-hash-notify: hash-first, seq-notify-hash: notify-first}}
    limits:
      names: {ike-peer: {length: 1..15, alphabet: A-Za-z0-9_-, first: A-Za-z}}
      key: {length: 1..64, forbidden: "?", forbidden_prefixes: ["%^%#"]}
      ranges: {ike-lifetime: 60..86400, ipsec-lifetime: 120..86400, mss: 500..1398}
    key_encodings:
      - {name: encoded, capture: form, words: [encoded], kind: opaque}
      - {name: wrapped, prefix: "%^%#", suffix: "%^%#", kind: opaque}
    readings:
      - {fact: ike-encryption, section: "ike-proposal <name>", line: "encryption {words...}", capture: words, vocabulary: ike-encryption}
      - {fact: ike-integrity, section: "ike-proposal <name>", line: "integrity {words...}", capture: words, vocabulary: ike-integrity}
      - {fact: ike-dh-group, section: "ike-proposal <name>", line: "group {words...}", capture: words, vocabulary: ike-dh-group}
      - {fact: ike-lifetime, section: "ike-proposal <name>", line: "lifetime {seconds}", capture: seconds, default: "86400"}
      - {fact: peer-address, section: "ike-peer <name>", line: "address {address}", capture: address}
      - {fact: dpd-interval, section: "ike-peer <name>", line: "dpd {interval} {order}", capture: interval}
      - {fact: dpd-order, section: "ike-peer <name>", line: "dpd {interval} {order}", capture: order, vocabulary: dpd-order}
      - {fact: ipsec-encryption, section: "ipsec-proposal <name>", line: "encryption {word}", capture: word, vocabulary: ipsec-encryption}
      - {fact: ipsec-integrity, section: "ipsec-proposal <name>", line: "integrity {word}", capture: word, vocabulary: ipsec-integrity}
      - {fact: pfs-group, section: "ipsec-profile <name>", line: "pfs {group}", capture: group, vocabulary: pfs-group, default: none}
      - {fact: ipsec-lifetime, section: "ipsec-profile <name>", line: "lifetime {seconds}", capture: seconds, default: "3600"}
      - {fact: inside-address, section: "interface <name>", line: "address {address}", capture: address}
      - {fact: tcp-mss, section: "interface <name>", line: "mss {bytes}", capture: bytes}
      - {fact: route, line: "route <network> <interface>", capture: network}
      - {fact: selector, section: "acl <name>", line: "permit <source> <destination>", capture: [source, destination]}
      - {fact: bgp-asn, line: "bgp <number>", capture: number}
      - {fact: bgp-neighbor, section: "bgp <number>", line: "neighbor <address> as {number}", capture: address}
      - {fact: bgp-neighbor-asn, section: "bgp <number>", line: "neighbor <address> as {number}", capture: [address, number]}
    requires:
      - id: sha2-rfc
        when: {section: "ipsec-proposal <name>", line: "integrity sha256"}
        needs: {line: "sha2 rfc"}
        message: SHA-2 in ESP is cut at the wrong length, so that the tunnel is up and carries nothing
        remedy: Add the line `sha2 rfc`.
        severity: error
    """

  /// The intent that the examples are held against.
  package static let intent = """
    schema: peerconf.intent/1
    site: example
    device:
      wan: [{name: wan1, interface: wan0, address: 198.51.100.7}]
      lan: {subnets: [10.20.0.0/16]}
    connections:
      - id: c1
        name: example-1
        mode: static
        role: active
        wan: wan1
        probe: false
        cloud:
          address: 192.0.2.10
          identity: {type: ip, value: 192.0.2.10}
          inside: 169.254.70.1/30
          bgp_asn: null
          subnets: [172.20.0.0/24]
        device:
          address: 198.51.100.7
          identity: {type: ip, value: 198.51.100.7}
          inside: 169.254.70.2/30
          bgp_asn: null
          subnets: [10.20.0.0/16]
        selectors: []
        ike:
          version: 2
          exchange: null
          encryption: aes-256
          integrity: sha2-256
          dh_group: 14
          lifetime_seconds: 86400
          dpd: {interval_seconds: 30, retransmit_seconds: 15, payload_order: seq-hash-notify}
        ipsec: {encryption: aes-256, integrity: sha2-256, pfs_group: 14, lifetime_seconds: 3600}
        key: {reference: "env:PEERCONF_PSK_EXAMPLE"}
    """

  /// A configuration that does what ``intent`` says and breaks no rule.
  package static let configuration = """
    sha2 rfc
    ike-proposal p1
     encryption aes-256
     integrity sha256
     group 14
    ike-peer cloud
     address 192.0.2.10
     key plain <psk:env:PEERCONF_PSK_EXAMPLE>
     proposal p1
     dpd 30 hash-first
    ipsec-proposal p2
     encryption aes-256
     integrity sha256
    ipsec-profile vpn
     peer cloud
     proposal p2
     pfs 14
    interface tunnel1
     address 169.254.70.2/30
     profile vpn
     mss 1300
    route 172.20.0.0/24 tunnel1
    """
}
