package import Diagnostics

/// What a caller may say beside the intent.
package struct RenderOptions: Sendable {
  /// Version of the device's software; `nil`: the intent's, and without one the newest.
  package var softwareVersion: String?
  /// First free numbers by kind; they win over the intent's `device.numbers`.
  package var numbers: [String: Int]
  /// Name of the program for the header.
  package var tool: String
  /// Says as well where each line comes from.
  package var explains: Bool

  package init(
    softwareVersion: String? = nil, numbers: [String: Int] = [:], tool: String = "peerconf",
    explains: Bool = false
  ) {
    self.explains = explains
    self.softwareVersion = softwareVersion
    self.numbers = numbers
    self.tool = tool
  }
}

/// A configuration, unless the device cannot express the intent, and everything that is to say about it.
package struct RenderResult: Sendable {
  /// `nil` when a finding is an error.
  package var configuration: RenderedConfiguration?
  package var findings: [Finding]
}
