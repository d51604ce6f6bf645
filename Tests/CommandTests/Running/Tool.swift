import Foundation
import Synchronization

/// What a finished program left behind.
struct Finished: Sendable {
  var status: Int32
  var output: [UInt8]
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
}

/// The built `peerconf`, run as a user runs it.
enum Tool {
  /// Beside the test bundle that is running.
  static let path: String = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "peerconf").path(percentEncoded: false)

  /// What every run starts from: no credentials, no settings of the person who runs the tests.
  static var cleanEnvironment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
      "NO_COLOR": "1",
    ]
  }

  static func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:], input: [UInt8] = []
  ) async throws -> Finished {
    try await Running(
      path, arguments, in: folder, environment: cleanEnvironment.merging(environment) { $1 }, input: input
    ).finish()
  }
}

/// A started program whose streams are read as they come, so that no pipe fills up.
final class Running: Sendable {
  private let process: Process
  private let input = Pipe()
  private let output = Collector()
  private let errors = Collector()

  init(
    _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String],
    input content: [UInt8] = [], keepsInputOpen: Bool = false
  ) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    process.standardInput = input
    process.standardOutput = output.pipe
    process.standardError = errors.pipe
    self.process = process
    try process.run()
    output.start()
    errors.start()
    if !keepsInputOpen {
      let writer = input.fileHandleForWriting
      // A program that does not read its input closes it early; that is no failure of the test.
      Thread.detachNewThread {
        try? writer.write(contentsOf: Data(content))
        try? writer.close()
      }
    }
  }

  /// Waits for the end; after the limit the program is killed and the test fails by its status.
  func finish(within seconds: Double = 60) async throws -> Finished {
    let limit = Date().addingTimeInterval(seconds)
    while process.isRunning {
      if Date() > limit { process.terminate() }
      if Date() > limit.addingTimeInterval(3) { kill(process.processIdentifier, SIGKILL) }
      try await Task.sleep(for: .milliseconds(5))
    }
    while !(output.isAtEnd && errors.isAtEnd), Date() < limit { try await Task.sleep(for: .milliseconds(2)) }
    return Finished(
      status: process.terminationStatus, output: output.content,
      errors: String(decoding: errors.content, as: UTF8.self))
  }

  /// The first complete line of standard output.
  func firstLine(within seconds: Double = 30) async throws -> String {
    let limit = Date().addingTimeInterval(seconds)
    while Date() < limit {
      let content = output.content
      if let end = content.firstIndex(of: 0x0A) { return String(decoding: content[..<end], as: UTF8.self) }
      if !process.isRunning { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw RunningError(text: "no line on stdout; stderr: \(String(decoding: errors.content, as: UTF8.self))")
  }

  func interrupt() { process.interrupt() }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// More input for a program whose input was kept open.
  func write(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

  /// Waits for the end without helping: a program that is still there after the limit is killed, which its status shows.
  func finishByItself(within seconds: Double) async throws -> Finished {
    let limit = Date().addingTimeInterval(seconds)
    while process.isRunning, Date() < limit { try await Task.sleep(for: .milliseconds(5)) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    return try await finish()
  }

  func stop() {
    guard process.isRunning else { return }
    try? input.fileHandleForWriting.close()
    process.terminate()
  }
}

struct RunningError: Error, CustomStringConvertible {
  var text: String
  var description: String { text }
}

/// Collects what comes through a pipe, on a thread of its own: the file handle's own notifications lose chunks
/// and ends now and then.
private final class Collector: Sendable {
  let pipe = Pipe()
  private let state = Mutex((bytes: [UInt8](), ended: false))

  func start() {
    let descriptor = pipe.fileHandleForReading.fileDescriptor
    // The program has its copy; ours would keep the pipe open for ever.
    try? pipe.fileHandleForWriting.close()
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        self.state.withLock { $0.bytes += buffer[..<count] }
      }
      self.state.withLock { $0.ended = true }
    }
  }

  var content: [UInt8] { state.withLock { $0.bytes } }
  var isAtEnd: Bool { state.withLock { $0.ended } }
}
