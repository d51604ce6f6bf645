package import OrderedJSON

/// One line of the log of a connection's cloud end.
package struct ConnectionLogLine: Sendable, Hashable {
  /// Seconds since 1970; `nil` where the service gave no usable number.
  package var seconds: Int?
  /// Syslog-like, with a time of its own; no fixed format is documented.
  package var message: String?
  package var raw: JSON

  init(_ raw: JSON) {
    self.raw = raw
    seconds = raw.integer("time")
    message = raw.text("raw_message")
  }

  /// ``seconds`` in UTC, like `2026-03-04T04:53:20Z`.
  package var time: String? {
    seconds.flatMap { (0...253_402_300_799).contains($0) ? CivilTime(seconds: $0).text : nil }
  }
}
