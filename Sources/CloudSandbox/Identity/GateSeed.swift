/// What the gateway before the services does to those who call too often or with a wrong key.
package struct GateSeed: Sendable, Hashable {
  package var throttle: Throttle?
  package var keyLock: KeyLock?

  /// So many calls of one operation by one user in a window of time.
  package struct Throttle: Sendable, Hashable {
    package var calls: Int
    package var seconds = 1
    /// Whether a refusal says when to come back, in `Retry-After`.
    package var tellsWhen = false
  }

  /// A key that was used with wrong signatures is locked for a while.
  package struct KeyLock: Sendable, Hashable {
    /// Wrong signatures one after the other that lock.
    package var failures = 5
    package var seconds = 300
  }
}

extension GateSeed {
  init(throttle: PlacedJSON?, keyLock: PlacedJSON?) throws(SeedError) {
    if let node = throttle {
      try node.allow(["calls", "seconds", "retryAfter"])
      self.throttle = Throttle(
        calls: try node.member("calls").integer(0...1_000_000),
        seconds: try node.optional("seconds")?.integer(1...3_600) ?? 1,
        tellsWhen: try node.optional("retryAfter")?.boolean() ?? false)
    }
    if let node = keyLock {
      try node.allow(["failures", "seconds"])
      let standard = KeyLock()
      self.keyLock = KeyLock(
        failures: try node.optional("failures")?.integer(1...1_000) ?? standard.failures,
        seconds: try node.optional("seconds")?.integer(1...86_400) ?? standard.seconds)
    }
  }
}
