import Foundation
import Testing

@Suite struct DiffTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  @Test func `what is missing is told at its depth, masked, with exit code 2`() async throws {
    let run = try await site.run(["diff", "running.cfg", "berlin.yaml"])
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.text.contains("+   ike peer pc_peer1\n+    undo version 1\n"), "\(run.text)")
    #expect(run.text.contains(/\+    pre-shared-key cipher <psk:[0-9a-f]{10}>\n/))
    #expect(!LocalSite.leaks(run))
  }

  @Test func `no difference is 0 and says nothing`() async throws {
    try site.folder.write(try await LocalSite.applied(), to: "applied.cfg")
    for arguments in [["applied.cfg", "berlin.yaml"], ["running.cfg", "running.cfg", "--scope", "full"]] {
      for (_, run) in try await site.each(["text", "unified"], { ["diff"] + arguments + ["--format", $0] }) {
        #expect(run.status == 0 && run.output.isEmpty, "\(run.text)\(run.errors)")
      }
    }
    // Without the key nobody can tell, and that is no "equal".
    let unknown = try await site.run(["diff", "applied.cfg", "berlin.yaml"], withKey: false)
    #expect(
      unknown.status == 2 && unknown.text.contains("?    pre-shared-key cipher <psk:"), "\(unknown.text)")
    #expect(!LocalSite.leaks(unknown))
  }

  @Test func `two files of a device compare as a whole`() async throws {
    let changed = LocalSite.running.replacing("sysname berlin-r1", with: "sysname berlin-r2")
      .replacing("CANARY_9", with: "CANARY_8").replacing("CANARY_community1", with: "CANARY_community2")
    try site.folder.write(changed, to: "changed.cfg")
    let run = try await site.run(["diff", "running.cfg", "changed.cfg", "--scope", "full"])
    #expect(run.status == 2 && !LocalSite.leaks(run), "\(run.text)")
    #expect(run.text.contains("~   sysname berlin-r1 => sysname berlin-r2\n"), "\(run.text)")
    #expect(run.text.contains("unknown-thing password <psk:"))
    let fragment = try await site.run(["diff", "running.cfg", "changed.cfg"])
    #expect(!fragment.text.contains("\n-   "), "a fragment takes nothing away: \(fragment.text)")
  }

  @Test func `unified shows the file before and after as patch reads it`() async throws {
    let run = try await site.run(["diff", "running.cfg", "berlin.yaml", "--format", "unified"])
    #expect(
      run.status == 2 && run.text.hasPrefix("--- running.cfg\n+++ running.cfg (after the change)\n@@ -"))
    #expect(run.text.contains("\n+ike peer pc_peer1\n"))
    #expect(!LocalSite.leaks(run))
  }

  @Test func `json has schema, tally and places`() async throws {
    let run = try await site.run(["diff", "running.cfg", "berlin.yaml", "--format", "json"])
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(run.status == 2 && document["schema"] as? String == "peerconf.diff/1")
    #expect(document["scope"] as? String == "fragment" && document["intended"] as? String == "berlin.yaml")
    let differences = try #require(document["differences"] as? [[String: Any]])
    #expect((document["tally"] as? [String: Int])?["added"] == differences.count)
    #expect(!LocalSite.leaks(run))
  }

  @Test func `colour comes when it is asked for, signs always`() async throws {
    let plain = try await site.run(["diff", "running.cfg", "berlin.yaml"])
    let painted = try await site.run(["diff", "running.cfg", "berlin.yaml", "--color", "always"])
    #expect(!plain.text.contains("\u{1B}") && painted.text.contains("\u{1B}[32m+   ike peer"))
    let bare = painted.text.replacing(/\u{1B}\[[0-9]+m/, with: "")
    #expect(bare == plain.text)
    let forced = try await Tool.run(
      ["diff", "running.cfg", "berlin.yaml"], in: site.folder.path,
      environment: LocalSite.environment.merging(["CLICOLOR_FORCE": "1", "NO_COLOR": ""]) { $1 })
    #expect(forced.output == painted.output)
    let both = try await Tool.run(
      ["diff", "running.cfg", "berlin.yaml"], in: site.folder.path,
      environment: LocalSite.environment.merging(["CLICOLOR_FORCE": "1"]) { $1 })
    #expect(both.output == plain.output, "NO_COLOR counts more")
    let zero = try await site.run(["diff", "running.cfg", "berlin.yaml", "--exit-zero"])
    #expect(zero.status == 0 && zero.output == plain.output)
  }

  @Test func `a masked copy is told apart from a device's file`() async throws {
    let masked = try await site.run(["render", "berlin.yaml"])
    try site.folder.write(masked.text, to: "masked.cfg")
    let run = try await site.run(["diff", "running.cfg", "masked.cfg"])
    #expect(
      run.status == 2 && run.errors.contains("masked.cfg:23:2: the file is a masked copy"), "\(run.errors)")
  }

  @Test func `hostile files end in an answer`() async throws {
    let hostile = try LocalSite.hostile(in: site.folder).filter {
      !["empty.cfg", "nul.cfg"].contains($0.file)
    }
    for ((file, says), run) in try await site.each(hostile, { ["diff", $0.file, "berlin.yaml"] }) {
      let isOther = run.errors.contains("does not look like") || file == "ambiguous.cfg"
      #expect(isOther || run.status == 65 && run.errors.contains(says), "\(file): \(run.errors)")
      #expect(run.status == 65 || file == "ambiguous.cfg")
    }
    try site.folder.write("{\"schema\": 1,", to: "broken.json")
    let broken = try await site.run(["diff", "running.cfg", "broken.json"])
    #expect(broken.status == 65 && broken.errors.contains("broken.json:1:"), "\(broken.errors)")
    #expect(try await site.run(["diff", "-", "-"]).status == 64)
    #expect(try await site.run(["diff", "running.cfg"]).status == 64)
    let latin = LocalSite.running.utf8.map { $0 == UInt8(ascii: "w") ? 0xE9 : $0 }
    let bytes = try await site.run(["diff", "-", "berlin.yaml"], input: latin)
    #expect(bytes.status == 2 && bytes.text.contains("+   ike peer pc_peer1"), "\(bytes.errors)")
    let empty = try await site.run(["diff", "empty.cfg", "berlin.yaml"])
    #expect(empty.status == 2 && empty.text.contains("+   ike peer pc_peer1"))
  }
}
