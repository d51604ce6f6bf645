import CloudSandbox
import Diagnostics
import Foundation
import Rollout
import SafeFiles
import Synchronization
import Testing

/// What is in the folder before, and what an interrupt leaves there.
@Suite struct FolderTests {
  private static func sites(_ count: Int) -> String {
    "platform: \(RolloutTests.platform)\nsites:\n"
      + (1...count).map { "  - {site: s\($0), connections: [berlin-1], device: \(RolloutTests.device)}\n" }
      .joined()
  }

  @Test func `bundles of an earlier run stay unless they are to be replaced`() async throws {
    let cloud = try await TestCloud()
    _ = try await cloud.roll(Self.sites(2))
    let before = cloud.files("out")["s1/manifest.json"]
    let calls = cloud.transport.targets.count
    let again = try await cloud.roll(Self.sites(3))
    #expect(again.words == ["s1": "bad-input", "s2": "bad-input", "s3": "changes"])
    #expect(again.entry("s1")?.reasons.first?.text.contains("exists already") == true)
    #expect(again.entry("s1")?.hasOlderBundle == true && cloud.files("out")["s1/manifest.json"] == before)
    #expect(cloud.transport.targets.count - calls < 5, "what is refused asks the cloud for nothing")
    var options = RolloutOptions()
    options.replacesBundles = true
    let replaced = try await cloud.roll(Self.sites(3), options: options)
    #expect(Set(replaced.words.values) == ["changes"] && replaced.entries.allSatisfy { !$0.hasOlderBundle })
  }

  @Test func `a directory that is no bundle is never replaced`() async throws {
    let cloud = try await TestCloud()
    try SafeFile.makeDirectory("\(cloud.folder)/out/s1")
    try cloud.write("mine\n", to: "out/s1/notes.txt")
    var options = RolloutOptions()
    options.replacesBundles = true
    let result = try await cloud.roll(Self.sites(2), options: options)
    #expect(result.words == ["s1": "bad-input", "s2": "changes"])
    #expect(cloud.files("out")["s1/notes.txt"] == Array("mine\n".utf8))
    #expect(result.entries[0].hasOlderBundle == false)
  }

  @Test func `a site that fails beside its older bundle says so`() async throws {
    let cloud = try await TestCloud()
    _ = try await cloud.roll(Self.sites(1))
    var options = RolloutOptions()
    options.replacesBundles = true
    let failing = Self.sites(1).replacing("berlin-1", with: "gone-1")
    let result = try await cloud.roll(failing, options: options)
    #expect(result.entries[0].hasOlderBundle)
    let markdown = String(decoding: cloud.files("out")["summary.md"] ?? [], as: UTF8.self)
    #expect(markdown.contains("do not use it"))
  }

  @Test(arguments: ["summary.json", "summary.md"])
  func `the summary of another program is not overwritten`(name: String) async throws {
    let cloud = try await TestCloud()
    try SafeFile.makeDirectory("\(cloud.folder)/out")
    try cloud.write("{\"schema\": \"other/1\"}", to: "out/\(name)")
    await #expect(throws: InputError.self) { try await cloud.roll(Self.sites(1)) }
    #expect(cloud.files("out").keys.sorted() == [name] && cloud.transport.targets.isEmpty)
  }

  @Test func `an interrupt leaves whole bundles and says what is missing`() async throws {
    let slow = Fault(path: "/customer-gateways/", skip: 6, delayMilliseconds: 60_000, effect: .none)
    let cloud = try await TestCloud(faults: [slow])
    let (finished, signal) = AsyncStream<String>.makeStream()
    let work = Task {
      try await cloud.roll(Self.sites(60)) { signal.yield($0.site) }
    }
    var seen: Set<String> = []
    for await site in finished {
      seen.insert(site)
      if seen.count == 6 { break }
    }
    work.cancel()
    let result = try await work.value
    #expect(result.outcome == .interrupted && result.entries.count == 60)
    #expect(result.words.values.count { $0 == "changes" } == 6)
    #expect(result.words.values.count { $0 == "interrupted" } == 54)
    for entry in result.entries {
      #expect(SafeFile.exists("\(cloud.folder)/out/\(entry.site)") == (entry.bundle != nil))
    }
    let names = try SafeFile.list("\(cloud.folder)/out")
    #expect(names.count == 8, "six bundles and two summaries: \(names)")
  }

  @Test func `many sites share what they ask for, a few at a time`() async throws {
    let cloud = try await TestCloud(faults: [Fault(delayMilliseconds: 2, effect: .none)])
    var options = RolloutOptions()
    options.jobs = 3
    let result = try await cloud.roll(Self.sites(15), options: options)
    #expect(result.words.values.allSatisfy { $0 == "changes" } && result.entries.count == 15)
    let targets = cloud.transport.targets
    #expect(targets.count { $0 == "GET vpn-connection" } == 1)
    #expect(targets.count { $0.hasPrefix("GET vpn-gateways/") } <= 3)
    #expect(cloud.transport.mostAtOnce <= 3 && cloud.transport.mostAtOnce > 1)
  }
}
