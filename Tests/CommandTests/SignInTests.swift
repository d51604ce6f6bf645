import Foundation
import Testing

/// Every way to sign in, from the command line to the sandbox's identity and metadata services.
@Suite(.serialized) struct SignInTests {
  static let region = "xx-sandbox-1"

  /// What reaches the sandbox without any account.
  private func place(_ sandbox: Sandbox) -> [String: String] {
    ["PEERCONF_ENDPOINT": sandbox.endpoint, "HW_REGION_NAME": Self.region]
  }

  private func password(_ sandbox: Sandbox, _ text: String = "Sandbox-Password-1") -> [String: String] {
    place(sandbox).merging([
      "HW_USER_NAME": "operator", "HW_USER_PASSWORD": text, "HW_DOMAIN_NAME": "sandbox",
    ]) { $1 }
  }

  private func keys(_ sandbox: Sandbox) -> [String: String] {
    place(sandbox).merging(["HW_ACCESS_KEY": sandbox.accessKey, "HW_SECRET_KEY": sandbox.secretKey]) { $1 }
  }

  @Test func `user and password`() async throws {
    let sandbox = try await Sandbox()
    let check = try await Tool.run(["auth", "check"], environment: password(sandbox))
    #expect(check.status == 0 && check.text.contains("user and password (HW_USER_NAME)"), "\(check.errors)")
    #expect(check.text.contains("\(sandbox.projectID) (the token)"))
    let list = try await Tool.run(["connections", "list"], environment: password(sandbox))
    #expect(list.status == 0 && list.text.contains("berlin-1"), "\(list.errors)")
    let wrong = try await Tool.run(["auth", "check"], environment: password(sandbox, "wrong-Canary"))
    #expect(wrong.status == 77 && wrong.errors.contains("HW_USER_PASSWORD"), "\(wrong.errors)")
    #expect(
      !(wrong.text + wrong.errors + check.text).contains("Canary") && !check.text.contains("Password-1"))
  }

  @Test func `the project is found by the region`() async throws {
    let sandbox = try await Sandbox()
    let check = try await Tool.run(["auth", "check"], environment: keys(sandbox))
    #expect(
      check.status == 0 && check.text.contains("\(sandbox.projectID) (the identity service)"),
      "\(check.errors)")
    let elsewhere = try await Tool.run(
      ["auth", "check", "--region", "xx-none-1"], environment: keys(sandbox))
    #expect(elsewhere.status == 65 && elsewhere.errors.contains("--project-id"), "\(elsewhere.errors)")
  }

  @Test func `a user who may not list projects is told what to grant`() async throws {
    let folder = try Folder()
    let seed = try await SeedFile(in: folder) { $0.changeUser { $0["allowed"] = ["vpn:*:*"] } }
    let sandbox = try await Sandbox(seed: seed.path)
    let run = try await Tool.run(["customer-gateways", "list"], environment: keys(sandbox))
    #expect(run.status == 77 && run.errors.contains("iam:projects:listProjects"), "\(run.errors)")
    #expect(run.errors.contains("auth policy --for \"customer-gateways list\" --find-project"))
    let named = try await Tool.run(
      ["customer-gateways", "list", "--project-id", sandbox.projectID], environment: keys(sandbox))
    #expect(named.status == 0, "\(named.errors)")
  }

  @Test(arguments: ["required", "optional", "none"])
  func `a cloud server's agency`(tokens: String) async throws {
    let folder = try Folder()
    let seed = try await SeedFile(in: folder) { seed in
      seed.members["identity"] = ["metadata": ["agency": "SANDBOXACCESSKEY0002", "tokens": tokens]]
    }
    let sandbox = try await Sandbox(seed: seed.path)
    let environment = place(sandbox).merging(["PEERCONF_METADATA_ENDPOINT": sandbox.endpoint]) { $1 }
    let check = try await Tool.run(["auth", "check"], environment: environment)
    #expect(
      check.status == 0 && check.text.contains("metadata               used"), "\(check.errors)\(check.text)")
    // Something set comes before it, and it can be asked for.
    let keyed = try await Tool.run(
      ["auth", "check"], environment: environment.merging(keys(sandbox)) { $1 })
    #expect(keyed.status == 0 && keyed.text.contains("metadata               skipped"))
    let asked = try await Tool.run(
      ["auth", "check", "--credentials", "metadata"], environment: environment.merging(keys(sandbox)) { $1 })
    #expect(asked.status == 0 && asked.text.contains("metadata               used"), "\(asked.errors)")
  }

  @Test func `a server without an agency, and a machine that is no cloud server`() async throws {
    let folder = try Folder()
    let seed = try await SeedFile(in: folder) { $0.members["identity"] = ["metadata": [String: String]()] }
    let sandbox = try await Sandbox(seed: seed.path)
    let environment = place(sandbox).merging(["PEERCONF_METADATA_ENDPOINT": sandbox.endpoint]) { $1 }
    let none = try await Tool.run(["auth", "check"], environment: environment)
    #expect(none.status == 77 && none.errors.contains("HUAWEICLOUD_SDK_AK"), "\(none.errors)")
    let off = try await Tool.run(
      ["auth", "check", "--credentials", "metadata"],
      environment: place(sandbox).merging(["PEERCONF_METADATA_ENDPOINT": "http://127.0.0.1:1"]) { $1 })
    #expect(off.status == 69, "\(off.errors)")
  }

  @Test func `a wrong key is tried once, also by a command that makes many calls`() async throws {
    let folder = try Folder()
    let seed = try await SeedFile(in: folder) { $0.members["keyLock"] = ["failures": 2, "seconds": 300] }
    let sandbox = try await Sandbox(seed: seed.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/docs", withDestinationPath: ReadmeTests.root + "/docs")
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let wrong = try await sandbox.run(
      ["rollout", "run", "docs/demo/sites.yaml", "-o", "out"], in: folder.path,
      environment: RolloutTests.keys.merging(["HUAWEICLOUD_SDK_SK": "wrong-Canary"]) { $1 })
    #expect(wrong.status == 77 && !(wrong.text + wrong.errors).contains("Canary"), "\(wrong.errors)")
    // A second refusal would have locked it.
    let right = try await sandbox.run(["connections", "list"])
    #expect(right.status == 0, "\(right.errors)")
  }
}
