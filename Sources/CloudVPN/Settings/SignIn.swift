package import Secrets

/// How a caller proves who it is; the parts are as the source has them.
package enum SignIn: Sendable {
  /// Signatures with an access key, permanent or temporary.
  case keys(CloudCredential)
  /// A token that was fetched elsewhere.
  case token(Secret)
  /// A token for user and password.
  case password(CloudUser)
  /// Temporary keys of the cloud server that this runs on.
  case metadata

  /// Its name for people.
  package var kind: String {
    switch self {
    case .keys(let credential): credential.securityToken == nil ? "access key" : "temporary access key"
    case .token: "token"
    case .password: "user and password"
    case .metadata: "temporary access key of this cloud server"
    }
  }
}

/// What one source says about who calls.
package struct CloudAccount: Sendable {
  package var signIn: SignIn
  package var source: CredentialSource
  /// The source's words for where it is: a variable, a file with its section or profile.
  package var place: String
  /// From the same source: 32 hexadecimal digits, one for each region.
  package var projectID: String?
  /// From the same source, where it is a file.
  package var region: String?
  /// Address of the identity service, from the same source.
  package var identityEndpoint: String?
}

/// Where an account can come from, in the order in which they are looked at.
package enum CredentialSource: String, Sendable, Hashable, CaseIterable {
  /// Variables of the cloud's own SDKs (facts §12.1).
  case sdkEnvironment = "sdk-environment"
  /// Variables of the Terraform provider, and their OpenStack names (facts §12.2).
  case terraformEnvironment = "terraform-environment"
  /// The SDKs' file of credentials (facts §12.1).
  case sdkFile = "sdk-file"
  /// The file of profiles that KooCLI writes and Terraform shares (facts §12.3).
  case sharedProfile = "shared-profile"
  /// The metadata service of a cloud server (facts §12.4); only where nothing else is there, or when named.
  case metadata

  /// For messages and tables.
  package var title: String {
    switch self {
    case .sdkEnvironment: "the SDKs' variables"
    case .terraformEnvironment: "Terraform's variables"
    case .sdkFile: "the SDKs' credentials file"
    case .sharedProfile: "KooCLI's profiles, shared with Terraform"
    case .metadata: "the metadata service of a cloud server"
    }
  }

  /// What has to be set for it, as a phrase.
  package var requirement: String {
    switch self {
    case .sdkEnvironment: "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
    case .terraformEnvironment:
      "HW_ACCESS_KEY and HW_SECRET_KEY, or HW_AUTH_TOKEN, or HW_USER_NAME and HW_USER_PASSWORD"
    case .sdkFile: "~/.huaweicloud/credentials with [basic] ak and sk (HUAWEICLOUD_SDK_CREDENTIALS_FILE)"
    case .sharedProfile: "~/.hcloud/config.json (HW_SHARED_CONFIG_FILE), profile by --profile or HW_PROFILE"
    case .metadata: "a cloud server with an agency"
    }
  }
}

/// What became of one source.
package struct CredentialLookup: Sendable, Hashable {
  package enum Finding: Sendable, Hashable {
    /// Its account is used; the text says which variables or file.
    case used(String)
    /// It has an account, and another source comes first or was asked for.
    case outranked(String)
    /// There is nothing.
    case absent(String)
    /// There is something that cannot be used.
    case broken(String)
    /// It was not looked at.
    case skipped(String)
  }

  package var source: CredentialSource
  package var finding: Finding
}
