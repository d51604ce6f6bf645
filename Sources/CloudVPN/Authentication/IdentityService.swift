import CloudPermissions
import Foundation
package import HTTPTransport
import OrderedJSON
package import Secrets

/// A user of the cloud's identity service with a password; the account's own login cannot be used this way.
package struct CloudUser: Sendable {
  package enum Name: Sendable, Hashable {
    case name(String)
    case id(String)
  }

  package var name: Name
  package var password: Secret
  /// The account that the user belongs to, its name or id; a user id needs none.
  package var domain: Name?
}

/// What a token is good for.
package enum TokenScope: Sendable, Hashable {
  case project(id: String)
  /// The project of that name: a region, or `region_subproject`.
  case named(String)
}

/// A token with its end and its project.
package struct IdentityToken: Sendable {
  package var text: Secret
  package var projectID: String?
  /// Seconds since 1970; `nil` where the service does not say.
  var expires: Int?

  func isGood(at now: Date, margin: Int) -> Bool {
    expires.map { $0 - CivilTime(now).seconds > margin } ?? true
  }
}

/// The cloud's identity service: tokens for passwords, and the project of a region (facts §11, §14).
///
/// Nothing is repeated here: a refused password counts.
package struct IdentityService: Sendable {
  package let endpoint: CloudEndpoint
  private let transport: any HTTPTransport
  private let clock: CloudClock

  package init(transport: any HTTPTransport, endpoint: CloudEndpoint, clock: CloudClock = .system) {
    self.transport = transport
    self.endpoint = endpoint
    self.clock = clock
  }

  // MARK: - Tokens

  private static let signIn = CloudCall(
    operation: .findProject, method: "POST", path: [], resource: "project",
    preliminary: "sign in with user and password")

  /// The task was cancelled while a token was on its way.
  var interrupted: CloudError { CloudError(.cancelled, IdentityService.signIn, endpoint: endpoint) }

  /// Fetches a token.
  package func token(for user: CloudUser, scope: TokenScope) async throws(CloudError) -> IdentityToken {
    let call = IdentityService.signIn
    let request = HTTPRequest(
      method: "POST", origin: endpoint.origin, target: "/v3/auth/tokens?nocatalog=true",
      headers: ["Accept": "application/json", "Content-Type": "application/json"],
      body: IdentityService.body(user, scope).bytes(.compact))
    var response: HTTPResponse
    do throws(CloudError) {
      response = try await send(request, for: call, hiding: [user.password])
    } catch {
      var error = error
      error.proof = .password
      throw error
    }
    guard let text = response.headers["X-Subject-Token"], CloudCredential.isHeaderText(text) else {
      throw CloudError(.badAnswer, call, endpoint: endpoint, detail: "no X-Subject-Token")
    }
    let token = (try? JSON(parsing: response.body))?.member("token")
    return IdentityToken(
      text: Secret(text), projectID: token?.member("project")?.text("id"),
      expires: token?.text("expires_at").flatMap { CivilTime(iso8601: $0)?.seconds })
  }

  private static func body(_ user: CloudUser, _ scope: TokenScope) -> JSON {
    func object(_ name: CloudUser.Name) -> JSONObject {
      switch name {
      case .name(let text): ["name": .string(text)]
      case .id(let text): ["id": .string(text)]
      }
    }
    var who = object(user.name)
    who["password"] = user.password.withExposedText { .string($0) }
    if let domain = user.domain { who["domain"] = .object(object(domain)) }
    let project: JSON =
      switch scope {
      case .project(let id): ["id": .string(id)]
      case .named(let name): ["name": .string(name)]
      }
    return [
      "auth": [
        "identity": ["methods": ["password"], "password": ["user": .object(who)]],
        "scope": ["project": project],
      ]
    ]
  }

  // MARK: - Projects

  /// Finds the id of the project that has the region's name.
  ///
  /// - Throws: ``CloudError`` of kind `notFound` where there is none, or more than one to choose from.
  package func projectID(
    of region: String, as authenticator: any RequestAuthenticator
  ) async throws(CloudError) -> String {
    let call = CloudCall(
      operation: .findProject, path: [], resource: "project named \(region)",
      alternative: "Or name the project: --project-id, or HUAWEICLOUD_SDK_PROJECT_ID.")
    var request = HTTPRequest(
      origin: endpoint.origin, target: "/v3/projects?name=\(PercentCoding.encode(region))",
      headers: ["Accept": "application/json"])
    try await authenticator.authorize(&request, at: clock.now())
    let response: HTTPResponse
    do throws(CloudError) {
      response = try await send(request, for: call, hiding: authenticator.hidden)
    } catch {
      var error = error
      error.proof = authenticator.proof
      throw error
    }
    guard let rows = (try? JSON(parsing: response.body))?.list("projects") else {
      throw CloudError(.badAnswer, call, endpoint: endpoint, detail: "JSON without the list projects")
    }
    let ids = rows.filter { $0.text("name") == region }.compactMap { $0.text("id") }.filter(
      CloudCall.isPlainName)
    if ids.count == 1 { return ids[0] }
    var error = CloudError(.notFound, call, endpoint: endpoint)
    error.status = response.status
    error.requestID = response.headers["X-IAM-Trace-Id"].map {
      PrintableText.line($0, limit: 64, hiding: authenticator.hidden)
    }
    if ids.count > 1 { error.detail = "it has \(ids.count): \(ids.prefix(5).joined(separator: ", "))" }
    throw error
  }

  private func send(
    _ request: HTTPRequest, for call: CloudCall, hiding secrets: [Secret]
  ) async throws(CloudError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      throw CloudError(error, call, endpoint: endpoint)
    }
    guard (200..<300).contains(response.status) else {
      throw CloudError(response, to: call, endpoint: endpoint, now: clock.now(), hiding: secrets)
    }
    return response
  }
}
