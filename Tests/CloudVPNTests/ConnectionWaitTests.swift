import CloudVPN
import HTTPTransport
import Synchronization
import Testing

/// Waiting for the end of a change, in no time.
@Suite struct ConnectionWaitTests {
  private static func status(_ status: String, id: String = "a") -> HTTPResponse {
    .json(#"{"vpn_connection":{"id":"\#(id)","status":"\#(status)"}}"#)
  }

  private static let gone = HTTPResponse.json(
    #"{"error_code":"VPN.0004","error_msg":"not found"}"#, status: 404)

  private func rig(_ answers: HTTPResponse...) throws -> Rig {
    var retry = RetryPolicy.standard
    retry.attempts = 1
    return try Rig(retry: retry, clockMoves: true, ScriptedTransport(answers))
  }

  private func wait(
    _ rig: Rig, _ ids: [String] = ["a"], until goal: ConnectionGoal = .made, limit: Duration = .seconds(600)
  ) async throws(WaitError) -> WaitedConnections {
    try await rig.client.wait(for: ids, until: goal, limit: limit) { _, _ in }
  }

  @Test(arguments: ["ACTIVE", "DOWN", "active"])
  func `both ends of a negotiation are the end of a creation`(end: String) async throws {
    let rig = try rig(
      Self.status("PENDING_CREATE"), Self.status("PENDING_CREATE"), Self.status("UNKNOWN"), Self.status(end))
    let known = try await wait(rig)
    #expect(known.status(of: "a")?.raw == end)
    #expect(rig.taken == [.seconds(1), .seconds(2), .seconds(4)])
  }

  @Test func `pauses grow to ten seconds and end with the limit`() async throws {
    let rig = try rig(Self.status("PENDING_CREATE"))
    let error = await #expect(throws: WaitError.self) { try await wait(rig, limit: .seconds(40)) }
    #expect(error?.reason == .ranOut(nil) && error?.known.status(of: "a") == .pendingCreate)
    #expect(rig.taken == [1, 2, 4, 8, 10, 10, 5].map { .seconds($0) })
  }

  @Test func `an old status is not taken for the new one`() async throws {
    let rig = try rig(
      Self.status("ACTIVE"), Self.status("ACTIVE"), Self.status("PENDING_UPDATE"), Self.status("ACTIVE"))
    _ = try await wait(rig, until: .changed)
    #expect(rig.transport.requests.count == 4)
    let unmoved = try self.rig(Self.status("ACTIVE"))
    _ = try await wait(unmoved, until: .changed)
    #expect(unmoved.taken.reduce(.zero, +) >= .seconds(10))
  }

  @Test func `a deletion ends where the cloud does not know the connection`() async throws {
    let rig = try rig(Self.status("ACTIVE"), Self.status("PENDING_DELETE"), Self.gone)
    let known = try await wait(rig, until: .gone)
    #expect(known.gone == ["a"] && known.status(of: "a") == nil)
  }

  @Test func `two connections are waited for together`() async throws {
    let transport = ScriptedTransport { request, number throws(TransportError) in
      let id = request.target.hasSuffix("/a") ? "a" : "b"
      return Self.status(number < (id == "a" ? 1 : 4) ? "PENDING_CREATE" : "DOWN", id: id)
    }
    let rig = try Rig(clockMoves: true, transport)
    let known = try await wait(rig, ["a", "b"])
    #expect(known.status(of: "a") == .down && known.status(of: "b") == .down)
    let looks = transport.requests.map { String($0.target.suffix(1)) }
    #expect(looks == ["a", "b", "a", "b", "b"])
  }

  @Test func `what ends it badly is told apart`() async throws {
    let failed = await #expect(throws: WaitError.self) {
      try await wait(rig(Self.status("PENDING_CREATE"), Self.status("ERROR")))
    }
    #expect(failed?.reason == .failed(id: "a"))
    let frozen = await #expect(throws: WaitError.self) { try await wait(rig(Self.status("FREEZED"))) }
    #expect(frozen?.reason == .frozen(id: "a"))
    let vanished = await #expect(throws: WaitError.self) {
      try await wait(rig(Self.status("PENDING_CREATE"), Self.gone))
    }
    #expect(vanished?.reason == .vanished(id: "a"))
    let refused = await #expect(throws: WaitError.self) {
      try await wait(rig(.json(#"{"error_code":"VPN.0007","error_msg":"m"}"#, status: 403)))
    }
    guard case .cannotLook(let cause) = refused?.reason else {
      Issue.record("\(refused as Any)")
      return
    }
    #expect(cause.kind == .forbidden)
  }

  @Test func `what passes by itself does not end it`() async throws {
    let rig = try rig(
      Self.status("PENDING_CREATE"), .json("", status: 503),
      .json(#"{"error_code":"APIGW.0308"}"#, status: 429),
      Self.status("DOWN"))
    #expect(try await wait(rig).status(of: "a") == .down)
    let never = try self.rig(.json("", status: 503))
    let error = await #expect(throws: WaitError.self) { try await wait(never, limit: .seconds(5)) }
    guard case .ranOut(let obstacle?) = error?.reason else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(obstacle.status == 503 && error?.known.status(of: "a") == nil)
  }

  @Test func `an interrupt keeps what is known`() async throws {
    let rig = try rig(Self.status("PENDING_CREATE"))
    let seen = Mutex(0)
    let task = Task { () async throws(WaitError) in
      try await rig.client.wait(for: ["a"], until: .made, limit: .seconds(600)) { _, _ in
        if seen.withLock({
          $0 += 1; return $0
        }) == 3 {
          withUnsafeCurrentTask { $0?.cancel() }
        }
      }
    }
    let error = await #expect(throws: WaitError.self) { try await task.value }
    #expect(error?.reason == .interrupted && error?.known.status(of: "a") == .pendingCreate)
  }
}
