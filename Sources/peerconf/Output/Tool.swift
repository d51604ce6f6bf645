import Validation

/// What the tool calls itself in reports.
enum Tool {
  static let name = "peerconf"
  static let version = "0.1.0"
}

extension ToolIdentity {
  /// This tool.
  static let own = ToolIdentity(name: Tool.name, version: Tool.version)
}
