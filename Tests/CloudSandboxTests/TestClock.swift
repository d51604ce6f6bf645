import CloudSandbox
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
  private let moment = Mutex(TestCaller.clock)

  var now: Instant { moment.withLock { $0 } }

  func advance(milliseconds: Int) { moment.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
}
