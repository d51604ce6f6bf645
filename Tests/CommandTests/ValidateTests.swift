import Foundation
import Testing

@Suite struct ValidateTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  /// The device's file with the intent's tunnel in it.
  private func applied() async throws {
    try site.folder.write(try await LocalSite.applied(), to: "applied.cfg")
  }

  @Test func `a clean file is 0, findings go to stdout and the tally to stderr`() async throws {
    try await applied()
    let run = try await site.run(["validate", "applied.cfg", "--intent", "berlin.yaml"])
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains(/applied\.cfg:[0-9]+:1: warning: .*\[object-unused\]\n/))
    #expect(run.errors.hasSuffix("1 warning\n"), "\(run.errors)")
    #expect(!LocalSite.leaks(run))
  }

  @Test func `findings at the threshold are 3, below it 0`() async throws {
    let missing = try await site.run(["validate", "running.cfg", "--intent", "berlin.yaml"])
    #expect(missing.status == 3 && missing.text.contains("[peer-address-missing]"), "\(missing.text)")
    for ((threshold, status), run) in try await site.each(
      [("note", 3), ("warning", 3), ("error", 0), ("never", 0)],
      { ["validate", "running.cfg", "--fail-on", $0.0] })
    {
      #expect(run.status == Int32(status), "\(threshold): \(run.text)")
    }
    let zero = try await site.run(["validate", "running.cfg", "--intent", "berlin.yaml", "--exit-zero"])
    #expect(zero.status == 0 && zero.output == missing.output)
    #expect(try await site.run(["validate", "running.cfg", "--fail-on", "tuesday"]).status == 64)
  }

  @Test func `json, sarif and junit`() async throws {
    let arguments = ["validate", "running.cfg", "--intent", "berlin.yaml", "--format"]
    func json(_ format: String) async throws -> [String: Any] {
      let run = try await site.run(arguments + [format])
      #expect(run.status == 3 && run.errors.isEmpty && !LocalSite.leaks(run))
      return try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    }
    let report = try await json("json")
    #expect(report["schema"] as? String == "peerconf.findings/1" && report["errors"] as? Int == 1)
    let sarif = try await json("sarif")
    let runs = try #require(sarif["runs"] as? [[String: Any]])
    #expect(sarif["version"] as? String == "2.1.0" && (runs[0]["results"] as? [Any])?.count == 2)
    let junit = try await site.run(arguments + ["junit"])
    #expect(junit.status == 3 && junit.text.hasPrefix("<?xml") && junit.text.contains("failures=\"1\""))
  }

  @Test func `a fragment may speak of what it does not define`() async throws {
    let fragment = "ip route-static 10.0.0.0 255.0.0.0 Tunnel0/0/9\n"
    let arguments = ["validate", "-", "--platform", "huawei-ar"]
    let whole = try await site.run(arguments, input: Array(fragment.utf8))
    #expect(whole.status == 3 && whole.text.contains("-:1:1: error: "), "\(whole.text)")
    let part = try await site.run(arguments + ["--scope", "fragment"], input: Array(fragment.utf8))
    #expect(part.status == 0 && part.text.isEmpty, "\(part.text)")
  }

  @Test func `keys are looked at only on demand, and never told`() async throws {
    let rendered = try await site.run(["render", "berlin.yaml"], withKey: false)
    // A configuration with the stand-in in its place, as a template writes it.
    try site.folder.write(
      rendered.text.replacing(" # pre-shared-key", with: " pre-shared-key"), to: "standin.cfg")
    let arguments = ["validate", "standin.cfg", "--intent", "short.yaml", "--scope", "fragment"]
    try site.folder.write(
      LocalSite.intent.replacing("env:PEERCONF_PSK_BERLIN", with: "env:SHORT"), to: "short.yaml")
    try site.folder.write(
      try site.folder.text("standin.cfg").replacing("PEERCONF_PSK_BERLIN", with: "SHORT"), to: "standin.cfg")
    let environment = ["SHORT": "CANARY?"]
    let quiet = try await Tool.run(arguments, in: site.folder.path, environment: environment)
    #expect(!quiet.text.contains("key-"), "\(quiet.text)")
    let asked = try await Tool.run(
      arguments + ["--resolve-keys"], in: site.folder.path, environment: environment)
    #expect(asked.status == 3 && asked.text.contains("[key-"), "\(asked.text)\(asked.errors)")
    #expect(!LocalSite.leaks(asked))
    #expect(try await site.run(["validate", "running.cfg", "--resolve-keys"]).status == 64)
  }

  @Test func `a file of another platform than the intent's is refused`() async throws {
    try site.folder.write(
      LocalSite.intent.replacing("platform: huawei-ar", with: "platform: cisco-iosxe"), to: "other.yaml")
    let run = try await site.run(["validate", "running.cfg", "--intent", "other.yaml"])
    #expect(run.status == 65 && run.errors.contains("is for cisco-iosxe"), "\(run.errors)")
    #expect(run.errors.contains("is for huawei-ar"))
  }

  @Test func `hostile files and intents end in an answer`() async throws {
    for ((file, says), run) in try await site.each(
      LocalSite.hostile(in: site.folder), { ["validate", $0.file] })
    {
      #expect(run.status == 65 && run.text.isEmpty && run.errors.contains(says), "\(file): \(run.errors)")
    }
    for (file, run) in try await site.each(
      ["empty.cfg", "nul.cfg", "bytes.cfg"],
      { ["validate", $0, "--platform", "huawei-ar", "--intent", "berlin.yaml"] })
    {
      #expect(run.status == 3 && run.text.contains("[peer-address-missing]"), "\(file): \(run.errors)")
    }
    try site.folder.write("{\"schema\":", to: "broken.json")
    let broken = try await site.run(["validate", "running.cfg", "--intent", "broken.json"])
    #expect(broken.status == 65 && broken.errors.contains("broken.json:1:"), "\(broken.errors)")
    #expect(try await site.run(["validate", "-", "--intent", "-"]).status == 64)
  }
}
