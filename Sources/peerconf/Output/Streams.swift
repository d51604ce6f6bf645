import Diagnostics
import Glibc

/// The result of a command and nothing else goes here.
enum StandardOutput {
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes everything; a reader that went away ends the output silently.
  static func write(_ bytes: [UInt8]) { FileDescriptor.write(bytes, to: STDOUT_FILENO) }
}

/// Progress, remarks and errors.
enum StandardError {
  static func write(_ text: String) { FileDescriptor.write(Array(text.utf8), to: STDERR_FILENO) }

  static func note(_ text: String) { write("\(Tool.name): \(text)\n") }

  static func error(_ text: String) { write("\(Tool.name): error: \(text)\n") }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private enum FileDescriptor {
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      done += count
    }
  }
}
