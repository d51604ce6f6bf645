package import OrderedJSON

/// An answer and how it leaves the server.
package struct SandboxResponse: Sendable, Hashable {
  package var status: Int
  package var headers: [SandboxRequest.Header]
  package var body: [UInt8]
  package var delivery = Delivery.whole

  /// What happens on the way out; everything but `whole` is a planned fault.
  package enum Delivery: Sendable, Hashable {
    case whole
    /// The length of the whole body is announced, the connection ends after this many bytes.
    case truncated(after: Int)
    /// All of it, in pieces of so many bytes with a pause after each.
    case slow(bytes: Int, pauseMilliseconds: Int)
    /// The connection ends before the first byte of an answer.
    case dropped
  }

  package init(status: Int, headers: [SandboxRequest.Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A JSON answer, printed without blanks as the service does.
  package init(status: Int, json: JSON) {
    self.init(
      status: status, headers: [.init("Content-Type", "application/json")], body: json.bytes(.compact))
  }
}
