/// A file could not be read or written: what was tried, on which path, and the system's word for it.
package struct FileError: Error, Sendable, Hashable {
  /// For example `read`, `write`, `rename`.
  package var action: String
  package var path: String
  /// The text of `errno`, or our own reason.
  package var reason: String

  package init(action: String, path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { "cannot \(action) \(path): \(reason)" }
}
