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
