import CloudVPN
import OrderedJSON
import Testing

/// Tolerance by facts §17: every form that the sources show is read, and nothing is lost.
@Suite struct DecodingTests {
  @Test func `a connection with everything`() throws {
    let raw = try JSON(
      parsing: """
        {"id":"c1","name":"hq","status":"DOWN","vgw_id":"g1","vgw_ip":"e1","style":"STATIC","cgw_id":"k1",
        "peer_subnets":["10.20.0.0/16"],"tunnel_local_address":"169.254.70.1/30","tunnel_peer_address":"169.254.70.2/30",
        "enable_nqa":true,"enable_hub":false,"policy_rules":[{"rule_index":1,"source":"172.20.0.0/24",
        "destination":["10.20.1.0/24","10.20.2.0/24"]}],"ikepolicy":{"ike_version":"v2","authentication_algorithm":"sha2-256",
        "encryption_algorithm":"aes-256-gcm-16","dh_group":"group20","authentication_method":"pre-share",
        "lifetime_seconds":86400,"local_id_type":"ip","local_id":"192.0.2.10","peer_id_type":"any","peer_id":"198.51.100.7",
        "dpd":{"timeout":15,"interval":30,"msg":"seq-hash-notify"}},"ipsecpolicy":{"authentication_algorithm":"sha2-256",
        "encryption_algorithm":"aes-128","pfs":"disable","transform_protocol":"esp","lifetime_seconds":3600,
        "encapsulation_mode":"tunnel"},"created_at":"2026-03-04T05:06:07.089Z","updated_at":"2026-03-04T13:06:07+08:00",
        "enterprise_project_id":"0","connection_monitor_id":"m1","ha_role":"slave","tags":[{"key":"site","value":"hq"}],
        "bgp_peer":{"peer_ip_address":"169.254.70.2","peer_asn":4294967295,"state":"Established"},"surprise":{"a":1.50}}
        """)
    let connection = try #require(CloudConnection(raw))
    #expect(connection.id == "c1" && connection.name == "hq" && connection.status == .down)
    #expect(connection.style == .static && connection.style?.raw == "STATIC")
    #expect(
      connection.gatewayID == "g1" && connection.gatewayIP == "e1" && connection.customerGatewayID == "k1")
    #expect(
      connection.peerSubnets == ["10.20.0.0/16"] && connection.probesPeer == true && connection.isHub == false
    )
    #expect(connection.policyRules.map(\.source) == ["172.20.0.0/24"])
    #expect(connection.policyRules.first?.destinations == ["10.20.1.0/24", "10.20.2.0/24"])
    #expect(
      connection.ikePolicy?.encryptionAlgorithm == "aes-256-gcm-16"
        && connection.ikePolicy?.dhGroup == "group20")
    #expect(connection.ikePolicy?.peerIDType == .any && connection.ikePolicy?.lifetimeSeconds == 86_400)
    #expect(
      connection.ikePolicy?.dpd?.interval == 30 && connection.ikePolicy?.dpd?.message == "seq-hash-notify")
    #expect(connection.ipsecPolicy?.pfs == "disable" && connection.ipsecPolicy?.lifetimeSeconds == 3600)
    #expect(connection.updatedAt == "2026-03-04T13:06:07+08:00" && connection.role == "slave")
    #expect(connection.tags.map(\.key) == ["site"] && connection.monitorID == "m1")
    #expect(connection.bgpPeer?.asn == 4_294_967_295)
    #expect(connection.raw == raw && connection.raw["surprise"]?["a"] == .number("1.50"))
  }

  @Test func `only the id is needed`() throws {
    let connection = try #require(CloudConnection(["id": "c1"]))
    #expect(connection.status == nil && connection.ikePolicy == nil && connection.policyRules.isEmpty)
    let gateway = try #require(CloudGateway(["id": "g1"]))
    #expect(gateway.eip1 == nil && gateway.address(of: "e1") == nil && gateway.tags.isEmpty)
    #expect(CustomerGateway(["id": "k1"])?.idValue == nil)
    for none in [["name": "x"], ["id": ""], ["id": .null], [], "c1"] as [JSON] {
      #expect(CloudConnection(none) == nil && CloudGateway(none) == nil && CustomerGateway(none) == nil)
    }
  }

  @Test func `nulls, quoted scalars, fractions and single values are taken`() throws {
    let connection = try #require(
      CloudConnection(
        try JSON(
          parsing: """
            {"id":7,"name":null,"peer_subnets":"10.0.0.0/8","enable_nqa":"true","policy_rules":{"source":"a","destination":"b"},
            "tags":null,"ikepolicy":{"lifetime_seconds":"3600","dpd":{"timeout":15.0,"interval":"x"}},"ipsecpolicy":[]}
            """)))
    #expect(connection.id == "7" && connection.name == nil && connection.probesPeer == true)
    #expect(connection.peerSubnets == ["10.0.0.0/8"] && connection.policyRules.first?.destinations == ["b"])
    #expect(connection.ikePolicy?.lifetimeSeconds == 3600 && connection.ikePolicy?.dpd?.timeout == 15)
    #expect(connection.ikePolicy?.dpd?.interval == nil)
    #expect(connection.ipsecPolicy == nil)
    #expect(connection.tags.isEmpty)
  }

  @Test func `names that nobody has heard of are kept`() {
    let connection = CloudConnection(["id": "a", "style": "policy-template", "status": "Thinking"])
    #expect(connection?.style?.raw == "policy-template" && connection?.status?.description == "Thinking")
    #expect(ConnectionStyle("POLICY") == .policy && Set([ConnectionStyle("BGP"), .bgp]).count == 1)
    #expect(ConnectionStatus("pending_create").isPending && !ConnectionStatus.active.isPending)
  }

  @Test func `a gateway resolves its own addresses only`() throws {
    let gateway = try #require(
      CloudGateway(
        try JSON(
          parsing: """
            {"id":"g","network_type":"public","attachment_type":"vpc","bgp_asn":64512,"local_subnets":["172.20.0.0/24"],
            "eip1":{"id":"e1","ip_address":"192.0.2.10","bandwidth_size":100},"slave_eip":{"id":"e2","ip_address":"192.0.2.11"},
            "access_private_ip_1":"10.1.1.1","access_private_ip_2":"10.1.1.2","ha_mode":"active-standby"}
            """)))
    #expect(gateway.networkType == .public && gateway.attachment == .vpc && gateway.bgpASN == 64_512)
    #expect(gateway.address(of: "e1") == "192.0.2.10" && gateway.address(of: "e2") == "192.0.2.11")
    #expect(
      gateway.address(of: "192.0.2.10") == "192.0.2.10" && gateway.address(of: "10.1.1.2") == "10.1.1.2")
    #expect(gateway.address(of: "e3") == nil && gateway.address(of: "") == nil)
  }

  @Test func `a customer gateway of old has only its address`() {
    let old = CustomerGateway(["id": "k", "ip": "198.51.100.7", "bgp_asn": 65010])
    #expect(old?.idValue == "198.51.100.7" && old?.idType == nil && old?.bgpASN == 65_010)
    let named = CustomerGateway(["id": "k", "id_type": "FQDN", "id_value": "shop.example"])
    #expect(named?.idType == .fqdn && named?.idValue == "shop.example")
  }

  @Test(
    arguments: [
      (#"[{"vendor":"Acme","type":"Edge","model":"E","version":"1","x":[2]}]"#, "Acme/Edge/E/1", true),
      (#"{"vendor":"Acme","type":"Edge","model":"E","version":"1"}"#, "Acme/Edge/E/1", true),
      (#"[{"vendor":"Acme","platform":"E","version":"1"}]"#, "Acme/?/E/1", false),
      (#"[{"vendor":"Acme","type":"T","model":"M","platform":"P","version":1.10}]"#, "Acme/T/M/1.10", true),
      (#"[{"vendor":"Acme","type":"","model":"M","version":"1"}]"#, "Acme//M/1", false),
      ("[{}]", "?/?/?/?", false),
    ])
  func `supported devices come in several shapes`(rows: String, name: String, exportable: Bool) async throws {
    let body = "{ \"supported_devices\" : \(rows), \"request_id\":\"r\" }\n"
    let answer = try await Rig(.json(body)).client.supportedDevices()
    let device = try #require(answer.devices.first)
    #expect(answer.devices.count == 1 && "\(device)" == name && device.isExportable == exportable)
    #expect(answer.body == Array(body.utf8) && answer.requestID == "r")
    let row = answer.raw["supported_devices"]
    #expect(device.raw == row?.array?.first ?? row)
  }

  @Test(arguments: [(#"{"supported_devices":null}"#, 0), (#"{"supported_devices":[]}"#, 0)])
  func `an empty list is an answer`(body: String, count: Int) async throws {
    #expect(try await Rig(.json(body)).client.supportedDevices().devices.count == count)
  }

  @Test(arguments: [
    "{}", #"{"supported_devices":[1]}"#, #"{"supported_devices":"x"}"#, #"{"supported_devices":[null]}"#,
  ])
  func `a list of no devices is none`(body: String) async throws {
    let rig = try Rig(.json(body))
    let error = await #expect(throws: CloudError.self) { try await rig.client.supportedDevices() }
    #expect(error?.kind == .badAnswer)
  }
}
