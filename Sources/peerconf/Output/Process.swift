import ArgumentParser
import CloudPermissions
import CloudVPN
import Diagnostics
import Dispatch
import Glibc
import SafeFiles
import Synchronization

/// How the process starts, is interrupted and ends.
enum Process {
  /// A result other than "done" that a command reports by itself; nothing more is printed.
  struct Ending: Error {
    var outcome: Outcome
  }

  /// Whether the command that runs notices that it is cancelled.
  private static let isCooperative = Atomic<Bool>(false)
  /// How long an interrupt waits for a file that is being written.
  private static let patience = Duration.seconds(5)

  /// Says that an interrupt may wait for the command to come to an end of its own.
  ///
  /// Others are ended where they are: what they read and compute has no traces.
  static func becomesCooperative() { isCooperative.store(true, ordering: .relaxed) }

  /// Runs the body; an interrupt ends it, and every error becomes one message and one exit code.
  static func run(_ body: @escaping @Sendable () async throws -> Void) async -> Int32 {
    // A reader that closes the pipe early is its own business: writes report it, no signal kills us.
    signal(SIGPIPE, SIG_IGN)
    let work = Task { try await body() }
    let sources = [SIGINT, SIGTERM].map { number in cancel(work, on: number) }
    defer { sources.forEach { $0.cancel() } }
    var status = Outcome.done.rawValue
    do {
      try await work.value
    } catch {
      status = report(error)
    }
    // Whatever else there is to say, it did not arrive, or was not recorded.
    let failures = [StandardOutput.failure.withLock { $0 }, RecordingOptions.failure.withLock { $0 }]
    guard let failure = failures.compactMap(\.self).first, status != Outcome.interrupted.rawValue else {
      return status
    }
    StandardError.error(failure.description)
    return Outcome.failed.rawValue
  }

  /// Ends the process.
  static func leave(with status: Int32) -> Never { exit(status) }

  private static func cancel(_ work: Task<Void, any Error>, on number: Int32) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      // A second signal does not wait for the work to notice the first.
      guard isCooperative.load(ordering: .relaxed), !work.isCancelled else {
        OrderlyExit.process.close(within: patience)
        StandardError.note("interrupted")
        _exit(Outcome.interrupted.rawValue)
      }
      work.cancel()
      OrderlyExit.process.endPrograms()
    }
    source.resume()
    return source
  }

  /// How to get the policy that the running command needs.
  private static func remedy(for error: CloudError) -> String {
    guard let row = CommandRights.row(of: CommandLine.arguments.dropFirst()) else { return "" }
    let isProject = error.actions == CloudOperation.findProject.permission.actionNames
    return "\nThe least policy for it: \(Tool.name) auth policy --for \"\(row.command)\""
      + (isProject ? " --find-project" : "")
  }

  private static func report(_ error: any Error) -> Int32 {
    switch error {
    case let ending as Ending:
      return ending.outcome.rawValue
    case is CancellationError:
      StandardError.note("interrupted")
      return Outcome.interrupted.rawValue
    case let cloud as CloudError where cloud.isMissingRight:
      StandardError.error(cloud.description + remedy(for: cloud))
      return cloud.outcome.rawValue
    case let known as any OutcomeError:
      StandardError.error(known.description)
      return known.outcome.rawValue
    case let file as FileError:
      StandardError.error(file.description)
      return (file.action == "read" ? Outcome.badInput : .failed).rawValue
    default:
      // Usage, help and version are the argument parser's own; it knows the text and the code.
      let text = Peerconf.fullMessage(for: error)
      let code = Peerconf.exitCode(for: error).rawValue
      if code == 0 { StandardOutput.write(text + "\n") } else { StandardError.write(text + "\n") }
      return code
    }
  }
}
