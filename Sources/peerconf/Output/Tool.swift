/// What the tool calls itself in reports.
enum Tool {
  static let name = "peerconf"
  static let version = "0.1.0"
}
