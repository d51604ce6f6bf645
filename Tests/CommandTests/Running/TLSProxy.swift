import Foundation

/// Debian's `nghttpx` in front of a sandbox: TLS and HTTP/2 as a real server has them.
final class TLSProxy: Sendable {
  /// What is wrong with the proxy's certificate.
  enum Certificate {
    case good
    case wrongName
    case expired
  }

  static let program = "/usr/sbin/nghttpx"

  let port: Int
  /// The authority that signed the certificate.
  let authority: String
  private let folder: Folder
  private let running: Running

  init(before sandbox: Sandbox, certificate: Certificate = .good) async throws {
    let folder = try Folder()
    self.folder = folder
    authority = folder.path + "/ca.pem"
    func openssl(_ arguments: [String]) async throws {
      let run = try await Running(
        "/usr/bin/openssl", arguments, in: folder.path, environment: Tool.cleanEnvironment
      ).finish()
      guard run.status == 0 else { throw RunningError(text: "openssl \(arguments): \(run.errors)") }
    }
    let name = certificate == .wrongName ? "other.example" : "localhost"
    let days = certificate == .expired ? "-1" : "2"
    try await openssl(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2"]
        + ["-subj", "/CN=Test Authority"])
    try await openssl(
      [
        "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj",
        "/CN=\(name)",
      ])
    try folder.write("subjectAltName=DNS:\(name)\n", to: "names.cnf")
    try await openssl(
      ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
        + ["-out", "cert.pem", "-days", days, "-extfile", "names.cnf"])
    // The system says which port is free; another program would have to take it within a moment.
    port = try TLSProxy.freePort()
    running = try Running(
      TLSProxy.program,
      [
        "--conf=/dev/null", "--single-process", "--no-host-rewrite", "--workers=1",
        "--frontend=127.0.0.1,\(port)",
        "--backend=127.0.0.1,\(sandbox.port)", "--accesslog-file=\(folder.path)/access.log",
        "--errorlog-file=\(folder.path)/error.log", "--pid-file=\(folder.path)/pid", "key.pem", "cert.pem",
      ], in: folder.path, environment: Tool.cleanEnvironment, keepsInputOpen: true)
    for _ in 0..<200 {
      if TLSProxy.answers(port) { return }
      try await Task.sleep(for: .milliseconds(25))
    }
    throw RunningError(text: "nghttpx does not listen: \((try? folder.text("error.log")) ?? "no log")")
  }

  deinit { running.stop() }

  var endpoint: String { "https://localhost:\(port)" }

  /// One line a request, the protocol's version in it.
  var accessLog: String { (try? folder.text("access.log")) ?? "" }

  private static func socket<Result>(_ port: Int, _ body: (Int32, inout sockaddr_in) throws -> Result) throws
    -> Result
  {
    let descriptor = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw RunningError(text: "no socket") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return try body(descriptor, &address)
  }

  private static func freePort() throws -> Int {
    try socket(0) { descriptor, address in
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let status = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
        }
      }
      guard status == 0 else { throw RunningError(text: "no free port") }
      return Int(UInt16(bigEndian: address.sin_port))
    }
  }

  private static func answers(_ port: Int) -> Bool {
    let status = try? socket(port) { descriptor, address in
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    return status == 0
  }
}
