@testable import CloudSandbox

/// What the check computes for a request, for vectors whose path no call has.
struct CanonicalText {
  let hash: String
  let signature: String

  init?(_ request: SandboxRequest, signed: [String], secret: String) {
    guard
      let canonical = CanonicalRequest(
        request, signedHeaders: signed, bodyHash: SHA256Words.empty)
    else { return nil }
    let text = canonical.stringToSign(date: "20260102T030405Z")
    hash = String(text.split(separator: "\n").last ?? "")
    signature = SHA256Words.code(key: secret, text)
  }
}
