import CloudPermissions
import Foundation
package import HTTPTransport
import OrderedJSON
import Secrets

/// Temporary keys and their end.
package struct MetadataKeys: Sendable {
  package var credential: CloudCredential
  /// Seconds since 1970; `nil` where the service does not say.
  var expires: Int?

  func isGood(at now: Date, margin: Int) -> Bool {
    expires.map { $0 - CivilTime(now).seconds > margin } ?? true
  }
}

/// The link-local service that gives a cloud server the keys of its agency (facts §12.4).
///
/// The transport has short limits and no proxy: off the cloud nobody answers at that address.
package struct MetadataService: Sendable {
  package static let address = "http://169.254.169.254"

  private let transport: any HTTPTransport
  private let endpoint: CloudEndpoint

  package init(transport: any HTTPTransport, endpoint: CloudEndpoint) {
    self.transport = transport
    self.endpoint = endpoint
  }

  /// Fetches the keys.
  ///
  /// - Throws: ``CloudError``; of kind `notFound` where the server has no agency.
  package func keys() async throws(CloudError) -> MetadataKeys {
    let session = try await session()
    var response = try await send(keysRequest(session))
    // A session token may be refused where another program has renewed it.
    if response.status == 401, session != nil {
      response = try await send(keysRequest(try await self.session()))
    }
    guard response.status == 200 else {
      var error = CloudError(response, to: call, endpoint: endpoint, now: Date(), hiding: [])
      error.proof = .agency
      throw error
    }
    guard let json = try? JSON(parsing: response.body), let keys = MetadataService.keys(in: json) else {
      throw CloudError(.badAnswer, call, endpoint: endpoint, detail: "no temporary keys")
    }
    return keys
  }

  private var call: CloudCall {
    CloudCall(
      operation: .findProject, path: [], resource: "agency", preliminary: "get the keys of this cloud server")
  }

  /// The token of the second version of the service; `nil` where it speaks the first only.
  private func session() async throws(CloudError) -> String? {
    let response = try await send(
      HTTPRequest(
        method: "PUT", origin: endpoint.origin, target: "/meta-data/latest/api/token",
        headers: ["X-Metadata-Token-Ttl-Seconds": "21600"]))
    guard response.status == 200, response.body.count <= 4096,
      let text = String(validating: response.body, as: UTF8.self),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.isEmpty
    else { return nil }
    return text
  }

  private func keysRequest(_ session: String?) -> HTTPRequest {
    var headers: HTTPHeaders = ["Accept": "application/json"]
    headers["X-Metadata-Token"] = session
    return HTTPRequest(origin: endpoint.origin, target: "/openstack/latest/securitykey", headers: headers)
  }

  private func send(_ request: HTTPRequest) async throws(CloudError) -> HTTPResponse {
    do throws(TransportError) {
      return try await transport.send(request)
    } catch {
      throw CloudError(error, call, endpoint: endpoint)
    }
  }

  /// The members under each of the names that the vendor's SDK reads.
  private static func keys(in json: JSON) -> MetadataKeys? {
    let object = json.member("credential") ?? json.member("credentials") ?? json
    func first(_ names: String...) -> String? {
      names.lazy.compactMap { object.text($0) }.first { !$0.isEmpty }
    }
    guard let access = first("access", "accessKeyId", "access_key_id"),
      let secret = first("secret", "secretAccessKey", "secret_access_key"),
      let token = first("securitytoken", "securityToken", "security_token"),
      CloudCredential.isHeaderText(access), CloudCredential.isHeaderText(token)
    else { return nil }
    let expires = first("expires_at", "expiration").flatMap { CivilTime(iso8601: $0)?.seconds }
    return MetadataKeys(
      credential: CloudCredential(
        accessKey: access, secretKey: Secret(secret), securityToken: Secret(token)), expires: expires)
  }
}
