import CloudSandbox
import OrderedJSON
import Testing

/// What the service refuses in the body of a change, and with which code.
@Suite struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var change: @Sendable (JSON) -> JSON
    var code = "VPN.0001"
    var status = 400
    var word: String

    init(
      _ word: String, _ code: String = "VPN.0001", _ status: Int = 400,
      _ change: @escaping @Sendable (JSON) -> JSON
    ) {
      (self.word, self.code, self.status, self.change) = (word, code, status, change)
    }

    var testDescription: String { "\(code) \(word)" }
  }

  static let unknownID: JSON = "00000000-0000-4000-8000-000000000000"

  private static func setting(
    _ name: String, _ value: JSON, _ word: String, _ code: String = "VPN.0001", _ status: Int = 400
  ) -> Case { Case(word, code, status) { $0.with(name, value) } }

  private static func many(_ count: Int, _ item: (Int) -> JSON) -> JSON { .array((0..<count).map(item)) }

  private static func subnets(_ count: Int) -> JSON { many(count) { .string("10.201.\($0).0/24") } }

  private static func rules(_ count: Int) -> JSON {
    many(count) { ["source": .string("172.20.\($0).0/24"), "destination": ["10.200.0.0/24"]] }
  }

  static let creations: [Case] = [
    Case("vgw_id") { $0.with("vgw_id", .null) }, Case("vgw_ip") { $0.with("vgw_ip", .null) },
    Case("cgw_id") { $0.with("cgw_id", .null) }, Case("psk") { $0.with("psk", .null) },
    Case("peer_subnets") { $0.with("peer_subnets", .null) },
    setting("vgw_id", "1", "UUID"), setting("vgw_id", 1, "string"), setting("cgw_id", "x", "UUID"),
    setting("vgw_id", unknownID, "gateway", "VPN.0509", 404),
    setting("cgw_id", unknownID, "not found", "VPN.0004", 404),
    setting("vgw_ip", "192.0.2.10", "vgw_ip"), setting("name", "a b", "name"),
    setting("name", .string(String(repeating: "a", count: 65)), "name"), setting("name", "caf\u{E9}", "name"),
    setting("style", "STATIC", "style"), setting("style", "policy-template", "style"),
    setting("ha_role", "standby", "ha_role"), setting("enable_nqa", "false", "enable_nqa"),
    setting("peer_subnets", [], "1 to 50"), setting("peer_subnets", subnets(51), "1 to 50"),
    setting("peer_subnets", ["10.0.0.0"], "peer_subnets[0]", "VPN.0203"),
    setting("peer_subnets", ["10.0.0.1/24"], "invalid IP", "VPN.0203"),
    setting("peer_subnets", ["10.0.0.0/33"], "invalid IP", "VPN.0203"),
    setting("peer_subnets", ["2001:db8::/32"], "invalid IP", "VPN.0203"),
    setting("peer_subnets", ["224.0.0.0/24"], "class D", "VPN.0204"),
    setting("peer_subnets", ["240.0.0.0/8"], "class E", "VPN.0204"),
    setting("peer_subnets", ["10.1.0.0/16", "127.0.0.0/8"], "peer_subnets[1]", "VPN.0204"),
    setting("peer_subnets", ["100.64.1.0/24"], "reserved"),
    setting("peer_subnets", ["214.1.0.0/16"], "reserved"),
    setting("tunnel_local_address", "169.254.60.1/30", "together"),
    Case("two hosts") {
      $0.with("tunnel_local_address", "169.254.60.1/30").with("tunnel_peer_address", "169.254.60.1/30")
    },
    Case("two hosts") {
      $0.with("tunnel_local_address", "169.254.60.1/30").with("tunnel_peer_address", "169.254.60.6/30")
    },
    Case("host address") {
      $0.with("tunnel_local_address", "169.254.60.0/30").with("tunnel_peer_address", "169.254.60.1/30")
    },
    Case("host address") {
      $0.with("tunnel_local_address", "169.254.195.1/30").with("tunnel_peer_address", "169.254.195.2/30")
    },
    Case("host address") {
      $0.with("tunnel_local_address", "169.254.60.1/29").with("tunnel_peer_address", "169.254.60.2/29")
    },
    Case("host address") {
      $0.with("tunnel_local_address", "10.0.0.1/30").with("tunnel_peer_address", "10.0.0.2/30")
    },
    Case("occupied", "VPN.0012") {
      $0.with("tunnel_local_address", "169.254.70.2/30").with("tunnel_peer_address", "169.254.70.1/30")
    },
    Case("invalid request: enable_nqa must not be filled if style is not static") {
      $0.with("style", "bgp").with("enable_nqa", false)
    },
    Case("enable_hub") { $0.with("enable_hub", true) },
    Case("policy_rules") { $0.with("style", "policy") },
    Case("1 to 5") { $0.with("style", "policy").with("policy_rules", rules(6)) },
    Case("1 to 5") { $0.with("style", "policy").with("policy_rules", []) },
    Case("source is given twice") {
      $0.with("style", "policy").with(
        "policy_rules", many(2) { _ in ["source": "172.20.0.0/24", "destination": ["10.200.0.0/24"]] })
    },
    Case("1 to 50 destinations") {
      $0.with("style", "policy").with(
        "policy_rules", [["source": "172.20.0.0/24", "destination": subnets(51)]])
    },
    Case("rule_index") {
      $0.with("style", "policy").with(
        "policy_rules", [["rule_index": 51, "source": "172.20.0.0/24", "destination": ["10.200.0.0/24"]]])
    },
    Case("destination[0]", "VPN.0203") {
      $0.with("style", "policy").with("policy_rules", [["source": "172.20.0.0/24", "destination": ["any"]]])
    },
    setting("psk", "Short#1", "8 to 128"), setting("psk", "alllowercase1", "three of"),
    setting("psk", .string("Aa1#" + String(repeating: "x", count: 125)), "8 to 128"),
    setting("psk", "Forbidden?1", "not allowed"), setting("psk", "Umlaut#1\u{FC}", "not allowed"),
    setting("tags", many(21) { ["key": .string("k\($0)"), "value": ""] }, "20 or fewer"),
    setting("tags", [["key": "k"]], "tags[0]"), setting("tags", [["key": "", "value": ""]], "tags[0].key"),
    setting("tags", many(2) { _ in ["key": "k", "value": ""] }, "twice"),
    setting("ikepolicy", "x", "ikepolicy"), setting("ikepolicy", ["ike_version": "v3"], "ike_version"),
    setting("ikepolicy", ["encryption_algorithm": "aes-512"], "encryption_algorithm"),
    setting("ikepolicy", ["dh_group": "14"], "dh_group"),
    setting("ikepolicy", ["lifetime_seconds": 59], "604800"),
    setting("ikepolicy", ["lifetime_seconds": 604_801], "604800"),
    setting("ikepolicy", ["lifetime_seconds": "3600"], "whole number"),
    setting("ikepolicy", ["local_id_type": "fqdn"], "local_id"),
    setting("ikepolicy", ["peer_id_type": "fqdn", "peer_id": "a b"], "peer_id"),
    setting("ikepolicy", ["peer_id": "branch"], "peer_id"),
    setting("ikepolicy", ["dpd": ["timeout": 61]], "dpd.timeout"),
    setting("ikepolicy", ["dpd": ["interval": 9]], "3600"),
    setting("ikepolicy", ["authentication_method": "digital-envelope-v2"], "authentication_method"),
    setting("ipsecpolicy", ["pfs": "group22"], "pfs"), setting("ipsecpolicy", ["lifetime_seconds": 29], "30"),
    setting("ipsecpolicy", ["transform_protocol": "ah"], "transform_protocol"),
    setting("ipsecpolicy", ["encapsulation_mode": "transport"], "encapsulation_mode"),
    Case("connected already") { $0.with("cgw_id", "c9000000-0000-4000-8000-000000000001") },
    Case("ha_role") {
      $0.with("vgw_id", "b1000000-0000-4000-8000-000000000002").with(
        "vgw_ip", "e1000000-0000-4000-8000-000000000004")
    },
  ]

  @Test(arguments: creations)
  func `a creation is refused`(wrong: Case) async {
    let caller = TestCaller()
    let answer = await caller.call(
      "POST", "/vpn-connection", ["vpn_connection": wrong.change(LifecycleTests.minimal)])
    #expect(
      answer.status == wrong.status && answer.code == wrong.code, "\(answer.code ?? "") \(answer.message)")
    #expect(answer.message.contains(wrong.word), "\(answer.message)")
    #expect(await caller.get("/vpn-connection").json?["total_count"] == 14)
    for key in ["Short#1", "alllowercase1", "Forbidden", "Umlaut", "Canary"] {
      #expect(!answer.message.contains(key))
    }
  }

  static let accepted: [Case] = [
    setting("style", "bgp", "enable_hub"), setting("name", "\u{4E00}-branch_1.x", "name"),
    Case("rules") { $0.with("style", "policy").with("policy_rules", rules(5)) },
    setting("psk", "Star* And Blank 1", "psk"), setting("ikepolicy", ["ike_version": "v1"], "main"),
    setting(
      "ikepolicy", ["phase1_negotiation_mode": "aggressive", "pfs": "group14"], "ignored in version 2"),
    setting("peer_subnets", subnets(50), "fifty"), setting("enable_health_check", true, "echoed"),
    Case("standby") {
      $0.with("vgw_id", "b1000000-0000-4000-8000-000000000002").with(
        "vgw_ip", "e1000000-0000-4000-8000-000000000004"
      )
      .with("ha_role", "slave")
    },
    Case("a private gateway") {
      $0.with("vgw_id", "b1000000-0000-4000-8000-000000000003").with("vgw_ip", "10.99.0.12")
    },
    setting("unknown", ["a": 1], "ignored"),
    setting("ipsecpolicy", ["pfs": "disable", "lifetime_seconds": 30], "edge"),
  ]

  @Test(arguments: accepted)
  func `a creation at the edge of the rules is accepted`(right: Case) async {
    let sent = right.change(LifecycleTests.minimal)
    let answer = await TestCaller().call("POST", "/vpn-connection", ["vpn_connection": sent])
    #expect(answer.status == 201, "\(answer.message)")
    let created = answer.json?["vpn_connection"]
    #expect(created?["unknown"] == nil && created?["ikepolicy"]?["pfs"] == nil)
    #expect(created?["enable_health_check"] == sent["enable_health_check"])
    #expect((created?["enable_nqa"] != nil) == (created?["style"] == "STATIC"))
    #expect((created?["enable_hub"] != nil) == (created?["style"] == "BGP"))
    #expect((created?["tunnel_peer_address"] != nil) == (created?["style"] != "POLICY"))
    #expect(
      (created?["ikepolicy"]?["phase1_negotiation_mode"] != nil)
        == (created?["ikepolicy"]?["ike_version"] == "v1"))
  }

  @Test(
    arguments: [
      ("PENDING_CREATE", 400, "VPN.0506"), ("PENDING_UPDATE", 400, "VPN.0507"),
      ("PENDING_DELETE", 400, "VPN.0508"),
      ("FAULT", 409, "VPN.0016"), ("FREEZED", 400, "VPN.0001"),
    ])
  func `a gateway that is not ready takes no connection`(status: String, http: Int, code: String) async throws
  {
    let caller = try TestCaller { $0 = $0.with("vpnGateways", 0, "status", .string(status)) }
    let answer = await caller.call("POST", "/vpn-connection", ["vpn_connection": LifecycleTests.minimal])
    #expect(answer.status == http && answer.code == code)
  }

  @Test func `a full gateway takes no more`() async throws {
    let caller = try TestCaller { $0 = $0.with("vpnGateways", 0, "connection_number", 9) }
    let first = await caller.call("POST", "/vpn-connection", ["vpn_connection": LifecycleTests.minimal])
    #expect(first.status == 201)
    let second = LifecycleTests.minimal.with("cgw_id", "c9000000-0000-4000-8000-000000000006")
    let refused = await caller.call("POST", "/vpn-connection", ["vpn_connection": second])
    #expect(refused.status == 400 && refused.message.contains("quota"))
  }

  @Test func `an enterprise router needs no subnets where it learns them`() async throws {
    let caller = try TestCaller { $0 = $0.with("vpnGateways", 0, "attachment_type", "er") }
    let with = LifecycleTests.minimal.with("style", "bgp")
    let refused = await caller.call("POST", "/vpn-connection", ["vpn_connection": with])
    #expect(refused.status == 400 && refused.message.contains("peer_subnets"))
    let created = await caller.call(
      "POST", "/vpn-connection", ["vpn_connection": with.with("peer_subnets", .null)])
    #expect(created.status == 201 && created.json?["vpn_connection"]?["peer_subnets"] == nil)
    let still = LifecycleTests.minimal.with("cgw_id", "c9000000-0000-4000-8000-000000000006")
    #expect(await caller.call("POST", "/vpn-connection", ["vpn_connection": still]).status == 201)
  }

  @Test(
    arguments: [
      (#"{"vgw_id":"b1000000-0000-4000-8000-000000000002"}"#, "VPN.0013", "vgw_id"),
      (#"{"style":"bgp"}"#, "VPN.0013", "style"), (#"{"ha_role":"slave"}"#, "VPN.0013", "ha_role"),
      (#"{"tags":[]}"#, "VPN.0013", "tags"), (#"{"enable_hub":true}"#, "VPN.0001", "enable_hub"),
      (
        #"{"policy_rules":[{"source":"10.0.0.0/8","destination":["10.1.0.0/16"]}]}"#, "VPN.0001",
        "policy_rules"
      ),
      (#"{"cgw_id":"00000000-0000-4000-8000-000000000000"}"#, "VPN.0004", "not found"),
      (#"{"cgw_id":"c9000000-0000-4000-8000-000000000002"}"#, "VPN.0001", "connected already"),
      (#"{"ikepolicy":{"local_id_type":"fqdn"}}"#, "VPN.0001", "local_id"),
      (#"{"ikepolicy":{"dh_group":"group3"}}"#, "VPN.0001", "dh_group"),
      (#"{"name":""}"#, "VPN.0001", "name"),
      (#"{"tunnel_local_address":"169.254.1.1/30"}"#, "VPN.0001", "together"),
      (
        #"{"tunnel_local_address":"169.254.80.1/30","tunnel_peer_address":"169.254.80.2/30"}"#, "VPN.0012",
        "occupied"
      ),
      (#"{"peer_subnets":["10.0.0.0/99"]}"#, "VPN.0203", "peer_subnets"),
      (#"{"psk":"short"}"#, "VPN.0001", "psk"),
      (#"[]"#, "VPN.0001", "object"),
    ])
  func `an update is refused and changes nothing`(body: String, code: String, word: String) async {
    let caller = TestCaller()
    let before = await caller.get(LifecycleTests.berlin)
    let answer = await caller.call("PUT", LifecycleTests.berlin, body: "{\"vpn_connection\":\(body)}")
    #expect(answer.code == code && answer.message.contains(word), "\(answer.code ?? "") \(answer.message)")
    #expect(await caller.get(LifecycleTests.berlin).json?["vpn_connection"] == before.json?["vpn_connection"])
  }

  @Test func `an update follows the identities`() async throws {
    let caller = TestCaller()
    let moved = await caller.call(
      "PUT", LifecycleTests.berlin, ["vpn_connection": ["cgw_id": "c9000000-0000-4000-8000-000000000009"]])
    #expect(moved.status == 200, "\(moved.message)")
    let customer = await caller.get("/customer-gateways/c9000000-0000-4000-8000-000000000009")
    #expect(
      moved.json?["vpn_connection"]?["ikepolicy"]?["peer_id"]
        == customer.json?["customer_gateway"]?["id_value"])
    let old = await caller.call(
      "PUT", "/vpn-connection/5d000000-0000-4000-8000-000000000006",
      ["vpn_connection": ["ikepolicy": ["ike_version": "v2"], "enable_nqa": true]])
    #expect(old.json?["vpn_connection"]?["ikepolicy"]?["phase1_negotiation_mode"] == nil)
    #expect(old.json?["vpn_connection"]?["enable_nqa"] == true)
  }

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"vpn_connection":null}"#, #"{"vpn_connection":1}"#, #"{"connection":{}}"#,
  ])
  func `a body without a connection is invalid`(body: String) async {
    for (method, path) in [("POST", "/vpn-connection"), ("PUT", LifecycleTests.berlin)] {
      let answer = await TestCaller().call(method, path, body: body)
      #expect(answer.status == 400 && answer.code == "VPN.0001", "\(method) \(answer.message)")
    }
  }
}
