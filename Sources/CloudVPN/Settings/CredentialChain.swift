/// Looks for an account in a fixed order; the first source that has any part of one wins or stops.
///
/// Falling through from a half set source to another account would be worse than stopping.
package struct CredentialChain: Sendable {
  /// What was found, and where it was looked.
  package struct Result: Sendable {
    package var lookups: [CredentialLookup]
    package var account: Swift.Result<CloudAccount, CloudSettingsError>
  }

  private let surroundings: Surroundings
  private let only: CredentialSource?
  private let profile: String?

  /// Takes the process's environment; `only` asks for one source, `profile` for one of the shared profiles and
  /// for no other source.
  package init(
    environment: [String: String], only: CredentialSource? = nil, profile: String? = nil
  ) {
    surroundings = Surroundings(environment: environment)
    self.only = only ?? (profile == nil ? nil : .sharedProfile)
    self.profile = profile
  }

  /// Looks at every source; files and variables only, no network.
  ///
  /// Where nothing is found the error is of kind `noCredentials`, and the caller may ask the metadata service.
  package func look() -> Result {
    var lookups: [CredentialLookup] = []
    var account: Swift.Result<CloudAccount, CloudSettingsError>?
    for source in CredentialSource.allCases {
      let (finding, found) = look(at: source, isDecided: account != nil)
      lookups.append(CredentialLookup(source: source, finding: finding))
      account = account ?? found
    }
    return Result(lookups: lookups, account: account ?? .failure(nothing))
  }

  /// The account alone.
  package func resolve() throws(CloudSettingsError) -> CloudAccount { try look().account.get() }

  private func look(at source: CredentialSource, isDecided: Bool) -> (
    CredentialLookup.Finding, Swift.Result<CloudAccount, CloudSettingsError>?
  ) {
    if let only, only != source { return (.skipped("\(only.rawValue) was asked for"), nil) }
    if source == .metadata {
      guard only == .metadata else {
        return (.skipped(isDecided ? "something else is set" : "nothing asked for it"), nil)
      }
      let account = CloudAccount(signIn: .metadata, source: .metadata, place: MetadataService.address)
      return (.used(account.place), .success(account))
    }
    do throws(CloudSettingsError) {
      guard let account = try read(source) else { return (.absent("not set: \(source.requirement)"), nil) }
      return isDecided
        ? (.outranked("\(account.place) is set, and another source comes first"), nil)
        : (.used(account.place), .success(account))
    } catch {
      return (.broken(error.description), isDecided ? nil : .failure(error))
    }
  }

  private func read(_ source: CredentialSource) throws(CloudSettingsError) -> CloudAccount? {
    switch source {
    case .sdkEnvironment: try surroundings.sdkVariables()
    case .terraformEnvironment: try surroundings.terraformVariables()
    case .sdkFile: try surroundings.sdkFile()
    case .sharedProfile: try surroundings.sharedProfile(named: profile)
    case .metadata: nil
    }
  }

  /// Nothing is there.
  private var nothing: CloudSettingsError {
    let ways = (only.map { [$0] } ?? CredentialSource.allCases.filter { $0 != .metadata }).map(\.requirement)
    return CloudSettingsError(
      .noCredentials,
      "there are no cloud credentials: set \(ways.joined(separator: ";\n  or ")).\n"
        + "peerconf auth check tells what was looked at")
  }
}
