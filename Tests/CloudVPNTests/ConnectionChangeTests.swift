import CloudPermissions
import CloudVPN
import Diagnostics
import Documents
import HTTPTransport
import OrderedJSON
import Secrets
import Synchronization
import Testing

/// The five calls that change something: what goes over the wire, and what is taken for a success.
@Suite struct ConnectionChangeTests {
  static let prefix = "/v5/0123456789abcdef0123456789abcdef"
  static let id = "5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10"
  static let key = "CANARY#Key-0001"

  static let draft = ConnectionDraft(
    members: [
      "vgw_id": "0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21", "style": "bgp", "peer_subnets": ["10.20.0.0/16"],
      "ikepolicy": ["lifetime_seconds": 43200],
    ], key: Secret(key))

  static let everyChange: [ConnectionChange] = [
    .create(draft), .createBatch([draft, draft]), .update(id: id, draft), .reset(id: id), .delete(id: id),
  ]

  static let answer =
    #"{"vpn_connection":{"id":"a","style":"BGP"},"vpn_connections":[{"id":"a"},{"id":"b"}],"request_id":"r"}"#

  private func sent(_ change: ConnectionChange) async throws -> HTTPRequest {
    let rig = try Rig(.json(Self.answer, status: 201))
    _ = try await rig.client.perform(change)
    #expect(rig.transport.requests.count == 1)
    return try #require(rig.transport.requests.first)
  }

  private static let body =
    #"{"vgw_id":"0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21","style":"bgp","peer_subnets":["10.20.0.0/16"],"#
    + #""ikepolicy":{"lifetime_seconds":43200},"psk":"CANARY#Key-0001"}"#

  @Test func `create sends what was given and the key, and nothing else`() async throws {
    let request = try await sent(.create(Self.draft))
    #expect("\(request.method) \(request.target)" == "POST \(Self.prefix)/vpn-connection")
    #expect(String(decoding: request.body, as: UTF8.self) == "{\"vpn_connection\":\(Self.body)}")
    #expect(request.headers["Content-Type"] == "application/json")
    #expect(request.headers["Authorization"]?.contains("SignedHeaders=content-type;host;") == true)
  }

  @Test func `batch-create has the plural path and a list`() async throws {
    let request = try await sent(.createBatch([Self.draft, Self.draft]))
    #expect("\(request.method) \(request.target)" == "POST \(Self.prefix)/vpn-connections/batch-create")
    #expect(
      String(decoding: request.body, as: UTF8.self) == "{\"vpn_connections\":[\(Self.body),\(Self.body)]}")
  }

  @Test func `update sends the members to change`() async throws {
    let request = try await sent(.update(id: Self.id, ConnectionDraft(members: ["name": "hq-b"])))
    #expect("\(request.method) \(request.target)" == "PUT \(Self.prefix)/vpn-connection/\(Self.id)")
    #expect(String(decoding: request.body, as: UTF8.self) == #"{"vpn_connection":{"name":"hq-b"}}"#)
  }

  @Test func `reset and delete have no body and no content type`() async throws {
    let reset = try await sent(.reset(id: Self.id))
    #expect("\(reset.method) \(reset.target)" == "POST \(Self.prefix)/vpn-connection/\(Self.id)/reset")
    let delete = try await sent(.delete(id: Self.id))
    #expect("\(delete.method) \(delete.target)" == "DELETE \(Self.prefix)/vpn-connection/\(Self.id)")
    for request in [reset, delete] {
      #expect(request.body.isEmpty && request.headers["Content-Type"] == nil)
      #expect(request.headers["Authorization"]?.contains("SignedHeaders=host;") == true)
    }
  }

  @Test func `what is shown is what is sent, but for the key`() async throws {
    for change in Self.everyChange {
      let shown = change.request(projectID: "0123456789abcdef0123456789abcdef") { _ in "<psk:0>" }
      let request = try await sent(change)
      #expect(shown.method == request.method && shown.target == request.target)
      let body = shown.body?.text(.compact) ?? ""
      #expect(
        body.replacing("<psk:0>", with: Self.key) == String(decoding: request.body, as: UTF8.self))
      #expect(!body.contains("CANARY"))
    }
  }

  @Test(arguments: [200, 201, 202, 204])
  func `every success of clients in the wild is one`(status: Int) async throws {
    for change in Self.everyChange {
      let rig = try Rig(.json(Self.answer, status: status))
      let made = try await rig.client.perform(change)
      let expected =
        switch change {
        case .create, .update: ["a"]
        case .createBatch: ["a", "b"]
        case .reset, .delete: [String]()
        }
      #expect(made.map(\.id) == expected)
      #expect(made.allSatisfy { $0.status == nil })
    }
  }

  @Test(arguments: ["", " \r\n", "{}", #"{"request_id":"r"}"#])
  func `update, reset and delete need no body in the answer, creating does`(body: String) async throws {
    for change in Self.everyChange {
      let rig = try Rig(.json(body, status: 202))
      if change.id != nil {
        #expect(try await rig.client.perform(change).isEmpty)
      } else {
        let error = await #expect(throws: CloudError.self) { try await rig.client.perform(change) }
        #expect(error?.kind == .badAnswer && error?.isUncertain == true, "\(error as Any)")
      }
    }
  }

  @Test func `a page of a portal is no success, not even of a deletion`() async throws {
    for change in Self.everyChange {
      let rig = try Rig(.json("<html>login</html>", status: 200))
      let error = await #expect(throws: CloudError.self) { try await rig.client.perform(change) }
      #expect(error?.kind == .badAnswer && error?.isUncertain == true)
    }
  }

  @Test func `a key that was not fetched is not forgotten silently`() async throws {
    let rig = try Rig(.json(Self.answer))
    let draft = ConnectionDraft(members: ["name": "a"], keyReference: try SecretReference(parsing: "env:PSK"))
    let error = await #expect(throws: CloudError.self) { try await rig.client.perform(.create(draft)) }
    #expect(error?.outcome == .badInput && rig.transport.requests.isEmpty)
  }

  @Test(arguments: ["", "..", "a/b", "a?b", "ä"])
  func `what is no id never reaches a path`(id: String) async throws {
    let rig = try Rig(.json("{}"))
    for change in [ConnectionChange.update(id: id, Self.draft), .reset(id: id), .delete(id: id)] {
      let error = await #expect(throws: CloudError.self) { try await rig.client.perform(change) }
      #expect(error?.outcome == .badInput && error?.isUncertain == false)
    }
    #expect(rig.transport.requests.isEmpty)
  }

  @Test func `every call has a name of its own and the action that allows it`() async throws {
    var calls: [CloudOperation] = []
    var actions: [[String]] = []
    for change in Self.everyChange {
      let rig = try Rig(.json(#"{"error_code":"VPN.0007","error_msg":"m"}"#, status: 403))
      let error = await #expect(throws: CloudError.self) { try await rig.client.perform(change) }
      #expect(error?.kind == .forbidden && error?.outcome == .notAllowed && error?.isUncertain == false)
      if let call = error?.call { calls.append(call) }
      actions.append(error?.actions ?? [])
    }
    #expect(
      calls == [
        .createConnection, .batchCreateConnections, .updateConnection, .resetConnection, .deleteConnection,
      ])
    #expect(
      actions.flatMap(\.self) == [
        "vpn:vpnConnections:create", "vpn:vpnConnections:batchCreate", "vpn:vpnConnections:update",
        "vpn:vpnConnections:reset", "vpn:vpnConnections:delete",
      ])
  }
}

/// When a change is made again, and what is said when nobody knows whether it happened.
@Suite struct ConnectionChangeRetryTests {
  private static let good = HTTPResponse.json(ConnectionChangeTests.answer, status: 201)

  private static func bad(_ status: Int, _ code: String) -> HTTPResponse {
    .json(#"{"error_code":"\#(code)","error_msg":"m"}"#, status: status)
  }

  @Test(
    arguments: [
      (429, "APIGW.0308"), (429, "VPN.0429"), (400, "VPN.0030"), (409, "VPN.0016"), (409, "VPN.0017"),
      (400, "VPN.0306"), (400, "VPN.0506"), (400, "VPN.0507"),
    ])
  func `a refusal that passes is tried again`(status: Int, code: String) async throws {
    for change in ConnectionChangeTests.everyChange {
      let rig = try Rig(Self.bad(status, code), Self.good)
      _ = try await rig.client.perform(change)
      #expect(rig.transport.requests.count == 2)
    }
  }

  @Test(
    arguments: [(500, "VPN.0002"), (500, "VPN.0006"), (504, "VPN.0014"), (502, "X"), (503, "X"), (500, "X")])
  func `an answer that leaves it open is not`(status: Int, code: String) async throws {
    for change in ConnectionChangeTests.everyChange {
      let rig = try Rig(Self.bad(status, code), Self.good)
      let error = await #expect(throws: CloudError.self) { try await rig.client.perform(change) }
      #expect(rig.transport.requests.count == 1 && rig.taken.isEmpty)
      #expect(error?.isUncertain == true && error?.outcome == .unreachable)
      #expect(error?.description.contains("Nobody knows whether the cloud has done it") == true)
    }
  }

  @Test(arguments: TransportError.Kind.allCases)
  func `a connection that broke is not tried again, one that never was is`(
    kind: TransportError.Kind
  ) async throws {
    for change in ConnectionChangeTests.everyChange {
      let transport = ScriptedTransport { _, _ throws(TransportError) in
        throw TransportError(kind, "reason")
      }
      let error = await #expect(throws: CloudError.self) { try await Rig(transport).client.perform(change) }
      let unsent: Set<TransportError.Kind> = [.resolve, .connect, .tls, .badRequest, .notRecorded]
      #expect(transport.requests.count == (kind == .connect ? 2 : 1))
      #expect(error?.isUncertain == !unsent.contains(kind))
      #expect(error?.description.contains("Nobody knows") == !unsent.contains(kind))
    }
  }

  @Test func `reading is never uncertain`() async throws {
    let error = try await Rig(Self.bad(503, "X"), retry: .never).failure()
    #expect(!error.isUncertain && error.outcome == .tryAgain)
  }

  @Test func `an interrupt before the request sends nothing`() async throws {
    let rig = try Rig(Self.good)
    let task = Task { () async throws(CloudError) in
      while !Task.isCancelled { await Task.yield() }
      return try await rig.client.perform(.create(ConnectionChangeTests.draft))
    }
    task.cancel()
    let error = await #expect(throws: CloudError.self) { try await task.value }
    #expect(error?.outcome == .interrupted && error?.isUncertain == false)
    #expect(error?.description.contains("Nothing was changed") == true)
    #expect(rig.transport.requests.isEmpty)
  }

  /// Answers only after it was told to, and fails when the exchange is cancelled meanwhile.
  private final class Slow: HTTPTransport {
    let started = Mutex(false)
    let released = Mutex(false)

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      started.withLock { $0 = true }
      while !released.withLock({ $0 }) {
        if Task.isCancelled { throw TransportError(.cancelled, "cut") }
        await Task.yield()
      }
      return ConnectionChangeRetryTests.good
    }
  }

  @Test func `an interrupt while the request is under way waits for the answer`() async throws {
    let slow = Slow()
    let client = try Rig(slow).client
    let task = Task { () async throws(CloudError) in
      try await client.perform(.create(ConnectionChangeTests.draft))
    }
    while !slow.started.withLock({ $0 }) { await Task.yield() }
    task.cancel()
    for _ in 0..<100 { await Task.yield() }
    slow.released.withLock { $0 = true }
    #expect(try await task.value.map(\.id) == ["a"])
  }

  @Test func `a frozen connection is told as such`() async throws {
    for verb in ["update", "delete"] {
      let rig = try Rig(
        .json(
          #"{"error_code":"VPN.0001","error_msg":"invalid request: ILLEGAL not allowed \#(verb) vpnConnection"}"#,
          status: 400))
      let error = await #expect(throws: CloudError.self) {
        try await rig.client.perform(.delete(id: ConnectionChangeTests.id))
      }
      #expect(error?.kind == .frozen && error?.outcome == .notAllowed && error?.isUncertain == false)
      #expect(error?.description.contains("is frozen") == true)
      #expect(error?.description.contains("arrears or security") == true)
    }
  }

  @Test func `a key that the service sends back is in no error and in no connection`() async throws {
    let echo = HTTPResponse.json(
      #"{"error_code":"VPN.0001","error_msg":"invalid request: psk CANARY#Key-0001 is weak"}"#, status: 400)
    let error = await #expect(throws: CloudError.self) {
      try await Rig(echo).client.perform(.create(ConnectionChangeTests.draft))
    }
    #expect(error?.kind == .badRequest && "\(error as Any)".contains("CANARY") == false)
    let rig = try Rig(.json(#"{"vpn_connection":{"id":"a","psk":"CANARY#Key-0001"}}"#))
    let made = try await rig.client.perform(.create(ConnectionChangeTests.draft))
    #expect(made.count == 1 && !"\(made)".contains("CANARY"))
  }
}
