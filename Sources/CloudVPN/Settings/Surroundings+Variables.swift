import Secrets

extension Surroundings {
  /// Variables of the cloud's own SDKs (facts §12.1).
  func sdkVariables() throws(CloudSettingsError) -> CloudAccount? {
    try refuseFederation(
      value("HUAWEICLOUD_SDK_IDP_ID"), value("HUAWEICLOUD_SDK_ID_TOKEN_FILE"), "HUAWEICLOUD_SDK_IDP_ID")
    let names = ("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN")
    guard
      let credential = try keys(
        (names.0, value(names.0)), (names.1, value(names.1)), (names.2, value(names.2)))
    else { return nil }
    return CloudAccount(
      signIn: .keys(credential), source: .sdkEnvironment, place: names.0,
      projectID: value("HUAWEICLOUD_SDK_PROJECT_ID"), identityEndpoint: value("HUAWEICLOUD_SDK_IAM_ENDPOINT"))
  }

  /// Variables of the Terraform provider, each also under its OpenStack name: token, else keys, else password
  /// (facts §12.2).
  func terraformVariables() throws(CloudSettingsError) -> CloudAccount? {
    func either(_ name: String, _ other: String) -> (name: String, value: String?) {
      first(name, other).map { ($0.name, $0.value) } ?? (name, nil)
    }
    func account(_ signIn: SignIn, _ place: String) -> CloudAccount {
      CloudAccount(
        signIn: signIn, source: .terraformEnvironment, place: place,
        projectID: first("HW_PROJECT_ID", "OS_PROJECT_ID")?.value,
        identityEndpoint: first("HW_AUTH_URL", "OS_AUTH_URL")?.value)
    }
    if let token = first("HW_AUTH_TOKEN", "OS_AUTH_TOKEN") {
      try Surroundings.checkHeaderText(token.value, token.name)
      return account(.token(Secret(token.value)), token.name)
    }
    let accessKey = either("HW_ACCESS_KEY", "OS_ACCESS_KEY")
    if let credential = try keys(
      accessKey, either("HW_SECRET_KEY", "OS_SECRET_KEY"), either("HW_SECURITY_TOKEN", "OS_SECURITY_TOKEN"))
    {
      if value("HW_ASSUME_ROLE_AGENCY_NAME") != nil {
        throw unsupported("HW_ASSUME_ROLE_AGENCY_NAME", "an agency to assume")
      }
      return account(.keys(credential), accessKey.name)
    }
    guard let user = try passwordUser() else { return nil }
    return account(.password(user.user), user.place)
  }

  private func passwordUser() throws(CloudSettingsError) -> (user: CloudUser, place: String)? {
    let name = first("HW_USER_NAME", "OS_USERNAME")
    let id = first("HW_USER_ID", "OS_USER_ID")
    let password = first("HW_USER_PASSWORD", "OS_PASSWORD")
    guard let place = name?.name ?? id?.name else {
      if let password { throw Surroundings.incomplete(has: password.name, lacks: "HW_USER_NAME") }
      return nil
    }
    guard let password else { throw Surroundings.incomplete(has: place, lacks: "HW_USER_PASSWORD") }
    var domain: CloudUser.Name?
    if let text = first("HW_DOMAIN_NAME", "OS_DOMAIN_NAME", "OS_USER_DOMAIN_NAME", "OS_PROJECT_DOMAIN_NAME")?
      .value
    {
      domain = .name(text)
    } else if let text = first("HW_DOMAIN_ID", "OS_DOMAIN_ID", "OS_USER_DOMAIN_ID", "OS_PROJECT_DOMAIN_ID")?
      .value
    {
      domain = .id(text)
    }
    if let id, name == nil {
      return (CloudUser(name: .id(id.value), password: Secret(password.value), domain: nil), place)
    }
    guard let name, let domain else {
      throw CloudSettingsError(
        .incompleteCredentials,
        "the cloud credentials are incomplete: \(place) is set, the account's name is not; set HW_DOMAIN_NAME"
      )
    }
    return (CloudUser(name: .name(name.value), password: Secret(password.value), domain: domain), place)
  }

  /// The SDKs prefer a federated identity to keys; using the keys would be somebody else.
  func refuseFederation(
    _ provider: String?, _ tokenFile: String?, _ name: String
  ) throws(CloudSettingsError) {
    if provider != nil, tokenFile != nil { throw unsupported(name, "a federated identity") }
  }

  func unsupported(_ name: String, _ what: String) -> CloudSettingsError {
    CloudSettingsError(
      .badCredentials,
      "\(name) asks for \(what), which peerconf cannot sign in with: unset it, or set temporary keys of that identity "
        + "(access key, secret key and security token)")
  }
}
