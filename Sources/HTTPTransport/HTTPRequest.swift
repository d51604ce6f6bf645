/// One request, complete; what stands here is what goes over the wire.
package struct HTTPRequest: Sendable {
  /// Upper-case token, like `GET`.
  package var method: String
  package var origin: HTTPOrigin
  /// Path and query exactly as sent: begins with `/`, visible ASCII only, no fragment.
  ///
  /// Nothing below encodes, decodes or tidies it, since signatures cover it.
  package var target: String
  /// Sent in this order.
  ///
  /// `Host` comes from ``origin`` and `Content-Length` from ``body``.
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// Whether a transport may send it once more by itself when a kept connection turns out to be dead.
  ///
  /// Nobody knows then whether the first one was carried out (RFC 9110 §9.2.2), so a change says no.
  package var mayBeSentTwice: Bool

  package init(
    method: String = "GET", origin: HTTPOrigin, target: String, headers: HTTPHeaders = HTTPHeaders(),
    body: [UInt8] = [], mayBeSentTwice: Bool = true
  ) {
    self.method = method
    self.origin = origin
    self.target = target
    self.headers = headers
    self.body = body
    self.mayBeSentTwice = mayBeSentTwice
  }
}

extension HTTPRequest {
  /// Refuses what could smuggle a second request or change what was signed.
  ///
  /// - Throws: ``TransportError`` of kind ``TransportError/Kind/badRequest``.
  func check() throws(TransportError) {
    guard !method.isEmpty, method.utf8.allSatisfy(HTTPRequest.isTokenByte) else {
      throw TransportError(.badRequest, "the request method is no token")
    }
    guard target.hasPrefix("/"),
      target.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
    else { throw TransportError(.badRequest, "the request target is not an encoded path and query") }
    for field in headers.fields {
      guard !field.name.isEmpty, field.name.utf8.allSatisfy(HTTPRequest.isTokenByte) else {
        throw TransportError(.badRequest, "a header name is no token")
      }
      guard !field.value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
        throw TransportError(.badRequest, "the header \(field.name) holds a control character")
      }
    }
  }

  /// RFC 9110 §5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
