/// The system cannot give what a key needs.
package struct CryptographyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One sentence, with OpenSSL's own words where it has any.
  package var reason: String

  package var description: String { reason }
}
