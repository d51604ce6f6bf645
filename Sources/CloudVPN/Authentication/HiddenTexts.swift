import Secrets
import Synchronization

/// Secrets that were in use so far; old ones stay, since an answer may come late.
final class HiddenTexts: Sendable {
  private let secrets = Mutex<[Secret]>([])

  /// More than a day's worth of renewals; beyond that the oldest goes.
  private static let limit = 64

  var all: [Secret] { secrets.withLock { $0 } }

  func add(_ more: [Secret]) {
    secrets.withLock { secrets in
      secrets += more
      if secrets.count > HiddenTexts.limit { secrets.removeSubrange(1..<(1 + more.count)) }
    }
  }
}
