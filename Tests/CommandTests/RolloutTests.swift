import Foundation
import Testing

/// `rollout run` with the sites of the demo, as a user types it.
@Suite struct RolloutTests {
  let folder: Folder

  static let keys = [
    "PEERCONF_PSK_BERLIN_1": "Berlin#Sandbox-Key-1", "PEERCONF_PSK_BERLIN_2": "Berlin#Sandbox-Key-2",
    "PEERCONF_PSK_OSAKA_1": "Osaka:Sandbox-Key-1", "PEERCONF_PSK_OSAKA_2": "Osaka:Sandbox-Key-2",
    "PEERCONF_PSK_LIMA_1": "Lima+Sandbox-Key-1",
  ]

  init() throws {
    folder = try Folder()
    for name in ["sites.yaml", "running"] {
      try FileManager.default.copyItem(
        atPath: "\(ReadmeTests.root)/docs/demo/\(name)", toPath: "\(folder.path)/\(name)")
    }
  }

  private func sandbox(fault: String? = nil) async throws -> Sandbox {
    guard let fault else { return try await Sandbox() }
    let seed = try await Tool.run(["sandbox", "serve", "--print-seed"]).text
    let end = try #require(seed.lastIndex(of: "}"))
    try folder.write("\(seed[..<end]), \"faults\": [\(fault)]}\n", to: "seed.json")
    return try await Sandbox(seed: folder.path + "/seed.json")
  }

  private func roll(_ sandbox: Sandbox, _ options: [String], environment: [String: String] = Self.keys)
    async throws
    -> Finished
  {
    try await sandbox.run(
      ["rollout", "run", "sites.yaml", "-o", "out"] + options, in: folder.path, environment: environment)
  }

  @Test func `three branches, two platforms, a bundle each`() async throws {
    let sandbox = try await sandbox()
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let run = try await roll(sandbox, [])
    try #require(run.status == 2, "\(run.errors)")
    #expect(run.text.hasPrefix("SITE "))
    #expect(run.text.contains("\n3 sites: 1 already right, 2 with changes. Summary: out/summary.md\n"))
    #expect(
      run.errors.split(separator: "\n").count == 3
        && run.errors.contains("peerconf: berlin: wrote out/berlin"))
    #expect(try folder.mode("out/private/berlin.txt") == 0o600)
    for name in folder.files where name.hasPrefix("out/") && !name.hasPrefix("out/private/") {
      #expect(try !folder.text(name).contains("Sandbox-Key"), "\(name)")
    }
    #expect(!(run.text + run.errors).contains("Sandbox-Key"))
    let verify = try await Tool.run(["ticket", "verify", "out/berlin"], in: folder.path)
    #expect(verify.status == 0, "\(verify.errors)")
    let modes = try folder.mode(".peerconf/tag.key")
    #expect(modes == 0o600)
  }

  @Test func `json is one document and the same as the file`() async throws {
    let sandbox = try await sandbox()
    let run = try await roll(sandbox, ["--format", "json", "--quiet", "--no-export", "--exit-zero"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text == (try folder.text("out/summary.json")))
    #expect(
      run.text.hasPrefix("{\n  \"schema\": \"peerconf.rollout/1\",\n  \"tool\": \"peerconf\",\n  \"version\"")
    )
    #expect(!folder.exists("out/private"))
  }

  @Test func `some sites only, and bundles are replaced on demand`() async throws {
    let sandbox = try await sandbox()
    let one = try await roll(sandbox, ["--no-export", "--only", "osaka"])
    #expect(one.status == 0, "\(one.errors)")
    #expect(!folder.exists("out/berlin") && folder.exists("out/osaka/manifest.json"))
    let again = try await roll(sandbox, ["--no-export", "--only", "osaka", "--only", "lima"])
    #expect(again.status == 65 && again.text.contains("out/osaka exists already"), "\(again.text)")
    #expect(folder.exists("out/lima/manifest.json"))
    let replaced = try await roll(sandbox, ["--no-export", "--replace", "--only", "osaka"])
    #expect(replaced.status == 0, "\(replaced.errors)")
    let unknown = try await roll(sandbox, ["--only", "oslo"])
    #expect(unknown.status == 65 && unknown.errors.contains("no site 'oslo'"), "\(unknown.errors)")
  }

  @Test func `the worst site decides, and the others are done`() async throws {
    let sandbox = try await sandbox()
    // No mirror: what is to be exported cannot be checked.
    try folder.write(
      try folder.text("sites.yaml").replacing(
        "      supported_device: Acme/Router/R-100/AR-V300\n", with: ""), to: "sites.yaml")
    let run = try await roll(sandbox, [])
    #expect(run.status == 65 && run.text.contains("peerconf devices sync"), "\(run.text)")
    #expect(folder.exists("out/berlin/manifest.json") && !folder.exists("out/osaka"))
  }

  @Test func `no credentials, a wrong key and no cloud end it before anything is written`() async throws {
    let sandbox = try await sandbox()
    let wrong = try await roll(sandbox, [], environment: ["HUAWEICLOUD_SDK_SK": "wrong/Secret+Canary"])
    #expect(wrong.status == 77 && !wrong.errors.contains("Canary"), "\(wrong.errors)")
    let gone = try await roll(sandbox, ["--endpoint", "http://127.0.0.1:1"])
    #expect(gone.status == 69, "\(gone.errors)")
    let none = try await Tool.run(
      ["rollout", "run", "sites.yaml", "-o", "out", "--endpoint", sandbox.endpoint], in: folder.path)
    #expect(none.status == 77, "\(none.errors)")
    #expect(!folder.exists("out"))
  }

  @Test func `a wrong file or command line`() async throws {
    let sandbox = try await sandbox()
    try folder.write("sites: [{site: a/b, device: {}}]\n", to: "sites.yaml")
    let bad = try await roll(sandbox, [])
    #expect(bad.status == 65 && bad.errors.contains("sites.yaml:1") && !folder.exists("out"), "\(bad.errors)")
    try folder.write("", to: "sites.yaml")
    #expect(try await roll(sandbox, []).status == 65)
    for options in [["--jobs", "0"], ["--jobs", "65"], ["--keys", "maybe"], ["--fail-on", "never", "x"]] {
      #expect(try await roll(sandbox, options).status == 64, "\(options)")
    }
  }

  @Test func `an interrupt ends with 130 and leaves whole bundles`() async throws {
    let sandbox = try await sandbox(
      fault: #"{"path": "/vpn-gateways/", "delayMilliseconds": 300}, "#
        + #"{"path": "/customer-gateways/", "skip": 1, "delayMilliseconds": 60000}"#)
    let running = try Running(
      Tool.path, ["rollout", "run", "sites.yaml", "-o", "out", "--no-export", "--jobs", "1"], in: folder.path,
      environment: Tool.cleanEnvironment.merging(sandbox.environment) { $1 }, keepsInputOpen: true)
    for _ in 0..<1000 where !folder.exists("out/berlin/manifest.json") {
      try await Task.sleep(for: .milliseconds(10))
    }
    running.interrupt()
    let run = try await running.finish(within: 20)
    #expect(run.status == 130 && run.errors.contains("interrupted"), "\(run.status) \(run.errors)")
    #expect(try folder.text("out/summary.md").contains("2 interrupted"))
    let names = Set(folder.files.filter { $0.hasPrefix("out/") }.map { $0.split(separator: "/")[1] })
    #expect(names == ["berlin", "summary.json", "summary.md"])
  }

  @Test func `the demo does the whole job`() async throws {
    let run = try await Running(
      "/usr/bin/env", ["bash", "\(ReadmeTests.root)/docs/demo/run"],
      environment: Tool.cleanEnvironment.merging(["PEERCONF": Tool.path, "TMPDIR": folder.path]) { $1 }
    ).finish()
    #expect(run.status == 0, "\(run.text.suffix(1000))\(run.errors.suffix(1000))")
    #expect(
      run.text.contains("3 sites: 1 already right, 2 with changes") && !run.text.contains("Sandbox-Key"))
  }
}
