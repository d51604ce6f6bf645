private import Synchronization

#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#else
  package import Darwin
#endif

/// What an early end of the process has to see to: files that are being written come to their end, programs that were
/// started do not outlive it.
package final class OrderlyExit: Sendable {
  /// The one of this process.
  package static let process = OrderlyExit()

  private struct State {
    var programs: Set<pid_t> = []
    var refusesPrograms = false
    /// Threads that are writing, with how deep they are in it.
    var writers: [pthread_t: Int] = [:]
    var isClosing = false
  }

  private let state = Mutex(State())

  package init() {}

  // MARK: Programs

  /// Starts a program that leads a group of its own; `nil` when `start` gives none, or the process is ending.
  package func launch(_ start: () -> pid_t?) -> pid_t? {
    state.withLock { state in
      guard !state.refusesPrograms, let program = start() else { return nil }
      state.programs.insert(program)
      return program
    }
  }

  /// The status of a launched program that has ended, as `waitpid` gives it; `nil` while it runs.
  package func statusIfEnded(of program: pid_t) -> Int32? {
    state.withLock { state in
      var status: Int32 = 0
      let answer = waitpid(program, &status, WNOHANG)
      guard answer == program || answer < 0 && errno != EINTR else { return nil }
      // Its number is free for others from now on.
      state.programs.remove(program)
      return status
    }
  }

  /// Kills the groups of all programs that run, and lets none start any more.
  package func endPrograms() {
    state.withLock { state in
      state.refusesPrograms = true
      for program in state.programs { kill(-program, SIGKILL) }
    }
  }

  // MARK: Writing

  /// Does something that leaves a mess when it is cut off; may stand inside another one.
  ///
  /// When the process is closing it does not begin, and does not come back.
  package func whole<Result, Failure: Error>(
    _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let thread = pthread_self()
    while !begin(thread) { usleep(10_000) }
    defer { end(thread) }
    return try work()
  }

  private func begin(_ thread: pthread_t) -> Bool {
    state.withLock { state in
      guard !state.isClosing || state.writers[thread] != nil else { return false }
      state.writers[thread, default: 0] += 1
      return true
    }
  }

  private func end(_ thread: pthread_t) {
    state.withLock { state in
      let depth = state.writers[thread] ?? 1
      state.writers[thread] = depth > 1 ? depth - 1 : nil
    }
  }

  /// Ends programs and waits for what is being written, so that the process can end; false when the time is over.
  @discardableResult
  package func close(within limit: Duration) -> Bool {
    endPrograms()
    state.withLock { $0.isClosing = true }
    let deadline = ContinuousClock.now + limit
    while state.withLock({ !$0.writers.isEmpty }) {
      guard ContinuousClock.now < deadline else { return false }
      usleep(1000)
    }
    return true
  }
}
