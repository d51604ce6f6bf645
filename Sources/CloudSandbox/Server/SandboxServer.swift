import FlyingFox
import FlyingSocks
import Foundation
import IPAddressing

/// A sandbox on a port, plain HTTP/1.1; put a proxy in front for TLS and HTTP/2.
///
/// What the HTTP library has already folded when a request arrives here: method names are upper case, of a header
/// given twice only the last line is left, an empty query is no query. Requests that are no UTF-8 or have both
/// `Content-Length` and `Transfer-Encoding` end the connection without an answer. Target, header values and body are raw.
package struct SandboxServer: Sendable {
  /// Where it really listens, with the port that the system chose.
  package let address: ListenAddress
  private let server: HTTPServer
  private let running: Task<Void, Never>

  /// The base URL for a client.
  package var endpoint: String { "http://\(address)" }

  /// Listens and answers until ``stop()``.
  ///
  /// `log` gets one line a request: method, target, status.
  package static func start(
    _ sandbox: Sandbox, listen address: ListenAddress, log: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(SandboxServerError) -> SandboxServer {
    let handler = ClosureHTTPHandler { request in try await serve(request, sandbox: sandbox, log: log) }
    let server: HTTPServer
    do {
      server = HTTPServer(config: try configuration(address), handler: handler)
    } catch {
      throw failure(address, error)
    }
    // The first of the two says how the start went. Both tasks end with the server, which `stop()` ends.
    let (outcomes, outcome) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
    let running = Task {
      do { try await server.run() } catch { outcome.yield(.failure(error)) }
    }
    let waiting = Task {
      do {
        try await server.waitUntilListening(timeout: 10)
        outcome.yield(.success(()))
      } catch {
        outcome.yield(.failure(error))
      }
    }
    defer { waiting.cancel() }
    for await result in outcomes {
      do {
        try result.get()
        guard let port = await port(of: server) else { throw SocketError.disconnected }
        return SandboxServer(
          address: ListenAddress(address: address.address, port: port), server: server, running: running)
      } catch {
        running.cancel()
        throw failure(address, error)
      }
    }
    throw failure(address, CancellationError())
  }

  /// Closes the port and every connection; answers on their way are cut.
  package func stop() async {
    await server.stop()
    await running.value
  }

  private static func failure(_ address: ListenAddress, _ error: any Error) -> SandboxServerError {
    SandboxServerError(
      kind: .cannotListen, reason: "cannot listen on \(address): \(error.localizedDescription)")
  }

  private static func port(of server: HTTPServer) async -> UInt16? {
    switch await server.listeningAddress {
    case .ip4(_, let port), .ip6(_, let port): port
    case .unix, nil: nil
    }
  }

  private static func configuration(_ address: ListenAddress) throws -> HTTPServer.Configuration {
    // Longer than the longest delay that a fault may have.
    let timeout: TimeInterval = 700
    let logger: any Logging = .disabled
    let pool = PromptSockets(base: HTTPServer.defaultPool(logger: logger))
    switch address.address {
    case .v4(let four):
      return HTTPServer.Configuration(
        address: try .inet(ip4: four.description, port: address.port), timeout: timeout, pool: pool,
        logger: logger)
    case .v6(let six):
      return HTTPServer.Configuration(
        address: try .inet6(ip6: six.description, port: address.port), timeout: timeout, pool: pool,
        logger: logger)
    }
  }
}

extension SandboxServer {
  /// A body beyond this is not even read to its end.
  private static let drainLimit = 64 << 20

  private static func serve(
    _ request: HTTPRequest, sandbox: Sandbox, log: @Sendable (String) -> Void
  ) async throws -> HTTPResponse {
    var body: [UInt8] = []
    var size = 0
    for try await chunk in request.bodySequence {
      size += chunk.count
      // One byte over the limit is enough for the sandbox to see that it is too large.
      body += chunk.prefix(Sandbox.bodyLimit + 1 - body.count)
      if size > drainLimit { break }
    }
    let raw = SandboxRequest(
      method: request.method.rawValue, target: request.target.rawValue,
      headers: request.headers.map { .init($0.key.rawValue, $0.value) }, body: body)
    let answer = await sandbox.answer(raw)
    log("\(printable(raw.method)) \(printable(raw.target)) \(answer.logged)")
    return answer.response(closing: size > drainLimit)
  }

  private static func printable(_ text: String) -> String {
    String(text.unicodeScalars.prefix(500).map { $0.isASCII && $0.value > 0x20 ? Character($0) : "?" })
  }
}

extension SandboxResponse {
  fileprivate var logged: String {
    switch delivery {
    case .whole: String(status)
    case .truncated(let length): "\(status), cut after \(length) of \(body.count) bytes"
    case .slow(let bytes, let pause): "\(status), \(bytes) bytes each \(pause) ms"
    case .dropped: "dropped"
    }
  }

  fileprivate func response(closing: Bool) -> HTTPResponse {
    // The library has no word for "say nothing and hang up"; a web socket whose start fails does just that.
    if delivery == .dropped { return HTTPResponse(headers: [:], webSocket: HangUp()) }
    var fields = HTTPHeaders()
    for header in headers { fields.addValue(header.value, for: HTTPHeader(header.name)) }
    let code = HTTPStatusCode(status, phrase: HTTPPhrase.of(status))
    if case .slow(let bytes, let pause) = delivery {
      let slow = SlowBody(bytes: body, piece: bytes, pause: .milliseconds(pause))
      return HTTPResponse(
        statusCode: code, headers: fields, body: HTTPBodySequence(from: slow, count: body.count))
    }
    if case .truncated(let length) = delivery {
      return HTTPResponse(
        statusCode: code, headers: fields,
        body: HTTPBodySequence(from: CutBody(bytes: Array(body.prefix(length))), count: body.count))
    }
    if closing {
      fields[.connection] = "close"
      return HTTPResponse(
        statusCode: code, headers: fields,
        body: HTTPBodySequence(from: CutBody(bytes: body), count: body.count))
    }
    return HTTPResponse(
      statusCode: code, headers: fields,
      body: HTTPBodySequence(data: Data(body), suggestedBufferSize: 1 << 16))
  }
}
