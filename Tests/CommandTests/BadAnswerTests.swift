import Foundation
import Testing

/// What a cloud, a proxy or a cut line may answer, from a sandbox whose seed plans it.
@Suite(.serialized) struct BadAnswerTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// A sandbox with the built-in data and one fault on the list of devices.
  private func sandbox(fault: String, on path: String = "/peer-configuration") async throws -> Sandbox {
    try await sandbox(with: "\"faults\": [{\"path\": \"\(path)\", \(fault)}]")
  }

  /// A sandbox with the built-in data and one more member of the seed.
  private func sandbox(with member: String) async throws -> Sandbox {
    let seed = try await Tool.run(["sandbox", "serve", "--print-seed"]).text
    let end = try #require(seed.lastIndex(of: "}"))
    try folder.write("\(seed[..<end]), \(member)}\n", to: "seed.json")
    return try await Sandbox(seed: folder.path + "/seed.json")
  }

  @Test(arguments: [
    #""answer": {"status": 200, "headers": {"Content-Type": "text/html"}, "body": "<html>login</html>"}"#,
    #""answer": {"status": 200, "body": "{\"supported_devices\": []}"}"#,
    #""answer": {"status": 200, "body": "{\"supported_devices\": 7}"}"#,
    #""answer": {"status": 200, "body": "\u0000\u0001"}"#,
    #""truncateAfter": 40"#, #""padTo": 100000000"#, #""drop": true"#,
  ])
  func `an answer that is none keeps the mirror and ends with 69`(fault: String) async throws {
    try folder.write("", to: "empty")
    let good = try await Sandbox()
    _ = try await good.run(["devices", "sync"], in: folder.path)
    let before = try folder.bytes("devices/registry/local.json")
    let bad = try await sandbox(fault: fault)
    let run = try await bad.run(["devices", "sync"], in: folder.path)
    #expect(run.status == 69 && run.text.isEmpty && !run.errors.isEmpty, "\(run.status) \(run.errors)")
    #expect(run.errors.utf8.count < 1000 && !run.errors.utf8.contains(0))
    #expect(try folder.bytes("devices/registry/local.json") == before)
  }

  @Test func `a slow answer meets the time limit`() async throws {
    let slow = try await sandbox(fault: #""delayMilliseconds": 20000"#)
    let run = try await slow.run(["connections", "list", "--timeout", "1"])
    #expect(run.status == 0, "only the devices are slow: \(run.errors)")
    let start = Date()
    let late = try await slow.run(["devices", "sync", "--timeout", "1"], in: folder.path)
    #expect(late.status == 69 && Date().timeIntervalSince(start) < 15, "\(late.status) \(late.errors)")
    #expect(!folder.exists("devices"))
  }

  @Test(arguments: [
    ("7200", "120 minutes behind the cloud's"), ("-1800", "30 minutes ahead of the cloud's"),
  ])
  func `a wrong clock is told from a wrong key`(offset: String, words: String) async throws {
    let late = try await sandbox(with: "\"clockOffset\": \(offset)")
    let run = try await late.run(["devices", "sync"], in: folder.path)
    #expect(run.status == 77 && run.text.isEmpty, "\(run.status) \(run.errors)")
    // The answer travels for a moment, so the minutes may be one off.
    let minutes = try #require(words.split(separator: " ").first.flatMap { Int($0) })
    let said = [minutes, minutes - 1].map { words.replacing("\(minutes) ", with: "\($0) ") }
    #expect(said.contains { run.errors.contains($0) }, "\(run.errors)")
    #expect(run.errors.contains("Set the clock right"), "\(run.errors)")
    #expect(!folder.exists("devices"))
  }

  @Test func `a user without the right is told which one is missing`() async throws {
    let seed = try await Tool.run(["sandbox", "serve", "--print-seed"]).text
    let denied = seed.replacing(
      "\"secretKey\": \"sandboxSecret/0001+notARealKey\"",
      with: "\"secretKey\": \"s\", \"denied\": [\"vpn:peerConfiguration:getDevices\"]")
    try #require(denied != seed)
    try folder.write(denied, to: "seed.json")
    let sandbox = try await Sandbox(seed: folder.path + "/seed.json")
    let run = try await sandbox.run(["devices", "sync"], in: folder.path)
    #expect(run.status == 77 && run.errors.contains("getDevices"), "\(run.status) \(run.errors)")
  }

  @Test func `a seed that is wrong names the place`() async throws {
    try folder.write("{\"schema\": \"peerconf.sandbox-seed/1\", \"projectId\": \"x\"}", to: "seed.json")
    let run = try await Tool.run(["sandbox", "serve", "--seed", "seed.json"], in: folder.path)
    #expect(run.status == 65 && run.errors.contains("projectId") && run.text.isEmpty, "\(run.errors)")
  }
}
