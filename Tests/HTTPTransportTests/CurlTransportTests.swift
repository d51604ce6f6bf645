import HTTPTransport
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What goes over the wire and comes back, against a real socket.
@Suite struct CurlTransportTests {
  @Test func `the request arrives exactly as it was made`() async throws {
    let server = try ScriptedServer { _ in [.answer("ok")] }
    let target = "/a/../b//./%2e%2E/x+y%20~?x=%7e&y&empty=&q=a%2Fb?&x=2"
    var request = HTTPRequest(origin: try server.origin, target: target)
    request.headers = ["X-Second": "2", "X-First": " spaced ", "X-Second": "3", "X-Empty": ""]
    let response = try await CurlTransport().send(request)
    #expect(response.status == 200 && response.body == Array("ok".utf8))
    #expect(response.version == .http1_1 && response.newConnections == 1)
    let received = try #require(server.requests.first)
    #expect(received.requestLine == "GET \(target) HTTP/1.1")
    #expect(
      received.headerLines == [
        "Host: 127.0.0.1:\(server.port)", "User-Agent: peerconf", "Accept-Encoding: gzip, deflate",
        "X-Second: 2",
        "X-First:  spaced ", "X-Second: 3", "X-Empty:",
      ])
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH"])
  func `a body is sent with its length and nothing that was not asked for`(method: String) async throws {
    let server = try ScriptedServer { _ in [.answer("", status: "201 Created")] }
    let body = [UInt8]((0...255).map { UInt8($0) })
    var request = HTTPRequest(method: method, origin: try server.origin, target: "/x", body: body)
    request.headers["Content-Type"] = "application/json"
    let response = try await CurlTransport().send(request)
    #expect(response.status == 201 && response.body.isEmpty)
    let received = try #require(server.requests.first)
    #expect(received.requestLine == "\(method) /x HTTP/1.1")
    #expect(received.body == body)
    #expect(received.headerLines.contains("Content-Length: 256"))
    #expect(!received.head.contains("Expect") && !received.head.contains("Accept: "))
  }

  @Test func `a post without a body says so`() async throws {
    let server = try ScriptedServer { _ in [.answer("{}")] }
    _ = try await CurlTransport().send(HTTPRequest(method: "POST", origin: try server.origin, target: "/x"))
    let received = try #require(server.requests.first)
    #expect(received.headerLines.contains("Content-Length: 0"))
    #expect(!received.head.contains("Content-Type"))
  }

  @Test func `a delete needs no body and its answer none either`() async throws {
    let server = try ScriptedServer { _ in [.send("HTTP/1.1 204 No Content\r\n\r\n")] }
    let response = try await CurlTransport().send(
      HTTPRequest(method: "DELETE", origin: try server.origin, target: "/x"))
    #expect(response.status == 204 && response.body.isEmpty)
    #expect(server.requests.first?.head.contains("Content-Length") == false)
  }

  @Test func `headers keep order, duplicates and folded lines, and interim answers leave none`() async throws
  {
    let server = try ScriptedServer { _ in
      [
        .send("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"),
        .answer("", headers: ["X-B: 1", "x-a:  two \t", "X-B: 3", "X-Long: a", "  b", "X-Empty:"]),
      ]
    }
    let response = try await CurlTransport().send(HTTPRequest(origin: try server.origin, target: "/"))
    #expect(
      response.headers.fields.map { "\($0.name)=\($0.value)" } == [
        "Content-Length=0", "X-B=1", "x-a=two", "X-B=3", "X-Long=a b", "X-Empty=",
      ])
  }

  @Test func `chunks become one body, and trailers are dropped`() async throws {
    let server = try ScriptedServer { _ in
      [
        .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), .wait(milliseconds: 20),
        .send("4\r\ndefg\r\n0\r\nX-Trailer: 1\r\n\r\n"),
      ]
    }
    let response = try await CurlTransport().send(HTTPRequest(origin: try server.origin, target: "/"))
    #expect(response.body == Array("abcdefg".utf8))
    #expect(response.headers["X-Trailer"] == nil)
  }

  @Test func `a compressed answer is given back in clear`() async throws {
    let server = try ScriptedServer { _ in [.compressed] }
    let response = try await CurlTransport().send(HTTPRequest(origin: try server.origin, target: "/"))
    #expect(response.body == [UInt8](repeating: UInt8(ascii: "a"), count: 100_000))
  }

  @Test func `a redirect is an answer`() async throws {
    let server = try ScriptedServer { request in
      [.answer("", status: "302 Found", headers: ["Location: /elsewhere"])]
    }
    let response = try await CurlTransport().send(HTTPRequest(origin: try server.origin, target: "/"))
    #expect(response.status == 302 && response.headers["location"] == "/elsewhere")
    #expect(server.requests.count == 1)
  }

  @Test func `requests in turn share one connection`() async throws {
    let server = try ScriptedServer { _ in [.answer("ok")] }
    let transport = try CurlTransport()
    var opened: [Int] = []
    for _ in 0..<5 {
      opened.append(
        try await transport.send(HTTPRequest(origin: try server.origin, target: "/")).newConnections)
    }
    #expect(opened == [1, 0, 0, 0, 0])
    #expect(server.connections == 1)
  }

  /// Each answer waits for the last of the requests, so they pass only when all are under way at once.
  @Test func `many requests run at once on one transport`() async throws {
    let count = 12
    let arrived = Mutex(0)
    let server = try ScriptedServer { request in
      arrived.withLock { $0 += 1 }
      while arrived.withLock({ $0 }) < count { usleep(1000) }
      return [.answer(request.requestLine)]
    }
    let transport = try CurlTransport()
    let origin = try server.origin
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<count {
        group.addTask {
          let response = try await transport.send(HTTPRequest(origin: origin, target: "/\(number)"))
          return String(decoding: response.body, as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies == Set((0..<count).map { "GET /\($0) HTTP/1.1" }))
  }

  @Test func `a hundred requests queue for few connections`() async throws {
    let server = try ScriptedServer { _ in [.answer("ok")] }
    var configuration = CurlTransport.Configuration()
    configuration.maxConnectionsPerHost = 3
    let transport = try CurlTransport(configuration)
    let origin = try server.origin
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<100 {
        group.addTask { try await transport.send(HTTPRequest(origin: origin, target: "/\(number)")).status }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(server.requests.count == 100)
    #expect(server.connections <= 3)
  }

  @Test func `a dropped transport ends its thread`() async throws {
    let server = try ScriptedServer { _ in [.answer("ok")] }
    let before = threads
    for _ in 0..<100 {
      let transport = try CurlTransport()
      _ = try await transport.send(HTTPRequest(origin: try server.origin, target: "/"))
    }
    for _ in 0..<100 where threads > before + 50 { try await Task.sleep(for: .milliseconds(20)) }
    #expect(threads <= before + 50)
  }

  /// Threads of this process; other suites run at the same time, so the number is only a rough one.
  private var threads: Int {
    guard let folder = opendir("/proc/self/task") else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    return count
  }
}

extension ScriptedServer {
  var origin: HTTPOrigin {
    get throws { try HTTPOrigin(parsing: "http://127.0.0.1:\(port)") }
  }
}
