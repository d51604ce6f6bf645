import Foundation
import Testing

@Suite struct ApplyTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  private func apply(_ commands: String, _ options: [String] = []) async throws -> Finished {
    try site.folder.write(commands, to: "commands.txt")
    return try await site.run(["apply", "running.cfg", "commands.txt"] + options)
  }

  @Test func `the predicted file is printed with key lines as comments`() async throws {
    let run = try await apply(
      "sysname munich-r1\nike peer other\n pre-shared-key cipher CANARY_new_key_1\n quit\nundo snmp-agent community read cipher CANARY_community1\n"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("\n sysname munich-r1\n") && !run.text.contains("snmp-agent"), "\(run.text)")
    #expect(run.text.contains("\nike peer other\n undo version 1\n # pre-shared-key cipher <psk:"))
    #expect(run.text.contains("\n # local-user admin password irreversible-cipher <psk:"))
    // A key in a description is known only to those who have the key.
    #expect(!run.text.replacing("uplink of \(LocalSite.key)", with: "").contains("CANARY"))
    #expect(!run.errors.contains("CANARY"))
  }

  @Test func `o and show-keys have every byte that no command concerns`() async throws {
    let run = try await apply("interface NULL0\n description sink\n", ["-o", "after.cfg"])
    #expect(run.status == 0 && run.text.isEmpty && !LocalSite.leaks(run), "\(run.errors)")
    #expect(try site.folder.mode("after.cfg") == 0o600)
    let expected = LocalSite.running.replacing(
      "interface NULL0\n", with: "interface NULL0\n description sink\n")
    #expect(try site.folder.text("after.cfg") == expected)
    #expect(try await apply("interface NULL0\n description sink\n", ["--show-keys"]).text == expected)
    #expect(try await apply("", ["--show-keys"]).text == LocalSite.running)
  }

  @Test func `refused lines are findings with their places, and 3`() async throws {
    let run = try await apply("sysname a\nundo ike proposal 5\nundo ike proposal 77\n", ["--show-keys"])
    #expect(run.status == 3 && run.errors.contains("commands.txt:2:1: error: "), "\(run.errors)")
    #expect(run.errors.contains("commands.txt:3:1: error: ") && run.errors.contains("[simulation-in-use]"))
    #expect(run.text.contains("\n sysname a\n"), "the other commands count")
    let zero = try await apply("undo ike proposal 77\n", ["--exit-zero"])
    #expect(zero.status == 0 && zero.errors.contains("[simulation-nothing-to-remove]"))
  }

  @Test func `masked commands are told apart`() async throws {
    let masked = try await site.run(["plan", "running.cfg", "berlin.yaml"])
    let run = try await apply(masked.text)
    #expect(run.status == 0 && run.errors.contains("the commands are a masked copy"), "\(run.errors)")
  }

  @Test func `hostile files end in an answer`() async throws {
    let hostile = try LocalSite.hostile(in: site.folder)
    for ((file, says), run) in try await site.each(hostile, { ["apply", $0.file, "running.cfg"] }) {
      #expect(run.status == 65 && run.text.isEmpty && run.errors.contains(says), "\(file): \(run.errors)")
    }
    for ((file, _), run) in try await site.each(hostile, { ["apply", "running.cfg", $0.file] }) {
      let isFile = !["folder.cfg", "missing.cfg"].contains(file)
      #expect(run.status == (isFile ? 0 : 65), "\(file): \(run.errors)")
    }
    let named = try await site.run(["apply", "empty.cfg", "running.cfg", "--platform", "huawei-ar"])
    #expect(named.status == 0 && !named.errors.contains("CANARY"), "\(named.errors)")
    for wrong in [["-", "-"], ["running.cfg"], ["running.cfg", "x", "-o", "-"]] {
      #expect(try await site.run(["apply"] + wrong).status == 64)
    }
    let unknown = try await site.run(["apply", "running.cfg", "running.cfg", "--platform", "abacus"])
    #expect(unknown.status == 65 && unknown.errors.contains("Known: "))
    let both = try await apply("", ["-o", "x", "--show-keys"])
    #expect(both.status == 64)
  }
}
