import Cryptography
package import Foundation
package import HTTPTransport
import Secrets

/// Signs requests with `SDK-HMAC-SHA256`: the same request, key and second give the same bytes (facts §10.1).
package struct RequestSigner: Sendable {
  package static let algorithm = "SDK-HMAC-SHA256"

  /// What is signed when it is sent.
  ///
  /// A proxy may rewrite anything else, `User-Agent` for one, and would break the signature.
  package static let standardHeaders: Set<String> = [
    "content-type", "host", "x-sdk-date", "x-project-id", "x-security-token",
  ]

  private let credential: CloudCredential
  private let headers: Set<String>?

  /// Takes lower-case names of the headers to sign, `nil` for all; `X-Sdk-Date` always is.
  package init(credential: CloudCredential, signing headers: Set<String>? = RequestSigner.standardHeaders) {
    self.credential = credential
    self.headers = headers
  }

  /// Adds `X-Sdk-Date` where it is missing, `X-Security-Token` for temporary keys, and `Authorization`.
  package func sign(_ request: inout HTTPRequest, at now: Date) {
    let date = request.headers["X-Sdk-Date"] ?? CivilTime(now).signingText
    request.headers["X-Sdk-Date"] = date
    credential.securityToken?.withExposedText { request.headers["X-Security-Token"] = $0 }
    request.headers["Authorization"] = authorization(for: canonical(request), at: date)
  }

  /// The canonical form of a request that has all its headers but `Authorization`.
  package func canonical(_ request: HTTPRequest) -> CanonicalRequest {
    var fields = request.headers.fields
    if request.headers["Host"] == nil { fields.append(HTTPHeaders.Field("Host", request.origin.authority)) }
    let signed = fields.filter { field in
      let name = field.name.lowercased()
      return name == "x-sdk-date" || (name != "authorization" && headers?.contains(name) ?? true)
    }
    let parts = request.target.utf8.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    return CanonicalRequest(
      method: request.method, path: parts[0], query: parts.count > 1 ? parts[1] : "".utf8[...],
      headers: signed,
      body: request.body)
  }

  /// The value of the `Authorization` header.
  package func authorization(for canonical: CanonicalRequest, at date: String) -> String {
    let text = "\(RequestSigner.algorithm)\n\(date)\n\(SHA256.hex(canonical.bytes))"
    let signature = credential.secretKey.withExposedText { key in
      HMACSHA256.hex(key: Array(key.utf8), message: Array(text.utf8))
    }
    return "\(RequestSigner.algorithm) Access=\(credential.accessKey), "
      + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
  }
}
