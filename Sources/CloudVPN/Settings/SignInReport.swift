/// What was settled about a sign-in, as far as it came.
package struct SignInReport: Sendable {
  package var lookups: [CredentialLookup] = []
  package var account: CloudAccount?
  /// `nil` where only an address is known.
  package var region: Sourced?
  package var endpoint: CloudEndpoint?
  /// Where the identity service is asked, if it has to be.
  package var identity: Sourced?
  package var project: Sourced?

  package init() {}
}
