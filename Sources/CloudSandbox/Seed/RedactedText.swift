/// A key of the sandbox: invented or not, no description of it shows the text.
package struct RedactedText: Sendable, Hashable {
  package let text: String

  package init(_ text: String) { self.text = text }
}

extension RedactedText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
