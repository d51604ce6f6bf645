import Synchronization

/// How many requests a process sends, and how many of them at once; shared by everything that talks to the cloud.
///
/// A token bucket: after a quiet moment a few requests go at once, then one at a time in even distances. Whoever came
/// first goes first. When the service says that it was too much, all of them wait.
package final class Pace: Sendable {
  /// Polite by default: a quarter of what the cloud's gateway lets through by default, 200 requests a second for each
  /// API (facts §15), since others use the same account.
  package struct Limits: Sendable, Hashable {
    /// At least 1.
    package var requestsPerSecond = 50
    /// Requests that may go at once after a quiet moment; at least 1.
    package var burst = 10
    /// Requests on their way at the same time; at least 1.
    package var concurrency = 8

    package init() {}
  }

  private let limits: Limits
  private let clock: CloudClock
  private let state = Mutex(State())

  private struct State {
    /// Requests on their way, or next to go.
    var running = 0
    /// Those that wait for one of them to end, first come first.
    var waiting: [Waiter] = []
    var lastID: UInt64 = 0
    /// When the bucket will be full again, if nothing more is taken from it.
    var full = Duration.zero
    /// Nothing goes before that.
    var held = Duration.zero
  }

  private struct Waiter {
    var id: UInt64
    var continuation: CheckedContinuation<Bool, Never>
  }

  package init(_ limits: Limits = Limits(), clock: CloudClock = .system) {
    self.limits = limits
    self.clock = clock
  }

  /// Requests that wait for another one to end.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  private var interval: Duration { .seconds(1) / max(1, limits.requestsPerSecond) }

  /// Waits for a turn; ``end()`` must follow.
  ///
  /// - Throws: `CancellationError`, at once when the task is cancelled; nothing follows then.
  func begin() async throws(CancellationError) {
    guard await takePlace() else { throw CancellationError() }
    do {
      try await waitForTurn()
    } catch {
      // The turn is lost, not given to another: two would go at once then.
      end()
      throw CancellationError()
    }
  }

  /// The request is over.
  func end() {
    let next = state.withLock { state -> Waiter? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.running -= 1
      return nil
    }
    next?.continuation.resume(returning: true)
  }

  /// The service had too many requests: nothing goes for so long, and the bucket is empty afterwards.
  func hold(for time: Duration) {
    let now = clock.uptime()
    let room = interval * (max(1, limits.burst) - 1)
    state.withLock { state in
      state.held = max(state.held, now + time)
      state.full = max(state.full, state.held + room + interval)
    }
  }

  /// `false` when the task is cancelled.
  private func takePlace() async -> Bool {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          // Asked under the lock: the handler below finds what is appended here, or this sees the cancellation.
          if Task.isCancelled { return false }
          if state.running < max(1, limits.concurrency) {
            state.running += 1
            return true
          }
          state.waiting.append(Waiter(id: id, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
      }
      waiter?.continuation.resume(returning: false)
    }
  }

  private func waitForTurn() async throws {
    let now = clock.uptime()
    let turn = state.withLock { state in
      let full = max(state.full, now)
      state.full = full + interval
      return full - interval * (max(1, limits.burst) - 1)
    }
    while true {
      // What held the others meanwhile holds this one too.
      let left = state.withLock { max(turn, $0.held) } - clock.uptime()
      guard left > .zero else { return }
      try await clock.sleep(left)
    }
  }
}
