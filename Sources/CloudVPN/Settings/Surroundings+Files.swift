import OrderedJSON
import Secrets

extension Surroundings {
  // MARK: - The SDKs' file

  /// The file of the cloud's own SDKs, an INI file; several names of the section are in use (facts §12.1).
  func sdkFile() throws(CloudSettingsError) -> CloudAccount? {
    let named = value("HUAWEICLOUD_SDK_CREDENTIALS_FILE")
    guard let path = named ?? value("HOME").map({ "\($0)/.huaweicloud/credentials" }),
      let text = try text(of: path, isNamed: named != nil, what: "the credentials file")
    else { return nil }
    let sections = Surroundings.sections(text)
    guard
      let name = ["basic", "basiccredentials", "basic.credentials"].first(where: { sections[$0] != nil }),
      let section = sections[name]
    else {
      guard named != nil else { return nil }
      throw CloudSettingsError(.badCredentials, "the credentials file has no section [basic]; add it")
    }
    let shown = PrintableText.line(path, limit: 200, hiding: [])
    func entry(_ key: String) -> (name: String, value: String?) {
      ("\(key) in [\(name)] of \(shown)", section[key].flatMap(Surroundings.trimmed))
    }
    try refuseFederation(entry("idp_id").value, entry("id_token_file").value, entry("idp_id").name)
    guard let credential = try keys(entry("ak"), entry("sk"), entry("security_token")) else { return nil }
    return CloudAccount(
      signIn: .keys(credential), source: .sdkFile, place: "[\(name)] of \(shown)",
      projectID: entry("project_id").value, identityEndpoint: entry("iam_endpoint").value)
  }

  /// Sections with their entries, names in lower case; a later entry of a name counts.
  static func sections(_ text: String) -> [String: [String: String]] {
    var sections: [String: [String: String]] = [:]
    var current: String?
    for line in text.split(whereSeparator: \.isNewline) {
      guard let line = trimmed(String(line)), !line.hasPrefix("#"), !line.hasPrefix(";") else { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        current = line.dropFirst().dropLast().lowercased()
        sections[current ?? "", default: [:]] = sections[current ?? ""] ?? [:]
      } else if let current, let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }),
        let key = trimmed(String(line[..<mark]))
      {
        sections[current, default: [:]][key.lowercased()] =
          trimmed(String(line[line.index(after: mark)...])) ?? ""
      }
    }
    return sections
  }

  // MARK: - The shared profiles

  /// A profile of KooCLI's file, which the Terraform provider reads as well (facts §12.3).
  ///
  /// The flag decides on the profile, then HW_PROFILE, then the file's own `current`.
  func sharedProfile(named flag: String?) throws(CloudSettingsError) -> CloudAccount? {
    let namedPath = value("HW_SHARED_CONFIG_FILE")
    let wanted = flag ?? value("HW_PROFILE")
    let isNamed = namedPath != nil || wanted != nil
    guard let path = namedPath ?? value("HOME").map({ "\($0)/.hcloud/config.json" }),
      let text = try text(of: path, isNamed: isNamed, what: "the file of profiles")
    else { return nil }
    let shown = PrintableText.line(path, limit: 200, hiding: [])
    guard let json = try? JSON(parsing: Array(text.utf8)), let profiles = json.list("profiles") else {
      throw CloudSettingsError(
        .badCredentials,
        "the file of profiles \(shown) is no JSON with a list profiles; write it anew with hcloud")
    }
    guard let name = wanted ?? json.text("current"),
      let profile = profiles.first(where: { $0.text("name") == name })
    else {
      guard wanted != nil else { return nil }
      let known = profiles.prefix(20).compactMap { $0.text("name") }.map {
        PrintableText.line($0, limit: 40, hiding: [])
      }
      throw CloudSettingsError(
        .badCredentials,
        "there is no profile \(PrintableText.line(wanted ?? "", limit: 40, hiding: [])) in \(shown); it has "
          + (known.isEmpty ? "none" : known.joined(separator: ", ")))
    }
    let place = "profile \(PrintableText.line(name, limit: 40, hiding: [])) of \(shown)"
    return try account(of: profile, at: place)
  }

  private func account(of profile: JSON, at place: String) throws(CloudSettingsError) -> CloudAccount? {
    let mode = profile.text("mode") ?? "AKSK"
    func filled(_ json: JSON?, _ name: String) -> String? { json?.text(name).flatMap(Surroundings.trimmed) }
    func account(_ signIn: SignIn) -> CloudAccount {
      CloudAccount(
        signIn: signIn, source: .sharedProfile, place: place, projectID: filled(profile, "projectId"),
        region: filled(profile, "region"))
    }
    let holder: JSON?
    switch mode.lowercased() {
    case "ecsagency": return account(.metadata)
    case "aksk": holder = profile
    case "sso": holder = profile.member("ssoAuth")?.member("stsToken")
    default:
      throw unsupported(
        "mode \(PrintableText.line(mode, limit: 30, hiding: [])) of \(place)", "another sign-in")
    }
    if filled(profile, "agencyName") != nil {
      throw unsupported("agencyName of \(place)", "an agency to assume")
    }
    func entry(_ name: String) -> (name: String, value: String?) {
      ("\(name) of \(place)", filled(holder, name))
    }
    guard
      let credential = try keys(entry("accessKeyId"), entry("secretAccessKey"), entry("securityToken"))
    else { return nil }
    // Access keys are short and plain; what KooCLI encrypts is long and has Base64's signs.
    guard credential.accessKey.utf8.count <= 40,
      credential.accessKey.utf8.allSatisfy({
        Character(UnicodeScalar($0)).isLetter || (0x30...0x39).contains($0)
      })
    else {
      throw CloudSettingsError(
        .badCredentials,
        "the keys of \(place) are encrypted, so only KooCLI can read them: run "
          + "`hcloud configure set --cli-auth-encrypt=false`, or set the keys in the environment")
    }
    return account(.keys(credential))
  }
}
