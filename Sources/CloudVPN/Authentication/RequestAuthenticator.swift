package import Foundation
package import HTTPTransport
package import Secrets

/// Puts the proof of who calls into requests.
package protocol RequestAuthenticator: Sendable {
  /// What the proof is, for the wording of refusals.
  var proof: CloudError.Proof { get }

  /// Texts that stand in no error and no log line; more may come with each request.
  var hidden: [Secret] { get }

  /// Adds the headers of the proof, fetching what is missing or about to end.
  ///
  /// - Throws: ``CloudError`` of the service that gives out tokens or temporary keys.
  func authorize(_ request: inout HTTPRequest, at now: Date) async throws(CloudError)

  /// Tells that the service refused the proof in `request`, and whether another one is ready by now.
  ///
  /// A signature is never renewed: five refused ones lock the key.
  func renew(after request: HTTPRequest, at now: Date) async throws(CloudError) -> Bool
}

extension RequestAuthenticator {
  package func renew(after request: HTTPRequest, at now: Date) async throws(CloudError) -> Bool { false }
}

/// Signs with keys that stay the same.
package struct KeyAuthenticator: RequestAuthenticator {
  private let signer: RequestSigner
  package let hidden: [Secret]
  package var proof: CloudError.Proof { .keys }

  package init(_ credential: CloudCredential) {
    signer = RequestSigner(credential: credential)
    hidden = credential.hidden
  }

  package func authorize(_ request: inout HTTPRequest, at now: Date) async throws(CloudError) {
    signer.sign(&request, at: now)
  }
}

/// Sends a token that was fetched elsewhere; when it ends, so does everything.
package struct TokenAuthenticator: RequestAuthenticator {
  private let token: Secret
  package var hidden: [Secret] { [token] }
  package var proof: CloudError.Proof { .token }

  package init(_ token: Secret) { self.token = token }

  package func authorize(_ request: inout HTTPRequest, at now: Date) async throws(CloudError) {
    token.withExposedText { request.headers["X-Auth-Token"] = $0 }
  }
}

extension CloudCredential {
  /// Everything that never stands in an error or a log line.
  var hidden: [Secret] { [secretKey, securityToken, Secret(accessKey)].compactMap { $0 } }
}
