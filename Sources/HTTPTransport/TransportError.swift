/// There is no answer: why, in a form that programs and people can read.
package struct TransportError: Error, Sendable, Hashable {
  /// What went wrong, coarse enough to decide on.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The host name, or the proxy's, has no address.
    case resolve
    /// Nobody listens there, or the network does not reach it.
    case connect
    /// No trustworthy encrypted channel: handshake, certificate or authority file.
    case tls
    /// A time limit ran out, while connecting or later.
    case timeout
    /// The answer is larger than the limit; receiving stopped there.
    case tooLarge
    /// The connection broke before the answer began or while it was sent.
    case reset
    /// The answer ended before its announced end.
    case truncated
    /// What came is not HTTP, or broken at that level.
    case `protocol`
    /// The calling task was cancelled.
    case cancelled
    /// The request itself cannot be sent: malformed, or plain HTTP to another machine.
    case badRequest
    /// A recording stands in for the network, and the request is not in it.
    case notRecorded
    /// libcurl failed in another way.
    case other
  }

  package var kind: Kind
  /// One line: libcurl's own words, or ours where it was not asked; holds no header and no body.
  package var reason: String

  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

extension TransportError: CustomStringConvertible {
  package var description: String { reason }

  /// Text from outside as one short printable line.
  static func cleaned(_ text: String, limit: Int) -> String {
    let printable = text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: printable.prefix(limit))
    return String(line) + (printable.count > limit ? "…" : "")
  }
}
