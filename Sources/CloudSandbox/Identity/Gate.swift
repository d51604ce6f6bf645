import CloudPermissions
import Cryptography

/// Knows who calls, and turns away those who may not or who call too often.
struct Gate: Sendable {
  private let users: [SandboxUser]
  private let seed: GateSeed
  private let identity: IdentitySeed
  private var tokens: [String: Grant] = [:]
  private var temporary: Grant?
  private var metadataTokens: [String: Instant] = [:]
  private var failures: [String: Int] = [:]
  private var lockedUntil: [String: Instant] = [:]
  private var windows: [Window: Int] = [:]
  private var window = 0
  private var issued = 0

  /// A user for a time.
  struct Grant: Sendable {
    var user: SandboxUser
    var expires: Instant
    /// Whether it is for the seed's project; a token may be for the account only.
    var isForProject = true
  }

  private struct Window: Hashable {
    var user: String
    var operation: CloudOperation
  }

  init(_ seed: SandboxSeed) {
    users = seed.users
    self.seed = seed.gate
    identity = seed.identity
  }
}

extension Gate {
  /// Who sent the request: by its signature, or by its token where it has no signature.
  ///
  /// - Throws: ``Refusal`` 401.
  mutating func caller(of request: SandboxRequest, now: Instant) throws(Refusal) -> Grant {
    if request.header("authorization") == nil, let token = request.header("x-auth-token") {
      guard let grant = tokens[token] else { throw .unauthenticated("the token is unknown") }
      guard now < grant.expires else { throw .tokenExpired }
      return grant
    }
    let check = SignatureCheck(now: now.seconds)
    let claim = try check.claim(of: request)
    let key = claim.accessKey
    if let until = lockedUntil[key], now < until { throw .unauthenticated("the access key is locked") }
    guard let user = user(key, now: now) else { throw .unauthenticated("unknown access key") }
    do throws(Refusal) {
      try check.verify(request, claim: claim, user: user)
    } catch {
      recordFailure(of: key, now: now)
      throw error
    }
    failures[key] = nil
    guard temporary?.user.accessKey != key || now < (temporary?.expires ?? now) else {
      throw .unauthenticated("the temporary access key has expired")
    }
    return Grant(user: user, expires: now)
  }

  private func user(_ key: String, now: Instant) -> SandboxUser? {
    if let temporary, temporary.user.accessKey == key { return temporary.user }
    return users.first { $0.accessKey == key }
  }

  private mutating func recordFailure(of key: String, now: Instant) {
    guard let lock = seed.keyLock else { return }
    failures[key, default: 0] += 1
    guard failures[key, default: 0] >= lock.failures else { return }
    failures[key] = nil
    lockedUntil[key] = now.adding(milliseconds: lock.seconds * 1_000)
  }

  /// Counts a call.
  ///
  /// - Throws: ``Refusal`` 429 when the user has called the operation too often in this window of time.
  mutating func admit(_ user: SandboxUser, _ operation: CloudOperation, now: Instant) throws(Refusal) {
    guard let throttle = seed.throttle else { return }
    let current = now.seconds / throttle.seconds
    if current != window {
      window = current
      windows = [:]
    }
    let key = Window(user: user.name, operation: operation)
    windows[key, default: 0] += 1
    guard windows[key, default: 0] > throttle.calls else { return }
    var refusal = Refusal.throttled(limit: throttle.calls, seconds: throttle.seconds)
    if throttle.tellsWhen {
      refusal.headers = [.init("Retry-After", String((current + 1) * throttle.seconds - now.seconds))]
    }
    throw refusal
  }
}

// MARK: - What it gives out

extension Gate {
  /// A token for a user who has signed in: as long as real ones, which are kilobytes.
  mutating func issueToken(to user: SandboxUser, isForProject: Bool, now: Instant) -> (
    text: String, grant: Grant
  ) {
    issued += 1
    let text = "MII" + (0..<32).map { SHA256.hex(Array("token \(issued) \($0)".utf8)) }.joined()
    let grant = Grant(
      user: user, expires: now.adding(milliseconds: identity.tokenSeconds * 1_000), isForProject: isForProject
    )
    tokens[text] = grant
    return (text, grant)
  }

  mutating func issueMetadataToken(seconds: Int, now: Instant) -> String {
    issued += 1
    let text = SHA256.hex(Array("metadata token \(issued)".utf8))
    metadataTokens[text] = now.adding(milliseconds: seconds * 1_000)
    return text
  }

  func isMetadataToken(_ text: String, now: Instant) -> Bool {
    metadataTokens[text].map { now < $0 } ?? false
  }

  /// The agency's temporary keys; new ones once half of their time is over.
  mutating func temporaryKeys(now: Instant) -> Grant? {
    guard let metadata = identity.metadata, let agency = metadata.agency,
      var user = users.first(where: { $0.accessKey == agency })
    else { return nil }
    if let temporary, now.adding(milliseconds: metadata.keySeconds * 500) < temporary.expires {
      return temporary
    }
    issued += 1
    let text = SHA256.hex(Array("temporary key \(issued)".utf8))
    user.accessKey = "TEMPORARY" + text.prefix(11).uppercased()
    user.secretKey = RedactedText(String(text.suffix(40)))
    user.securityToken = RedactedText((0..<8).map { SHA256.hex(Array("\(text) \($0)".utf8)) }.joined())
    let grant = Grant(user: user, expires: now.adding(milliseconds: metadata.keySeconds * 1_000))
    temporary = grant
    return grant
  }
}
