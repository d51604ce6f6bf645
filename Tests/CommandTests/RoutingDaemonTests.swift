import Foundation
import Testing

/// Plans for FRRouting carried out by the real daemons: what they print afterwards is what was intended, and after the
/// rollback what was there before.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/lib/frr/bgpd") && Laboratory.mayUnshare,
    "no FRR here, or no namespaces: CI=true .ci/setup --peers"))
struct RoutingDaemonTests {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  static let goldens = tests.deletingLastPathComponent().appending(path: "GoldenTests")
  static let scenarios = ["static-one", "static-two", "bgp-two", "bgp-standby"]

  /// The base as it is, and a router whose neighbours are activated one by one.
  @Test(arguments: scenarios, ["", " no bgp default ipv4-unicast\n"])
  func `daemons take the plan, have the intent, and go back`(_ scenario: String, _ extra: String) async throws
  {
    let folder = try Folder()
    let base = try String(contentsOf: Self.goldens.appending(path: "Bases/frr.cfg"), encoding: .utf8)
    try folder.write(
      base.replacing(" no bgp ebgp-requires-policy\n", with: " no bgp ebgp-requires-policy\n" + extra)
        .replacing(
          "  neighbor 10.20.0.254 prefix-list",
          with: (extra.isEmpty ? "" : "  neighbor 10.20.0.254 activate\n")
            + "  neighbor 10.20.0.254 prefix-list"),
      to: "base.cfg")
    let intent = Self.goldens.appending(path: "Scenarios/frr/\(scenario)/intent.json")
    try folder.write(try String(contentsOf: intent, encoding: .utf8), to: "intent.json")
    let session = try await Running(
      Self.tests.appending(path: "Peers/frr-session").path(percentEncoded: false), [folder.path, Tool.path],
      environment: Tool.cleanEnvironment.merging(
        ["PEERCONF_PSK_BERLIN_1": "x-NotReal-1", "PEERCONF_PSK_BERLIN_2": "x-NotReal-2"]) { $1 }
    ).finish()
    #expect(session.status == 0, "\(session.errors)\(session.text)")
    let answers = try folder.text("answers.txt")
    #expect(!answers.contains("%") && !answers.contains("does not exist"), "\(answers)")
    #expect(!answers.contains("line ") && !answers.contains("exit code"), "\(answers)")
    let running = try folder.text("running.cfg")
    let after = try folder.text("after.cfg")
    let plan = try folder.text("plan.txt")
    #expect(running.contains("router bgp 65010") && after != running, "\(plan)")
    let diff = try await Tool.run(["diff", "after.cfg", "intent.json"], in: folder.path)
    #expect(diff.status == 0, "\(diff.text)\(diff.errors)\n\(after)")
    #expect(try folder.text("back.cfg") == running)
  }
}
