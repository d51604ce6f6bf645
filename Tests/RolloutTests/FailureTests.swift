import ChangeTicket
import CloudSandbox
import CloudVPN
import Diagnostics
import Foundation
import Rollout
import SafeFiles
import Synchronization
import Testing

/// What goes wrong with one site stays with it; what would go wrong with all ends the rollout at once.
@Suite struct FailureTests {
  private static let good =
    "  - {site: good, platform: \(RolloutTests.platform), connections: [berlin-1], device: \(RolloutTests.device)}\n"

  private func roll(
    _ cloud: TestCloud, _ site: String, options: RolloutOptions = RolloutOptions()
  ) async throws -> SiteEntry {
    let result = try await cloud.roll("sites:\n  - \(site)\n\(Self.good)", options: options)
    #expect(result.words["good"] == "changes" && result.entry("good")?.bundle != nil)
    let entry = try #require(result.entry("bad"))
    #expect(entry.bundle == nil && !SafeFile.exists("\(cloud.folder)/out/bad"))
    #expect(!SafeFile.exists("\(cloud.folder)/out/private/bad.txt"))
    return entry
  }

  @Test(arguments: [
    ("missing.json", "bad-input", "no file"), ("sites.txt", "bad-input", "previous intent"),
    ("other.json", "findings", "of the site berlin"),
  ])
  func `an earlier intent that is none is the site's own failure`(
    _ name: String, _ word: String, _ reason: String
  ) async throws {
    let cloud = try await TestCloud()
    let scenarios = "\(RolloutTests.demo)/../../Tests/GoldenTests/Scenarios/\(RolloutTests.platform)"
    let earlier = try SafeFile.read("\(scenarios)/static-two/intent.json")
    try SafeFile.write(earlier, to: "\(cloud.folder)/other.json")
    try SafeFile.write(Array("sysname r1\n".utf8), to: "\(cloud.folder)/sites.txt")
    let entry = try await roll(cloud, Self.site(more: "").dropLast() + ", previous: \(name)}")
    #expect(entry.outcome.word == word)
    #expect(entry.reasons.contains { $0.text.contains(reason) }, "\(entry.reasons)")
  }

  private static func site(
    platform: String = RolloutTests.platform, connection: String = "berlin-1", more: String = ""
  ) -> String {
    "{site: bad, platform: \(platform), connections: [\(connection)], device: \(RolloutTests.device.dropLast())\(more)}}"
  }

  @Test(arguments: [
    (site(connection: "nowhere-1"), "findings", "no connection named nowhere-1"),
    (site(connection: "malmo-1"), "findings", "style POLICY-TEMPLATE"),
    (site(connection: "5d000000-0000-4000-8000-00000000ffff"), "bad-input", "5d000000"),
    (site(connection: "perth-1"), "findings", "aes-256-gcm-16"),
    (site(platform: "no-such"), "bad-input", "there is no platform \"no-such\""),
    (site(more: ", running: missing.cfg"), "bad-input", "missing.cfg"),
    (site(more: ", running: ."), "bad-input", "directory"),
    (site(more: ", supported_device: Acme/Router/R-1000/AR-V300"), "bad-input", "Did you mean"),
    (site(more: ", supported_device: nonsense"), "bad-input", "no device name"),
  ])
  func `a site that cannot be done is an entry`(site: String, outcome: String, text: String) async throws {
    let cloud = try await TestCloud()
    let entry = try await roll(cloud, site)
    #expect(entry.outcome.word == outcome)
    #expect(entry.reasons.contains { $0.text.contains(text) }, "\(entry.reasons)")
  }

  @Test(arguments: [
    ([] as [UInt8], "is empty"), (Array(" \n\n".utf8), "is empty"),
    (Array("sysname a\n# caf".utf8) + [0xE9, 0x0A], "no UTF-8"),
    ([0, 1, 0x7F, 0x41, 0x0A], "does not look like"), (Array("just words\n".utf8), "does not look like"),
  ])
  func `a device file that cannot be one is refused`(content: [UInt8], text: String) async throws {
    let cloud = try await TestCloud()
    try SafeFile.write(content, to: "\(cloud.folder)/running.cfg")
    let entry = try await roll(cloud, Self.site(more: ", running: running.cfg"))
    #expect(entry.outcome == .badInput)
    #expect(entry.reasons.contains { $0.text.contains(text) }, "\(entry.reasons)")
  }

  @Test func `a pipe that nobody writes into does not hold up the rollout`() async throws {
    let cloud = try await TestCloud()
    #expect(mkfifo("\(cloud.folder)/running.cfg", 0o600) == 0)
    let entry = try await roll(cloud, Self.site(more: ", running: running.cfg"))
    #expect(entry.outcome == .badInput)
    #expect(entry.reasons.contains { $0.text.contains("a pipe or a device") }, "\(entry.reasons)")
  }

  @Test func `a device file of another platform is refused with both names`() async throws {
    let cloud = try await TestCloud()
    let entry = try await roll(
      cloud, Self.site(more: ", running: \(RolloutTests.demo)/running/osaka.cfg"))
    #expect(entry.outcome == .badInput)
    let text = try #require(entry.reasons.first?.text)
    #expect(
      text.contains("osaka.cfg") && text.contains("cisco-iosxe") && text.contains("huawei-ar"), "\(text)")
  }

  @Test func `a broken platform or template of the workspace breaks its own sites`() async throws {
    let cloud = try await TestCloud()
    let workspace = "\(cloud.folder)/workspace"
    try SafeFile.makeDirectory("\(workspace)/devices/platforms")
    try SafeFile.makeDirectory("\(workspace)/templates/cisco-iosxe")
    try cloud.write("{{ no.such.thing }}\n", to: "workspace/templates/cisco-iosxe/main.j2")
    let sites = """
      sites:
        - {site: bad, platform: cisco-iosxe, connections: [berlin-1], device: \(RolloutTests.device)}
      \(Self.good)
      """
    let result = try await cloud.roll(sites, workspace: workspace)
    #expect(result.words == ["bad": "bad-input", "good": "changes"])
    let reason = try #require(result.entry("bad")?.reasons.first?.text)
    #expect(reason.contains("templates/cisco-iosxe/main.j2:1"), "\(reason)")
  }

  @Test func `without a mirror a device cannot be checked, and the export can be left out`() async throws {
    let site = Self.site(more: ", supported_device: Acme/Router/R-100/AR-V300")
    let cloud = try await TestCloud(isMirrored: false)
    let entry = try await roll(cloud, site)
    #expect(entry.outcome == .badInput && entry.reasons[0].text.contains("devices sync"))
    var options = RolloutOptions()
    options.exports = false
    let result = try await cloud.roll("sites: [\(site)]", out: "other", options: options)
    #expect(result.entry("bad")?.bundle != nil && result.entry("bad")?.exported == nil)
  }

  @Test func `an export that is not allowed stops that site`() async throws {
    let refusal = SandboxResponse(
      status: 403, headers: [],
      body: Array(#"{"error_code": "VPN.0003", "error_msg": "no right to export"}"#.utf8))
    let cloud = try await TestCloud(
      faults: [Fault(path: "/vpn-connection/", method: "POST", effect: .answer(refusal))])
    let entry = try await roll(cloud, Self.site(more: ", supported_device: Acme/Router/R-100/AR-V300"))
    #expect(entry.outcome == .notAllowed, "\(entry.reasons)")
  }

  @Test func `a refused key is refused once, and nothing is written`() async throws {
    let cloud = try await TestCloud(secretKey: "wrong/Secret+Canary")
    let sites = (1...40).map { Self.good.replacing("good", with: "s\($0)") }.joined()
    let error = await #expect(throws: CloudError.self) { try await cloud.roll("sites:\n\(sites)") }
    #expect(error?.outcome == .notAllowed && cloud.transport.targets.count == 1)
    #expect(!SafeFile.exists("\(cloud.folder)/out"))
  }

  @Test func `keys that are not at hand are notes, keys that others may read are warnings`() async throws {
    let cloud = try await TestCloud()
    try cloud.write("Berlin#Sandbox-Key-1", to: "key")
    let sites = """
      sites:
        - {site: a, platform: huawei-ar, connections: [berlin-1], device: \(RolloutTests.device)}
        - {site: b, platform: huawei-ar, key: "file:\(cloud.folder)/key", connections: [berlin-1], device: \(RolloutTests.device)}
        - {site: c, platform: huawei-ar, key: "cmd:echo Berlin#Sandbox-Key-1", connections: [berlin-1], device: \(RolloutTests.device)}
      """
    let result = try await cloud.roll(sites, environment: [:])
    func rules(_ site: String) -> [String] { result.entry(site)?.findings.rules.map(\.id) ?? [] }
    #expect(rules("a").contains("key-not-at-hand"))
    #expect(rules("b").contains("key-not-readable"))
    #expect(rules("c").contains("key-not-at-hand"), "no program is started unasked")
    let ran = try await cloud.roll(
      sites, out: "ran", environment: ["PATH": "/usr/bin:/bin"], runsPrograms: true)
    #expect(ran.entry("c")?.findings.rules.contains { $0.id == "key-not-at-hand" } == false)
  }

  @Test func `files with keys are not made where a key is missing`() async throws {
    let cloud = try await TestCloud()
    var options = RolloutOptions()
    options.change.isRunnable = true
    let entry = try await roll(
      cloud, Self.site(connection: "berlin-1, {connection: berlin-2, key: \"env:NOT_SET\"}"), options: options
    )
    #expect(entry.outcome == .badInput && entry.reasons[0].text.contains("env:NOT_SET"))
  }

  @Test func `a masked copy is no device file`() async throws {
    let cloud = try await TestCloud()
    _ = try await cloud.roll(try RolloutTests.sites(), base: RolloutTests.demo)
    let entry = try await roll(
      cloud,
      Self.site(more: ", running: out/berlin/intended.cfg").replacing("out/", with: "\(cloud.folder)/out/"))
    #expect(entry.outcome == .badInput && entry.reasons[0].text.contains("masked copy"), "\(entry.reasons)")
  }

  @Test func `a frozen connection is a finding of the bundle`() async throws {
    let cloud = try await TestCloud()
    let result = try await cloud.roll("sites: [\(Self.site(connection: "dakar-1"))]")
    let text = String(decoding: cloud.files("out")["bad/findings.json"] ?? [], as: UTF8.self)
    #expect(text.contains("connection-frozen"), "\(result.entries)")
  }
}
