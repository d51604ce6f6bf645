import CloudVPN
import Diagnostics
import Documents
import OrderedJSON
import Secrets
import Testing

/// The documented value rules, before anything is sent: what is documented as wrong is refused, what is not verified is
/// remarked on and sent.
@Suite struct ConnectionDraftTests {
  /// The smallest request that the service documents.
  private static let minimal: [(String, String)] = [
    ("vgw_id", "0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21"), ("vgw_ip", "c7b9a2de-1f34-4c55-9d3a-6a1e2b3c4d5e"),
    ("cgw_id", "e2a1b0c9-8d7e-4f6a-9b5c-4d3e2f1a0b9c"), ("peer_subnets", "[10.20.0.0/16]"),
    ("psk", "env:PSK"),
  ]

  private func read(
    _ text: String, _ purpose: ConnectionDrafts.Purpose = .create
  ) throws -> ConnectionDrafts {
    ConnectionDrafts(try DocumentText(Array(text.utf8), source: "a.yaml"), for: purpose)
  }

  /// The minimal request with members changed (`name: value`), added, or removed (`name:`).
  private func findings(_ changes: String...) throws -> [String] {
    var members = Self.minimal
    for change in changes {
      let mark = try #require(change.firstIndex(of: ":"))
      let name = String(change[..<mark])
      let value = change[change.index(after: mark)...].trimmingPrefix(" ")
      members.removeAll { $0.0 == name }
      if !value.isEmpty { members.append((name, String(value))) }
    }
    return try read(members.map { "\($0.0): \($0.1)\n" }.joined()).findings.map { finding in
      let path = finding.message.prefix { $0 != ":" }
      return "\(finding.severity) \(finding.rule) \(path)"
    }
  }

  @Test func `the smallest documented request says nothing and gets no defaults`() throws {
    let drafts = try read(Self.minimal.map { "\($0.0): \($0.1)\n" }.joined())
    #expect(drafts.findings.isEmpty)
    let draft = try #require(drafts.drafts.first)
    #expect(draft.members.members.map(\.name) == ["vgw_id", "vgw_ip", "cgw_id", "peer_subnets"])
    #expect(draft.keyReference?.text == "env:PSK" && draft.key == nil)
  }

  @Test func `words are sent in the service's spelling, numbers as the texts that they stand for`() throws {
    let text =
      Self.minimal.map { "\($0.0): \($0.1)\n" }.joined()
      + "style: STATIC\nname: 2024\nenable_nqa: true\nikepolicy: {ike_version: V2, local_id:  }\nha_role:\n"
    let draft = try #require(try read(text).drafts.first)
    #expect(draft.members["style"] == "static" && draft.members["name"] == "2024")
    #expect(draft.members["ikepolicy"] == ["ike_version": "v2"])
    #expect(draft.members["ha_role"] == nil && draft.members["enable_nqa"] == true)
  }

  @Test(
    arguments: [
      // Members that are always needed.
      ("vgw_id:", "error connection-missing vgw_id"), ("vgw_ip:", "error connection-missing vgw_ip"),
      ("cgw_id:", "error connection-missing cgw_id"), ("psk:", "error connection-missing psk"),
      ("peer_subnets:", "error connection-missing peer_subnets"),
      // Forms.
      ("vgw_id: hq", "error connection-value vgw_id"), ("vgw_ip: 1.2.3", "error connection-value vgw_ip"),
      ("vgw_ip: 203.0.113.9", "warning connection-unverified vgw_ip"),
      ("name: 'a b'", "error connection-value name"), ("name: ''", "error connection-value name"),
      ("name: [a]", "error connection-type name"), ("name: 柏林", "warning connection-unverified name"),
      ("style: vxlan", "error connection-value style"),
      ("ha_role: standby", "error connection-value ha_role"),
      ("enable_hub: 1", "error connection-type enable_hub"),
      // Networks.
      ("peer_subnets: [10.20.0.0]", "error connection-value peer_subnets[0]"),
      ("peer_subnets: []", "error connection-range peer_subnets"),
      ("peer_subnets: 10.20.0.0/16", "error connection-type peer_subnets"),
      ("peer_subnets: [10.20.0.1/16]", "warning connection-unverified peer_subnets[0]"),
      ("peer_subnets: [10.0.0.0/8, 224.0.0.0/8]", "error connection-value peer_subnets[1]"),
      ("peer_subnets: [127.0.0.0/8]", "error connection-value peer_subnets[0]"),
      ("peer_subnets: [240.0.0.0/8]", "error connection-value peer_subnets[0]"),
      ("peer_subnets: [100.64.1.0/24]", "warning connection-unverified peer_subnets[0]"),
      // Flags of one style.
      ("enable_hub: true", "error connection-style enable_hub"),
      ("enable_hub: false", "warning connection-unverified enable_hub"),
      ("enable_health_check: true", "warning connection-unverified enable_health_check"),
      // Inside the tunnel.
      ("tunnel_local_address: 169.254.70.1/30", "warning connection-unverified tunnel_peer_address"),
      // Policies.
      (
        "policy_rules: [{source: 10.0.0.0/8, destination: [10.20.0.0/16]}]",
        "warning connection-unverified policy_rules"
      ),
      ("ikepolicy: {dh_group: group3}", "error connection-value ikepolicy.dh_group"),
      ("ikepolicy: {dh_group: group2}", "note connection-weak ikepolicy.dh_group"),
      (
        "ikepolicy: {encryption_algorithm: aes-128-gcm-128}",
        "warning connection-unverified ikepolicy.encryption_algorithm"
      ),
      ("ikepolicy: {lifetime_seconds: 59}", "error connection-range ikepolicy.lifetime_seconds"),
      ("ikepolicy: {lifetime_seconds: '60'}", "error connection-type ikepolicy.lifetime_seconds"),
      ("ikepolicy: {local_id_type: fqdn}", "error connection-missing ikepolicy.local_id"),
      ("ikepolicy: {peer_id: branch}", "error connection-value ikepolicy.peer_id"),
      ("ikepolicy: {peer_id_type: fqdn, peer_id: 'a b'}", "error connection-value ikepolicy.peer_id"),
      ("ikepolicy: {peer_id_type: any}", "warning connection-unverified ikepolicy.peer_id_type"),
      (
        "ikepolicy: {phase1_negotiation_mode: main}",
        "warning connection-unverified ikepolicy.phase1_negotiation_mode"
      ),
      (
        "ikepolicy: {ike_version: v1, phase1_negotiation_mode: aggressive}",
        "note connection-weak ikepolicy.phase1_negotiation_mode"
      ),
      ("ikepolicy: {dpd: {timeout: 1}}", "error connection-range ikepolicy.dpd.timeout"),
      ("ikepolicy: {dpd: {interval: 3601}}", "error connection-range ikepolicy.dpd.interval"),
      ("ikepolicy: {pfs: group14}", "warning connection-unknown-member ikepolicy.pfs"),
      ("ipsecpolicy: {lifetime_seconds: 29}", "error connection-range ipsecpolicy.lifetime_seconds"),
      ("ipsecpolicy: {lifetime_seconds: 45}", "warning connection-unverified ipsecpolicy.lifetime_seconds"),
      ("ipsecpolicy: {pfs: none}", "error connection-value ipsecpolicy.pfs"),
      ("ipsecpolicy: {transform_protocol: ah}", "error connection-value ipsecpolicy.transform_protocol"),
      // Tags.
      ("tags: [{key: a}]", "error connection-missing tags[0].value"),
      ("tags: [{key: '', value: b}]", "error connection-range tags[0].key"),
      ("tags: [{key: 'a*', value: b}]", "warning connection-unverified tags[0].key"),
      // Names.
      ("peer_subnet: [10.0.0.0/8]", "error connection-unknown-member peer_subnet"),
      ("Name: a", "error connection-unknown-member Name"),
      ("future_member: 1", "warning connection-unknown-member future_member"),
      ("status: DOWN", "error connection-answer-member status"),
      ("pre_shared_key: CANARY", "error connection-unknown-member pre_shared_key"),
      ("psk: CANARY-in-clear", "error connection-key psk"), ("psk: 5", "error connection-key psk"),
    ])
  func `one wrong or doubtful value is one remark`(change: String, finding: String) throws {
    #expect(try findings(change) == [finding])
  }

  @Test func `values on the edges of the ranges are fine`() throws {
    #expect(try findings("name: \(String(repeating: "a", count: 64))").isEmpty)
    #expect(try findings("ikepolicy: {lifetime_seconds: 604800, dpd: {timeout: 60, interval: 10}}").isEmpty)
    #expect(try findings("ipsecpolicy: {lifetime_seconds: 604800, pfs: disable}").isEmpty)
    #expect(try findings("vgw_ip: 10.99.0.11").isEmpty)
    #expect(
      try findings("tunnel_local_address: 169.254.70.1/30", "tunnel_peer_address: 169.254.70.2/30").isEmpty)
    #expect(
      try findings("peer_subnets: [\((0..<50).map { "10.\($0).0.0/16" }.joined(separator: ", "))]").isEmpty)
    #expect(try findings("peer_subnets: [0.0.0.0/0]").isEmpty)
    #expect(
      try findings("ikepolicy: {local_id_type: fqdn, local_id: a.example, peer_id: 198.51.100.7}").isEmpty)
  }

  @Test func `enable_nqa stands on static connections only, whatever its value`() throws {
    #expect(try findings("enable_nqa: false").isEmpty)
    #expect(try findings("style: Static", "enable_nqa: true").isEmpty)
    for value in ["true", "false"] {
      #expect(
        try findings("style: bgp", "enable_nqa: \(value)") == ["error connection-style enable_nqa"])
    }
    #expect(try findings("style: bgp", "enable_hub: true").isEmpty)
  }

  @Test func `policy connections need rules with sources of their own`() throws {
    let one = "{source: 172.20.0.0/24, destination: [10.20.1.0/24]}"
    #expect(try findings("style: policy", "policy_rules: [\(one)]").isEmpty)
    #expect(try findings("style: policy") == ["error connection-missing policy_rules"])
    #expect(
      try findings("style: policy", "policy_rules: [\(one), \(one)]")
        == ["error connection-duplicate policy_rules[1].source"])
    #expect(
      try findings("style: policy", "policy_rules: [{source: 172.20.0.0/24}]")
        == ["error connection-missing policy_rules[0].destination"])
    #expect(
      try findings("style: policy", "policy_rules: [\(one), {}, {}, {}, {}, {}]").first
        == "error connection-range policy_rules")
    #expect(
      try findings("style: policy", "peer_subnets:", "policy_rules: [\(one)]")
        == ["warning connection-unverified peer_subnets"])
  }

  @Test(
    arguments: [
      ("169.254.70.1/30", "169.254.70.1/30"), ("169.254.70.1/30", "169.254.71.2/30"),
      ("169.254.70.0/30", "169.254.70.2/30"), ("169.254.70.3/30", "169.254.70.2/30"),
      ("169.254.195.1/30", "169.254.195.2/30"), ("169.254.70.1/29", "169.254.70.2/30"),
      ("10.0.0.1/30", "10.0.0.2/30"), ("169.254.70.1", "169.254.70.2/30"),
    ])
  func `addresses inside the tunnel are hosts of one free network`(local: String, peer: String) throws {
    let found = try findings("tunnel_local_address: \(local)", "tunnel_peer_address: \(peer)")
    #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("error connection-value tunnel_") }, "\(found)")
  }

  @Test func `certificates take the key's place`() throws {
    let certificates = "ikepolicy: {authentication_method: digital-envelope-v2}"
    #expect(try findings(certificates, "psk:").isEmpty)
    #expect(try findings(certificates) == ["error connection-key psk"])
    #expect(
      try findings("ikepolicy: {encryption_algorithm: sm4}") == ["error connection-key psk"])
  }

  @Test func `both ends have identities of their own`() throws {
    #expect(
      try findings("ikepolicy: {local_id: 192.0.2.1, peer_id: 192.0.2.1}")
        == ["error connection-value ikepolicy.peer_id"])
  }

  @Test func `a remark has its place, and no key that stood in the document`() throws {
    let drafts = try read(
      "vpn_connection:\n  psk: CANARY#Key-0001\n  ikepolicy:\n    dh_group: group99\n  pks: CANARY#Key-0002\n"
    )
    let places = drafts.findings.filter { $0.severity == .error && !$0.message.contains("missing") }
      .map { "\($0.place?.description ?? "-") \($0.rule)" }
    #expect(
      Set(places) == [
        "a.yaml:2:3 connection-key", "a.yaml:4:5 connection-value", "a.yaml:5:3 connection-unknown-member",
      ])
    #expect(drafts.drafts.isEmpty && !"\(drafts)".contains("CANARY"))
  }

  @Test func `the documentation's own requests can be pasted, wrapped or not`() throws {
    let wrapped = """
      {"vpn_connection":{"vgw_id":"0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21","vgw_ip":"c7b9a2de-1f34-4c55-9d3a-6a1e2b3c4d5e",
       "cgw_id":"e2a1b0c9-8d7e-4f6a-9b5c-4d3e2f1a0b9c","style":"policy","peer_subnets":["10.20.0.0/16"],"psk":"env:PSK",
       "policy_rules":[{"source":"172.20.0.0/24","destination":["10.20.1.0/24","10.20.2.0/24"]}]}}
      """
    let drafts = try read(wrapped)
    #expect(drafts.findings.isEmpty && drafts.drafts.count == 1)
    #expect(drafts.drafts.first?.members["policy_rules"]?.array?.count == 1)
    let batch = try read("{\"vpn_connections\":[\(wrapped.dropFirst(18).dropLast(1))]}", .batch)
    #expect(batch.findings.isEmpty && batch.drafts.count == 1)
  }

  @Test func `an update takes what may be changed`() throws {
    let drafts = try read("name: hq\nikepolicy: {lifetime_seconds: 43200}\npsk: file:key\n", .update)
    #expect(drafts.findings.isEmpty && drafts.drafts.first?.keyReference?.text == "file:key")
    #expect(try read("psk: env:A", .update).drafts.first?.members.members.isEmpty == true)
    for fixed in ["vgw_id", "vgw_ip", "style", "ha_role", "tags", "enable_health_check"] {
      let errors = try read("\(fixed): x", .update).findings.filter { $0.severity == .error }
      #expect(errors.map(\.rule) == ["connection-fixed"], "\(fixed)")
    }
    let method = try read("ikepolicy: {authentication_method: pre-share}", .update)
    #expect(method.findings.map(\.rule) == ["connection-fixed"])
    let nqa = try read("enable_nqa: true", .update)
    #expect(nqa.findings.map(\.severity) == [.warning] && nqa.drafts.count == 1)
    let identity = try read("ikepolicy: {local_id_type: ip, local_id: 192.0.2.1}", .update)
    #expect(identity.findings.map(\.severity) == [.warning])
    #expect(try read("{}", .update).findings.map(\.rule) == ["connection-missing"])
  }

  @Test func `a batch is one or two connections of one gateway`() throws {
    func item(_ gateway: Character, _ address: Character) -> String {
      "{vgw_id: 0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e2\(gateway), vgw_ip: c7b9a2de-1f34-4c55-9d3a-6a1e2b3c4d5\(address), "
        + "cgw_id: e2a1b0c9-8d7e-4f6a-9b5c-4d3e2f1a0b9c, peer_subnets: [10.20.0.0/16], psk: env:PSK}"
    }
    let good = try read("[\(item("1", "1")), \(item("1", "2"))]", .batch)
    #expect(good.findings.isEmpty && good.drafts.count == 2)
    let gateways = try read("[\(item("1", "1")), \(item("2", "2"))]", .batch)
    #expect(gateways.findings.map(\.message).first?.hasPrefix("[1].vgw_id: ") == true)
    let twice = try read("[\(item("1", "1")), \(item("1", "1"))]", .batch)
    #expect(twice.findings.map(\.severity) == [.warning] && twice.drafts.count == 2)
    let three = try read("vpn_connections: [\(item("1", "1")), {}, {}]", .batch)
    #expect(three.findings.map(\.rule) == ["connection-range"])
    #expect(try read("vpn_connections: []", .batch).findings.map(\.rule) == ["connection-range"])
  }

  @Test(
    arguments: [
      ("vpn_connections: [{}]", ConnectionDrafts.Purpose.create, "Use `batch-create`"),
      ("vpn_connection: {}", .batch, "Use `create`"),
      ("schema: peerconf.intent/1", .create, "members of the API"),
      ("name: x", .batch, "with a list"), ("- 1", .create, "expected an object"),
    ])
  func `another kind of document is named`(
    text: String, purpose: ConnectionDrafts.Purpose, words: String
  ) throws {
    let drafts = try read(text, purpose)
    let said = drafts.findings.map { "\($0.message) \($0.remedy ?? "")" }.joined()
    #expect(said.contains(words) && drafts.drafts.isEmpty, "\(said)")
  }
}

/// The documented rules for keys, without a word that tells one.
@Suite struct KeyFormTests {
  private func findings(_ key: String) throws -> [Finding] {
    KeyForm.findings(on: Secret(key), of: try SecretReference(parsing: "env:PSK"))
  }

  @Test(arguments: ["Abcdefg1", "abc#efg1", "ABC#EFG1", "Abc#efg1~!@$%^()-_+={},./:;"])
  func `three kinds of the safe characters are fine`(key: String) throws {
    #expect(try findings(key).isEmpty)
  }

  @Test(
    arguments: [
      "CAnary1", "CANARYCANARY1", "canary##", "CANARY&canary1", "CANARY canary?1", "CANARYÄcanary1",
      "CANARY\"canary1", "CANARY\\canary1", "CANARY`canary1",
    ])
  func `what every page refuses is an error`(key: String) throws {
    let found = try findings(key)
    #expect(found.contains { $0.severity == .error && $0.rule == "connection-key" })
    #expect(found.allSatisfy { !$0.message.lowercased().contains("canary") })
  }

  @Test(arguments: ["CANARY*canary1", "CANARY canary1"])
  func `what only some pages allow is a warning`(key: String) throws {
    #expect(try findings(key).map(\.severity) == [.warning])
  }

  @Test func `128 characters are the most`() throws {
    #expect(try findings(String(repeating: "aB1#", count: 32)).isEmpty)
    #expect(try findings(String(repeating: "aB1#", count: 32) + "a").map(\.severity) == [.error])
  }
}
