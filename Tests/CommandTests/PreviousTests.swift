import Foundation
import Testing

/// `--previous`: what an earlier intent brought goes.
@Suite struct PreviousTests {
  let site: LocalSite

  init() async throws {
    site = try LocalSite()
    try site.folder.write(try await LocalSite.applied(), to: "applied.cfg")
    try site.folder.write(LocalSite.intent, to: "old.yaml")
    let smaller = LocalSite.intent.replacing("subnets: [172.20.0.0/24]", with: "subnets: [172.20.1.0/24]")
    try site.folder.write(smaller, to: "berlin.yaml")
  }

  @Test func `a route that is not intended any more goes, and is named otherwise`() async throws {
    let without = try await site.run(["plan", "applied.cfg", "berlin.yaml"])
    #expect(without.status == 2 && !without.text.contains("undo ip route-static 172.20.0.0"))
    #expect(without.errors.contains("[left-over]"), "\(without.errors)")
    let run = try await site.run(["plan", "applied.cfg", "berlin.yaml", "--previous", "old.yaml"])
    #expect(run.status == 2 && run.errors.contains("the proof holds"), "\(run.errors)")
    #expect(run.text.contains("undo ip route-static 172.20.0.0 255.255.255.0 Tunnel"))
    #expect(!run.errors.contains("[left-over]") && !LocalSite.leaks(run))
    let diff = try await site.run(["diff", "applied.cfg", "berlin.yaml", "--previous", "old.yaml"])
    #expect(diff.status == 2 && diff.text.contains("-   ip route-static 172.20.0.0"))
  }

  @Test func `a bundle knows the previous intent, and opens with no other`() async throws {
    let create = ["ticket", "create", "berlin.yaml", "--running", "applied.cfg", "-o", "ticket"]
    #expect(try await site.run(create + ["--previous", "old.yaml"]).status == 2)
    #expect(try site.folder.text("ticket/manifest.json").contains("\"previous\""))
    #expect(try site.folder.text("ticket/apply.cfg").contains("undo ip route-static 172.20.0.0"))
    let open = [
      "ticket", "open", "ticket", "--intent", "berlin.yaml", "--running", "applied.cfg", "-o", "open",
    ]
    let missing = try await site.run(open)
    #expect(missing.status == 3 && missing.errors.contains("Give it with --previous."), "\(missing.errors)")
    let other = try await site.run(open + ["--previous", "berlin.yaml"])
    #expect(other.status == 3 && other.errors.contains("[bundle-input-changed]"), "\(other.errors)")
    let opened = try await site.run(open + ["--previous", "old.yaml"])
    #expect(opened.status == 0, "\(opened.errors)")
  }

  @Test(arguments: [
    (LocalSite.intent.replacing("site: berlin", with: "site: munich"), 3, "[previous-unfit]"),
    (LocalSite.intent.replacing("huawei-ar", with: "cisco-iosxe"), 3, "[previous-unfit]"),
    ("interface wan0\n shutdown\n", 3, "error"), ("", 65, "error"),
  ])
  func `what is no earlier intent of the site is refused`(old: String, status: Int32, message: String)
    async throws
  {
    try site.folder.write(old, to: "old.yaml")
    let run = try await site.run(["plan", "applied.cfg", "berlin.yaml", "--previous", "old.yaml"])
    #expect(run.status == status && run.errors.contains(message) && run.text.isEmpty, "\(run.errors)")
    #expect(run.errors.contains("old.yaml:"), "the file that is meant has its name: \(run.errors)")
  }

  @Test func `it goes with an intent alone`() async throws {
    let run = try await site.run(["plan", "applied.cfg", "applied.cfg", "--previous", "old.yaml"])
    #expect(run.status == 64 && run.errors.contains("--previous goes with an intent"), "\(run.errors)")
  }
}
