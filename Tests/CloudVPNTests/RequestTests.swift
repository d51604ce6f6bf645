import Diagnostics
import Secrets
import CloudVPN
import Diagnostics
import HTTPTransport
import Secrets
import Testing

/// What the client puts on the wire.
@Suite struct RequestTests {
  private static let prefix = "/v5/0123456789abcdef0123456789abcdef"
  private static let id = "5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10"

  @Test func `every call has its path`() async throws {
    let rig = try Rig(
      ScriptedTransport { request, _ throws(TransportError) in
        .json(
          #"{"vpn_connection":{"id":"a"},"vpn_gateway":{"id":"a"},"customer_gateway":{"id":"a"},"vpn_connections":[],"#
            + #""vpn_gateways":[],"customer_gateways":[],"supported_devices":[]}"#)
      })
    let client = rig.client
    _ = try await client.supportedDevices()
    _ = try await client.connections()
    _ = try await client.connection(Self.id)
    _ = try await client.gateways()
    _ = try await client.gateway(Self.id)
    _ = try await client.customerGateways()
    _ = try await client.customerGateway(Self.id)
    #expect(
      rig.transport.requests.map { "\($0.method) \($0.target)" } == [
        "GET \(Self.prefix)/peer-configuration/supported-devices",
        "GET \(Self.prefix)/vpn-connection?limit=200",
        "GET \(Self.prefix)/vpn-connection/\(Self.id)", "GET \(Self.prefix)/vpn-gateways",
        "GET \(Self.prefix)/vpn-gateways/\(Self.id)", "GET \(Self.prefix)/customer-gateways?limit=200",
        "GET \(Self.prefix)/customer-gateways/\(Self.id)",
      ])
    for request in rig.transport.requests {
      #expect(request.origin.description == "https://vpn.example.com")
      #expect(request.headers["X-Project-Id"] == "0123456789abcdef0123456789abcdef")
      #expect(request.headers["X-Security-Token"] == Rig.token)
      #expect(request.headers["Content-Type"] == nil && request.body.isEmpty)
      let signed =
        "Access=PLANTEDAK0001, SignedHeaders=host;x-project-id;x-sdk-date;x-security-token, Signature="
      #expect(request.headers["Authorization"]?.contains(signed) == true)
    }
  }

  @Test func `filters are encoded, sorted and repeated`() async throws {
    let rig = try Rig(.json(#"{"vpn_connections":[]}"#))
    _ = try await rig.client.connections(
      ConnectionFilter(gatewayID: "g 1", gatewayIP: "192.0.2.1", enterpriseProjectIDs: ["b", "0"]))
    #expect(
      rig.transport.requests.first?.target
        == "\(Self.prefix)/vpn-connection?enterprise_project_id=0&enterprise_project_id=b&limit=200"
        + "&vgw_id=g%201&vgw_ip=192.0.2.1")
  }

  @Test func `export sends the four parts and gives a secret back`() async throws {
    let rig = try Rig(.json(#"{"request_id":"r","peer_config":"line 1\nkey x\n"}"#))
    let device = SupportedDevice(vendor: "Acme", type: "Edge \"X\"", model: "E-100", version: "default")
    let configuration = try await rig.client.peerConfiguration(of: Self.id, for: device)
    #expect(configuration.text.withExposedText { $0 } == "line 1\nkey x\n")
    #expect(configuration.requestID == "r" && !"\(configuration)".contains("key"))
    let request = try #require(rig.transport.requests.first)
    #expect(request.method == "POST")
    #expect(request.target == "\(Self.prefix)/vpn-connection/\(Self.id)/peer-configuration/export")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"vendor":"Acme","type":"Edge \"X\"","model":"E-100","version":"default"}"#)
    #expect(request.headers["Content-Type"] == "application/json")
    #expect(request.headers["Authorization"]?.contains("SignedHeaders=content-type;host;") == true)
  }

  @Test func `export only reads, so it is tried again`() async throws {
    let rig = try Rig(.json("", status: 503), .json(#"{"peer_config":"x"}"#))
    let device = SupportedDevice(vendor: "Acme", type: "Edge", model: "E-100", version: "default")
    _ = try await rig.client.peerConfiguration(of: Self.id, for: device)
    #expect(rig.transport.requests.count == 2)
  }

  @Test func `a row without series cannot be exported`() async throws {
    let rig = try Rig(.json(#"{"supported_devices":[{"vendor":"Acme","platform":"E-100","version":"1"}]}"#))
    let device = try #require(try await rig.client.supportedDevices().devices.first)
    let error = await #expect(throws: CloudError.self) {
      try await rig.client.peerConfiguration(of: Self.id, for: device)
    }
    #expect(error?.kind == .badRequest && error?.outcome == .badInput)
    #expect(error?.description.contains("Acme/?/E-100/1 lacks a part") == true)
    #expect(rig.transport.requests.count == 1)
  }

  @Test(arguments: [
    "", ".", "..", "a/b", "a?b", "a b", "ä", "../vpn-gateways", "a%2F", "a\r\nX: y",
    String(repeating: "a", count: 65),
  ])
  func `what is no id never reaches a path`(id: String) async throws {
    let rig = try Rig(.json("{}"))
    for error in [
      await #expect(throws: CloudError.self) { try await rig.client.connection(id) },
      await #expect(throws: CloudError.self) { try await rig.client.gateway(id) },
      await #expect(throws: CloudError.self) { try await rig.client.customerGateway(id) },
    ] {
      #expect(error?.outcome == .badInput)
      #expect(error?.description.contains("is no id") == true)
      #expect(error?.description.contains("\n") == false)
    }
    #expect(rig.transport.requests.isEmpty)
  }
}
