import Foundation
import Testing

/// `auth policy`: the least rights for what peerconf does.
@Suite(.serialized) struct AuthPolicyTests {
  private struct Document: Decodable, Equatable {
    struct Statement: Decodable, Equatable {
      var Effect: String
      var Action: [String]
    }
    var Version: String
    var Statement: [Statement]
  }

  private func document(_ arguments: String...) async throws -> Document {
    let run = try await Tool.run(["auth", "policy"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Document.self, from: Data(run.output))
  }

  @Test func `a policy has the dependencies, an identity policy other names`() async throws {
    let policy = try await document("--for", "devices", "sync", "connections list")
    #expect(
      policy
        == Document(
          Version: "1.1",
          Statement: [
            .init(
              Effect: "Allow",
              Action: [
                "er:instances:get", "er:instances:list", "vpc:bandwidths:list", "vpc:publicIps:get",
                "vpc:publicIps:list", "vpc:subnets:get", "vpc:vpcs:get", "vpc:vpcs:list",
                "vpn:peerConfiguration:getDevices", "vpn:vpnConnections:list",
              ])
          ]))
    let identity = try await document("--kind", "identity-policy", "--for", "devices", "export")
    #expect(identity.Version == "5.0")
    #expect(
      identity.Statement.flatMap(\.Action) == ["vpn::listPeerDevices", "vpn:vpnConnections:exportPeerConfig"])
  }

  @Test func `what is not confirmed is said beside the document`() async throws {
    let run = try await Tool.run(["auth", "policy", "--for", "gateways", "--kind", "identity-policy"])
    #expect(run.status == 0 && run.errors.contains("vpn:vpnGateways:list (unverified)"))
    let sure = try await Tool.run(["auth", "policy"])
    #expect(sure.errors.isEmpty)
    let two = try await Tool.run(["auth", "policy", "--for", "export", "--find-project"])
    #expect(two.text.components(separatedBy: "\"Version\"").count == 3 && two.errors.contains("two policies"))
    let wrong = try await Tool.run(["auth", "policy", "--for", "render"])
    #expect(wrong.status == 64 && wrong.errors.contains("connections list"), "\(wrong.errors)")
  }

  @Test func `every command that calls the cloud is in the table, and no other`() async throws {
    let dump = try await Tool.run(["--experimental-dump-help"])
    let root = try #require(
      (try JSONSerialization.jsonObject(with: Data(dump.output)) as? [String: Any])?["command"]
        as? [String: Any])
    var calling: Set<String> = []
    func walk(_ command: [String: Any], _ path: [String]) {
      let options = (command["arguments"] as? [[String: Any]] ?? []).compactMap { $0["valueName"] as? String }
      if options.contains("iam-endpoint") { calling.insert(path.joined(separator: " ")) }
      for inner in command["subcommands"] as? [[String: Any]] ?? [] {
        walk(inner, path + [inner["commandName"] as? String ?? "?"])
      }
    }
    walk(root, [])
    let table = try await Tool.run(["auth", "policy", "--commands"])
    let listed = table.text.split(separator: "\n").dropFirst().compactMap {
      // A row may be of a command with a flag that needs more.
      $0.components(separatedBy: "  ").first?.components(separatedBy: " --").first
    }
    #expect(calling.count > 8 && Set(listed) == calling)
  }

  private func sandbox(allowing actions: [String], model: String) async throws -> (Sandbox, Folder) {
    let folder = try Folder()
    let seed = try await SeedFile(in: folder) { seed in
      seed.changeUser {
        $0["allowed"] = actions; $0["permissions"] = model
      }
    }
    return (try await Sandbox(seed: seed.path), folder)
  }

  static let commands: [(command: String, arguments: [String])] = [
    ("connections list", []), ("connections show", [CloudTests.berlin]), ("gateways list", []),
    ("connections logs", [CloudTests.berlin]), ("connections sas", [CloudTests.berlin]),
    ("connections reset", [CloudTests.berlin, "--yes"]),
    ("connections delete", [CloudTests.berlin, "--yes"]),
    ("connections create", ["-f", "new.yaml", "--yes"]),
    ("connections batch-create", ["-f", "two.yaml", "--yes"]),
    ("connections update", [CloudTests.berlin, "-f", "update.yaml", "--yes"]),
    ("gateways show", ["b1000000-0000-4000-8000-000000000001"]), ("customer-gateways list", []),
    ("customer-gateways show", ["c9000000-0000-4000-8000-000000000001"]), ("devices sync", []),
    ("auth check", []),
    ("intent fetch", ["--site", "\(ReadmeTests.root)/docs/demo/sites/berlin.yaml", "-o", "berlin.json"]),
  ]

  @Test(arguments: commands, ["policy", "identity-policy"])
  func `a command works with its own policy alone, and names the way out without it`(
    command: (command: String, arguments: [String]), model: String
  ) async throws {
    let policy = try await document("--for", command.command, "--kind", model).Statement.flatMap(\.Action)
    let line = command.command.split(separator: " ").map(String.init) + command.arguments
    let (sandbox, folder) = try await sandbox(allowing: policy, model: model)
    try ConnectionOperationsTests.write(to: folder)
    let allowed = try await sandbox.run(line, in: folder.path, environment: ConnectionOperationsTests.keys)
    #expect(allowed.status == 0, "\(allowed.errors)")
    let less = policy.filter { !$0.hasPrefix("vpn:") }
    let (closed, other) = try await self.sandbox(allowing: less, model: model)
    try ConnectionOperationsTests.write(to: other)
    let refused = try await closed.run(line, in: other.path, environment: ConnectionOperationsTests.keys)
    #expect(refused.status == 77 && refused.errors.contains("Grant the action vpn:"), "\(refused.errors)")
    #expect(refused.errors.contains("peerconf auth policy --for \"\(command.command)\""), "\(refused.errors)")
  }
}

/// A seed of the sandbox made from the built-in one.
struct SeedFile {
  let path: String
  var members: [String: Any]

  init(in folder: Folder, _ change: (inout SeedFile) -> Void) async throws {
    let printed = try await Tool.run(["sandbox", "serve", "--print-seed"])
    members = try #require(try JSONSerialization.jsonObject(with: Data(printed.output)) as? [String: Any])
    path = folder.path + "/seed.json"
    change(&self)
    try folder.write(
      String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self), to: "seed.json")
  }

  /// Changes the first user.
  mutating func changeUser(_ change: (inout [String: Any]) -> Void) {
    guard var users = members["credentials"] as? [[String: Any]] else { return }
    change(&users[0])
    members["credentials"] = users
  }
}

/// `auth check`: who would call what, and why.
@Suite(.serialized) struct AuthCheckTests {
  private func json(_ run: Finished) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
  }

  private func member(_ json: [String: Any], _ path: String...) -> String? {
    var value: Any? = json
    for name in path { value = (value as? [String: Any])?[name] }
    return value as? String
  }

  @Test func `a good sign-in is told and proven`() async throws {
    let sandbox = try await Sandbox()
    let run = try await sandbox.run(["auth", "check"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text.contains("access key (HUAWEICLOUD_SDK_AK)") && run.text.contains("(PEERCONF_ENDPOINT)"))
    #expect(run.text.contains("done (list the customer gateways: vpn:customerGateways:list)"))
    #expect(run.text.contains("terraform-environment  absent"))
    let document = try json(try await sandbox.run(["auth", "check", "--format", "json", "--no-proof"]))
    #expect(member(document, "schema") == "peerconf.auth-check/1" && document["ok"] as? Bool == true)
    #expect(member(document, "proof", "result") == "not tried")
    #expect(member(document, "project", "origin") == "HUAWEICLOUD_SDK_PROJECT_ID")
    #expect((document["sources"] as? [Any])?.count == 5)
  }

  @Test func `each failure has its code, and the report comes all the same`() async throws {
    let sandbox = try await Sandbox()
    func check(_ environment: [String: String], _ options: String...) async throws -> (
      Int32, [String: Any], String
    ) {
      let run = try await sandbox.run(
        ["auth", "check", "--format", "json"] + options, environment: environment)
      #expect(!(run.text + run.errors).contains("Canary"))
      return (run.status, try json(run), run.errors)
    }
    let refused = try await check(["HUAWEICLOUD_SDK_SK": "wrong/Secret+Canary"])
    #expect(refused.0 == 77 && member(refused.1, "proof", "result") == "failed" && !refused.2.isEmpty)
    #expect(refused.1["ok"] as? Bool == false)
    let none = try await check(
      ["HUAWEICLOUD_SDK_AK": "", "HUAWEICLOUD_SDK_SK": ""], "--credentials", "sdk-environment")
    #expect(none.0 == 77 && none.1["account"] is NSNull && member(none.1, "proof", "result") == "not tried")
    let half = try await check(["HUAWEICLOUD_SDK_SK": ""])
    #expect(half.0 == 77 && half.2.contains("HUAWEICLOUD_SDK_SK is not"))
    #expect(try await check([:], "--endpoint", "http://127.0.0.1:1").0 == 69)
    #expect(try await check(["PEERCONF_ENDPOINT": ""], "--region", "mars-1").0 == 65)
    #expect(try await check([:], "--credentials", "nonsense").0 == 65)
    #expect(try await check(["HUAWEICLOUD_SDK_PROJECT_ID": "a/b"]).0 == 65)
  }

  @Test func `option, variable, workspace, own settings: the first counts`() async throws {
    let folder = try Folder()
    try folder.write("region: cn-north-1\nproject_id: p-yaml\n", to: "peerconf.yaml")
    try folder.write(
      "region: cn-north-2\nproject_id: p-own\niam_endpoint: https://iam.example.com\n",
      to: "config/peerconf/peerconf.yaml")
    func region(_ environment: [String: String] = [:], _ options: String...) async throws -> (
      String?, String?
    ) {
      let run = try await Tool.run(
        ["auth", "check", "--format", "json", "--no-proof"] + options, in: folder.path,
        environment: [
          "HW_ACCESS_KEY": "A", "HW_SECRET_KEY": "Canary", "XDG_CONFIG_HOME": folder.path + "/config",
        ].merging(environment) { $1 })
      #expect(run.status == 0 && !run.text.contains("Canary"), "\(run.errors)")
      let document = try json(run)
      return (member(document, "region", "value"), member(document, "region", "origin"))
    }
    #expect(
      try await region(["HW_REGION_NAME": "cn-north-4"], "--region", "cn-north-9") == (
        "cn-north-9", "--region"
      ))
    #expect(try await region(["HW_REGION_NAME": "cn-north-4"]) == ("cn-north-4", "HW_REGION_NAME"))
    let workspace = try await region()
    #expect(workspace.0 == "cn-north-1" && workspace.1?.hasSuffix("/peerconf.yaml") == true)
    try folder.write("project_id: p-yaml\n", to: "peerconf.yaml")
    let own = try await region()
    #expect(own.0 == "cn-north-2" && own.1 == folder.path + "/config/peerconf/peerconf.yaml")
  }

  @Test(arguments: ["endpoint", "iam_endpoint", "ca_file"])
  func `a workspace does not say where keys go or whom they are shown`(setting: String) async throws {
    let folder = try Folder()
    try folder.write("region: cn-north-1\n\(setting): https://evil.example.com\n", to: "peerconf.yaml")
    let run = try await Tool.run(
      ["auth", "check"], in: folder.path, environment: ["HW_ACCESS_KEY": "A", "HW_SECRET_KEY": "Canary"])
    #expect(
      run.status == 65 && run.errors.contains("peerconf.yaml:2:1: \(setting) does not count here"),
      "\(run.errors)")
    #expect(run.errors.contains("~/.config/peerconf/peerconf.yaml"))
  }

  @Test func `files of credentials are read from the home folder`() async throws {
    let folder = try Folder()
    let sandbox = try await Sandbox()
    try folder.write(
      "[basic]\nak = \(sandbox.accessKey)\nsk = \(sandbox.secretKey)\nproject_id = \(sandbox.projectID)\n",
      to: ".huaweicloud/credentials")
    try folder.write(
      """
      {"current": "lab", "profiles": [{"name": "lab", "mode": "AKSK", "accessKeyId": "\(sandbox.accessKey)",
      "secretAccessKey": "\(sandbox.secretKey)", "projectId": "\(sandbox.projectID)"}]}
      """, to: ".hcloud/config.json")
    let environment = ["HOME": folder.path, "PEERCONF_ENDPOINT": sandbox.endpoint]
    let file = try await Tool.run(["auth", "check"], environment: environment)
    #expect(file.status == 0 && file.text.contains("[basic] of"), "\(file.errors)")
    let profile = try await Tool.run(["auth", "check", "--profile", "lab"], environment: environment)
    #expect(profile.status == 0 && profile.text.contains("profile lab of"), "\(profile.errors)")
    #expect(!(file.text + profile.text).contains(sandbox.secretKey))
  }
}

/// Proxies and certificate authorities.
@Suite(.serialized) struct NetworkSettingTests {
  private static let away = ["PEERCONF_ENDPOINT": "https://vpn.example.invalid"]

  @Test func `a proxy is used for the cloud, by option or variable, and not for exceptions`() async throws {
    // The sandbox is no proxy, and its refusal shows that it was asked.
    let sandbox = try await Sandbox()
    let proxy = "http://127.0.0.1:\(sandbox.port)"
    func run(_ environment: [String: String], _ options: String...) async throws -> Finished {
      try await sandbox.run(
        ["connections", "list"] + options, environment: Self.away.merging(environment) { $1 })
    }
    for refused in [try await run([:], "--proxy", proxy), try await run(["HTTPS_PROXY": proxy])] {
      #expect(refused.status == 69 && !refused.errors.contains("has no address"), "\(refused.errors)")
    }
    for direct in [
      try await run(["HTTPS_PROXY": proxy, "NO_PROXY": "vpn.example.invalid"]),
      try await run(["NO_PROXY": "*"], "--proxy", proxy), try await run([:]),
    ] {
      #expect(direct.status == 69 && direct.errors.contains("has no address"), "\(direct.errors)")
    }
    let local = try await sandbox.run(["connections", "list", "--proxy", "http://127.0.0.1:1"])
    #expect(local.status == 0, "\(local.errors)")
  }

  @Test func `a proxy's password stays out of the command line and of errors`() async throws {
    let option = try await Tool.run(["connections", "list", "--proxy", "http://user:Canary@127.0.0.1:1"])
    #expect(option.status == 64 && option.errors.contains("HTTPS_PROXY") && !option.errors.contains("Canary"))
    let sandbox = try await Sandbox()
    let variable = try await sandbox.run(
      ["connections", "list"],
      environment: Self.away.merging(["HTTPS_PROXY": "http://user:Canary@127.0.0.1:1"]) { $1 })
    #expect(variable.status == 69 && !variable.errors.contains("Canary"), "\(variable.errors)")
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: TLSProxy.program),
      "nghttpx is not installed: .ci/setup --peers"),
    arguments: ["PEERCONF_CA_BUNDLE", "OS_CACERT", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
  func `a private authority is named by variable, option or settings`(variable: String) async throws {
    let sandbox = try await Sandbox()
    let proxy = try await TLSProxy(before: sandbox)
    let place = ["PEERCONF_ENDPOINT": proxy.endpoint]
    let named = try await sandbox.run(
      ["auth", "check"], environment: place.merging([variable: proxy.authority]) { $1 })
    #expect(named.status == 0, "\(named.errors)")
    let option = try await sandbox.run(["auth", "check", "--ca-bundle", proxy.authority], environment: place)
    #expect(option.status == 0, "\(option.errors)")
    // An unusable file is no reason to trust less carefully.
    let missing = try await sandbox.run(
      ["auth", "check"], environment: place.merging([variable: "/nonexistent"]) { $1 })
    #expect(missing.status != 0 && missing.errors.contains("authority file"), "\(missing.errors)")
    let insecure = try await sandbox.run(
      ["auth", "check"], environment: place.merging(["HW_INSECURE": "true"]) { $1 })
    #expect(insecure.status == 69, "\(insecure.errors)")
  }
}
