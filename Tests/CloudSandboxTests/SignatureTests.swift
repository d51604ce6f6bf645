import CloudSandbox
import OrderedJSON
import Testing

/// The published vectors: requests signed by the vendor's own signer, dated 2026-01-02T03:04:05Z.
@Suite struct SignatureVectorTests {
  private static let seed = """
    {
      "schema": "peerconf.sandbox-seed/1", "projectId": "0123456789abcdef0123456789abcdef",
      "credentials": [
        { "accessKey": "EXAMPLEAK0000000001", "secretKey": "exampleSecret/0001+abcDEF" },
        { "accessKey": "EXAMPLEAK0000000002", "secretKey": "exampleSecret/0001+abcDEF",
          "securityToken": "exampleToken" }
      ]
    }
    """
  private static let prefix = "/v5/0123456789abcdef0123456789abcdef"

  struct Vector: Sendable {
    var method = "GET"
    var target: String
    var body = ""
    var headers: [SandboxRequest.Header] = []
    var signed = "content-type;host;x-sdk-date"
    var signature: String
    /// What follows once the signature holds.
    var status: Int
    var code: String?
  }

  static let vectors: [Vector] = [
    Vector(
      target: prefix + "/vpn-connection?vgw_id=11111111-2222-3333-4444-555555555555&enterprise_project_id=b"
        + "&enterprise_project_id=0&limit=2&marker=2026-01-02T03%3A04%3A05.678Z",
      headers: [.init("X-Project-Id", "0123456789abcdef0123456789abcdef"), .init("X_Under", "skip")],
      signed: "content-type;host;x-project-id;x-sdk-date",
      signature: "8ebbca34404b0e483961e537fed645d544f101bd0b669e1b9c7a6735129f665d", status: 200),
    // A signature that holds, then a call that the sandbox does not have.
    Vector(
      target: prefix + "/vpn-gateways", signed: "x-sdk-date",
      signature: "1ff28caa9dd37486bdaae355e03b14f492600bc8baa0a554f9d6df8169b96bfb", status: 200),
  ]

  @Test(arguments: vectors)
  func `a signature of the vendor's signer holds`(vector: Vector) async throws {
    let answer = try await answer(vector)
    #expect(answer.status == vector.status, "\(answer.message)")
    #expect(answer.code == vector.code)
  }

  @Test func `the order of the query on the wire does not matter, its values do`() async throws {
    var vector = Self.vectors[0]
    vector.target = vector.target.replacing("limit=2&", with: "") + "&limit=2"
    #expect(try await answer(vector).status == 200)
    vector.target += "0"
    #expect(try await answer(vector).code == "APIGW.0301")
  }

  @Test func `a body signed with a token holds for the token's key only`() async throws {
    let vector = Vector(
      method: "POST",
      target: Self.prefix + "/vpn-connection/98c5af8a-0000-4000-8000-ae2280a6f4c3/peer-configuration/export",
      body: #"{"vendor":"Acme","type":"Edge","model":"E-100","version":"default"}"#,
      headers: [.init("x-security-token", "exampleToken")],
      signed: "content-type;host;x-sdk-date;x-security-token",
      signature: "cfd9cae26eca23e593fc27c2eddd057f66c42c6b0da8c6b59a429b1d5a2bd082", status: 404)
    let permanent = try await answer(vector)
    #expect(permanent.status == 401 && permanent.message.contains("security token"))
    let temporary = try await answer(vector, accessKey: "EXAMPLEAK0000000002")
    #expect(temporary.code == "VPN.0004", "known signer, unknown connection")
    var changed = vector
    changed.body = changed.body.replacing("E-100", with: "E-200")
    #expect(try await answer(changed, accessKey: "EXAMPLEAK0000000002").message.contains("does not match"))
  }

  @Test func `odd characters in path and query are signed as the vendor's signer does`() throws {
    let request = SandboxRequest(
      method: "GET",
      target: Self.prefix + "/a%20b/%e4%bd%a0~-_./x%2By?b=&a=x%20y%2Bz%2F~%2A&B=1&flag=true",
      headers: Self.headers([]))
    let check = try #require(
      CanonicalText(
        request, signed: ["content-type", "host", "x-sdk-date"], secret: "exampleSecret/0001+abcDEF"))
    #expect(check.hash == "9ac75f35b455e93695362614d709225725f4da371eab826dd588cb2b0ac20d8a")
    #expect(check.signature == "e967532a34db4771e9fe5999c446550189f31d72a79dfca8021430a5524e1256")
  }

  private static func headers(_ extra: [SandboxRequest.Header]) -> [SandboxRequest.Header] {
    [
      .init("host", "vpn.cn-north-4.myhuaweicloud.com"), .init("Content-Type", " application/json\t"),
      .init("X-Sdk-Date", "20260102T030405Z"),
    ] + extra
  }

  private func answer(_ vector: Vector, accessKey: String = "EXAMPLEAK0000000001") async throws -> Answer {
    let seed = try SandboxSeed(parsing: Array(Self.seed.utf8), source: "vectors")
    let sandbox = Sandbox(seed: seed, clock: { TestCaller.clock })
    let authorization =
      "SDK-HMAC-SHA256 Access=\(accessKey), SignedHeaders=\(vector.signed), Signature=\(vector.signature)"
    return Answer(
      await sandbox.answer(
        SandboxRequest(
          method: vector.method, target: vector.target,
          headers: Self.headers(vector.headers) + [.init("Authorization", authorization)],
          body: Array(vector.body.utf8))))
  }
}

@Suite struct SignatureRefusalTests {
  private func refused(_ request: SandboxRequest, by caller: TestCaller = TestCaller()) async -> Answer {
    Answer(await caller.sandbox.answer(request))
  }

  @Test func `a request without or with a foreign authorization is refused`() async {
    var request = TestCaller().request("GET", "/vpn-gateways")
    request.headers.removeAll { $0.name == "Authorization" }
    let bare = await refused(request)
    #expect(bare.status == 401 && bare.code == "APIGW.0301" && bare.message.contains("neither"))
    #expect(bare.json?.object?.members.map(\.name) == ["error_msg", "error_code", "request_id"])
    let token = SandboxRequest.Header("X-Auth-Token", "abc")
    request.headers.append(token)
    #expect(await refused(request).message.contains("token"))
    request.headers.append(.init("Authorization", "Basic Zm9v"))
    #expect(await refused(request).message.contains("no SDK-HMAC-SHA256"))
  }

  @Test(
    arguments: [
      "", "SDK-HMAC-SHA256", "SDK-HMAC-SHA256 ", "SDK-HMAC-SHA256 Access=a",
      "SDK-HMAC-SHA256 Access=a, Access=b",
      "SDK-HMAC-SHA256 Access=a, SignedHeaders=Host;x-sdk-date, Signature=00", "SDK-HMAC-SHA256 a,b,c",
      "SDK-HMAC-SHA256 Access=a, SignedHeaders=, Signature=00",
      "SDK-HMAC-SHA256 Access=a, SignedHeaders=host;nope;x-sdk-date, Signature=00",
    ])
  func `a malformed authorization is an answer, not an accident`(text: String) async {
    var request = TestCaller().request("GET", "/vpn-gateways")
    request.headers.removeAll { $0.name == "Authorization" }
    request.headers.append(.init("Authorization", text))
    #expect(await refused(request).status == 401)
  }

  @Test func `wrong key, unknown key and every changed part are refused`() async {
    var caller = TestCaller()
    caller.secretKey = "wrong"
    #expect(await caller.get("/vpn-gateways").message.contains("does not match"))
    caller = TestCaller()
    caller.accessKey = "NOBODY"
    #expect(await caller.get("/vpn-gateways").message.contains("unknown access key"))

    let request = TestCaller().request("GET", "/vpn-gateways")
    #expect(await refused(request).status == 200)
    for name in ["Host", "X-Sdk-Date"] {
      var changed = request
      for place in changed.headers.indices where changed.headers[place].name == name {
        changed.headers[place].value = name == "Host" ? "other.test" : "20260102T030406Z"
      }
      #expect(await refused(changed).status == 401, "\(name)")
    }
    var changed = request
    changed.body = [0x20]
    #expect(await refused(changed).status == 401)
    changed = request
    changed.target += "?limit=1"
    #expect(await refused(changed).status == 401)
  }

  @Test(
    arguments: [
      ("20260102T030405Z", true), ("20260102T031905Z", true), ("20260102T031906Z", false),
      ("20260102T024905Z", true), ("20260102T024904Z", false), ("20270102T030405Z", false),
    ])
  func `the clock may be fifteen minutes off`(date: String, accepted: Bool) async {
    var caller = TestCaller()
    caller.date = date
    let answer = await caller.get("/vpn-gateways")
    #expect(answer.status == (accepted ? 200 : 401))
    #expect(answer.response.headers.contains(.init("Date", "Fri, 02 Jan 2026 03:04:05 GMT")))
    if !accepted { #expect(answer.message.contains("15 minutes")) }
  }

  @Test(arguments: ["2026-01-02T03:04:05Z", "20260102T030405", "20261302T030405Z", "20260230T030405Z", "x"])
  func `a date in another form is refused`(date: String) async {
    var caller = TestCaller()
    caller.date = date
    #expect(await caller.get("/vpn-gateways").message.contains("of the form"))
  }

  @Test func `a hash header must be the body's or waive it`() async {
    for (value, status) in [
      ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 200), ("UNSIGNED-PAYLOAD", 200),
      ("0000", 401),
    ] {
      var caller = TestCaller()
      caller.extra = [.init("X-Sdk-Content-Sha256", value)]
      #expect(await caller.get("/vpn-gateways").status == status, "\(value)")
    }
  }

  @Test func `headers that are not listed may be added on the way`() async {
    var caller = TestCaller()
    caller.extra = [.init("Via", "2 proxy"), .init("X-Forwarded-For", "127.0.0.1"), .init("user-agent", "t")]
    #expect(await caller.get("/vpn-gateways").status == 200)
  }
}
