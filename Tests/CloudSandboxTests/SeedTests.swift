import CloudSandbox
import OrderedJSON
import Testing

@Suite struct SeedTests {
  @Test func `the built-in seed is whole`() throws {
    let seed = SandboxSeed.standard
    #expect(seed.devices.rows.count == 24 && seed.gateways.count == 3)
    #expect(seed.customerGateways.count == 11 && seed.connections.count == 14)
    let again = try SandboxSeed(parsing: Array(DefaultSeed.text.utf8), source: "again")
    #expect(again.connections.map(\.resource.object) == seed.connections.map(\.resource.object))
  }

  @Test func `overrides replace and remove members`() {
    let objects = SandboxSeed.standard.connections.map(\.resource.object)
    #expect(objects[10]["style"] == "POLICY-TEMPLATE" && objects[10]["enable_nqa"] == nil)
    #expect(objects[10]["x_unknown"] == ["since": "tomorrow"])
    #expect(objects[13]["ikepolicy"] == nil && objects[13]["tags"] == nil)
    #expect(objects[6]["ikepolicy"]?["peer_id"] == "quito.branch.example")
    #expect(objects[6]["ikepolicy"]?["phase1_negotiation_mode"] == "aggressive")
    #expect(objects[7]["enable_hub"] == true && objects[12]["ikepolicy"]?["local_id"] == "10.99.0.11")
  }

  @Test func `a text that is no JSON is refused with line and column`() throws {
    let error = try #require(throws: SeedError.self) {
      try SandboxSeed(parsing: Array("{\n  \"schema\": ,".utf8), source: "my.json")
    }
    #expect(error.description == "my.json: line 2, column 13: expected a value")
  }

  /// What is broken, and where the refusal must point.
  static let wrongs: [(String, @Sendable (JSON) -> JSON)] = [
    ("the document: unknown member \"vpnGateway\"", { $0.with("vpnGateway", []) }),
    ("the document: the member \"schema\" is missing", { $0.with("schema", .null) }),
    ("schema: expected one of", { $0.with("schema", "peerconf.sandbox-seed/2") }),
    ("projectId: expected 32", { $0.with("projectId", "abc") }),
    ("credentials: at least one", { $0.with("credentials", []) }),
    ("credentials[0].secretKey: must not be empty", { $0.with("credentials", 0, "secretKey", "") }),
    ("credentials[0].denied[0]: expected one of", { $0.with("credentials", 0, "denied", ["x"]) }),
    ("supportedDevices.shape: expected one of", { $0.with("supportedDevices", "shape", "list") }),
    ("supportedDevices.rows[0]: expected an object", { $0.with("supportedDevices", "rows", [1]) }),
    (
      "vpnGateways[1].id: the id is already",
      {
        $0.with("vpnGateways", 1, "id", "b1000000-0000-4000-8000-000000000001")
      }
    ),
    (
      "vpnGateways[0].eip1.id: expected a UUID",
      {
        $0.with("vpnGateways", 0, "eip1", ["id": "1", "ip_address": "192.0.2.1"])
      }
    ),
    (
      "customerGateways[0].created_at: expected a time",
      { $0.with("customerGateways", 0, "created_at", "today") }
    ),
    ("customerGateways[0].id_type: expected one of", { $0.with("customerGateways", 0, "id_type", "mac") }),
    (
      "vpnConnections[0].vgw_id: no VPN gateway",
      {
        $0.with("vpnConnections", 0, "vgw_id", "00000000-0000-4000-8000-000000000000")
      }
    ),
    (
      "vpnConnections[0].vgw_ip: the VPN gateway has no",
      { $0.with("vpnConnections", 0, "vgw_ip", "192.0.2.10") }
    ),
    ("vpnConnections[0].psk: expected 8 to 128", { $0.with("vpnConnections", 0, "psk", "short") }),
    (
      "vpnConnections[0].ikepolicy: unknown member \"pfs\"",
      {
        $0.with("vpnConnections", 0, "ikepolicy", ["pfs": "group14"])
      }
    ),
    (
      "vpnConnections[0].ikepolicy.dh_group: expected one of",
      {
        $0.with("vpnConnections", 0, "ikepolicy", ["dh_group": "14"])
      }
    ),
    (
      "vpnConnections[0].ipsecpolicy.lifetime_seconds: expected a whole number from 30",
      {
        $0.with("vpnConnections", 0, "ipsecpolicy", ["lifetime_seconds": 29])
      }
    ),
    (
      "vpnConnections[4].policy_rules: expected one to five",
      { $0.with("vpnConnections", 4, "policy_rules", []) }
    ),
    (
      "vpnConnections[0].overrides: \"psk\" cannot",
      { $0.with("vpnConnections", 0, "overrides", ["psk": "x"]) }
    ),
    ("vpnConnections[0]: unknown member \"stile\"", { $0.with("vpnConnections", 0, "stile", "bgp") }),
    ("faults[0]: give one of", { $0.with("faults", [["drop": true, "padTo": 1]]) }),
    ("faults[0].answer: the member \"status\"", { $0.with("faults", [["answer": [:]]]) }),
    ("faults[0].operation: expected one of", { $0.with("faults", [["operation": "listX"]]) }),
    ("faults[0]: beside sequence", { $0.with("faults", [["sequence": [], "drop": true]]) }),
    ("faults[0].sequence[0]: unknown", { $0.with("faults", [["sequence": [["path": "/"]]]]) }),
    (
      "faults[0].error.shape: expected one of",
      { $0.with("faults", [["error": ["status": 500, "shape": "x"]]]) }
    ),
    ("lifecycle.created: expected one of", { $0.with("lifecycle", ["created": "UP"]) }),
    ("identity.metadata.agency: expected one of", { $0.with("identity", ["metadata": ["agency": "x"]]) }),
    ("throttle: the member \"calls\"", { $0.with("throttle", [:]) }),
    ("keyLock.failures: expected a whole number", { $0.with("keyLock", ["failures": 0]) }),
    ("credentials[0].permissions: expected one of", { $0.with("credentials", 0, "permissions", "x") }),
    ("vpnConnections[0].logs[0]: expected an object", { $0.with("vpnConnections", 0, "logs", [1]) }),
    ("faults[0].times: expected a whole number", { $0.with("faults", [["times": 0]]) }),
  ]

  @Test(arguments: wrongs.indices)
  func `a wrong seed is refused at its place`(index: Int) throws {
    let (start, change) = Self.wrongs[index]
    let seed = change(try JSON(parsing: DefaultSeed.text))
    let error = try #require(throws: SeedError.self) {
      try SandboxSeed(parsing: seed.bytes(), source: "my.json")
    }
    #expect(error.description.hasPrefix("my.json: \(start)"), "\(error)")
  }
}

extension JSON {
  /// The object with one member of one item of a member set.
  func with(_ name: String, _ place: Int, _ inner: String, _ value: JSON) -> JSON {
    var items = self[name]?.array ?? []
    items[place] = items[place].with(inner, value)
    return with(name, .array(items))
  }
}
