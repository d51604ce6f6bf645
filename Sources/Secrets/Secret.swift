/// A key or password that refuses to be printed: every description of it, `dump` included, is `<secret>`.
///
/// No `Codable`, no `Hashable`: nothing can write it by accident. Two secrets are compared by their
/// ``KeyTag``; the text itself is reached only inside ``withExposedText(_:)``.
package struct Secret: Sendable {
  private let text: String

  package init(_ text: String) { self.text = text }

  /// Gives the clear text to `body`.
  ///
  /// The caller must not let it reach default output.
  package func withExposedText<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    try body(text)
  }

  package var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<secret>" }
  package var debugDescription: String { "<secret>" }
  package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
