import CloudSandbox
import Foundation
import OrderedJSON
import Testing

@Suite(.serialized) struct ServerTests {
  private func withServer(
    faults: [Fault] = [], _ body: (SandboxServer, TestCaller) async throws -> Void
  ) async throws {
    let caller = TestCaller(faults: faults)
    let server = try await SandboxServer.start(
      caller.sandbox, listen: try ListenAddress(parsing: "127.0.0.1:0"))
    do { try await body(server, caller) } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func exchange(_ request: SandboxRequest, port: UInt16) async throws -> String {
    try await blocking {
      let connection = try RawConnection(port: port)
      connection.send(request.wire(close: true).utf8)
      return connection.receive()
    }
  }

  @Test func `a signed request is answered over the wire, its target raw`() async throws {
    try await withServer { server, caller in
      #expect(server.endpoint == "http://127.0.0.1:\(server.address.port)")
      let text = try await exchange(
        caller.request("GET", "/vpn-connection?limit=1&marker=2026-03-05T01%3A00%3A00.5Z"),
        port: server.address.port)
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("berlin-2"))
      #expect(text.contains("\r\nContent-Type: application/json\r\n") && text.contains("\r\nX-Request-Id: "))
    }
  }

  @Test func `one connection carries many requests`() async throws {
    try await withServer { server, caller in
      let port = server.address.port
      let requests = ["/vpn-gateways", "/nothing", "/customer-gateways"].map { caller.request("GET", $0) }
      let texts = try await blocking {
        let connection = try RawConnection(port: port)
        return requests.map { request in
          connection.send(request.wire(close: false).utf8)
          return connection.receive { $0.contains("\r\n\r\n") && $0.hasSuffix("}") }
        }
      }
      #expect(texts.map { $0.prefix(12) } == ["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 200"])
    }
  }

  @Test func `a body goes over the wire as it is`() async throws {
    try await withServer { server, caller in
      let request = caller.request(
        "POST", "/vpn-connection/5d000000-0000-4000-8000-000000000003/peer-configuration/export",
        body: #"{"vendor":"Globex","type":"Router","model":"G-4300","version":"XE-17"}"#)
      let text = try await exchange(request, port: server.address.port)
      #expect(text.hasPrefix("HTTP/1.1 200") && text.contains("Osaka:Sandbox-Key-1"))
    }
  }

  @Test func `a cut body announces more than it has, a dropped answer has nothing`() async throws {
    try await withServer(
      faults: [Fault(times: 1, effect: .truncate(after: 25)), Fault(skip: 1, times: 1, effect: .drop)]
    ) { server, caller in
      let cut = try await exchange(caller.request("GET", "/vpn-gateways"), port: server.address.port)
      let parts = cut.split(separator: "\r\n\r\n", maxSplits: 1)
      try #require(parts.count == 2)
      #expect(parts[1].utf8.count == 25)
      let length = try #require(
        parts[0].split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }?.dropFirst(16))
      #expect((Int(length) ?? 0) > 1_000)
      #expect(try await exchange(caller.request("GET", "/vpn-gateways"), port: server.address.port).isEmpty)
      let whole = try await exchange(caller.request("GET", "/vpn-gateways"), port: server.address.port)
      #expect(whole.hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func `a slow body comes whole, piece by piece`() async throws {
    try await withServer(faults: [Fault(times: 1, effect: .slow(bytes: 1_000, pauseMilliseconds: 5))]) {
      server, caller in
      let request = caller.request("GET", "/vpn-gateways")
      let start = ContinuousClock().now
      let slow = try await exchange(request, port: server.address.port)
      let duration = ContinuousClock().now - start
      let whole = try await exchange(request, port: server.address.port)
      let bodies = [slow, whole].map { $0.split(separator: "\r\n\r\n", maxSplits: 1).last ?? "" }
      #expect(
        bodies[0].prefix(2_000) == bodies[1].prefix(2_000) && bodies[0].utf8.count == bodies[1].utf8.count)
      #expect(duration >= .milliseconds(5))
    }
  }

  @Test func `a body too large is read away and refused, the connection goes on`() async throws {
    try await withServer { server, caller in
      let port = server.address.port
      var large = caller.request("POST", "/vpn-gateways")
      large.body = [UInt8](repeating: 0x20, count: 13_000_000)
      let (refused, accepted) = (large, caller.request("GET", "/vpn-gateways"))
      let texts = try await blocking {
        let connection = try RawConnection(port: port)
        connection.send(refused.wire(close: false).utf8)
        let refusal = connection.receive { $0.hasSuffix("}") }
        connection.send(accepted.wire(close: true).utf8)
        return [refusal, connection.receive()]
      }
      #expect(texts.map { $0.prefix(12) } == ["HTTP/1.1 413", "HTTP/1.1 200"])
    }
  }

  @Test(arguments: [
    "GET\r\n\r\n", "\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "\u{FF}\u{00} x\r\n\r\n",
  ])
  func `garbage ends the connection and not the server`(garbage: String) async throws {
    try await withServer { server, caller in
      let port = server.address.port
      let text = try await blocking {
        let connection = try RawConnection(port: port)
        connection.send(garbage.utf8)
        return connection.receive { $0.hasSuffix("}") }
      }
      #expect(!text.contains(" 200 "))
      #expect(
        try await exchange(caller.request("GET", "/vpn-gateways"), port: server.address.port).contains(
          " 200 "))
    }
  }

  @Test func `many clients at once are all answered`() async throws {
    try await withServer { server, caller in
      let port = server.address.port
      let request = caller.request("GET", "/vpn-connection")
      let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<40 {
          group.addTask { try await exchange(request, port: port).hasPrefix("HTTP/1.1 200") }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(answered == 40)
    }
  }

  @Test func `a taken port is an error at once, a stopped server frees its port`() async throws {
    let sandbox = TestCaller().sandbox
    let first = try await SandboxServer.start(sandbox, listen: try ListenAddress(parsing: "127.0.0.1:0"))
    let clock = ContinuousClock()
    let duration = await clock.measure {
      let error = await #expect(throws: SandboxServerError.self) {
        _ = try await SandboxServer.start(sandbox, listen: first.address)
      }
      #expect(error?.kind == .cannotListen)
      #expect(error?.description.hasPrefix("cannot listen on 127.0.0.1:") == true)
    }
    #expect(duration < .seconds(3))
    await first.stop()
    let port = first.address.port
    #expect(throws: POSIXError.self) { _ = try RawConnection(port: port) }
  }

  @Test(
    arguments: [
      ("127.0.0.1:0", true), ("localhost:80", true), ("[::1]:8080", true), ("0.0.0.0:1", false),
      ("[::]:1", false),
      ("192.0.2.1:65535", false),
    ])
  func `an address to listen on`(text: String, loopback: Bool) throws {
    let address = try ListenAddress(parsing: text)
    #expect(address.isLoopback == loopback)
    #expect(address.description == text.replacing("localhost", with: "127.0.0.1"))
  }

  @Test(arguments: [
    "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "example.test:80", "127.1:80",
  ])
  func `no address to listen on`(text: String) throws {
    let error = #expect(throws: SandboxServerError.self) { try ListenAddress(parsing: text) }
    #expect(error?.kind == .badAddress)
  }
}
