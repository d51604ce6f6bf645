package import Diagnostics

/// The cloud cannot be called, since credentials, region, project or address are missing or wrong.
package struct CloudSettingsError: OutcomeError, Sendable, Hashable {
  /// Which setting it is.
  package enum Kind: String, Sendable, Hashable {
    case noCredentials, incompleteCredentials, badCredentials, noProject, badProject, noRegion, unknownRegion
    case badEndpoint
    /// The source of credentials that was asked for is none.
    case badSource
  }

  package var kind: Kind
  /// Cause first, remedy last; names variables, never their values.
  package var description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  package var outcome: Outcome {
    switch kind {
    case .noCredentials, .incompleteCredentials, .badCredentials: .notAllowed
    case .noProject, .badProject, .noRegion, .unknownRegion, .badEndpoint, .badSource: .badInput
    }
  }
}
