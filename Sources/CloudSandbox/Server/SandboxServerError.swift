/// A sandbox could not be put on a port.
package struct SandboxServerError: Error, Sendable, Hashable {
  package var kind: Kind
  /// One sentence, with the address.
  package var reason: String

  package enum Kind: Sendable, Hashable {
    /// The text is no address.
    case badAddress
    /// The system refuses: in use, not allowed, not an address of this machine.
    case cannotListen
  }
}

extension SandboxServerError: CustomStringConvertible {
  package var description: String { reason }
}
