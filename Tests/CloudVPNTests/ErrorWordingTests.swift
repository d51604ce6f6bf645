import CloudVPN
import HTTPTransport
import Secrets
import Testing

/// What a person reads: cause, remedy, and never a key.
@Suite struct ErrorWordingTests {
  private func words(_ response: HTTPResponse) async throws -> String {
    try await Rig(response, retry: .never).failure().description
  }

  @Test func `an unknown id is named with what to check`() async throws {
    let text = try await words(
      .json(
        #"{"error_code":"VPN.0004","error_msg":"resource not found","request_id":"body-id"}"#, status: 404,
        headers: ["X-Request-Id": "header-id"]))
    #expect(
      text == """
        cannot read the VPN connection: the cloud knows no connection 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 in this \
        project and region (404 VPN.0004: resource not found). Check the id in the list of its kind, and that region \
        and project are the ones meant. Request id: header-id.
        """)
  }

  @Test func `a missing right names the action`() async throws {
    let refusal = HTTPResponse.json(#"{"error_code":"VPN.0007","error_msg":"not authorized"}"#, status: 403)
    #expect(try await words(refusal).contains("Grant the action vpn:vpnConnections:get to"))
    let rig = try Rig(refusal)
    let error = await #expect(throws: CloudError.self) { try await rig.client.supportedDevices() }
    #expect(
      error?.actions == [
        "vpn:peerConfiguration:getDevices", "vpn::listPeerDevices", "vpn:peerDevices:list",
      ])
    #expect(error?.description.contains("vpn:peerConfiguration:getDevices or vpn::listPeerDevices") == true)
  }

  @Test(
    arguments: [
      ("Fri, 02 Jan 2026 02:44:05 GMT", "20 minutes ahead of"),
      ("Fri, 02 Jan 2026 03:34:05 GMT", "30 minutes behind"),
    ])
  func `a clock that is wrong is told`(date: String, words: String) async throws {
    let text = try await self.words(
      .json(#"{"error_code":"APIGW.0301","error_msg":"expired"}"#, status: 401, headers: ["Date": date]))
    #expect(text.contains(words))
    #expect(text.contains("Set the clock right"))
  }

  @Test func `a clock that is right is not blamed`() async throws {
    let text = try await words(
      .json(
        #"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail"}"#, status: 401,
        headers: ["Date": "Fri, 02 Jan 2026 03:00:05 GMT"]))
    #expect(!text.contains("clock") && text.contains("Check access key and secret key"))
  }

  @Test func `a redirect names where to, and is not followed`() async throws {
    let rig = try Rig(.json("", status: 302, headers: ["Location": "https://portal.example.com/login"]))
    let error = try await rig.failure()
    #expect(error.description.contains("it redirects to https://portal.example.com/login"))
    #expect(rig.transport.requests.count == 1)
  }

  @Test(
    arguments: [
      #"{"error_code":"APIGW.0301","error_msg":"ak KEYS not exist"}"#, "KEYS", "<title>KEYS</title>",
      #"{"error_code":"KEYS","error_msg":"KEYS","request_id":"KEYS"}"#, #"{"error":{"message":"KEYS"}}"#,
    ])
  func `keys that the service sends back are hidden`(template: String) async throws {
    for key in [Rig.accessKey, Rig.secretKey, Rig.token] {
      for status in [400, 401, 404, 500, 302] {
        let response = HTTPResponse.json(
          template.replacing("KEYS", with: key), status: status,
          headers: ["Location": key, "X-Request-Id": key])
        let error = try await Rig(response, retry: .never).failure()
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!error.description.contains(key))
        #expect(!dumped.contains(key))
      }
    }
  }

  @Test func `a key is hidden before the text is cut`() async throws {
    for length in 270..<310 {
      let message = String(repeating: "x", count: length) + Rig.secretKey
      let error = try await Rig(
        .json(#"{"error_code":"VPN.0001","error_msg":"\#(message)"}"#, status: 400), retry: .never
      ).failure()
      #expect(!error.description.contains(Rig.secretKey.prefix(6)))
    }
  }

  @Test func `text from outside is one short printable line`() async throws {
    let message = #"a\u001b[31mred\r\nnext\u0000\u202ereversed"# + String(repeating: " word", count: 10_000)
    let error = try await Rig(
      .json(#"{"error_code":"VPN.0001","error_msg":"\#(message)"}"#, status: 400), retry: .never
    ).failure()
    let text = error.description
    #expect(text.contains("a [31mred next reversed word"))
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x7F })
    #expect(text.count < 700)
  }

  @Test func `an exported configuration never stands in an error`() async throws {
    let key = "plantedPreSharedKey1!"
    for body in [
      #"{"peer_config":"psk \#(key)"#, "<html><title>psk \(key)</title>", #"{"peer_config":["psk \#(key)"]}"#,
      "psk \(key)", #"{"peer_config":""}"#,
    ] {
      let rig = try Rig(.json(body))
      let device = SupportedDevice(vendor: "Acme", type: "Edge", model: "E-100", version: "default")
      let error = await #expect(throws: CloudError.self) {
        try await rig.client.peerConfiguration(of: "98c5af8a", for: device)
      }
      let thrown = try #require(error)
      #expect(thrown.kind == .badAnswer)
      var dumped = ""
      dump(thrown, to: &dumped)
      #expect(!"\(thrown.description)\(dumped)".contains(key))
    }
  }

  @Test func `nothing that holds keys shows them`() async throws {
    let rig = try Rig(.json("{}"))
    var dumped = ""
    dump(rig.client, to: &dumped)
    dump(
      RequestSigner(credential: CloudCredential(accessKey: Rig.accessKey, secretKey: Secret(Rig.secretKey))),
      to: &dumped)
    dumped += "\(rig.client) \(String(reflecting: rig.client))"
    for key in [Rig.accessKey, Rig.secretKey, Rig.token] { #expect(!dumped.contains(key)) }
  }
}
