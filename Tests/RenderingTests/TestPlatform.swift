import Diagnostics
import PlatformModel
import Testing

@testable import Rendering

/// An invented platform, small but with every kind of knowledge that rendering asks for.
enum TestPlatform {
  static let yaml = """
    id: acme
    name: Acme Router
    confidence: secondary
    syntax: {family: indented, comments: ["!"], negation: "no", exit: exit}
    recognition: {lines: [{line: "acme *", weight: 5}]}
    comments: {prefix: "! "}
    statements: [{group: all, rules: ["peer <name> {rest...}"]}]
    template: {entry: main.j2}
    vocabulary:
      ike-version: {words: {"1": v1, "2": v2}}
      ike-exchange: {words: {main: main, aggressive: }}
      ike-encryption:
        words:
          aes-128: cbc128
          aes-256: {say: cbc256, since: V2}
          aes-256-gcm-16: {say: gcm256, confidence: unverified}
          3des: {note: removed by the maker}
      ike-encryption-1: {words: {aes-128: old-128}}
      ike-integrity: {words: {sha2-256: sha256, sha1: sha}}
      ike-prf: {words: {sha2-256: prf256}}
      ike-dh-group: {words: {"14": group 14, "19": group 19}}
      ipsec-encryption: {words: {aes-128: esp-128, aes-256: esp-256, aes-256-gcm-16: esp-gcm}}
      ipsec-integrity: {words: {sha2-256: esp-sha256}}
      pfs-group: {words: {"14": pfs14, none: off}}
      dpd-order: {words: {seq-hash-notify: hash-first}}
      identity-type: {words: {ip: address, fqdn: name}}
      colours: {words: {red: rouge}}
    capabilities:
      max_connections: 4
      features:
        mode.static: {supported: yes}
        mode.bgp: {supported: yes, confidence: unverified}
        mode.policy: {supported: no, reason: it has no policies, instead: Use static.}
        ike-dh-group.19: {supported: unknown}
      refusals:
        - id: names
          when: {cloud-identity: fqdn, ike-version: "1"}
          reason: names do not work with IKEv1
          instead: Use addresses.
        - id: one-tunnel
          when: {active-tunnels: "2.."}
          severity: warning
          reason: it sends through one tunnel at a time
          instead: Let one be standby.
    limits:
      names: {ike-peer: {length: 1..8}}
      ranges: {tunnel: 1..3, ike-lifetime: 60..86400, dpd-interval: 10..20}
      line_length: 200
    naming:
      ike_peer: {pattern: "PEER{index}", kind: ike-peer}
      ike_proposal: "P{index}"
      tunnel: {pattern: "Tunnel{number}", kind: tunnel, start: 1}
    """

  static func platform() throws -> Platform {
    let file = try PlatformFile(yaml: Array(yaml.utf8), source: "acme.yaml")
    #expect(file.findings.map { "\($0.place.map(String.init(describing:)) ?? "") \($0.message)" } == [])
    return try #require(file.platform)
  }

  static func renderer(_ template: String = "{{ connections[0].key }}\n") throws -> Renderer {
    Renderer(platform: try platform(), templates: ["acme/main.j2": Array(template.utf8)])
  }
}
