import CloudVPN
import Foundation
import Synchronization

/// Time for tests: it stands still, moves when somebody sleeps, and sleeping takes none of the real one.
final class StepTime: Sendable {
  private let state = Mutex((now: Duration.zero, isHeld: false, sleepers: [Int: Sleeper](), lastID: 0))

  private struct Sleeper {
    var until: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  var now: Duration { state.withLock { $0.now } }
  /// Tasks that sleep until ``move(by:)`` wakes them.
  var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// `isHeld`: time moves by ``move(by:)`` only.
  init(isHeld: Bool = false) { state.withLock { $0.isHeld = isHeld } }

  var clock: CloudClock {
    CloudClock(
      now: { Date(timeIntervalSince1970: 1_767_323_045) }, uptime: { self.now },
      sleep: { try await self.sleep($0) }, chance: { 1 })
  }

  private func sleep(_ pause: Duration) async throws {
    try Task.checkCancellation()
    let id: Int? = state.withLock { state in
      guard state.isHeld else {
        state.now += pause
        return nil
      }
      state.lastID += 1
      return state.lastID
    }
    guard let id else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        state.withLock { state in
          if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
          state.sleepers[id] = Sleeper(until: state.now + pause, continuation: continuation)
        }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(
        throwing: CancellationError())
    }
  }

  /// Lets time pass and wakes those who have slept long enough.
  func move(by step: Duration) {
    let woken = state.withLock { state in
      state.now += step
      let due = state.sleepers.filter { $0.value.until <= state.now }
      for id in due.keys { state.sleepers.removeValue(forKey: id) }
      return due.values.sorted { $0.until < $1.until }
    }
    for sleeper in woken { sleeper.continuation.resume() }
  }

  /// Gives way to other tasks until something holds; a test that waits for ever fails by the suite's own limit.
  static func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
  }
}
