import HTTPTransport
import Testing

/// A kept connection on which the server hangs up as soon as the next request has arrived.
@Suite struct DeadConnectionTests {
  /// How often a change arrives at the server, and whether the sender got an answer.
  private func changes(mayBeSentTwice: Bool) async throws -> Int {
    let server = try ScriptedServer { request in
      request.requestLine.hasPrefix("GET") ? [.answer("kept")] : [.close]
    }
    let transport = try CurlTransport()
    _ = try await transport.send(HTTPRequest(origin: try server.origin, target: "/"))
    let change = HTTPRequest(
      method: "POST", origin: try server.origin, target: "/", body: Array("{}".utf8),
      mayBeSentTwice: mayBeSentTwice)
    let error = await #expect(throws: TransportError.self) { try await transport.send(change) }
    #expect(error?.kind == .reset)
    return server.requests.count { $0.requestLine.hasPrefix("POST") }
  }

  @Test func `a change is on the wire once, whatever becomes of it`() async throws {
    #expect(try await changes(mayBeSentTwice: false) == 1)
  }

  @Test func `what may be sent twice is, since the connection may have died before`() async throws {
    #expect(try await changes(mayBeSentTwice: true) == 2)
  }
}
