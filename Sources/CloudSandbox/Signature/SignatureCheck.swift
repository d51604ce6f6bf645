import Cryptography

/// Decides whether a request was signed with a user's key.
///
/// It shares no line with the client's signer and works on the raw request: the target as sent, exactly the headers
/// that the request lists, the `Host` header, the body's own hash.
struct SignatureCheck {
  /// How far the request's date may be from the sandbox's clock, in seconds.
  static let allowedSkew = 15 * 60

  /// Seconds since 1970.
  let now: Int

  /// What the request says about its signature.
  ///
  /// - Throws: ``Refusal`` 401 APIGW.0301 for a request without one.
  func claim(of request: SandboxRequest) throws(Refusal) -> SignatureClaim {
    guard let authorization = request.header("authorization") else {
      throw .unauthenticated("the request has neither a signature nor a token")
    }
    guard let claim = SignatureClaim(authorization) else {
      throw .unauthenticated("the Authorization header has no SDK-HMAC-SHA256 signature")
    }
    _ = try checkedDate(of: request, claim: claim)
    return claim
  }

  /// Accepts a request that was signed with the user's key.
  ///
  /// - Throws: ``Refusal`` 401 APIGW.0301 that says which part failed.
  func verify(_ request: SandboxRequest, claim: SignatureClaim, user: SandboxUser) throws(Refusal) {
    let date = try checkedDate(of: request, claim: claim)
    let matches = bodyHashes(of: request).contains { hash in
      guard let canonical = CanonicalRequest(request, signedHeaders: claim.signedHeaders, bodyHash: hash)
      else { return false }
      let signature = HMACSHA256.hex(
        key: Array(user.secretKey.text.utf8), message: Array(canonical.stringToSign(date: date).utf8))
      return ConstantTime.equal(Array(signature.utf8), Array(claim.signature.utf8))
    }
    guard matches else { throw .unauthenticated("the signature does not match the request") }
    try checkSecurityToken(of: request, user: user)
  }

  private func checkedDate(of request: SandboxRequest, claim: SignatureClaim) throws(Refusal) -> String {
    guard claim.signedHeaders.contains("x-sdk-date") else {
      throw .unauthenticated("X-Sdk-Date is not among the signed headers")
    }
    guard let date = request.header("x-sdk-date"), let sent = Instant(basicFormat: date) else {
      throw .unauthenticated("X-Sdk-Date is not of the form 20260102T030405Z")
    }
    guard abs(sent.seconds - now) <= SignatureCheck.allowedSkew else {
      throw .unauthenticated("X-Sdk-Date is more than 15 minutes from the server's time")
    }
    return date
  }

  /// The hashes that the body may have been signed with.
  ///
  /// A header with a hash stands for the body's own one, also on an empty body, as some signers do; it must then be
  /// true or the word that waives it.
  private func bodyHashes(of request: SandboxRequest) -> [String] {
    let own = SHA256.hex(request.body)
    guard let announced = request.header("x-sdk-content-sha256") else { return [own] }
    if announced == "UNSIGNED-PAYLOAD" { return request.body.isEmpty ? [announced, own] : [announced] }
    return announced == own ? [own] : []
  }

  /// Temporary keys count only together with their token; permanent ones have none.
  private func checkSecurityToken(of request: SandboxRequest, user: SandboxUser) throws(Refusal) {
    let sent = request.header("x-security-token") ?? ""
    guard ConstantTime.equal(Array(sent.utf8), Array((user.securityToken?.text ?? "").utf8)) else {
      throw .unauthenticated("the security token is not the access key's")
    }
  }
}

/// What an `Authorization` header says about itself.
struct SignatureClaim: Sendable, Hashable {
  var accessKey: String
  /// Lower case, in the order in which they were signed.
  var signedHeaders: [String]
  var signature: String

  /// Reads `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`; `nil` for every other text.
  init?(_ header: String) {
    let scheme = "SDK-HMAC-SHA256 "
    guard header.hasPrefix(scheme) else { return nil }
    var parts: [String: String] = [:]
    for part in header.dropFirst(scheme.count).split(separator: ",") {
      let trimmed = part.drop { $0 == " " }
      guard let equals = trimmed.firstIndex(of: "=") else { return nil }
      let name = String(trimmed[..<equals])
      guard parts.updateValue(String(trimmed[trimmed.index(after: equals)...]), forKey: name) == nil else {
        return nil
      }
    }
    guard let accessKey = parts["Access"], let names = parts["SignedHeaders"],
      let signature = parts["Signature"],
      parts.count == 3
    else { return nil }
    self.accessKey = accessKey
    self.signature = signature
    signedHeaders = names.split(separator: ";").map(String.init)
    guard signedHeaders.allSatisfy({ $0 == $0.lowercased() }) else { return nil }
  }
}
