/// A complete answer, whatever its status.
package struct HTTPResponse: Sendable {
  /// The version that the two sides agreed on.
  package enum Version: String, Sendable, Hashable {
    case http1_0 = "HTTP/1.0"
    case http1_1 = "HTTP/1.1"
    case http2 = "HTTP/2"
    case http3 = "HTTP/3"
  }

  /// 100 to 599 from a sane server; not checked.
  package var status: Int
  /// Of the final answer: those of interim answers and of proxies are left out, and so are trailers.
  package var headers: HTTPHeaders
  /// After decompression.
  package var body: [UInt8]
  package var version: Version
  /// Connections that had to be opened for this request; 0 where one was reused.
  package var newConnections: Int

  package init(
    status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], version: Version = .http1_1,
    newConnections: Int = 0
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.version = version
    self.newConnections = newConnections
  }
}
