import CloudVPN
import Diagnostics
import HTTPTransport
import Secrets
import Testing

/// Who calls, and where.
@Suite struct SettingsTests {
  private static let sdk = [
    "HUAWEICLOUD_SDK_AK": "SDKAK", "HUAWEICLOUD_SDK_SK": "sdk-secret", "HUAWEICLOUD_SDK_PROJECT_ID": "p-sdk",
  ]
  private static let terraform = [
    "HW_ACCESS_KEY": "TFAK", "HW_SECRET_KEY": "tf-secret", "HW_SECURITY_TOKEN": "tf-token",
    "HW_PROJECT_ID": "p-tf",
    "HW_REGION_NAME": "cn-north-4",
  ]

  @Test func `the SDK's variables win, and say so`() throws {
    let both = Self.sdk.merging(Self.terraform) { first, _ in first }
    let account = try CredentialChain(environment: both).resolve()
    let credential = try #require(account.credential)
    #expect(account.source == .sdkEnvironment && account.place == "HUAWEICLOUD_SDK_AK")
    #expect(credential.accessKey == "SDKAK" && credential.securityToken == nil)
    #expect(account.projectID == "p-sdk")
  }

  @Test func `Terraform's variables do as well`() throws {
    let account = try CredentialChain(environment: Self.terraform).resolve()
    let credential = try #require(account.credential)
    #expect(account.source == .terraformEnvironment && credential.accessKey == "TFAK")
    #expect(credential.secretKey.withExposedText { $0 } == "tf-secret")
    #expect(credential.securityToken?.withExposedText { $0 } == "tf-token")
    #expect(account.projectID == "p-tf")
  }

  @Test func `blanks around a value are not part of it`() throws {
    let account = try CredentialChain(environment: [
      "HUAWEICLOUD_SDK_AK": " AK\n", "HUAWEICLOUD_SDK_SK": "\tsecret\r\n", "HUAWEICLOUD_SDK_PROJECT_ID": "  ",
    ]).resolve()
    let credential = try #require(account.credential)
    #expect(credential.accessKey == "AK" && account.projectID == nil)
    #expect(credential.secretKey.withExposedText { $0 } == "secret")
  }

  @Test(
    arguments: [
      ([:], .noCredentials, "HW_ACCESS_KEY and HW_SECRET_KEY"),
      (["HUAWEICLOUD_SDK_AK": "", "HUAWEICLOUD_SDK_SK": ""], .noCredentials, "HUAWEICLOUD_SDK_AK"),
      (["HUAWEICLOUD_SDK_AK": "PLANTED"], .incompleteCredentials, "HUAWEICLOUD_SDK_SK is not"),
      (["HW_SECRET_KEY": "PLANTED", "HW_ACCESS_KEY": " "], .incompleteCredentials, "HW_ACCESS_KEY is not"),
      (
        ["HUAWEICLOUD_SDK_SK": "PLANTED", "HW_ACCESS_KEY": "a", "HW_SECRET_KEY": "b"], .incompleteCredentials,
        "HUAWEICLOUD_SDK_AK is not"
      ),
      (["HW_ACCESS_KEY": "PLANTED\r\nX: y", "HW_SECRET_KEY": "b"], .badCredentials, "HW_ACCESS_KEY holds"),
      (
        ["HW_ACCESS_KEY": "a", "HW_SECRET_KEY": "b", "HW_SECURITY_TOKEN": "PLANTED ü"], .badCredentials,
        "HW_SECURITY_TOKEN holds"
      ),
    ] as [([String: String], CloudSettingsError.Kind, String)])
  func `keys that are missing or broken are told by name, not by value`(
    environment: [String: String], kind: CloudSettingsError.Kind, words: String
  ) {
    let error = #expect(throws: CloudSettingsError.self) {
      try CredentialChain(environment: environment).resolve()
    }
    #expect(error?.kind == kind && error?.outcome == .notAllowed)
    #expect(error?.description.contains(words) == true && error?.description.contains("PLANTED") == false)
  }

  @Test(arguments: CloudRegions.known)
  func `every known region has its address`(region: String) throws {
    let endpoint = try CloudEndpoint.resolve(region: region, settings: CloudSettings(environment: [:]))
    let domain = region == "eu-west-101" ? "myhuaweicloud.eu" : "myhuaweicloud.com"
    #expect(endpoint.origin.description == "https://vpn.\(region).\(domain)")
    #expect(endpoint.region == region && endpoint.source == .table)
  }

  @Test func `an address given beats the variable, which beats the table`() throws {
    let environment = [
      "HUAWEICLOUD_SDK_REGION_VPN_CN_NORTH_4": "https://one.example.com, https://two.example.com"
    ]
    func resolve(
      _ region: String?, option: String? = nil, _ environment: [String: String] = environment
    ) throws(CloudSettingsError) -> CloudEndpoint {
      try CloudEndpoint.resolve(
        region: region,
        settings: CloudSettings(
          environment: environment, options: option.map { [.endpoint: $0] } ?? [:],
          files: [("peerconf.yaml", [.endpoint: "https://file.example.com"])]))
    }
    let given = try resolve("cn-north-4", option: "http://127.0.0.1:8080")
    #expect(given.origin.description == "http://127.0.0.1:8080" && given.source == .explicit)
    #expect(given.region == "cn-north-4")
    let variable = try resolve("cn-north-4")
    #expect(variable.origin.description == "https://one.example.com")
    #expect(variable.source == .environment("HUAWEICLOUD_SDK_REGION_VPN_CN_NORTH_4"))
    let first = try resolve(
      "cn-north-4", environment.merging(["PEERCONF_ENDPOINT": "https://own.example.com"]) { $1 })
    #expect(first.origin.host == "own.example.com" && first.source == .environment("PEERCONF_ENDPOINT"))
    let own = try resolve("my-region-1", ["HUAWEICLOUD_SDK_REGION_VPN_MY_REGION_1": "vpn.example.com"])
    #expect(own.origin.description == "https://vpn.example.com")
    let file = try resolve("cn-north-9")
    #expect(file.origin.host == "file.example.com" && file.source == .file("peerconf.yaml"))
    #expect(try resolve(nil, option: "vpn.example.com").region == nil)
  }

  @Test(
    arguments: [
      (nil, nil, .noRegion, "HW_REGION_NAME"), ("cn-nroth-4", nil, .unknownRegion, "cn-north-4"),
      ("mars-1", nil, .unknownRegion, "eu-west-101"), ("../x", nil, .unknownRegion, "no region id"),
      ("a\nb", "https://h", .unknownRegion, "no region id"), ("", nil, .unknownRegion, "no region id"),
      ("cn-north-4", "http://vpn.example.com", .badEndpoint, "use https"),
      ("cn-north-4", "https://u:PLANTED@h", .badEndpoint, "user name or password"),
      ("cn-north-4", "https://h/path", .badEndpoint, "without a path"),
      ("cn-north-4", "", .badEndpoint, "https://"),
      ("cn-north-4", "http://127.0.0.1.example.com", .badEndpoint, "use https"),
    ] as [(String?, String?, CloudSettingsError.Kind, String)])
  func `a place that cannot be called is told`(
    region: String?, override: String?, kind: CloudSettingsError.Kind, words: String
  ) {
    let error = #expect(throws: CloudSettingsError.self) {
      try CloudEndpoint.resolve(
        region: region,
        settings: CloudSettings(environment: [:], options: override.map { [.endpoint: $0] } ?? [:]))
    }
    #expect(error?.kind == kind && error?.outcome == .badInput)
    #expect(error?.description.contains(words) == true && error?.description.contains("PLANTED") == false)
  }

  @Test(
    arguments: [
      (nil, .noProject), ("", .noProject), ("a/b", .badProject), ("..", .badProject), ("a b", .badProject),
    ]
      as [(String?, CloudSettingsError.Kind)])
  func `a client needs a project`(project: String?, kind: CloudSettingsError.Kind) {
    let error = #expect(throws: CloudSettingsError.self) {
      try CloudVPNClient(
        transport: ScriptedTransport([]), endpoint: CloudEndpoint("https://vpn.example.com"),
        projectID: project,
        credential: CloudCredential(accessKey: "a", secretKey: Secret("b")))
    }
    #expect(error?.kind == kind && error?.outcome == .badInput)
  }
}

extension CloudAccount {
  /// The keys, where it signs with any.
  var credential: CloudCredential? { if case .keys(let credential) = signIn { credential } else { nil } }
}
