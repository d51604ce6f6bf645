package import Foundation
import Synchronization

/// Time as the client sees it; tests bring their own.
package struct CloudClock: Sendable {
  package var now: @Sendable () -> Date
  /// Time since some moment in the past; never goes back, whatever is done to ``now``.
  package var uptime: @Sendable () -> Duration
  /// Throws only when the task is cancelled.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// A number from 0 up to 1, to spread repeats of many callers.
  package var chance: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Duration = CloudClock.systemUptime,
    sleep: @escaping @Sendable (Duration) async throws -> Void, chance: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
    self.chance = chance
  }

  private static let start = ContinuousClock.now
  package static let systemUptime: @Sendable () -> Duration = { ContinuousClock.now - start }

  package static let system = CloudClock(
    now: { Date() }, sleep: { try await Task.sleep(for: $0) }, chance: { Double.random(in: 0..<1) })

  /// A clock that begins at `start` and moves only while somebody sleeps, which takes no time: for replays.
  package static func virtual(from start: Date) -> CloudClock {
    let time = VirtualTime()
    return CloudClock(
      now: {
        let passed = time.passed.withLock { $0 }.components
        return start.addingTimeInterval(Double(passed.seconds) + Double(passed.attoseconds) * 1e-18)
      },
      uptime: { time.passed.withLock { $0 } },
      sleep: { pause in
        try Task.checkCancellation()
        time.passed.withLock { $0 += max(.zero, pause) }
      },
      chance: { 0.5 })
  }

  private final class VirtualTime: Sendable {
    let passed = Mutex(Duration.zero)
  }
}
