import CloudVPN
import Diagnostics
import Foundation
import HTTPTransport
import Secrets
import Synchronization
import Testing

/// A sign-in with a scripted cloud, identity service and metadata service; secrets all hold `PLANTED`.
private struct Entry {
  static let project = "0123456789abcdef0123456789abcdef"
  static let password = [
    "HW_USER_NAME": "user", "HW_USER_PASSWORD": "PLANTED-password", "HW_DOMAIN_NAME": "account",
    "HW_REGION_NAME": "cn-north-4",
  ]
  static let keys = ["HUAWEICLOUD_SDK_AK": "PLANTEDAK", "HUAWEICLOUD_SDK_SK": "PLANTED-sk"]
  static let good = HTTPResponse.json(#"{"vpn_connection":{"id":"a"}}"#)

  let transport: ScriptedTransport
  let signIn: CloudSignIn

  init(
    _ environment: [String: String], options: [CloudSetting: String] = [:],
    files: [(name: String, values: [CloudSetting: String])] = [], metadata: ScriptedTransport? = nil,
    now: @escaping @Sendable () -> Int = { Rig.now }, pace: Pace? = nil,
    _ script: @escaping ScriptedTransport.Script
  ) {
    transport = ScriptedTransport(script)
    let nobody = ScriptedTransport { _, _ throws(TransportError) in
      throw TransportError(.timeout, "no answer")
    }
    signIn = CloudSignIn(
      settings: CloudSettings(environment: environment, options: options, files: files),
      transport: transport, metadataTransport: metadata ?? nobody, pace: pace,
      clock: CloudClock(
        now: { Date(timeIntervalSince1970: Double(now())) }, sleep: { _ in }, chance: { 0 }))
  }

  func open() async throws -> (CloudVPNClient, SignInReport) {
    var report = SignInReport()
    let client = try await signIn.open(&report)
    return (client, report)
  }

  static func token(_ number: Int, expires: String = "2026-01-03T03:04:05.000000Z") -> HTTPResponse {
    .json(
      #"{"token":{"expires_at":"\#(expires)","project":{"id":"\#(project)","name":"cn-north-4"}}}"#,
      status: 201,
      headers: ["X-Subject-Token": "PLANTED-token-\(number)"])
  }

  static func refused(_ status: Int = 401) -> HTTPResponse {
    .json(#"{"error_code":"APIGW.0301","error_msg":"decrypt token fail PLANTED-password"}"#, status: status)
  }
}

extension HTTPRequest {
  fileprivate var path: String { String(target.prefix { $0 != "?" }) }
}

@Suite struct PasswordTests {
  @Test func `a password becomes a token once, and the token says the project`() async throws {
    let entry = Entry(Entry.password) { request, number throws(TransportError) in
      request.path == "/v3/auth/tokens" ? Entry.token(number) : Entry.good
    }
    let (client, report) = try await entry.open()
    #expect(report.project == Sourced(Entry.project, from: "the token"))
    #expect(report.identity?.value == "https://iam.cn-north-4.myhuaweicloud.com")
    _ = try await client.connection("a")
    _ = try await client.connection("a")
    let sent = entry.transport.requests
    #expect(
      sent.map(\.method) == ["POST", "GET", "GET"] && sent[0].target == "/v3/auth/tokens?nocatalog=true")
    let body = String(decoding: sent[0].body, as: UTF8.self)
    #expect(
      body == #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"user","#
        + #""password":"PLANTED-password","domain":{"name":"account"}}}},"scope":{"project":{"name":"cn-north-4"}}}}"#
    )
    for request in sent.dropFirst() {
      #expect(request.headers["X-Auth-Token"] == "PLANTED-token-0" && request.headers["Authorization"] == nil)
      #expect(request.path.hasPrefix("/v5/\(Entry.project)/"))
    }
  }

  @Test func `a project that is named is the token's`() async throws {
    let entry = Entry(Entry.password, options: [.project: "p-1"]) { request, number throws(TransportError) in
      request.path == "/v3/auth/tokens" ? Entry.token(number) : Entry.good
    }
    let (client, report) = try await entry.open()
    #expect(entry.transport.requests.isEmpty && report.project == Sourced("p-1", from: "--project-id"))
    _ = try await client.connection("a")
    #expect(
      String(decoding: entry.transport.requests[0].body, as: UTF8.self).contains(#""project":{"id":"p-1"}"#))
  }

  @Test func `a refused token is renewed once, and the call made again`() async throws {
    let entry = Entry(Entry.password) { request, number throws(TransportError) in
      if request.path == "/v3/auth/tokens" { return Entry.token(number) }
      return request.headers["X-Auth-Token"] == "PLANTED-token-0" ? Entry.refused() : Entry.good
    }
    let (client, _) = try await entry.open()
    #expect(try await client.connection("a").id == "a")
    #expect(entry.transport.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
    #expect(try await client.connection("a").id == "a")
    #expect(entry.transport.requests.count == 5)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a token is renewed also where only one request may be on its way`() async throws {
    var limits = Pace.Limits()
    limits.concurrency = 1
    let entry = Entry(Entry.password, pace: Pace(limits)) { request, number throws(TransportError) in
      if request.path == "/v3/auth/tokens" { return Entry.token(number) }
      return request.headers["X-Auth-Token"] == "PLANTED-token-0" ? Entry.refused() : Entry.good
    }
    let (client, _) = try await entry.open()
    #expect(try await client.connection("a").id == "a")
  }

  @Test func `a token that stays refused ends it, for all calls`() async throws {
    let entry = Entry(Entry.password) { request, number throws(TransportError) in
      request.path == "/v3/auth/tokens" ? Entry.token(number) : Entry.refused()
    }
    let (client, _) = try await entry.open()
    for _ in 0..<5 {
      let error = await #expect(throws: CloudError.self) { try await client.connection("a") }
      #expect(error?.kind == .unauthorized && error?.description.contains("the token") == true)
      #expect(error.map { !"\($0) \($0.detail ?? "")".contains("PLANTED") } == true)
    }
    #expect(entry.transport.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
  }

  @Test func `a token near its end is replaced before it is refused`() async throws {
    let time = Mutex(Rig.now)
    let entry = Entry(Entry.password, now: { time.withLock { $0 } }) {
      request, number throws(TransportError) in
      request.path == "/v3/auth/tokens" ? Entry.token(number) : Entry.good
    }
    let (client, _) = try await entry.open()
    time.withLock { $0 += 86_400 - 301 }
    _ = try await client.connection("a")
    #expect(entry.transport.requests.count == 2)
    time.withLock { $0 += 2 }
    _ = try await client.connection("a")
    #expect(entry.transport.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
  }

  @Test func `many calls at once wait for one token`() async throws {
    let entry = Entry(Entry.password, options: [.project: "p-1"]) { request, number throws(TransportError) in
      request.path == "/v3/auth/tokens" ? Entry.token(number) : Entry.good
    }
    let (client, _) = try await entry.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { _ = try await client.connection("a") } }
      try await group.waitForAll()
    }
    #expect(entry.transport.requests.filter { $0.method == "POST" }.count == 1)
  }

  @Test func `a wrong password is told once, without it`() async throws {
    let entry = Entry(Entry.password) { _, _ throws(TransportError) in
      .json(#"{"error":{"code":401,"message":"The password PLANTED-password is wrong."}}"#, status: 401)
    }
    let error = await #expect(throws: CloudError.self) { try await entry.open() }
    #expect(error?.kind == .unauthorized && error?.outcome == .notAllowed)
    #expect(error?.description.contains("HW_USER_PASSWORD") == true)
    #expect(error?.description.contains("PLANTED") == false && entry.transport.requests.count == 1)
  }

  @Test func `a token that was fetched elsewhere is sent as it is`() async throws {
    let entry = Entry(["HW_AUTH_TOKEN": "PLANTED-mine", "HW_REGION_NAME": "cn-north-4", "HW_PROJECT_ID": "p"])
    {
      _, _ throws(TransportError) in Entry.refused()
    }
    let (client, _) = try await entry.open()
    let error = await #expect(throws: CloudError.self) { try await client.connection("a") }
    #expect(entry.transport.requests.map { $0.headers["X-Auth-Token"] } == ["PLANTED-mine"])
    #expect(
      error?.description.contains("24 hours") == true && error?.description.contains("PLANTED-mine") == false)
  }
}

@Suite struct ProjectTests {
  private static func projects(_ ids: String...) -> HTTPResponse {
    .json(
      "{\"projects\":[" + ids.map { #"{"id":"\#($0)","name":"cn-north-4"}"# }.joined(separator: ",") + "]}",
      headers: ["X-IAM-Trace-Id": "trace-1"])
  }

  @Test func `the project is found by the region's name, with a signature`() async throws {
    let entry = Entry(Entry.keys, options: [.region: "cn-north-4"]) { _, _ throws(TransportError) in
      Self.projects(Entry.project)
    }
    let (client, report) = try await entry.open()
    #expect(client.projectID == Entry.project && report.project?.origin == "the identity service")
    let request = try #require(entry.transport.requests.first)
    #expect(request.origin.description == "https://iam.cn-north-4.myhuaweicloud.com")
    #expect(request.target == "/v3/projects?name=cn-north-4" && request.headers["X-Project-Id"] == nil)
    #expect(request.headers["Authorization"]?.contains("SignedHeaders=host;x-sdk-date,") == true)
  }

  @Test(
    arguments: [
      (.json(#"{"projects":[]}"#), .notFound, "HUAWEICLOUD_SDK_PROJECT_ID"),
      (projects("one", "two"), .notFound, "it has 2: one, two"),
      (
        .json(
          #"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail PLANTEDAK"}"#, status: 401),
        .unauthorized, "access key"
      ),
      (
        .json(#"{"error":{"code":403,"message":"no"}}"#, status: 403), .forbidden, "iam:projects:listProjects"
      ),
      (.json("[]"), .badAnswer, "identity"), (.json("{", status: 502), .tryAgain, "find the project"),
    ] as [(HTTPResponse, CloudError.Kind, String)])
  func `a project that is not found is told with the way out`(
    answer: HTTPResponse, kind: CloudError.Kind, words: String
  ) async throws {
    let entry = Entry(
      Entry.keys, options: [.region: "cn-north-4", .identityEndpoint: "https://identity.example.com/v3"]
    ) {
      _, _ throws(TransportError) in answer
    }
    let error = await #expect(throws: CloudError.self) { try await entry.open() }
    #expect(error?.kind == kind && error?.description.contains(words) == true, "\(String(describing: error))")
    #expect(error?.description.contains("PLANTED") == false && entry.transport.requests.count == 1)
  }

  @Test func `option, the account's variable, then files`() async throws {
    func project(_ environment: [String: String], option: String? = nil) async throws -> Sourced? {
      let entry = Entry(
        Entry.keys.merging(environment) { $1 },
        options: [.region: "cn-north-4"].merging(option.map { [.project: $0] } ?? [:]) { $1 },
        files: [("a/peerconf.yaml", [.project: "p-yaml"]), ("b/peerconf.yaml", [.project: "p-own"])]
      ) { _, _ throws(TransportError) in Entry.good }
      return try await entry.open().1.project
    }
    let variables = ["HUAWEICLOUD_SDK_PROJECT_ID": "p-sdk", "HW_PROJECT_ID": "p-tf"]
    #expect(try await project(variables, option: "p-option") == Sourced("p-option", from: "--project-id"))
    #expect(try await project(variables) == Sourced("p-sdk", from: "HUAWEICLOUD_SDK_PROJECT_ID"))
    // Terraform's project is another account's, perhaps.
    #expect(try await project(["HW_PROJECT_ID": "p-tf"]) == Sourced("p-yaml", from: "a/peerconf.yaml"))
  }

  @Test func `without region or project nothing is asked`() async throws {
    let entry = Entry(Entry.keys, options: [.endpoint: "https://vpn.example.com"]) {
      _, _ throws(TransportError) in Entry.good
    }
    let error = await #expect(throws: CloudSettingsError.self) { try await entry.open() }
    #expect(error?.kind == .noProject && error?.outcome == .badInput && entry.transport.requests.isEmpty)
  }

  @Test(arguments: [
    ("https://vpn.eu-de.otc.example.com", "https://iam.eu-de.otc.example.com"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
  ])
  func `the identity service of another cloud is where its names say`(
    endpoint: String, identity: String
  ) async throws {
    let entry = Entry(Entry.keys, options: [.endpoint: endpoint, .region: "cn-north-4"]) {
      _, _ throws(TransportError) in Self.projects("p")
    }
    #expect(try await entry.open().1.identity?.value == identity)
    #expect(entry.transport.requests.first?.origin.description == identity)
  }

  @Test func `a plain address of the identity service gets no password`() async throws {
    let entry = Entry(Entry.password.merging(["HW_AUTH_URL": "http://iam.example.com/v3"]) { $1 }) {
      _, _ throws(TransportError) in Entry.token(0)
    }
    let error = await #expect(throws: CloudSettingsError.self) { try await entry.open() }
    #expect(error?.kind == .badEndpoint && entry.transport.requests.isEmpty)
    #expect(error?.description.contains("identity service") == true)
  }
}

@Suite struct MetadataTests {
  private static func keys(_ number: Int, expires: String) -> HTTPResponse {
    .json(
      #"{"credential":{"access":"PLANTEDHOST\#(number)","secret":"PLANTED-s","securitytoken":"PLANTED-t\#(number)","#
        + #""expires_at":"\#(expires)"}}"#)
  }

  private static func service(expires: String = "2026-01-03T03:04:05.000000Z") -> ScriptedTransport {
    ScriptedTransport { request, number throws(TransportError) in
      request.method == "PUT"
        ? HTTPResponse(status: 200, body: Array("session".utf8)) : Self.keys(number, expires: expires)
    }
  }

  private static let place: [CloudSetting: String] = [.region: "cn-north-4", .project: "p"]

  @Test func `a cloud server's keys are the last resort`() async throws {
    let metadata = Self.service()
    let entry = Entry([:], options: Self.place, metadata: metadata) { _, _ throws(TransportError) in
      Entry.good
    }
    let (client, report) = try await entry.open()
    #expect(report.account?.source == .metadata)
    #expect(report.lookups.last?.source == .metadata)
    #expect(report.lookups.last?.finding == .used("http://169.254.169.254"))
    _ = try await client.connection("a")
    _ = try await client.connection("a")
    #expect(
      metadata.requests.map(\.target) == ["/meta-data/latest/api/token", "/openstack/latest/securitykey"])
    #expect(metadata.requests.allSatisfy { $0.origin == .metadata })
    #expect(metadata.requests[0].headers["X-Metadata-Token-Ttl-Seconds"] == "21600")
    #expect(metadata.requests[1].headers["X-Metadata-Token"] == "session")
    #expect(entry.transport.requests.map { $0.headers["X-Security-Token"] } == ["PLANTED-t1", "PLANTED-t1"])
  }

  @Test func `it is not asked where anything else is set, or another source is asked for`() async throws {
    for (environment, options) in [
      (Entry.keys, [:]), (["HW_ACCESS_KEY": "A"], [:]), ([:], [CloudSetting.credentials: "sdk-file"]),
    ] {
      let metadata = Self.service()
      let entry = Entry(environment, options: Self.place.merging(options) { $1 }, metadata: metadata) {
        _, _ throws(TransportError) in Entry.good
      }
      _ = try? await entry.open()
      #expect(metadata.requests.isEmpty)
    }
  }

  @Test func `off the cloud there are no credentials, or no service where it was asked for`() async throws {
    let entry = Entry([:], options: Self.place) { _, _ throws(TransportError) in Entry.good }
    let error = await #expect(throws: CloudSettingsError.self) { try await entry.open() }
    #expect(error?.kind == .noCredentials && error?.outcome == .notAllowed)
    let asked = Entry([:], options: Self.place.merging([.credentials: "metadata"]) { $1 }) {
      _, _ throws(TransportError) in Entry.good
    }
    let unreachable = await #expect(throws: CloudError.self) { try await asked.open() }
    #expect(unreachable?.outcome == .unreachable)
  }

  @Test func `keys are renewed forty minutes before their end, and kept where that fails`() async throws {
    let time = Mutex(Rig.now)
    let isUp = Mutex(true)
    let metadata = ScriptedTransport { request, number throws(TransportError) in
      guard isUp.withLock({ $0 }) else { throw TransportError(.connect, "down") }
      return request.method == "PUT"
        ? HTTPResponse(status: 404) : Self.keys(number, expires: "2026-01-02T04:04:05Z")
    }
    let entry = Entry([:], options: Self.place, metadata: metadata, now: { time.withLock { $0 } }) {
      _, _ throws(TransportError) in Entry.good
    }
    let (client, _) = try await entry.open()
    time.withLock { $0 += 1000 }
    _ = try await client.connection("a")
    #expect(metadata.requests.count == 2 && metadata.requests[1].headers["X-Metadata-Token"] == nil)
    time.withLock { $0 += 300 }
    _ = try await client.connection("a")
    #expect(metadata.requests.count == 4)
    isUp.withLock { $0 = false }
    _ = try await client.connection("a")
    time.withLock { $0 += 3600 }
    let error = await #expect(throws: CloudError.self) { try await client.connection("a") }
    #expect(error?.kind == .transport && error?.operation.contains("cloud server") == true)
  }

  @Test(
    arguments: [
      HTTPResponse(status: 401), .json("{}"),
      .json(#"{"credential":{"access":"a\nb","secret":"s","securitytoken":"t"}}"#),
      HTTPResponse(status: 500, body: Array("PLANTED".utf8)), .json("[]"),
    ])
  func `an answer without keys is an error`(answer: HTTPResponse) async throws {
    let entry = Entry(
      [:], options: Self.place.merging([.credentials: "metadata"]) { $1 },
      metadata: ScriptedTransport([HTTPResponse(status: 200, body: Array("s".utf8)), answer])
    ) { _, _ throws(TransportError) in Entry.good }
    let error = await #expect(throws: CloudError.self) { try await entry.open() }
    #expect(error?.operation == "get the keys of this cloud server")
  }

  @Test func `an unknown source is told with the known ones`() async throws {
    let entry = Entry(["PEERCONF_CREDENTIALS": "aws"]) { _, _ throws(TransportError) in Entry.good }
    let error = await #expect(throws: CloudSettingsError.self) { try await entry.open() }
    #expect(error?.outcome == .badInput && error?.description.contains("shared-profile") == true)
  }
}
