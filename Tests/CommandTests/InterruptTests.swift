import Foundation
import Testing

/// SIGINT and SIGTERM end a command that is in the middle of something.
@Suite struct InterruptTests {
  static let signals = [SIGINT, SIGTERM]

  private func start(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:]
  ) throws -> Running {
    try Running(
      Tool.path, arguments, in: folder.path,
      environment: Tool.cleanEnvironment.merging(environment) { $1 }, keepsInputOpen: true)
  }

  /// Signals a run that has had time to get to work; what it does takes far longer than that.
  private func interrupt(_ run: Running, _ signal: Int32) async throws -> Finished {
    try await Task.sleep(for: .milliseconds(900))
    #expect(run.isRunning, "the work is too short to be interrupted")
    run.send(signal)
    return try await run.finishByItself(within: 20)
  }

  /// A file of about 60 MB in the words of a platform.
  private func huge(in folder: Folder) throws {
    let block = LocalSite.running.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
    var text = "[V300R022C00SPC100]\n"
    text.reserveCapacity(62 << 20)
    while text.utf8.count < 60 << 20 { text += block }
    try folder.write(text, to: "huge.cfg")
  }

  @Test(arguments: signals) func `parse and plan of a huge file`(signal: Int32) async throws {
    let folder = try Folder()
    try huge(in: folder)
    try folder.write(LocalSite.intent, to: "berlin.yaml")
    for arguments in [
      ["parse", "huge.cfg", "--platform", "huawei-ar", "--stats"],
      ["plan", "huge.cfg", "berlin.yaml", "-o", "change"],
    ] {
      let run = try await interrupt(
        try start(arguments, in: folder, environment: LocalSite.environment), signal)
      #expect(
        run.status == 130 && run.errors.hasSuffix("peerconf: interrupted\n"), "\(run.status) \(run.errors)")
      #expect(run.text.isEmpty)
      #expect(Set(folder.files) == ["huge.cfg", "berlin.yaml"], "nothing half-written is left")
    }
  }

  @Test(arguments: signals) func `lint of a huge template`(signal: Int32) async throws {
    let folder = try Folder()
    let line = "{% if a %}{{ b | upper }}{% for c in d %}{{ c.e | default(1) }}{% endfor %}{% endif %}\n"
    try folder.write(String(repeating: line, count: 40_000), to: "huge.j2")
    let run = try await interrupt(try start(["template", "lint", "huge.j2"], in: folder), signal)
    #expect(run.status == 130 && run.errors == "peerconf: interrupted\n", "\(run.status) \(run.errors)")
  }

  @Test(arguments: signals) func `a batch that waits for cases, and one that renders`(signal: Int32)
    async throws
  {
    let folder = try Folder()
    let waiting = try await interrupt(try start(["template", "batch"], in: folder), signal)
    #expect(waiting.status == 130 && waiting.errors == "peerconf: interrupted\n")
    let busy = try start(["template", "batch"], in: folder)
    let slow =
      #"{"id":1,"templates":{"main":"{% for a in range(2000) %}{% for b in range(2000) %}{{ b }}{% endfor %}{% endfor %}"}}"#
    try busy.write(#"{"id":0,"templates":{"main":"x"}}"# + "\n" + slow + "\n")
    #expect(try await busy.firstLine().contains("\"id\":0"))
    busy.send(signal)
    let run = try await busy.finishByItself(within: 20)
    #expect(run.status == 130)
    #expect(run.text.hasSuffix("\n") && run.text.split(separator: "\n").count == 1, "whole answers only")
  }

  @Test(arguments: signals) func `a program that fetches a key goes too`(signal: Int32) async throws {
    let site = try LocalSite()
    // The program starts one of its own, as scripts do.
    try site.folder.write("#!/bin/sh\nsleep 600 &\necho $$ $! > pids\nwait\n", to: "key.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: site.folder.path + "/key.sh")
    try site.folder.write(
      LocalSite.intent.replacing("env:PEERCONF_PSK_BERLIN", with: "cmd:./key.sh"), to: "berlin.yaml")
    let running = try start(["plan", "running.cfg", "berlin.yaml", "-o", "change"], in: site.folder)
    for _ in 0..<6000 where (try? site.folder.text("pids").hasSuffix("\n")) != true {
      try await Task.sleep(for: .milliseconds(5))
    }
    let pids = try site.folder.text("pids").split { $0 == " " || $0 == "\n" }.compactMap { pid_t($0) }
    try #require(pids.count == 2 && pids.allSatisfy { kill($0, 0) == 0 })
    running.send(signal)
    let run = try await running.finishByItself(within: 20)
    #expect(run.status == 130 && !site.folder.exists("change"), "\(run.errors)")
    for pid in pids {
      for _ in 0..<2000 where isAlive(pid) { try await Task.sleep(for: .milliseconds(5)) }
      #expect(!isAlive(pid))
    }
  }

  /// Whether a process runs; one that nobody has waited for yet does not.
  private func isAlive(_ pid: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return !status.contains(") Z ")
  }
}
