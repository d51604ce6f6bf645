import HTTPTransport
import Testing

/// Everything that prevents an answer: its kind, and a reason that fits on one line.
@Suite struct TransportFailureTests {
  private func failure(
    _ script: [ScriptedServer.Step], change: (inout CurlTransport.Configuration) -> Void = { _ in }
  ) async throws -> TransportError {
    let server = try ScriptedServer { _ in script }
    return try await failure(HTTPRequest(origin: try server.origin, target: "/"), change: change)
  }

  private func failure(
    _ request: HTTPRequest, change: (inout CurlTransport.Configuration) -> Void = { _ in }
  ) async throws -> TransportError {
    var configuration = CurlTransport.Configuration()
    change(&configuration)
    let transport = try CurlTransport(configuration)
    let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
    let thrown = try #require(error)
    #expect(!thrown.reason.isEmpty && !thrown.reason.contains("\n"))
    return thrown
  }

  @Test func `an answer that ends early is truncated`() async throws {
    let error = try await failure([.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"vpn"), .close])
    #expect(error.kind == .truncated)
  }

  @Test func `chunks that end early are truncated`() async throws {
    let error = try await failure([
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close,
    ])
    #expect(error.kind == .truncated || error.kind == .reset)
  }

  @Test(arguments: [ScriptedServer.Step.close, .reset])
  func `a connection that breaks before the answer is reset`(step: ScriptedServer.Step) async throws {
    #expect(try await failure([step]).kind == .reset)
  }

  @Test func `a connection that breaks in the middle is reset`() async throws {
    let error = try await failure([
      .send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"), .wait(milliseconds: 50), .reset,
    ])
    #expect(error.kind == .reset)
  }

  @Test func `silence ends with the total time`() async throws {
    let start = ContinuousClock.now
    let error = try await failure([.waitForHangUp]) { $0.totalTimeout = .milliseconds(150) }
    #expect(error.kind == .timeout)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func `dripping does not stretch the total time`() async throws {
    let drip = [[ScriptedServer.Step]](repeating: [.send("a"), .wait(milliseconds: 30)], count: 100).flatMap {
      $0
    }
    let error = try await failure([.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")] + drip) {
      $0.totalTimeout = .milliseconds(200)
    }
    #expect(error.kind == .timeout)
  }

  @Test func `an announced size above the limit is refused at once`() async throws {
    let error = try await failure([.send("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"), .waitForHangUp])
    {
      $0.sizeLimit = 1000
    }
    #expect(error.kind == .tooLarge)
  }

  @Test func `an endless answer is cut at the limit`() async throws {
    let error = try await failure([
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .sendForever("4\r\nabcd\r\n"),
    ]) { $0.sizeLimit = 10_000 }
    #expect(error.kind == .tooLarge)
    #expect(error.reason.contains("10000 bytes"))
  }

  @Test func `the limit counts what a compressed answer becomes`() async throws {
    let error = try await failure([.compressed]) { $0.sizeLimit = 99_999 }
    #expect(error.kind == .tooLarge)
  }

  @Test func `an answer of exactly the limit passes`() async throws {
    let server = try ScriptedServer { _ in [.answer(String(repeating: "x", count: 1000))] }
    var configuration = CurlTransport.Configuration()
    configuration.sizeLimit = 1000
    let response = try await CurlTransport(configuration).send(
      HTTPRequest(origin: try server.origin, target: "/"))
    #expect(response.body.count == 1000)
  }

  @Test func `endless headers are cut`() async throws {
    let error = try await failure([.send("HTTP/1.1 200 OK\r\n"), .sendForever("X-Filler: abcdefghijkl\r\n")])
    #expect(error.kind == .tooLarge)
  }

  @Test(arguments: ["SSH-2.0-OpenSSH_9.9\r\n", "<html>no head</html>", "\u{0}\u{1}\u{2}"])
  func `what is no HTTP is a protocol error`(text: String) async throws {
    #expect(try await failure([.send(text), .close]).kind == .protocol)
  }

  @Test func `broken compression is a protocol error`() async throws {
    let error = try await failure([.answer("no gzip at all", headers: ["Content-Encoding: gzip"])])
    #expect(error.kind == .protocol)
  }

  @Test func `a port where nobody listens is a connection error`() async throws {
    let origin = try HTTPOrigin(parsing: "http://127.0.0.1:\(try ScriptedServer.closedPort())")
    #expect(try await failure(HTTPRequest(origin: origin, target: "/")).kind == .connect)
  }

  @Test func `a name without address is a resolution error`() async throws {
    // Longer than a DNS label may be (63), so that no server is asked.
    let origin = try HTTPOrigin(parsing: "http://\(String(repeating: "a", count: 70)).invalid")
    let error = try await failure(HTTPRequest(origin: origin, target: "/")) { $0.allowsPlainHTTP = true }
    #expect(error.kind == .resolve)
  }

  @Test func `a server that speaks no TLS is a TLS error`() async throws {
    let server = try ScriptedServer(greeting: "220 mail.example.com ready\r\n") { _ in [.close] }
    let origin = try HTTPOrigin(parsing: "https://127.0.0.1:\(server.port)")
    #expect(try await failure(HTTPRequest(origin: origin, target: "/")).kind == .tls)
  }

  @Test func `plain http to another machine is refused before anything is sent`() async throws {
    let origin = try HTTPOrigin(parsing: "http://192.0.2.1")
    #expect(try await failure(HTTPRequest(origin: origin, target: "/")).kind == .badRequest)
  }

  @Test(
    arguments: [
      ("GET /", "/", "a", "b"), ("", "/", "a", "b"), ("GET", "x", "a", "b"), ("GET", "/a b", "a", "b"),
      ("GET", "/a#b", "a", "b"), ("GET", "/ü", "a", "b"), ("GET", "/a\r\nX: y", "a", "b"),
      ("GET", "/", "a b", "b"),
      ("GET", "/", "", "b"), ("GET", "/", "a", "b\r\nX-Injected: 1"), ("GET", "/", "a", "b\u{0}c"),
      ("GET", "/", "a:b", "c"),
    ])
  func `a request that could smuggle another is refused`(
    method: String, target: String, name: String, value: String
  ) async throws {
    let server = try ScriptedServer { _ in [.answer("ok")] }
    let request = HTTPRequest(
      method: method, origin: try server.origin, target: target, headers: [name: value])
    let error = try await failure(request)
    #expect(error.kind == .badRequest)
    #expect(server.connections == 0)
  }

  @Test(arguments: ["/nonexistent/authority.pem", "/dev/null"])
  func `an authority file of no use is an error and not ignored`(path: String) throws {
    var configuration = CurlTransport.Configuration()
    configuration.authorityFile = path
    let error = #expect(throws: TransportError.self) { try CurlTransport(configuration) }
    #expect(error?.kind == .tls)
  }

  // MARK: - Cancellation

  @Test func `cancelling the task hangs up`() async throws {
    let server = try ScriptedServer { _ in [.waitForHangUp] }
    let transport = try CurlTransport()
    let origin = try server.origin
    let task = Task { try await transport.send(HTTPRequest(origin: origin, target: "/")) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    for _ in 0..<200 where server.hangUps == 0 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(server.hangUps == 1)
  }

  @Test func `a cancelled request leaves the others alone`() async throws {
    let server = try ScriptedServer { request in
      request.requestLine.contains("/slow") ? [.waitForHangUp] : [.wait(milliseconds: 100), .answer("ok")]
    }
    let transport = try CurlTransport()
    let origin = try server.origin
    let slow = Task { try await transport.send(HTTPRequest(origin: origin, target: "/slow")) }
    let other = Task { try await transport.send(HTTPRequest(origin: origin, target: "/other")) }
    while server.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
    slow.cancel()
    #expect(try await other.value.status == 200)
    await #expect(throws: TransportError.self) { try await slow.value }
  }

  @Test func `a task cancelled beforehand sends nothing`() async throws {
    let server = try ScriptedServer { _ in [.answer("ok")] }
    let transport = try CurlTransport()
    let origin = try server.origin
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await transport.send(HTTPRequest(origin: origin, target: "/"))
    }
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(server.connections == 0)
  }
}

extension ScriptedServer.Step {
  /// 100,000 times the letter `a`, with gzip.
  static var compressed: ScriptedServer.Step {
    let hexadecimal =
      "1f8b0800000000000203edc13101000000c2a0aceb5fc21a1e4001000000000000000000000000000000000000000000"
      + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      + "000000000000000000000000000000000000000000000000000000af0687fae21ba0860100"
    let digits = Array(hexadecimal)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return .sendBytes(
      Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bytes.count)\r\n\r\n".utf8)
        + bytes)
  }
}
