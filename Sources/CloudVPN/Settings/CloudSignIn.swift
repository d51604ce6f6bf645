package import HTTPTransport
package import Secrets

/// Turns settings and surroundings into a client: who calls, where, for which project.
package struct CloudSignIn: Sendable {
  private let settings: CloudSettings
  private let transport: any HTTPTransport
  private let metadataTransport: any HTTPTransport
  private let pace: Pace?
  private let clock: CloudClock

  /// What is put before the transport of the VPN service once everything is settled; takes the report and the secrets
  /// that are known by then.
  package typealias Decoration = (any HTTPTransport, SignInReport, [Secret]) throws -> any HTTPTransport

  /// `metadataTransport` has short limits and no proxy; see ``MetadataService``.
  package init(
    settings: CloudSettings, transport: any HTTPTransport, metadataTransport: any HTTPTransport,
    pace: Pace? = nil, clock: CloudClock = .system
  ) {
    self.settings = settings
    self.transport = transport
    self.metadataTransport = metadataTransport
    self.pace = pace
    self.clock = clock
  }

  /// Makes the client; `report` says how far it came also where this throws.
  ///
  /// The identity service is asked only for a token, or where no project is named.
  /// - Throws: ``CloudSettingsError``, or ``CloudError`` of the identity or metadata service.
  package func open(
    _ report: inout SignInReport, decorated: Decoration = { transport, _, _ in transport }
  ) async throws -> CloudVPNClient {
    report.region = settings[.region]
    let (account, keys) = try await account(&report)
    report.account = account
    report.region =
      report.region ?? account.region.map { Sourced($0, from: account.place) }
    let endpoint = try CloudEndpoint.resolve(region: report.region?.value, settings: settings)
    report.endpoint = endpoint
    report.project = CloudSignIn.project(of: account, region: report.region?.value, settings)
    let authenticator = try authenticator(for: account, keys: keys, endpoint: endpoint, &report)
    if report.project == nil {
      report.project = try await findProject(as: authenticator, endpoint: endpoint, &report)
    }
    return try CloudVPNClient(
      transport: try decorated(transport, report, authenticator.hidden), endpoint: endpoint,
      projectID: report.project?.value,
      authenticator: authenticator, pace: pace, clock: clock)
  }

  // MARK: - Who

  private func account(_ report: inout SignInReport) async throws -> (CloudAccount, MetadataKeys?) {
    var only: CredentialSource?
    if let wanted = settings[.credentials] {
      only = CredentialSource(rawValue: wanted.value)
      guard only != nil else {
        throw CloudSettingsError(
          .badSource,
          "\(wanted.origin) names no source of credentials; there are "
            + CredentialSource.allCases.map(\.rawValue).joined(separator: ", "))
      }
    }
    let result = CredentialChain(
      environment: settings.environment, only: only, profile: settings[.profile]?.value
    ).look()
    report.lookups = result.lookups
    switch result.account {
    case .success(let account):
      if case .metadata = account.signIn { return (account, try await metadata().keys()) }
      return (account, nil)
    case .failure(let error):
      guard error.kind == .noCredentials, only == nil, settings[.profile] == nil else { throw error }
      return try await lastResort(error, &report)
    }
  }

  /// On a cloud server its agency is what is there when nothing else is.
  private func lastResort(
    _ nothing: CloudSettingsError, _ report: inout SignInReport
  ) async throws -> (CloudAccount, MetadataKeys?) {
    let finding: CredentialLookup.Finding
    var found: (CloudAccount, MetadataKeys?)?
    do throws(CloudError) {
      let keys = try await metadata().keys()
      found = (CloudAccount(signIn: .metadata, source: .metadata, place: MetadataService.address), keys)
      finding = .used(MetadataService.address)
    } catch {
      if error.kind == .cancelled { throw error }
      finding = .absent(
        error.transport == nil ? "it has no keys for this machine" : "no answer; this is no cloud server")
    }
    report.lookups.removeAll { $0.source == .metadata }
    report.lookups.append(CredentialLookup(source: .metadata, finding: finding))
    guard let found else { throw nothing }
    return found
  }

  private func metadata() -> MetadataService {
    // Another address is for tests on this machine.
    let address = settings.environment["PEERCONF_METADATA_ENDPOINT"] ?? MetadataService.address
    return MetadataService(transport: metadataTransport, endpoint: CloudEndpoint(metadata: address))
  }

  private func authenticator(
    for account: CloudAccount, keys: MetadataKeys?, endpoint: CloudEndpoint, _ report: inout SignInReport
  ) throws -> any RequestAuthenticator {
    switch account.signIn {
    case .keys(let credential): return KeyAuthenticator(credential)
    case .token(let token): return TokenAuthenticator(token)
    case .metadata:
      guard let keys else { throw CloudSettingsError(.noCredentials, "the metadata service gave no keys") }
      return MetadataAuthenticator(keys, from: metadata())
    case .password(let user):
      let scope: TokenScope
      if let project = report.project {
        scope = .project(id: project.value)
      } else if let region = report.region {
        scope = .named(region.value)
      } else {
        throw CloudSettingsError(
          .noRegion, "there is no region to sign in to: name one with --region, or set HW_REGION_NAME")
      }
      return PasswordAuthenticator(
        user, scope: scope, identity: try identity(account, endpoint: endpoint, &report))
    }
  }

  // MARK: - Which project

  /// The project as it is configured, without asking anybody; with a broken account still what settings say.
  package static func knownProject(_ settings: CloudSettings) -> Sourced? {
    let only = settings[.credentials].flatMap { CredentialSource(rawValue: $0.value) }
    let account = try? CredentialChain(
      environment: settings.environment, only: only, profile: settings[.profile]?.value
    ).resolve()
    guard let account else { return settings[.project] }
    return project(of: account, region: settings[.region]?.value ?? account.region, settings)
  }

  /// The project as it is configured.
  ///
  /// One that stands beside the account is the account's: variables before the files of settings, files behind them.
  private static func project(
    of account: CloudAccount, region: String?, _ settings: CloudSettings
  ) -> Sourced? {
    let own = account.projectID.map { Sourced($0, from: account.place) }
    switch account.source {
    case .sdkEnvironment, .terraformEnvironment:
      let name = account.source == .sdkEnvironment ? "HUAWEICLOUD_SDK_PROJECT_ID" : "HW_PROJECT_ID"
      return settings.option(.project) ?? own.map { Sourced($0.value, from: name) } ?? settings.file(.project)
    case .sdkFile, .sharedProfile, .metadata:
      // A profile's project is one of the profile's region.
      let fits = account.region == nil || account.region == region
      return settings[.project] ?? (fits ? own : nil)
    }
  }

  private func findProject(
    as authenticator: any RequestAuthenticator, endpoint: CloudEndpoint, _ report: inout SignInReport
  ) async throws -> Sourced {
    if let password = authenticator as? PasswordAuthenticator,
      let id = try await password.projectID(at: clock.now())
    {
      return Sourced(id, from: "the token")
    }
    guard let region = report.region?.value, let account = report.account else {
      throw CloudSettingsError(
        .noProject,
        "no project id is known, and without a region it cannot be found: set HUAWEICLOUD_SDK_PROJECT_ID, or give "
          + "--project-id or --region, or write project_id into peerconf.yaml")
    }
    let identity = try identity(account, endpoint: endpoint, &report)
    return Sourced(
      try await identity.projectID(of: region, as: authenticator), from: "the identity service")
  }

  private func identity(
    _ account: CloudAccount, endpoint: CloudEndpoint, _ report: inout SignInReport
  ) throws -> IdentityService {
    let address =
      settings.option(.identityEndpoint)
      ?? account.identityEndpoint.map { Sourced($0, from: account.place) } ?? settings[.identityEndpoint]
      ?? endpoint.identityAddress
    guard let address else {
      throw CloudSettingsError(
        .badEndpoint,
        "the identity service of \(endpoint.origin) is not known: name it with --iam-endpoint, or set "
          + "HUAWEICLOUD_SDK_IAM_ENDPOINT")
    }
    let place = try CloudEndpoint(identity: address.value)
    report.identity = Sourced(place.origin.description, from: address.origin)
    return IdentityService(transport: transport, endpoint: place, clock: clock)
  }
}
