/// Who writes a report or a bundle: stands in its head, so that a reader knows what to ask.
package struct ToolIdentity: Sendable, Hashable {
  package var name: String
  package var version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}
