/// Sends one request and waits for the whole answer.
///
/// Any status is an answer; only what prevents one throws.
package protocol HTTPTransport: Sendable {
  /// Cancelling the calling task aborts the exchange.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
