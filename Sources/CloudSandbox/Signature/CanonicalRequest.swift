import Cryptography

/// The text that a signer of SDK-HMAC-SHA256 hashes, rebuilt from the raw request and the list of signed headers.
struct CanonicalRequest {
  let text: String

  /// Fails when a signed header is not in the request.
  init?(_ request: SandboxRequest, signedHeaders: [String], bodyHash: String) {
    var path = PercentCoding.encode(PercentCoding.decode(request.rawPath.utf8), keeping: UInt8(ascii: "/"))
    if !path.hasSuffix("/") { path += "/" }
    let query = QueryItem.parse(request.rawQuery).sorted(by: QueryItem.inCanonicalOrder)
      .map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
      .joined(separator: "&")
    var headers = ""
    for name in signedHeaders {
      guard let value = request.header(name) else { return nil }
      headers += "\(name):\(value)\n"
    }
    text = [
      request.method, path, query, headers, signedHeaders.joined(separator: ";"), bodyHash,
    ].joined(separator: "\n")
  }

  /// What is signed: the algorithm, the date as sent, and the hash of ``text``.
  func stringToSign(date: String) -> String {
    "SDK-HMAC-SHA256\n\(date)\n\(SHA256.hex(Array(text.utf8)))"
  }
}
