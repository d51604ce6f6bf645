import Diagnostics
import Glibc
import SafeFiles
import Synchronization

/// The result of a command and nothing else goes here.
enum StandardOutput {
  static func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes everything; a reader that went away ends the output silently.
  ///
  /// What cannot be written for another reason (a full disk) is kept in ``failure``: half a configuration must not look
  /// like a whole one.
  static func write(_ bytes: [UInt8]) {
    guard failure.withLock({ $0 }) == nil else { return }
    let reason = FileDescriptor.write(bytes, to: STDOUT_FILENO)
    if reason != 0, reason != EPIPE {
      let error = FileError(action: "write", path: "stdout", reason: String(cString: strerror(reason)))
      failure.withLock { $0 = error }
    }
  }

  /// Why the output is not whole.
  static let failure = Mutex<FileError?>(nil)
}

/// Progress, remarks and errors.
enum StandardError {
  static func write(_ text: String) { _ = FileDescriptor.write(Array(text.utf8), to: STDERR_FILENO) }

  static func note(_ text: String) { write("\(Tool.name): \(text)\n") }

  static func error(_ text: String) { write("\(Tool.name): error: \(text)\n") }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private enum FileDescriptor {
  /// Gives the number of the error that ended the output, or 0.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        Glibc.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += count
    }
    return 0
  }
}
