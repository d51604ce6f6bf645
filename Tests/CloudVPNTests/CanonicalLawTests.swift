import CloudVPN
import Cryptography
import Foundation
import HTTPTransport
import Secrets
import Testing

@testable import CloudVPN

/// What must hold of the canonical form for any bytes.
@Suite struct CanonicalLawTests {
  static let seeds: [UInt64] = [1, 20_260_102, 0xDEAD_BEEF]

  @Test(arguments: seeds)
  func `decoding undoes encoding`(seed: UInt64) {
    var random = Dice(seed: seed)
    for _ in 0..<500 {
      let bytes = random.bytes(upTo: 40)
      let encoded = PercentCoding.encode(bytes)
      #expect(PercentCoding.decode(encoded) == bytes)
      #expect(encoded.allSatisfy { (0x21...0x7E).contains($0) })
    }
  }

  @Test(arguments: seeds)
  func `a canonical path and query are their own canonical form`(seed: UInt64) {
    var random = Dice(seed: seed)
    for _ in 0..<500 {
      // A decoded "%" may itself begin an escape, so the law holds from the first canonical form on.
      let path = CanonicalRequest.path([UInt8(ascii: "/")] + random.bytes(upTo: 40))
      #expect(CanonicalRequest.path(path) == path)
      #expect(path.last == UInt8(ascii: "/"))
      let query = CanonicalRequest.query(random.bytes(upTo: 40))
      #expect(CanonicalRequest.query(query) == query)
    }
  }

  @Test(arguments: seeds)
  func `the order of query items does not matter`(seed: UInt64) {
    var random = Dice(seed: seed)
    for _ in 0..<200 {
      let items = (0..<random.below(6)).map { _ in (name: random.bytes(upTo: 3), value: random.bytes(upTo: 3))
      }
      #expect(
        CanonicalRequest.query(items: items) == CanonicalRequest.query(items: items.shuffled(using: &random)))
    }
  }

  @Test(
    arguments: [
      ("/a%2fb", "/a/b/"), ("/", "/"), ("", "/"), ("/a//b/", "/a//b/"), ("/%zz%4", "/%25zz%254/"),
      ("/%FF", "/%FF/"),
      ("/a/../b", "/a/../b/"), ("/~x.y-z_", "/~x.y-z_/"), ("/*'()!", "/%2A%27%28%29%21/"),
    ])
  func `paths at the edge`(path: String, canonical: String) {
    #expect(String(decoding: CanonicalRequest.path(path.utf8), as: UTF8.self) == canonical)
  }

  @Test(
    arguments: [
      ("", ""), ("a", "a="), ("a=", "a="), ("a=b=c", "a=b%3Dc"), ("=x", "=x"), ("&&a=1&", "a=1"),
      ("b=2&a=2&a=1&B=0", "B=0&a=1&a=2&b=2"), ("a=+", "a=%2B"), ("é=1&z=1", "z=1&%C3%A9=1"),
    ])
  func `queries at the edge`(query: String, canonical: String) {
    #expect(String(decoding: CanonicalRequest.query(query.utf8), as: UTF8.self) == canonical)
  }

  @Test func `header values are trimmed and names sorted`() {
    let canonical = CanonicalRequest(
      method: "get", path: "/".utf8, query: "".utf8,
      headers: [.init("X-B", " two words\t"), .init("x-a", "1"), .init("Under_score", "no")], body: [])
    #expect(
      String(decoding: canonical.bytes, as: UTF8.self).hasPrefix(
        "GET\n/\n\nx-a:1\nx-b:two words\n\nx-a;x-b\n"))
    #expect(canonical.signedHeaders == "x-a;x-b")
  }

  @Test func `an announced hash stands for a body and never for none`() {
    let headers = [HTTPHeaders.Field("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD")]
    func last(_ body: [UInt8]) -> Substring? {
      let canonical = CanonicalRequest(
        method: "POST", path: "/".utf8, query: "".utf8, headers: headers, body: body)
      return String(decoding: canonical.bytes, as: UTF8.self).split(separator: "\n").last
    }
    #expect(last([1]) == "UNSIGNED-PAYLOAD")
    #expect(last([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `only what a proxy leaves alone is signed`() throws {
    let signer = RequestSigner(credential: CloudCredential(accessKey: "AK", secretKey: Secret("SK")))
    var request = HTTPRequest(
      origin: try HTTPOrigin(parsing: "http://127.0.0.1:8080"), target: "/v5/p/vpn-gateways",
      headers: ["Accept": "application/json", "User-Agent": "x", "X-Project-Id": "p"])
    signer.sign(&request, at: Date(timeIntervalSince1970: 1_767_323_045.999))
    let authorization = try #require(request.headers["Authorization"])
    #expect(authorization.contains("SignedHeaders=host;x-project-id;x-sdk-date,"))
    #expect(request.headers["X-Sdk-Date"] == "20260102T030405Z")
    // Signing again changes nothing: the signature is not part of itself.
    signer.sign(&request, at: .distantPast)
    #expect(request.headers["Authorization"] == authorization)
  }
}
