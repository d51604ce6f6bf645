import ChangeTicket
import CloudVPN
import Diagnostics
import Foundation
import OrderedJSON
import Rollout
import SafeFiles
import Testing

/// The sites of the demo against the sandbox, with the device files of the demo.
@Suite struct RolloutTests {
  static let demo = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/demo").path(percentEncoded: false)

  static func sites() throws -> String {
    String(decoding: try SafeFile.read("\(demo)/sites.yaml"), as: UTF8.self)
  }

  @Test func `three branches get a bundle each, one of them with nothing to do`() async throws {
    let cloud = try await TestCloud()
    let result = try await cloud.roll(try Self.sites(), base: Self.demo)
    #expect(result.entries.map(\.site) == ["berlin", "osaka", "lima"])
    #expect(
      result.words == ["berlin": "changes", "osaka": "done", "lima": "changes"],
      "\(result.entries.map { "\($0.findings.rules) \($0.reasons)" })")
    #expect(result.outcome == .changes)
    #expect(result.entry("berlin")?.platform != result.entry("osaka")?.platform)
    for entry in result.entries {
      let bundle = try #require(entry.bundle)
      let check = try BundleVerifier.verify("\(cloud.folder)/out/\(bundle.directory)")
      #expect(check.isIntact && check.identity == bundle.sha256, "\(check.findings)")
      #expect(check.manifest.inputs.map(\.name) == ["intent", "running", "exported"])
      #expect(entry.change?.proofHolds == true)
    }
    #expect(result.entry("osaka")?.change?.commands == 0)
    #expect(result.entry("osaka")?.change?.text == "nothing to do")
  }

  @Test func `an earlier intent of the site is taken into account`() async throws {
    let cloud = try await TestCloud()
    let scenarios = "\(Self.demo)/../../Tests/GoldenTests/Scenarios/\(Self.platform)"
    let earlier = try SafeFile.read("\(scenarios)/static-two/intent.json")
    try SafeFile.write(earlier, to: "\(cloud.folder)/earlier.json")
    func sites(_ previous: String) -> String {
      "sites:\n  - {site: berlin, platform: \(Self.platform), connections: [berlin-1], device: \(Self.device)\(previous)}\n"
    }
    let site = sites(", previous: earlier.json")
    let result = try await cloud.roll(site)
    let bundle = try #require(result.entry("berlin")?.bundle, "\(result.entries)")
    let check = try BundleVerifier.verify("\(cloud.folder)/out/\(bundle.directory)")
    #expect(check.manifest.inputs.map(\.name) == ["intent", "previous"])
  }

  @Test func `exported configurations lie apart, and no key is in any file beside them`() async throws {
    let cloud = try await TestCloud()
    let result = try await cloud.roll(try Self.sites(), base: Self.demo)
    #expect(result.entry("berlin")?.exported == "private/berlin.txt")
    #expect(cloud.mode("out/private") == 0o700 && cloud.mode("out/private/berlin.txt") == 0o600)
    let text = String(decoding: cloud.files("out")["private/berlin.txt"] ?? [], as: UTF8.self)
    #expect(text.contains("Berlin#Sandbox-Key-1") && text.contains("Berlin#Sandbox-Key-2"))
    let files = cloud.files("out").filter { !$0.key.hasPrefix("private/") }
    #expect(files.count > 20)
    for (name, content) in files {
      #expect(!String(decoding: content, as: UTF8.self).contains("Sandbox-Key"), "\(name)")
    }
  }

  @Test func `runnable files are made on demand, for their owner only`() async throws {
    let cloud = try await TestCloud()
    var options = RolloutOptions()
    options.change.isRunnable = true
    _ = try await cloud.roll(try Self.sites(), options: options, base: Self.demo)
    let apply = String(decoding: cloud.files("out")["lima/runnable/apply.cfg"] ?? [], as: UTF8.self)
    #expect(apply.contains("Lima+Sandbox-Key-1"))
    #expect(cloud.mode("out/lima/runnable/apply.cfg") == 0o600)
  }

  @Test func `equal input gives equal bytes, however many at once`() async throws {
    let cloud = try await TestCloud()
    var one = RolloutOptions()
    one.jobs = 1
    _ = try await cloud.roll(try Self.sites(), out: "a", options: one, base: Self.demo)
    _ = try await cloud.roll(try Self.sites(), out: "b", base: Self.demo)
    let first = cloud.files("a")
    #expect(first == cloud.files("b") && first.count > 20)
  }

  @Test func `the summaries say what happened and where it lies`() async throws {
    let cloud = try await TestCloud()
    let result = try await cloud.roll(
      try Self.sites()
        + "  - {site: nowhere, platform: \(Self.platform), connections: [nowhere-1], device: {}}\n",
      base: Self.demo)
    let json = try JSON(parsing: try #require(cloud.files("out")["summary.json"]))
    #expect(json.object?.members.prefix(3).map(\.name) == ["schema", "tool", "version"])
    #expect(json["schema"]?.string == "peerconf.rollout/1" && json["outcome"]?.string == "findings")
    #expect(json["counts"]?["sites"]?.integer == 4 && json["counts"]?["changes"]?.integer == 2)
    let berlin = try #require(json["sites"]?.array?.first)
    #expect(berlin["bundle"]?["manifest_sha256"]?.string == result.entries[0].bundle?.sha256)
    #expect(berlin["change"]?["commands"]?.integer == result.entries[0].change?.commands)
    let markdown = String(decoding: cloud.files("out")["summary.md"] ?? [], as: UTF8.self)
    for part in [
      "# VPN rollout\n\n4 sites: ", "[berlin](berlin/summary.md)", "## Sites without a bundle",
      "### nowhere", "`connection-unknown`", "SHA-256 of manifest.json",
    ] {
      #expect(markdown.contains(part), "\(part) is missing in\n\(markdown)")
    }
  }

  @Test func `a site without a device file is all new`() async throws {
    let cloud = try await TestCloud()
    let result = try await cloud.roll(
      "sites: [{site: b, platform: \(Self.platform), connections: [berlin-1], device: \(Self.device)}]")
    #expect(result.words == ["b": "changes"], "\(result.entries)")
    #expect(result.entries[0].change?.removed == 0 && result.entries[0].exported == nil)
  }

  @Test func `the supported device says the platform where the site does not`() async throws {
    let cloud = try await TestCloud()
    let device = Self.device.dropLast() + ", supported_device: Acme/Router/R-100/AR-V300}"
    let result = try await cloud.roll(
      """
      sites:
        - {site: a, connections: [berlin-1], device: \(device)}
        - {site: b, connections: [berlin-1], device: \(Self.device)}
        - {site: c, connections: [berlin-1], device: {supported_device: Tyrell/Software/Nexus Six/SW-6}}
      """)
    #expect(result.entry("a")?.platform == Self.platform && result.entry("a")?.bundle != nil)
    #expect(result.words == ["a": "changes", "b": "bad-input", "c": "bad-input"])
    #expect(
      result.entry("b")?.reasons.first?.text.contains("neither a platform nor a supported device") == true)
    #expect(result.entry("c")?.reasons.first?.text.contains("no platform serves") == true)
  }

  /// The platform of the demo's first site.
  static let platform = "huawei-ar"
  static let device =
    "{wan: [{name: w, interface: GigabitEthernet0/0/8, address: 198.51.100.7, next_hop: 198.51.100.1}]}"
}
