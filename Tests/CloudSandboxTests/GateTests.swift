import CloudPermissions
import CloudSandbox
import OrderedJSON
import Testing

/// Rights, throttling and the lock on keys.
@Suite struct GateTests {
  private static let berlin = "/vpn-connection/5d000000-0000-4000-8000-000000000001"
  private static let device: JSON = [
    "vendor": "Acme", "type": "Router", "model": "R-100", "version": "AR-V300",
  ]

  /// Every operation as a call that goes well.
  static let calls: [(operation: CloudOperation, method: String, path: String, body: JSON?)] = [
    (.createConnection, "POST", "/vpn-connection", ["vpn_connection": LifecycleTests.minimal]),
    (
      .batchCreateConnections, "POST", "/vpn-connections/batch-create",
      ["vpn_connections": [LifecycleTests.minimal]]
    ),
    (.updateConnection, "PUT", berlin, ["vpn_connection": ["name": "x"]]),
    (.deleteConnection, "DELETE", berlin, nil), (.listConnections, "GET", "/vpn-connection", nil),
    (.showConnection, "GET", berlin, nil), (.readConnectionLog, "GET", "\(berlin)/log", nil),
    (.resetConnection, "POST", "\(berlin)/reset", nil),
    (.exportPeerConfiguration, "POST", "\(berlin)/peer-configuration/export", device),
    (.listSecurityAssociations, "GET", "\(berlin)/ipsec-sa", nil),
    (.listSupportedDevices, "GET", "/peer-configuration/supported-devices", nil),
    (.listGateways, "GET", "/vpn-gateways", nil),
    (.showGateway, "GET", "/vpn-gateways/b1000000-0000-4000-8000-000000000001", nil),
    (.listCustomerGateways, "GET", "/customer-gateways", nil),
    (.showCustomerGateway, "GET", "/customer-gateways/c9000000-0000-4000-8000-000000000001", nil),
  ]

  private static func caller(_ model: PermissionModel, allowed: [String]) throws -> TestCaller {
    try TestCaller {
      $0 = $0.with("credentials", 0, "permissions", .string(model.rawValue))
        .with("credentials", 0, "allowed", .array(allowed.map(JSON.string)))
    }
  }

  private static func answer(_ place: Int, by caller: TestCaller) async -> Answer {
    let call = calls[place]
    return await caller.call(call.method, call.path, body: call.body?.text(.compact) ?? "")
  }

  @Test func `every operation has a call here`() {
    #expect(Set(Self.calls.map(\.operation)).union([.findProject]) == Set(CloudOperation.allCases))
  }

  @Test(arguments: PermissionModel.allCases, calls.indices)
  func `the least policy of an operation allows it and nothing else`(model: PermissionModel, place: Int)
    async throws
  {
    let operation = Self.calls[place].operation
    let documents = PolicyDocument.documents(for: [operation], in: model)
    let caller = try Self.caller(model, allowed: documents.flatMap { $0.statements.flatMap(\.actions) })
    for other in Self.calls.indices where other != place {
      let refused = await Self.answer(other, by: caller)
      #expect(refused.status == 403 && refused.code == "VPN.0007", "\(Self.calls[other].operation)")
      #expect(refused.message.contains(Self.calls[other].operation.permission.required(in: model).action))
      #expect(refused.json?.object?.members.map(\.name) == ["error_code", "error_msg", "request_id"])
    }
    let answer = await Self.answer(place, by: caller)
    #expect((200...204).contains(answer.status), "\(answer.message)")
  }

  @Test func `an action that an operation depends on is needed too`() async throws {
    let own = "vpn:vpnConnections:list"
    let needed = CloudOperation.listConnections.permission.policy.dependencies
    for missing in needed {
      let caller = try Self.caller(.policy, allowed: [own] + needed.filter { $0 != missing })
      let answer = await caller.get("/vpn-connection")
      #expect(answer.status == 403 && answer.message.contains(missing))
    }
    let caller = try Self.caller(.policy, allowed: ["vpn:vpnConnections:*", "vpc:*:*", "er:instances:*"])
    #expect(await caller.get("/vpn-connection").status == 200)
    #expect(await caller.get("/vpn-gateways").status == 403)
  }

  @Test func `rights in an enterprise project cover its resources and no list`() async throws {
    let caller = try TestCaller {
      $0 = $0.with("credentials", 0, "enterpriseProjects", ["0"])
        .with("vpnGateways", 1, "enterprise_project_id", "a0000000-0000-4000-8000-000000000001")
    }
    #expect(await caller.get(Self.berlin).status == 200)
    #expect(await caller.get("/vpn-connection").code == "VPN.0007")
    #expect(await caller.get("/vpn-connection/5d000000-0000-4000-8000-000000000008").status == 403)
    #expect(await caller.get("/vpn-gateways/b1000000-0000-4000-8000-000000000001").status == 200)
    #expect(await caller.get("/vpn-gateways/b1000000-0000-4000-8000-000000000002").status == 403)
    let other = LifecycleTests.minimal.with("vgw_id", "b1000000-0000-4000-8000-000000000002")
    #expect(await caller.call("POST", "/vpn-connection", ["vpn_connection": other]).status == 403)
    #expect(
      await caller.call("POST", "/vpn-connection", ["vpn_connection": LifecycleTests.minimal]).status == 201)
  }

  @Test func `the reader of the built-in seed may mirror and export`() async {
    var caller = TestCaller()
    caller.accessKey = "SANDBOXACCESSKEY0002"
    caller.secretKey = "sandboxSecret/0002+notARealKey"
    for place in Self.calls.indices {
      let isReading =
        Self.calls[place].method == "GET" || Self.calls[place].operation == .exportPeerConfiguration
      let isTunnel = [.readConnectionLog, .listSecurityAssociations].contains(Self.calls[place].operation)
      #expect(await Self.answer(place, by: caller).status == (isReading && !isTunnel ? 200 : 403))
    }
  }

  @Test func `a throttled user waits for the next window, others and other calls do not`() async throws {
    let clock = TestClock()
    for tellsWhen in [true, false] {
      let caller = try TestCaller(clock: clock) {
        $0 = $0.with("throttle", ["calls": 2, "seconds": 10, "retryAfter": .bool(tellsWhen)])
      }
      var reader = caller
      (reader.accessKey, reader.secretKey) = ("SANDBOXACCESSKEY0002", "sandboxSecret/0002+notARealKey")
      for _ in 0..<2 { #expect(await caller.get("/vpn-gateways").status == 200) }
      let refused = await caller.get("/vpn-gateways")
      #expect(refused.status == 429 && refused.code == "APIGW.0308")
      // The clock stands five seconds into a window of ten.
      #expect(refused.header("Retry-After") == (tellsWhen ? "5" : nil))
      #expect(await reader.get("/vpn-gateways").status == 200)
      #expect(await caller.get("/customer-gateways").status == 200)
      clock.advance(milliseconds: 5_000)
      #expect(await caller.get("/vpn-gateways").status == 200)
      clock.advance(milliseconds: 5_000)
    }
  }

  @Test func `a key is locked after wrong signatures one after the other`() async throws {
    let clock = TestClock()
    let caller = try TestCaller(clock: clock) { $0 = $0.with("keyLock", [:]) }
    var wrong = caller
    wrong.secretKey = "wrong"
    for _ in 0..<4 { _ = await wrong.get("/vpn-gateways") }
    #expect(
      await caller.get("/vpn-gateways").status == 200, "four are not enough, and a right one clears them")
    for _ in 0..<5 { #expect(await wrong.get("/vpn-gateways").message.contains("does not match")) }
    let locked = await caller.get("/vpn-gateways")
    #expect(locked.status == 401 && locked.code == "APIGW.0301" && locked.message.contains("locked"))
    clock.advance(milliseconds: 299_999)
    #expect(await caller.get("/vpn-gateways").status == 401)
    clock.advance(milliseconds: 1)
    #expect(await caller.get("/vpn-gateways").status == 200)
    let free = TestCaller()
    wrong = free
    wrong.secretKey = "wrong"
    for _ in 0..<9 { _ = await wrong.get("/vpn-gateways") }
    #expect(await free.get("/vpn-gateways").status == 200, "without the flag nothing is locked")
  }
}
