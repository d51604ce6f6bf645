package import Foundation
package import HTTPTransport
package import Secrets

/// Sends a token that it fetches with user and password, and a new one when that has ended (facts §11).
package actor PasswordAuthenticator: RequestAuthenticator {
  private let user: CloudUser
  private let identity: IdentityService
  /// The project that tokens are for: by id where it is known, else the region's.
  private let scope: TokenScope
  private var current: IdentityToken?
  private var fetching: Task<IdentityToken, any Error>?
  private let shown = HiddenTexts()

  /// A token is replaced when it has less than this many seconds to live.
  private static let margin = 300

  package init(_ user: CloudUser, scope: TokenScope, identity: IdentityService) {
    self.user = user
    self.scope = scope
    self.identity = identity
    shown.add([user.password])
  }

  package nonisolated var proof: CloudError.Proof { .token }
  package nonisolated var hidden: [Secret] { shown.all }

  /// The project that the token is for, as the identity service says.
  package func projectID(at now: Date) async throws(CloudError) -> String? {
    try await token(at: now).projectID
  }

  package func authorize(_ request: inout HTTPRequest, at now: Date) async throws(CloudError) {
    let token = try await token(at: now)
    token.text.withExposedText { request.headers["X-Auth-Token"] = $0 }
  }

  package func renew(after request: HTTPRequest, at now: Date) async throws(CloudError) -> Bool {
    guard let refused = request.headers["X-Auth-Token"] else { return false }
    // Another call may have had the new one already.
    if let current, current.text.withExposedText({ $0 == refused }) { self.current = nil }
    _ = try await token(at: now)
    return true
  }

  /// The token, from the identity service where there is none; many callers wait for one answer.
  private func token(at now: Date) async throws(CloudError) -> IdentityToken {
    if let current, current.isGood(at: now, margin: PasswordAuthenticator.margin) { return current }
    let task =
      fetching ?? Task { [identity, user, scope] in try await identity.token(for: user, scope: scope) }
    fetching = task
    defer { fetching = nil }
    do {
      let token = try await task.value
      current = token
      shown.add([token.text])
      return token
    } catch let error as CloudError {
      throw error
    } catch {
      throw identity.interrupted
    }
  }
}
