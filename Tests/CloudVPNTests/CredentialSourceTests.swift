import CloudVPN
import Diagnostics
import Foundation
import Secrets
import Testing

/// A home folder for one test.
private final class Home {
  let path = NSTemporaryDirectory() + "peerconf-home-\(UUID().uuidString)"

  init(_ files: [String: String]) throws {
    for (name, text) in files {
      let file = URL(filePath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Every source of an account, its file's format, and the order.
@Suite struct CredentialSourceTests {
  private static let credentials = """
    # written by hand
    [global]
    ak = GLOBALAK
    sk = PLANTED

    [basic]
    AK = FILEAK
    sk = PLANTED-file-secret
    security_token: PLANTED-file-token
    project_id = 0123456789abcdef0123456789abcdef
    iam_endpoint = https://iam.example.com
    """
  private static let profiles = """
    {"current": "work", "profiles": [
      {"name": "work", "mode": "AKSK", "accessKeyId": "WORKAK", "secretAccessKey": "PLANTED-work",
       "securityToken": "", "region": "cn-north-4", "projectId": "p-work", "agencyName": ""},
      {"name": "sso", "mode": "SSO", "accessKeyId": "", "region": "cn-north-9",
       "ssoAuth": {"stsToken": {"accessKeyId": "STSAK", "secretAccessKey": "PLANTED", "securityToken": "PLANTED"}}},
      {"name": "server", "mode": "ecsAgency", "region": "cn-east-3"},
      {"name": "locked", "mode": "AKSK", "accessKeyId": "c2VjcmV0+PLANTED/c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0==",
       "secretAccessKey": "PLANTED"},
      {"name": "role", "mode": "AKSK", "accessKeyId": "A", "secretAccessKey": "PLANTED", "agencyName": "admin"},
      {"name": "half", "mode": "AKSK", "accessKeyId": "PLANTED"},
      {"name": "odd", "mode": "Sideways"}]}
    """

  @Test func `the SDKs' file has its section, its entries and its end of the line`() throws {
    let home = try Home([".huaweicloud/credentials": Self.credentials])
    let account = try CredentialChain(environment: ["HOME": home.path]).resolve()
    let credential = try #require(account.credential)
    #expect(account.source == .sdkFile && credential.accessKey == "FILEAK")
    #expect(credential.secretKey.withExposedText { $0 } == "PLANTED-file-secret")
    #expect(credential.securityToken?.withExposedText { $0 } == "PLANTED-file-token")
    #expect(account.projectID == "0123456789abcdef0123456789abcdef")
    #expect(account.identityEndpoint == "https://iam.example.com")
    #expect(account.place == "[basic] of \(home.path)/.huaweicloud/credentials")
  }

  @Test(arguments: ["basiccredentials", "basic.credentials", "BasicCredentials"])
  func `the section's other names are read as well`(name: String) throws {
    let home = try Home(["x/keys": "[\(name)]\r\nak=A1\r\nsk=S1\r\n"])
    let account = try CredentialChain(
      environment: ["HUAWEICLOUD_SDK_CREDENTIALS_FILE": "\(home.path)/x/keys"]
    ).resolve()
    #expect(account.credential?.accessKey == "A1" && account.source == .sdkFile)
  }

  @Test(
    arguments: [(nil, nil, "WORKAK"), ("sso", nil, "STSAK"), ("sso", "work", "WORKAK")]
      as [(String?, String?, String)])
  func `a profile is chosen by option, variable, or the file itself`(
    variable: String?, option: String?, key: String
  ) throws {
    let home = try Home([".hcloud/config.json": Self.profiles])
    var environment = ["HOME": home.path]
    environment["HW_PROFILE"] = variable
    let account = try CredentialChain(environment: environment, profile: option).resolve()
    #expect(account.credential?.accessKey == key && account.source == .sharedProfile)
    #expect((account.credential?.securityToken == nil) == (key == "WORKAK"))
    #expect(account.region == (key == "WORKAK" ? "cn-north-4" : "cn-north-9"))
    #expect(account.projectID == (key == "WORKAK" ? "p-work" : nil))
  }

  @Test func `an option for a profile beats keys of the environment`() throws {
    let home = try Home([".hcloud/config.json": Self.profiles])
    let environment = ["HOME": home.path, "HW_ACCESS_KEY": "A", "HW_SECRET_KEY": "PLANTED"]
    #expect(try CredentialChain(environment: environment).resolve().credential?.accessKey == "A")
    let chosen = CredentialChain(environment: environment, profile: "server").look()
    guard case .success(let account) = chosen.account, case .metadata = account.signIn else {
      Issue.record("\(chosen.account)")
      return
    }
    #expect(account.region == "cn-east-3")
    #expect(chosen.lookups.first?.finding == .skipped("shared-profile was asked for"))
  }

  @Test(
    arguments: [
      ("locked", .badCredentials, "encrypted"), ("role", .badCredentials, "agencyName"),
      ("half", .incompleteCredentials, "secretAccessKey"), ("odd", .badCredentials, "Sideways"),
      ("missing", .badCredentials, "it has work, sso"),
    ] as [(String, CloudSettingsError.Kind, String)])
  func `a profile that cannot be used stops`(
    profile: String, kind: CloudSettingsError.Kind, words: String
  ) throws {
    let home = try Home([".hcloud/config.json": Self.profiles, ".huaweicloud/credentials": Self.credentials])
    let error = #expect(throws: CloudSettingsError.self) {
      try CredentialChain(environment: ["HOME": home.path], profile: profile).resolve()
    }
    #expect(error?.kind == kind && error?.outcome == .notAllowed)
    #expect(error?.description.contains(words) == true && error?.description.contains("PLANTED") == false)
  }

  @Test(
    arguments: [
      (["HUAWEICLOUD_SDK_CREDENTIALS_FILE": "/nonexistent/keys"], .badCredentials, "is not there"),
      (["HW_SHARED_CONFIG_FILE": "/nonexistent/keys"], .badCredentials, "is not there"),
      (
        [
          "HUAWEICLOUD_SDK_IDP_ID": "a", "HUAWEICLOUD_SDK_ID_TOKEN_FILE": "b", "HUAWEICLOUD_SDK_AK": "A",
          "HUAWEICLOUD_SDK_SK": "PLANTED",
        ], .badCredentials, "federated"
      ),
      (
        ["HW_ACCESS_KEY": "A", "HW_SECRET_KEY": "PLANTED", "HW_ASSUME_ROLE_AGENCY_NAME": "x"],
        .badCredentials, "agency"
      ),
      (["HW_USER_NAME": "u", "HW_USER_PASSWORD": "PLANTED"], .incompleteCredentials, "HW_DOMAIN_NAME"),
      (["OS_USERNAME": "u"], .incompleteCredentials, "HW_USER_PASSWORD is not"),
      (["HW_USER_PASSWORD": "PLANTED"], .incompleteCredentials, "HW_USER_NAME is not"),
      (["HW_AUTH_TOKEN": "PLANTED\u{7F}"], .badCredentials, "HW_AUTH_TOKEN holds"),
    ] as [([String: String], CloudSettingsError.Kind, String)])
  func `half of an account is no account`(
    environment: [String: String], kind: CloudSettingsError.Kind, words: String
  ) {
    let error = #expect(throws: CloudSettingsError.self) {
      try CredentialChain(environment: environment).resolve()
    }
    #expect(error?.kind == kind && error?.outcome == .notAllowed)
    #expect(error?.description.contains(words) == true && error?.description.contains("PLANTED") == false)
  }

  @Test func `Terraform's variables hold a token, keys or a password, in this order`() throws {
    var environment = [
      "HW_AUTH_TOKEN": "PLANTED", "HW_ACCESS_KEY": "A", "HW_SECRET_KEY": "PLANTED", "OS_USERNAME": "user",
      "OS_PASSWORD": "PLANTED", "OS_DOMAIN_NAME": "account",
    ]
    func kind() throws -> String { try CredentialChain(environment: environment).resolve().signIn.kind }
    #expect(try kind() == "token")
    environment["HW_AUTH_TOKEN"] = nil
    #expect(try kind() == "access key")
    environment["HW_ACCESS_KEY"] = nil
    environment["HW_SECRET_KEY"] = nil
    #expect(try kind() == "user and password")
    guard case .password(let user) = try CredentialChain(environment: environment).resolve().signIn else {
      return
    }
    #expect(user.name == .name("user") && user.domain == .name("account"))
  }

  @Test func `the chain tells of every source, without any key`() throws {
    let home = try Home([
      ".hcloud/config.json": Self.profiles, ".huaweicloud/credentials": "[basic]\nak = PLANTED\n",
    ])
    let result = CredentialChain(environment: [
      "HOME": home.path, "HW_ACCESS_KEY": "PLANTED", "HW_SECRET_KEY": "PLANTED",
    ]).look()
    #expect(result.lookups.map(\.source) == CredentialSource.allCases)
    let findings = result.lookups.map(\.finding)
    guard case .absent(let first) = findings[0], case .used(let second) = findings[1],
      case .broken(let third) = findings[2], case .outranked(let fourth) = findings[3],
      case .skipped(let fifth) = findings[4]
    else {
      Issue.record("\(findings)")
      return
    }
    #expect(
      first.contains("HUAWEICLOUD_SDK_AK") && second == "HW_ACCESS_KEY" && third.contains("sk in [basic]"))
    #expect(fourth.contains("profile work") && fifth.contains("something else"))
    #expect(!"\(result)".contains("PLANTED"))
  }

  @Test(arguments: 0..<200)
  func `any bytes as a file end in an account or an error`(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    func garbage(_ text: String) -> String {
      var scalars = Array(text.unicodeScalars)
      for _ in 0..<8 {
        let place = Int.random(in: 0..<scalars.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: scalars.remove(at: place)
        case 1: scalars[place] = Unicode.Scalar(UInt8.random(in: 0...255, using: &dice))
        default: scalars.insert(contentsOf: scalars.prefix(20), at: place)
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      return String(text)
    }
    let home = try Home([
      ".hcloud/config.json": garbage(Self.profiles), ".huaweicloud/credentials": garbage(Self.credentials),
    ])
    for source in [CredentialSource.sdkFile, .sharedProfile] {
      let result = CredentialChain(environment: ["HOME": home.path], only: source).look()
      #expect(result.lookups.count == CredentialSource.allCases.count)
    }
  }
}
