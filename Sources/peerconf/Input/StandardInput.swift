import Glibc
import SafeFiles

/// Standard input, waited for in a way that an interrupt ends.
enum StandardInput {
  /// How long an interrupt may go unnoticed, in milliseconds.
  fileprivate static let patience: Int32 = 100

  /// Reads to the end; `nil` for more bytes than the limit.
  ///
  /// - Throws: `CancellationError` when the task was cancelled, `FileError` when it cannot be read.
  static func read(limit: Int) throws -> [UInt8]? {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&state, 1, patience)
      try Task.checkCancellation()
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      let count = buffer.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw FileError(action: "read", path: "-", reason: String(cString: strerror(errno)))
      }
      if count == 0 { return content }
      guard content.count + count <= limit else { return nil }
      content += buffer[..<count]
    }
  }
}

extension StandardInput {
  /// Reads one line, without its end; empty at the end of the input and for more than a kilobyte.
  ///
  /// - Throws: `CancellationError` when the task was cancelled.
  static func line() throws -> String {
    var content: [UInt8] = []
    while content.count < 1024 {
      guard let byte = try byte() else { break }
      if byte == 0x0A { break }
      content.append(byte)
    }
    if content.last == 0x0D { content.removeLast() }
    return String(decoding: content, as: UTF8.self)
  }

  private static func byte() throws -> UInt8? {
    while true {
      var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&state, 1, patience)
      try Task.checkCancellation()
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      var byte: UInt8 = 0
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      return count == 1 ? byte : nil
    }
  }
}
