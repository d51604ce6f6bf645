import Secrets

/// What the surroundings say about who calls.
package struct CloudAccount: Sendable {
  package var credential: CloudCredential
  /// From the same source as the credential; 32 hexadecimal digits, one for each region.
  package var projectID: String?
  /// From the environment, whichever source the credential has.
  package var region: String?
  package var source: CredentialSource
}

/// Where a credential was found.
package enum CredentialSource: String, Sendable, Hashable, CaseIterable {
  /// Variables of the cloud's own SDKs (facts §12.1).
  case sdkEnvironment
  /// Variables of the Terraform provider (facts §12.2).
  case terraformEnvironment
}

extension CredentialSource: CustomStringConvertible {
  /// For messages: `the environment (HUAWEICLOUD_SDK_AK)`.
  package var description: String { "the environment (\(names.accessKey))" }

  /// Variable names.
  struct Names {
    var accessKey, secretKey, securityToken, projectID: String
  }

  var names: Names {
    switch self {
    case .sdkEnvironment:
      Names(
        accessKey: "HUAWEICLOUD_SDK_AK", secretKey: "HUAWEICLOUD_SDK_SK",
        securityToken: "HUAWEICLOUD_SDK_SECURITY_TOKEN", projectID: "HUAWEICLOUD_SDK_PROJECT_ID")
    case .terraformEnvironment:
      Names(
        accessKey: "HW_ACCESS_KEY", secretKey: "HW_SECRET_KEY", securityToken: "HW_SECURITY_TOKEN",
        projectID: "HW_PROJECT_ID")
    }
  }
}

/// Looks for credentials in a fixed order; the first source that names a key wins, and says so.
package struct CredentialChain: Sendable {
  private let environment: [String: String]

  package init(environment: [String: String]) { self.environment = environment }

  /// - Throws: ``CloudSettingsError`` where no source has a key, or the first that has one has only a part of it:
  ///   falling through to another account would be worse than stopping.
  package func resolve() throws(CloudSettingsError) -> CloudAccount {
    for source in CredentialSource.allCases {
      guard let credential = try credential(source) else { continue }
      return CloudAccount(
        credential: credential, projectID: value(source.names.projectID), region: value("HW_REGION_NAME"),
        source: source)
    }
    let pairs = CredentialSource.allCases.map { "\($0.names.accessKey) and \($0.names.secretKey)" }
    throw CloudSettingsError(
      .noCredentials,
      "there are no cloud credentials: set \(pairs.joined(separator: ", or ")) in the environment")
  }

  private func credential(_ source: CredentialSource) throws(CloudSettingsError) -> CloudCredential? {
    let names = source.names
    switch (value(names.accessKey), value(names.secretKey)) {
    case (nil, nil): return nil
    case (_, nil): throw CredentialChain.incomplete(has: names.accessKey, lacks: names.secretKey)
    case (nil, _): throw CredentialChain.incomplete(has: names.secretKey, lacks: names.accessKey)
    case (let accessKey?, let secretKey?):
      let token = value(names.securityToken)
      try CredentialChain.checkHeaderText(accessKey, names.accessKey)
      if let token { try CredentialChain.checkHeaderText(token, names.securityToken) }
      return CloudCredential(
        accessKey: accessKey, secretKey: Secret(secretKey), securityToken: token.map { Secret($0) })
    }
  }

  /// The variable without the blanks that copying leaves around it; empty is unset.
  private func value(_ name: String) -> String? {
    guard let text = environment[name] else { return nil }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
      let last = text.utf8.lastIndex(where: { !isBlank($0) })
    else { return nil }
    return String(text[first...last])
  }

  private static func incomplete(has: String, lacks: String) -> CloudSettingsError {
    CloudSettingsError(
      .incompleteCredentials,
      "the cloud credentials are incomplete: \(has) is set, \(lacks) is not; set both or neither")
  }

  /// Access key and token travel in headers as they are.
  private static func checkHeaderText(_ text: String, _ name: String) throws(CloudSettingsError) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }) else {
      throw CloudSettingsError(
        .badCredentials,
        "\(name) holds a character that no key has (a blank, a comma, a line end): set it anew")
    }
  }
}
