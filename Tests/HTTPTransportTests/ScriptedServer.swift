import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server on 127.0.0.1 that reads requests byte for byte and answers with whatever bytes the test wants.
///
/// Well-formed or not; one thread a connection.
final class ScriptedServer: Sendable {
  struct Request: Sendable {
    /// The head as received, blank line included.
    var head: String
    var body: [UInt8]

    var requestLine: String { String(head.prefix { $0 != "\r\n" }) }
    var headerLines: [String] { head.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty } }
  }

  enum Step: Sendable {
    case send(String)
    case sendBytes([UInt8])
    /// The same text again and again until the peer hangs up.
    case sendForever(String)
    case wait(milliseconds: Int)
    /// Waits until the peer hangs up.
    case waitForHangUp
    /// Closes the connection in good order.
    case close
    /// Breaks the connection (TCP RST).
    case reset
  }

  private struct Record {
    var requests: [Request] = []
    var connections = 0
    var hangUps = 0
  }

  let port: Int
  private let listener: Int32
  private let record = Mutex(Record())
  private let greeting: [UInt8]
  private let script: @Sendable (Request) -> [Step]

  var requests: [Request] { record.withLock { $0.requests } }
  var connections: Int { record.withLock { $0.connections } }
  /// Connections that the peer ended while the script still wanted to talk.
  var hangUps: Int { record.withLock { $0.hangUps } }

  /// `greeting` is sent on every new connection before anything is read.
  init(greeting: String = "", _ script: @escaping @Sendable (Request) -> [Step]) throws {
    signal(SIGPIPE, SIG_IGN)
    self.greeting = Array(greeting.utf8)
    self.script = script
    (listener, port) = try ScriptedServer.listen()
    let listener = listener
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        guard let server = self else {
          Glibc.close(connection)
          return
        }
        Thread.detachNewThread { server.serve(connection) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  struct NoSocket: Error {}

  /// A socket that listens on a free port of 127.0.0.1.
  private static func listen() throws -> (socket: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw NoSocket() }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, size) == 0 && Glibc.listen(descriptor, 64) == 0
          && getsockname(descriptor, pointer, &size) == 0
      }
    }
    guard status else { throw NoSocket() }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// A port on which nobody listens.
  static func closedPort() throws -> Int {
    let (descriptor, port) = try listen()
    Glibc.close(descriptor)
    return port
  }

  // MARK: - One connection

  private func serve(_ connection: Int32) {
    record.withLock { $0.connections += 1 }
    defer { Glibc.close(connection) }
    guard send(greeting, connection) else { return }
    var pending: [UInt8] = []
    while let request = read(connection, &pending) {
      record.withLock { $0.requests.append(request) }
      for step in script(request) {
        guard perform(step, connection) else { return }
      }
    }
  }

  private func read(_ connection: Int32, _ pending: inout [UInt8]) -> Request? {
    while true {
      if let end = pending.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound {
        let head = String(decoding: pending[..<end], as: UTF8.self)
        let length =
          head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) } ?? 0
        if pending.count >= end + length {
          let request = Request(head: head, body: Array(pending[end..<(end + length)]))
          pending.removeFirst(end + length)
          return request
        }
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      pending += buffer[..<count]
    }
  }

  /// Whether the connection is still of use afterwards.
  private func perform(_ step: Step, _ connection: Int32) -> Bool {
    switch step {
    case .send(let text): return send(Array(text.utf8), connection)
    case .sendBytes(let bytes): return send(bytes, connection)
    case .sendForever(let text):
      let bytes = Array(text.utf8)
      while send(bytes, connection) {}
      return false
    case .wait(let milliseconds):
      usleep(UInt32(milliseconds) * 1000)
      return true
    case .waitForHangUp:
      var byte: UInt8 = 0
      if recv(connection, &byte, 1, 0) <= 0 { record.withLock { $0.hangUps += 1 } }
      return false
    case .close: return false
    case .reset:
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
      return false
    }
  }

  private func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, 0) }
      guard count > 0 else {
        record.withLock { $0.hangUps += 1 }
        return false
      }
      sent += count
    }
    return true
  }
}

extension ScriptedServer.Step {
  /// A complete answer with `Content-Length`.
  static func answer(_ body: String, status: String = "200 OK", headers: [String] = []) -> ScriptedServer.Step
  {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
    return .send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }
}
