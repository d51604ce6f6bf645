/// A seed file that the sandbox does not take.
package struct SeedError: Error, Sendable, Hashable {
  /// The file as the user named it.
  package var source: String
  /// Where: `line 3, column 7` in a text that is no JSON, else a path such as `vpnConnections[2].cgw_id`.
  package var place: String
  /// One sentence without place.
  package var reason: String
}

extension SeedError: CustomStringConvertible {
  package var description: String { "\(source): \(place): \(reason)" }
}
