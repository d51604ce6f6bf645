/// When a call that failed is made again (facts §15).
///
/// Calls are repeated only after failures that pass by themselves, and changes only where it is certain that they did not
/// happen (``CloudError/isUncertain``). A refused signature never is: five of them lock a key.
package struct RetryPolicy: Sendable, Hashable {
  /// How often a call is made in all, the first time included.
  package var attempts = 5
  /// The same where the connection failed: a wrong address should not take half a minute to be told.
  package var transportAttempts = 2
  /// Upper bound of the first pause; doubled for each further one.
  package var firstPause = Duration.seconds(2)
  /// No pause is longer; a server that asks for a longer one ends the repeating.
  package var longestPause = Duration.seconds(60)
  /// No attempt begins so long after the first one.
  package var longestCall = Duration.seconds(300)

  package init() {}

  package static let standard = RetryPolicy()
  package static let never: RetryPolicy = {
    var policy = RetryPolicy()
    policy.attempts = 1
    policy.transportAttempts = 1
    return policy
  }()

  /// How long to wait before the next attempt; `nil` for giving up.
  ///
  /// `attempt` counts those made so far; the pause is `chance`, from 0 up to 1, of its upper bound ("full jitter").
  func pause(after failure: CloudError, attempt: Int, chance: Double) -> Duration? {
    guard failure.passesByItself else { return nil }
    guard attempt < (failure.kind == .transport ? transportAttempts : attempts) else { return nil }
    // 20 doublings are beyond every longest pause, and far from overflow.
    let bound = min(longestPause, firstPause * (1 << min(attempt - 1, 20)))
    let pause = bound * min(max(chance, 0), 1)
    guard let wanted = failure.retryAfter else { return pause }
    return wanted <= longestPause ? max(wanted, pause) : nil
  }
}
