import CloudVPN
import Diagnostics
import HTTPTransport
import Secrets
import Testing

/// When a call is made again, and when never.
@Suite struct RetryTests {
  private static let good = HTTPResponse.json(#"{"vpn_connection":{"id":"a"}}"#)
  private static func bad(_ status: Int, _ code: String, headers: HTTPHeaders = [:]) -> HTTPResponse {
    .json(#"{"error_code":"\#(code)","error_msg":"m"}"#, status: status, headers: headers)
  }

  @Test(
    arguments: [
      (429, "APIGW.0308"), (429, "VPN.0429"), (400, "VPN.0030"), (504, "VPN.0014"), (409, "VPN.0016"),
      (409, "VPN.0017"), (400, "VPN.0306"), (400, "VPN.0506"), (400, "VPN.0507"), (500, "VPN.0006"),
      (500, "VPN.0002"), (502, "X"), (503, "X"), (504, "X"),
    ])
  func `what passes by itself is tried again`(status: Int, code: String) async throws {
    let rig = try Rig(Self.bad(status, code), Self.bad(status, code), Self.good)
    #expect(try await rig.client.connection("a").id == "a")
    #expect(rig.taken == [.seconds(2), .seconds(4)])
  }

  @Test(
    arguments: [
      (400, "VPN.0001"), (401, "APIGW.0301"), (403, "VPN.0007"), (404, "VPN.0004"), (404, "APIGW.0101"),
      (409, "OTHER"), (425, "VPN.0009"), (400, "VPN.0031"), (500, "VPN.0005"), (500, "X"), (302, "X"),
    ])
  func `everything else is told at once`(status: Int, code: String) async throws {
    let rig = try Rig(Self.bad(status, code), Self.good)
    _ = try await rig.failure()
    #expect(rig.transport.requests.count == 1)
    #expect(rig.taken.isEmpty)
  }

  @Test func `it ends after five attempts`() async throws {
    let rig = try Rig(Self.bad(503, "X"))
    let error = try await rig.failure()
    #expect(error.kind == .tryAgain)
    #expect(rig.transport.requests.count == 5)
    #expect(rig.taken == [.seconds(2), .seconds(4), .seconds(8), .seconds(16)])
  }

  @Test(arguments: TransportError.Kind.allCases)
  func `a broken connection is tried once more, nothing else of the transport`(
    kind: TransportError.Kind
  ) async throws {
    let transport = ScriptedTransport { _, _ throws(TransportError) in throw TransportError(kind, "reason") }
    let rig = try Rig(transport)
    _ = try await rig.failure()
    let again: Set<TransportError.Kind> = [.connect, .reset, .truncated]
    #expect(transport.requests.count == (again.contains(kind) ? 2 : 1))
  }

  @Test func `the pause is a random part of its bound`() async throws {
    let rig = try Rig(chance: 0.25, ScriptedTransport([Self.bad(503, "X"), Self.good]))
    _ = try await rig.client.connection("a")
    #expect(rig.taken == [.milliseconds(500)])
  }

  @Test(
    arguments: [
      ("7", [.seconds(7)]), ("0", [.seconds(2)]), ("Fri, 02 Jan 2026 03:04:35 GMT", [.seconds(30)]),
      ("Fri, 02 Jan 2026 03:00:00 GMT", [.seconds(2)]), ("soon", [.seconds(2)]), ("-5", [.seconds(2)]),
      ("3600", []), ("99999999999999999999999", [.seconds(2)]),
    ] as [(String, [Duration])])
  func `the service's own wish is honoured, within reason`(wish: String, pauses: [Duration]) async throws {
    let rig = try Rig(Self.bad(429, "APIGW.0308", headers: ["Retry-After": wish]), Self.good)
    if pauses.isEmpty {
      let error = try await rig.failure()
      #expect(error.kind == .throttled && error.description.contains("3600 seconds"))
    } else {
      _ = try await rig.client.connection("a")
    }
    #expect(rig.taken == pauses)
  }

  @Test func `a date is taken by the clock of the service, which may be another`() async throws {
    let rig = try Rig(
      Self.bad(
        429, "APIGW.0308",
        headers: [
          "Date": "Fri, 02 Jan 2026 05:00:00 GMT", "Retry-After": "Fri, 02 Jan 2026 05:00:09 GMT",
        ]), Self.good)
    _ = try await rig.client.connection("a")
    #expect(rig.taken == [.seconds(9)])
  }

  @Test func `no attempt begins after the time for a call has passed`() async throws {
    var policy = RetryPolicy.standard
    policy.longestCall = .seconds(13)
    policy.attempts = 100
    // 2 + 4 pass, 8 more would be too late.
    let time = StepTime()
    let transport = ScriptedTransport([Self.bad(503, "X")])
    let client = try CloudVPNClient(
      transport: transport, endpoint: CloudEndpoint("https://vpn.example.com"), projectID: "0123",
      credential: CloudCredential(accessKey: "A", secretKey: Secret("s")), retry: policy, clock: time.clock)
    let error = await #expect(throws: CloudError.self) { try await client.connection("a") }
    #expect(error?.kind == .tryAgain && error?.status == 503)
    #expect(transport.requests.count == 3)
    #expect(time.now == .seconds(6))
  }

  @Test func `every attempt is signed anew`() async throws {
    let rig = try Rig(Self.bad(503, "X"), Self.good)
    _ = try await rig.client.connection("a")
    for request in rig.transport.requests {
      #expect(request.headers.all("Authorization").count == 1)
      #expect(request.headers.all("X-Sdk-Date") == ["20260102T030405Z"])
    }
  }

  @Test func `a refused key is not tried a second time, by any copy of the client`() async throws {
    let rig = try Rig(Self.bad(401, "APIGW.0301"), Self.good)
    let copy = rig.client
    _ = try await rig.failure()
    for _ in 0..<10 {
      let error = await #expect(throws: CloudError.self) { try await copy.gateways() }
      #expect(error?.kind == .unauthorized)
      #expect(error?.operation == "list the VPN gateways")
    }
    #expect(rig.transport.requests.count == 1)
  }

  @Test func `cancelling ends the pause`() async throws {
    let rig = try Rig(Self.bad(503, "X"))
    let task = Task { () async throws(CloudError) in
      while !Task.isCancelled { await Task.yield() }
      return try await rig.client.connection("a")
    }
    task.cancel()
    let error = await #expect(throws: CloudError.self) { try await task.value }
    #expect(error?.kind == .cancelled && error?.outcome == .interrupted)
  }
}
