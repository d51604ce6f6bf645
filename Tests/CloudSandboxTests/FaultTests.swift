import CloudSandbox
import OrderedJSON
import Testing

@Suite struct FaultTests {
  @Test func `a burst hits so many requests under its path and no others`() async throws {
    let caller = TestCaller(faults: [
      Fault(
        path: "/vpn-gateways", method: "GET", skip: 1, times: 2,
        effect: .answer(
          SandboxResponse(
            status: 503, headers: [.init("Retry-After", "1")],
            body: Array(#"{"error_code":"VPN.0014"}"#.utf8))))
    ])
    var statuses: [Int] = []
    for _ in 0..<5 {
      #expect(await caller.get("/vpn-connection").status == 200)
      statuses.append(await caller.get("/vpn-gateways").status)
    }
    #expect(statuses == [200, 503, 503, 200, 200])
  }

  @Test func `a page of HTML comes instead of JSON, whoever asks`() async throws {
    let caller = try TestCaller {
      $0 = $0.with(
        "faults",
        [["answer": ["status": 502, "headers": ["Content-Type": "text/html"], "body": "<html>no</html>"]]])
    }
    let answer = Answer(await caller.sandbox.answer(SandboxRequest(method: "GET", target: "/")))
    #expect(answer.status == 502 && answer.json == nil)
    #expect(answer.response.headers.filter { $0.name == "Content-Type" }.map(\.value) == ["text/html"])
    #expect(String(decoding: answer.response.body, as: UTF8.self) == "<html>no</html>")
  }

  @Test func `a padded body has the wanted size and is the same JSON`() async throws {
    let caller = TestCaller(faults: [Fault(times: 1, effect: .pad(to: 100_000))])
    let padded = await caller.get("/vpn-gateways")
    let plain = await caller.get("/vpn-gateways")
    #expect(padded.response.body.count == 100_000)
    #expect(padded.json?["vpn_gateways"] == plain.json?["vpn_gateways"])
  }

  @Test func `cut and dropped answers say so`() async throws {
    let caller = TestCaller(faults: [
      Fault(times: 1, effect: .truncate(after: 10)), Fault(skip: 1, times: 1, effect: .drop),
      Fault(skip: 2, times: 1, effect: .truncate(after: 1_000_000)),
    ])
    #expect(await caller.get("/vpn-gateways").response.delivery == .truncated(after: 10))
    #expect(await caller.get("/vpn-gateways").response.delivery == .dropped)
    let cut = await caller.get("/vpn-gateways").response
    #expect(cut.delivery == .truncated(after: cut.body.count))
    #expect(await caller.get("/vpn-gateways").response.delivery == .whole)
  }

  @Test func `a delay waits`() async throws {
    let caller = TestCaller(faults: [Fault(delayMilliseconds: 60, effect: .none)])
    let clock = ContinuousClock()
    let duration = await clock.measure { #expect(await caller.get("/vpn-gateways").status == 200) }
    #expect(duration >= .milliseconds(60))
  }

  @Test func `request ids differ within a run and repeat between runs`() async throws {
    var runs: [[String?]] = []
    for _ in 0..<2 {
      let caller = TestCaller()
      var ids: [String?] = []
      for _ in 0..<3 { ids.append(await caller.get("/vpn-gateways").json?["request_id"]?.string) }
      runs.append(ids)
    }
    #expect(runs[0] == runs[1] && Set(runs[0]).count == 3)
  }
}

/// Faults as a seed plans them.
@Suite struct FaultPlanTests {
  private func caller(_ faults: JSON) throws -> TestCaller {
    try TestCaller { $0 = $0.with("faults", faults) }
  }

  @Test func `a sequence gives one request after the other its own fault`() async throws {
    let caller = try caller([
      [
        "operation": "listGateways", "skip": 1,
        "sequence": [
          ["error": ["status": 429, "code": "VPN.0429", "headers": ["Retry-After": "1"]]], [:],
          ["drop": true], ["error": ["status": 504, "code": "VPN.0014"]],
        ],
      ]
    ])
    var seen: [String] = []
    for _ in 0..<6 {
      #expect(await caller.get("/vpn-connection").status == 200)
      let answer = await caller.get("/vpn-gateways")
      seen.append(answer.response.delivery == .dropped ? "dropped" : "\(answer.status)")
      if answer.status == 429 { #expect(answer.header("Retry-After") == "1") }
    }
    #expect(seen == ["200", "429", "200", "dropped", "504", "200"])
  }

  @Test func `every so many-th call is hit, so many times`() async throws {
    let caller = try caller([["every": 3, "times": 2, "error": ["status": 503]]])
    var statuses: [Int] = []
    for _ in 0..<9 { statuses.append(await caller.get("/vpn-gateways").status) }
    #expect(statuses == [503, 200, 200, 503, 200, 200, 200, 200, 200])
  }

  @Test(
    arguments: [
      ("service", "error_code", true), ("gateway", "error_code", true), ("iam", "error_code", false),
      ("page", "code", false), ("camel", "errorCode", false), ("keystone", "error", false),
    ])
  func `an error comes in the form of any service`(shape: String, member: String, hasID: Bool) async throws {
    let caller = try caller([
      ["error": ["status": 503, "code": "X.1", "message": "m", "shape": .string(shape)]]
    ])
    let answer = await caller.get("/vpn-gateways")
    #expect(
      answer.status == 503 && answer.json?[member] != nil && (answer.json?["request_id"] != nil) == hasID)
    #expect(answer.header("X-Request-Id") != nil && answer.header("Content-Type") == "application/json")
  }

  @Test(arguments: [("html", "text/html"), ("text", "text/plain; charset=utf-8")])
  func `an error may be no JSON`(shape: String, type: String) async throws {
    let caller = try caller([["error": ["status": 502, "shape": .string(shape)]]])
    let answer = await caller.get("/vpn-gateways")
    #expect(answer.status == 502 && answer.json == nil && answer.header("Content-Type") == type)
  }

  @Test func `the true answer is changed on its way`() async throws {
    let caller = try caller([
      [
        "operation": "listConnections",
        "rewrite": [
          "set": ["vpn_connections.*.status": 7, "page_info.next_marker": "loop", "extra": ["a": 1]],
          "remove": ["total_count", "vpn_connections.0", "no.such.path"], "timesEast": true,
        ],
      ],
      ["operation": "showConnection", "rewrite": ["numbersAsStrings": true]],
      ["operation": "listGateways", "contentType": "text/html"],
      ["operation": "listCustomerGateways", "contentType": ""],
    ])
    let list = await caller.get("/vpn-connection?limit=3")
    let items = list.json?["vpn_connections"]?.array ?? []
    #expect(items.count == 2 && items.allSatisfy { $0["status"] == 7 })
    #expect(items.first?["created_at"] == "2026-03-07T08:00:07.42+08:00")
    #expect(list.json?["page_info"] == ["next_marker": "loop", "current_count": 3])
    #expect(list.json?["total_count"] == nil && list.json?["extra"] == ["a": 1])
    let one = await caller.get("/vpn-connection/5d000000-0000-4000-8000-000000000001")
    #expect(one.json?["vpn_connection"]?["ikepolicy"]?["lifetime_seconds"] == "86400")
    let gateways = await caller.get("/vpn-gateways")
    #expect(gateways.header("Content-Type") == "text/html" && gateways.json != nil)
    #expect(await caller.get("/customer-gateways").header("Content-Type") == nil)
  }

  @Test func `a dropped answer leaves the work done, an answer in its place does not`() async throws {
    let create: JSON = ["vpn_connection": LifecycleTests.minimal]
    let lost = try caller([["operation": "createConnection", "times": 1, "drop": true]])
    #expect(await lost.call("POST", "/vpn-connection", create).response.delivery == .dropped)
    #expect(await lost.get("/vpn-connection").json?["total_count"] == 15)
    let refused = try caller([["operation": "createConnection", "times": 1, "error": ["status": 500]]])
    #expect(await refused.call("POST", "/vpn-connection", create).status == 500)
    #expect(await refused.get("/vpn-connection").json?["total_count"] == 14)
  }
}
