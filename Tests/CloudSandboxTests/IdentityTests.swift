import CloudSandbox
import OrderedJSON
import Testing

/// Signing in, finding the project, and the temporary keys of an instance.
@Suite struct IdentityTests {
  private let clock = TestClock()

  static func signIn(
    _ name: String = "operator", _ password: String = "Sandbox-Password-1", domain: String = "sandbox",
    scope: JSON? = ["project": ["name": "xx-sandbox-1"]], passcode: String? = nil
  ) -> SandboxRequest {
    var identity: JSON = [
      "methods": ["password"],
      "password": [
        "user": [
          "name": .string(name), "password": .string(password), "domain": ["name": .string(domain)],
        ]
      ],
    ]
    if let passcode {
      identity = identity.with("methods", ["password", "totp"])
        .with("totp", ["user": ["id": "x", "passcode": .string(passcode)]])
    }
    var auth: JSON = ["identity": identity]
    if let scope { auth = auth.with("scope", scope) }
    let body: JSON = ["auth": auth]
    return SandboxRequest(
      method: "POST", target: "/v3/auth/tokens?nocatalog=true",
      headers: [.init("Content-Type", "application/json")], body: body.bytes(.compact))
  }

  private func token(_ request: SandboxRequest, _ caller: TestCaller) async throws -> String {
    let answer = Answer(await caller.sandbox.answer(request))
    try #require(answer.status == 201, "\(answer.response)")
    return try #require(answer.header("X-Subject-Token"))
  }

  private func list(with token: String, _ caller: TestCaller, path: String = "/vpn-gateways") async -> Answer
  {
    let target = path.hasPrefix("/v3") ? path : "/v5/\(TestCaller.project)\(path)"
    return Answer(
      await caller.sandbox.answer(
        SandboxRequest(method: "GET", target: target, headers: [.init("x-auth-token", token)])))
  }

  @Test func `a password gives a token, which stands for a signature until it expires`() async throws {
    let caller = TestCaller(clock: clock)
    let answer = Answer(await caller.sandbox.answer(Self.signIn()))
    #expect(answer.status == 201)
    let token = try #require(answer.header("X-Subject-Token"))
    #expect(token.utf8.count > 2_000)
    let body = try #require(answer.json?["token"])
    #expect(
      body["project"]?["id"]?.string == TestCaller.project && body["project"]?["name"] == "xx-sandbox-1")
    #expect(body["expires_at"] == "2026-01-03T03:04:05.000000Z" && body["user"]?["name"] == "operator")
    #expect(!String(decoding: answer.response.body, as: UTF8.self).contains("Sandbox-Password"))

    #expect(await list(with: token, caller).status == 200)
    clock.advance(milliseconds: 86_399_999)
    #expect(await list(with: token, caller).status == 200)
    clock.advance(milliseconds: 1)
    let expired = await list(with: token, caller)
    #expect(expired.status == 401 && expired.code == "VPN.0010")
    #expect(await list(with: try await self.token(Self.signIn(), caller), caller).status == 200)
    let unknown = await list(with: token + "0", caller)
    #expect(unknown.status == 401 && unknown.code == "APIGW.0301")
  }

  @Test(
    arguments: [
      (signIn("operator", "wrong"), 401), (signIn("nobody"), 401), (signIn(domain: "other"), 401),
      (signIn(scope: ["project": ["name": "xx-other-1"]]), 401),
      (signIn(scope: ["project": ["id": "00000000000000000000000000000000"]]), 401),
      (SandboxRequest(method: "POST", target: "/v3/auth/tokens", body: Array("{".utf8)), 400),
      (SandboxRequest(method: "POST", target: "/v3/auth/tokens", body: Array("{\"auth\":{}}".utf8)), 400),
    ])
  func `a wrong sign-in is refused in the identity service's form`(request: SandboxRequest, status: Int) async
  {
    let answer = Answer(await TestCaller().sandbox.answer(request))
    #expect(answer.status == status && answer.json?["error"]?["code"]?.integer == status)
    #expect(answer.json?["error"]?["title"]?.string != nil && answer.header("X-Subject-Token") == nil)
  }

  @Test func `a token without a project is no good for the service`() async throws {
    let caller = TestCaller()
    let token = try await token(Self.signIn(scope: nil), caller)
    #expect(await list(with: token, caller).code == "VPN.0003")
    #expect(await list(with: token, caller, path: "/v3/projects").status == 200)
  }

  @Test func `a second factor is asked for where the user has one`() async throws {
    let caller = try TestCaller { $0 = $0.with("credentials", 0, "passcode", "271828") }
    for passcode in [nil, "314159"] {
      let refused = Answer(await caller.sandbox.answer(Self.signIn(passcode: passcode)))
      #expect(refused.status == 401)
    }
    #expect(Answer(await caller.sandbox.answer(Self.signIn(passcode: "271828"))).status == 201)
  }

  @Test(arguments: [
    ("?name=xx-sandbox-1", 2), ("?name=xx-sandbox-1_team", 1), ("?name=xx-other-1", 0), ("", 3),
  ])
  func `projects are found by their exact name`(query: String, count: Int) async throws {
    let caller = try TestCaller {
      $0 = $0.with(
        "identity",
        [
          "otherProjects": [
            ["id": "1", "name": "xx-sandbox-1_team"], ["id": "2", "name": "xx-sandbox-1"],
          ]
        ])
    }
    let answer = await caller.get("//v3/projects\(query)")
    #expect(answer.status == 200 && answer.json?["projects"]?.array?.count == count)
    #expect(answer.header("X-IAM-Trace-Id") != nil)
    if count == 2 { #expect(answer.ids("projects").first == TestCaller.project) }
    let domains = await caller.get("//v3/auth/domains")
    #expect(domains.json?["domains"]?.array?.first?["name"] == "sandbox")
    var stranger = caller
    stranger.secretKey = "wrong"
    #expect(await stranger.get("//v3/projects\(query)").status == 401)
  }

  @Test func `listing projects is a right of its own`() async throws {
    let caller = try TestCaller {
      $0 = $0.with("credentials", 0, "allowed", ["vpn:*:*", "vpc:*:*", "er:*:*"])
    }
    let answer = await caller.get("//v3/projects")
    #expect(answer.status == 403 && answer.json?["error"]?["code"] == 403)
    #expect(await caller.get("/vpn-connection").status == 200)
  }
}

/// The metadata service of an instance with an agency.
@Suite struct MetadataTests {
  private let clock = TestClock()

  private func caller(_ tokens: String, agency: String? = TestCaller.accessKey) throws -> TestCaller {
    var metadata: JSON = ["tokens": .string(tokens), "keySeconds": 3_600]
    if let agency { metadata = metadata.with("agency", .string(agency)) }
    return try TestCaller(clock: clock) { $0 = $0.with("identity", ["metadata": metadata]) }
  }

  private func call(
    _ caller: TestCaller, _ method: String, _ target: String, _ headers: [SandboxRequest.Header] = []
  ) async -> Answer {
    Answer(await caller.sandbox.answer(SandboxRequest(method: method, target: target, headers: headers)))
  }

  private func issue(_ caller: TestCaller, seconds: String) async -> Answer {
    await call(
      caller, "PUT", "/meta-data/latest/api/token", [.init("X-Metadata-Token-Ttl-Seconds", seconds)])
  }

  private func keys(_ caller: TestCaller, token: String?) async -> Answer {
    await call(
      caller, "GET", "/openstack/latest/securitykey", token.map { [.init("X-Metadata-Token", $0)] } ?? [])
  }

  @Test func `temporary keys sign together with their token, until they expire`() async throws {
    let caller = try caller("required")
    let token = String(decoding: await issue(caller, seconds: "600").response.body, as: UTF8.self)
    #expect(token.utf8.count == 64)
    let credential = try #require(await keys(caller, token: token).json?["credential"])
    #expect(credential["expires_at"] == "2026-01-02T04:04:05.000000Z")
    var temporary = caller
    temporary.accessKey = credential["access"]?.string ?? ""
    temporary.secretKey = credential["secret"]?.string ?? ""
    #expect(await temporary.get("/vpn-gateways").message.contains("security token"))
    temporary.extra = [.init("X-Security-Token", credential["securitytoken"]?.string ?? "")]
    #expect(await temporary.get("/vpn-gateways").status == 200)
    #expect(await keys(caller, token: token).json?["credential"] == credential)

    clock.advance(milliseconds: 3_600_000)
    temporary.date = "20260102T040405Z"
    #expect(await temporary.get("/vpn-gateways").message.contains("expired"))
    let next = String(decoding: await issue(caller, seconds: "600").response.body, as: UTF8.self)
    #expect(await keys(caller, token: token).status == 401, "the metadata token has expired too")
    #expect(await keys(caller, token: next).json?["credential"]?["access"] != credential["access"])
  }

  @Test(arguments: [("required", 200, 401), ("optional", 200, 200), ("none", 405, 200)])
  func `instances want a token or know none`(tokens: String, put: Int, without: Int) async throws {
    let caller = try caller(tokens)
    #expect(await issue(caller, seconds: "21600").status == put)
    #expect(await keys(caller, token: nil).status == without)
    if tokens != "none" {
      #expect(await keys(caller, token: "wrong").status == 401)
      for seconds in ["0", "21601", "x"] { #expect(await issue(caller, seconds: seconds).status == 400) }
    }
  }

  @Test func `an instance without agency says so, and the cloud outside has no such service`() async throws {
    let answer = await keys(try caller("optional", agency: nil), token: nil)
    #expect(answer.status == 401)
    #expect(String(decoding: answer.response.body, as: UTF8.self).contains("Agency"))
    #expect(await keys(TestCaller(), token: nil).status == 404)
  }
}
