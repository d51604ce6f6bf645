import CloudSandbox
import Foundation
import Glibc

/// A bare TCP client, so that the tests see every byte.
struct RawConnection: ~Copyable {
  private let descriptor: Int32

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ text: some Sequence<UInt8>) {
    let bytes = Array(text)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Everything until the other side closes or `enough` says so.
  func receive(until enough: (String) -> Bool = { _ in false }) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !enough(String(decoding: bytes, as: UTF8.self)) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Runs blocking work on a thread of its own: the dispatch queues share their threads with the server under test.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}

extension SandboxRequest {
  /// The request as HTTP/1.1.
  func wire(close: Bool) -> String {
    var text = "\(method) \(target) HTTP/1.1\r\n"
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if !body.isEmpty { text += "Content-Length: \(body.count)\r\n" }
    if close { text += "Connection: close\r\n" }
    return text + "\r\n" + String(decoding: body, as: UTF8.self)
  }
}
