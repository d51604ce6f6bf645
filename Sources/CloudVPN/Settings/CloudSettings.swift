/// What can be set about calling the cloud, apart from the keys.
package enum CloudSetting: String, Sendable, Hashable, CaseIterable {
  case region
  case project = "project_id"
  case endpoint
  case identityEndpoint = "iam_endpoint"
  case credentials
  case profile
  case authorities = "ca_file"
  case proxy

  /// Whether it says where requests go or whom they trust: then only the user may say it, and no folder that came from
  /// somebody else, since a password or a connection's key would follow it.
  package var directsRequests: Bool { [.endpoint, .identityEndpoint, .authorities].contains(self) }

  /// The option of the command line.
  package var option: String {
    switch self {
    case .region: "--region"
    case .project: "--project-id"
    case .endpoint: "--endpoint"
    case .identityEndpoint: "--iam-endpoint"
    case .credentials: "--credentials"
    case .profile: "--profile"
    case .authorities: "--ca-bundle"
    case .proxy: "--proxy"
    }
  }

  /// Variables of the environment, the first that is set counts.
  ///
  /// Proxies have libcurl's own variables besides, which reach further than one address.
  package var variables: [String] {
    switch self {
    case .region: ["HW_REGION_NAME", "OS_REGION_NAME"]
    case .project: ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID", "OS_PROJECT_ID"]
    case .endpoint: ["PEERCONF_ENDPOINT"]
    case .identityEndpoint: ["HUAWEICLOUD_SDK_IAM_ENDPOINT", "HW_AUTH_URL", "OS_AUTH_URL"]
    case .credentials: ["PEERCONF_CREDENTIALS"]
    // HW_PROFILE names the profile and does not choose the source, so the chain reads it.
    case .profile: []
    case .authorities: ["PEERCONF_CA_BUNDLE", "OS_CACERT", "CURL_CA_BUNDLE", "SSL_CERT_FILE"]
    case .proxy: []
    }
  }
}

/// A value with where it came from: an option, a variable, a file.
package struct Sourced: Sendable, Hashable {
  package var value: String
  package var origin: String

  package init(_ value: String, from origin: String) {
    self.value = value
    self.origin = origin
  }
}

/// Settings in their layers: option, then variable, then files in the order in which they are given.
package struct CloudSettings: Sendable {
  package let environment: [String: String]
  private let options: [CloudSetting: String]
  private let files: [(name: String, values: [CloudSetting: String])]

  package init(
    environment: [String: String], options: [CloudSetting: String] = [:],
    files: [(name: String, values: [CloudSetting: String])] = []
  ) {
    self.environment = environment
    self.options = options
    self.files = files
  }

  package subscript(setting: CloudSetting) -> Sourced? {
    option(setting) ?? variable(setting) ?? file(setting)
  }

  func option(_ setting: CloudSetting) -> Sourced? {
    options[setting].map { Sourced($0, from: setting.option) }
  }

  func variable(_ setting: CloudSetting) -> Sourced? {
    for name in setting.variables {
      if let value = environment[name].flatMap(Surroundings.trimmed) { return Sourced(value, from: name) }
    }
    return nil
  }

  func file(_ setting: CloudSetting) -> Sourced? {
    for file in files {
      if let value = file.values[setting] { return Sourced(value, from: file.name) }
    }
    return nil
  }
}
