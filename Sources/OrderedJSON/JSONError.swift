/// The text is no JSON: what is wrong and where.
package struct JSONError: Error, Sendable, Hashable {
  /// One sentence without place.
  package var reason: String
  /// Byte offset from 0.
  package var offset: Int
  /// Line and column (in bytes) from 1.
  package var line: Int
  package var column: Int
}

extension JSONError: CustomStringConvertible {
  package var description: String { "line \(line), column \(column): \(reason)" }
}
