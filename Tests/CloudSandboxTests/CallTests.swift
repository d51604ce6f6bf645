import CloudSandbox
import OrderedJSON
import Testing

@Suite struct CallTests {
  let caller = TestCaller()
  private static let berlin = "5d000000-0000-4000-8000-000000000001"
  private static let device = #"{"vendor":"Acme","type":"Router","model":"R-100","version":"AR-V300"}"#

  @Test(
    arguments: [
      ("GET", "//"), ("GET", "//v5"), ("GET", "/"), ("GET", ""), ("GET", "/vpn-connection/"),
      ("GET", "/VPN-connection"),
      ("GET", "/vpn-connection/a/b"), ("PATCH", "/vpn-connection"), ("DELETE", "/vpn-gateways"),
      ("HEAD", "/vpn-gateways"),
      ("GET", "/vpn-connection/5d000000-0000-4000-8000-000000000001/peer-configuration/export"),
      ("GET", "//v4/5a0db0c5a0db0c5a0db0c5a0db0c5a0d/vpn-gateways"), ("GET", "/vpn-gateways%2F"),
      ("GET", "/%zz%"),
      ("FOO", "/vpn-gateways"), ("GET", "/%C3%28"), ("GET", "/..%2F..%2Fetc"),
    ])
  func `unknown paths and wrong methods are an unknown API`(method: String, path: String) async {
    let answer = await caller.call(method, path)
    #expect(answer.status == 404 && answer.code == "APIGW.0101")
  }

  @Test(arguments: ["ffffffffffffffffffffffffffffffff", "nonsense", "5A0DB0C5A0DB0C5A0DB0C5A0DB0C5A0D", ""])
  func `another project is forbidden`(project: String) async {
    let answer = await caller.get("//v5/\(project)/vpn-gateways")
    #expect(answer.status == 403 && answer.code == "VPN.0003")
    var other = TestCaller()
    other.extra = [.init("X-Project-Id", project)]
    #expect(await other.get("/vpn-gateways").status == 403)
  }

  @Test(arguments: ["vpn-connection", "vpn-gateways", "customer-gateways"])
  func `an unknown id is not found, a malformed one invalid`(resource: String) async {
    let unknown = await caller.get("/\(resource)/00000000-0000-4000-8000-000000000000")
    #expect(unknown.status == 404 && unknown.code == "VPN.0004")
    #expect(unknown.json?.object?.members.map(\.name) == ["error_code", "error_msg", "request_id"])
    for id in ["1", "5D000000-0000-4000-8000-000000000001", "5d000000000040008000000000000001", "%20"] {
      let malformed = await caller.get("/\(resource)/\(id)")
      #expect(malformed.status == 400 && malformed.code == "VPN.0001", "\(id)")
    }
  }

  @Test func `a connection is shown with every effective value and without its key`() async throws {
    let answer = await caller.get("/vpn-connection/\(Self.berlin)")
    let connection = try #require(answer.json?["vpn_connection"])
    #expect(connection["style"] == "STATIC" && connection["enable_nqa"] == true)
    #expect(connection["enable_hub"] == nil && connection["psk"] == nil)
    #expect(connection["ikepolicy"]?["local_id"] == "192.0.2.10")
    #expect(connection["ikepolicy"]?["peer_id"] == "198.51.100.7")
    #expect(connection["ikepolicy"]?["dpd"]?["interval"] == 30)
    #expect(connection["ikepolicy"]?["phase1_negotiation_mode"] == nil)
    #expect(connection["ipsecpolicy"]?["encapsulation_mode"] == "tunnel")
    #expect(connection["enterprise_project_id"] == "0" && connection["ha_role"] == "master")
    #expect(answer.json?["request_id"]?.string?.utf8.count == 32)
    #expect(answer.response.headers.contains { $0.name == "X-Request-Id" })
  }

  @Test func `no list and no show holds a key`() async {
    for path in ["/vpn-connection", "/vpn-gateways", "/customer-gateways", "/vpn-connection/\(Self.berlin)"] {
      let answer = await caller.get(path)
      #expect(answer.status == 200)
      #expect(!String(decoding: answer.response.body, as: UTF8.self).contains("Sandbox-Key"), "\(path)")
    }
    #expect(!"\(SandboxSeed.standard)".contains("Sandbox-Key"))
    var dumped = ""
    dump(SandboxSeed.standard, to: &dumped)
    #expect(!dumped.contains("Sandbox-Key") && !dumped.contains(TestCaller.secretKey))
  }

  @Test func `the exported text holds the connection's parameters and its key`() async throws {
    let path = "/vpn-connection/\(Self.berlin)/peer-configuration/export"
    let answer = await caller.call("POST", path, body: Self.device)
    #expect(answer.status == 200)
    let text = try #require(answer.json?["peer_config"]?.string)
    for word in [
      "\"Berlin#Sandbox-Key-1\"", "192.0.2.10", "198.51.100.7", "cipher aes-256", "group14",
      "169.254.70.2/30",
      "Acme / Router / R-100 / AR-V300",
    ] { #expect(text.contains(word), "\(word)") }
  }

  @Test(
    arguments: [
      ("", "no JSON"), ("{", "no JSON"), ("[]", "no JSON object"), ("{}", "vendor"),
      (#"{"vendor":"Acme","type":"Router","model":"R-100"}"#, "version"),
      (#"{"vendor":"Acme","type":"Router","model":"R-100","version":""}"#, "version"),
      (#"{"vendor":"Acme","type":"Router","model":"R-100","version":300}"#, "version"),
      (#"{"vendor":"ACME","type":"Router","model":"R-100","version":"AR-V300"}"#, "no supported device"),
      (#"{"vendor":"Acme","type":"Router","model":"R-100","version":"AR-V30"}"#, "no supported device"),
    ])
  func `an export of a wrong body or device says what is wrong`(body: String, word: String) async {
    let answer = await caller.call(
      "POST", "/vpn-connection/\(Self.berlin)/peer-configuration/export", body: body)
    #expect(answer.status == 400 && answer.code == "VPN.0001")
    #expect(answer.message.hasPrefix("invalid request: ") && answer.message.contains(word))
  }

  @Test func `every exportable row exports every connection`() async throws {
    for row in SandboxSeed.standard.devices.rows where row["type"] != nil {
      for connection in SandboxSeed.standard.connections.prefix(14) {
        let answer = await caller.call(
          "POST", "/vpn-connection/\(connection.resource.id)/peer-configuration/export",
          body: row.text(.compact))
        #expect(answer.json?["peer_config"]?.string?.contains(connection.key.text) == true)
      }
    }
  }

  @Test func `a body over twelve megabytes is refused`() async {
    var request = caller.request("POST", "/vpn-connection/\(Self.berlin)/peer-configuration/export")
    request.body = [UInt8](repeating: 0x20, count: 12_000_001)
    let answer = Answer(await caller.sandbox.answer(request))
    #expect(answer.status == 413 && answer.code == "APIGW.0201")
  }

  @Test func `a denied action is forbidden, the others are not`() async throws {
    let caller = try TestCaller { seed in
      var credential = seed["credentials"]?.array?.first?.object ?? [:]
      credential["denied"] = ["vpn:vpnConnections:list"]
      seed = seed.with("credentials", [.object(credential)])
    }
    let list = await caller.get("/vpn-connection")
    #expect(list.status == 403 && list.code == "VPN.0007")
    #expect(await caller.get("/vpn-connection/\(Self.berlin)").status == 200)
  }

  @Test func `supported devices come in three shapes`() async throws {
    let array = await caller.get("/peer-configuration/supported-devices")
    #expect(array.json?["supported_devices"]?.array?.count == 24)
    let object = try await TestCaller { $0 = $0.with("supportedDevices", "shape", "object") }
      .get("/peer-configuration/supported-devices")
    #expect(object.json?["supported_devices"]?["vendor"] == "Acme")
    let platform = try await TestCaller { $0 = $0.with("supportedDevices", "shape", "platform") }
      .get("/peer-configuration/supported-devices")
    let first = platform.json?["supported_devices"]?.array?.first
    #expect(first?["platform"] == "R-100" && first?["type"] == nil && first?["model"] == nil)
  }
}

extension JSON {
  /// The object with one member set.
  func with(_ name: String, _ value: JSON) -> JSON {
    var object = object ?? [:]
    object[name] = value
    return .object(object)
  }

  /// The object with one member of a member set.
  func with(_ name: String, _ inner: String, _ value: JSON) -> JSON {
    with(name, (self[name] ?? [:]).with(inner, value))
  }
}
