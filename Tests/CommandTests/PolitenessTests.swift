import Foundation
import Testing

/// The real client against a real server that is busy, slow or full: what is asked again, how soon, and what never.
@Suite struct PolitenessTests {
  /// Requests that a sandbox with this fault sees of a run; the log is its own.
  private func run(
    _ arguments: [String], fault: String, path: String = "/vpn-connection"
  ) async throws -> (run: Finished, exchanges: [String], seconds: Double) {
    let folder = try Folder()
    let sandbox = try await Sandbox(seed: try await RecordingTests.seed(folder, faults: fault, path: path))
    let start = Date()
    let run = try await sandbox.run(arguments + ["--record", "tape"], in: folder.path)
    let seconds = Date().timeIntervalSince(start)
    let tape = folder.files.filter { $0.hasPrefix("tape/0") }
    return (run, try tape.map { try folder.text($0) }, seconds)
  }

  private static func answer(_ status: Int, _ code: String, headers: String = "") -> String {
    #""answer": {"status": \#(status), "headers": {\#(headers)}, "body": "{\"error_code\":\"\#(code)\",\"error_msg\":\"m\"}"}"#
  }

  @Test(
    arguments: [
      answer(429, "APIGW.0308"), answer(400, "VPN.0030"), answer(503, "X"), #""drop": true"#,
      #""truncateAfter": 40"#,
    ])
  func `what passes by itself is asked again, and the run succeeds`(effect: String) async throws {
    let result = try await run(["connections", "list"], fault: effect + #", "times": 1"#)
    #expect(result.run.status == 0 && result.run.text.contains("berlin-1"), "\(result.run.errors)")
    #expect(result.exchanges.count == 2)
  }

  @Test func `the pause that the service asks for is kept`() async throws {
    let fault = Self.answer(429, "APIGW.0308", headers: #""Retry-After": "2""#) + #", "times": 1"#
    let result = try await run(["connections", "list"], fault: fault)
    #expect(result.run.status == 0 && result.exchanges.count == 2, "\(result.run.errors)")
    #expect(result.seconds >= 2)
  }

  @Test func `a pause that is too long is told and not waited for`() async throws {
    let fault = Self.answer(429, "APIGW.0308", headers: #""Retry-After": "3600""#)
    let result = try await run(["connections", "list"], fault: fault)
    #expect(result.run.status == 75 && result.run.errors.contains("3600 seconds"), "\(result.run.errors)")
    #expect(result.exchanges.count == 1)
  }

  @Test(arguments: [answer(400, "VPN.0001"), answer(401, "APIGW.0301"), answer(403, "VPN.0007")])
  func `what does not pass by itself is asked once`(effect: String) async throws {
    let result = try await run(["connections", "list"], fault: effect)
    #expect([65, 77].contains(result.run.status) && result.exchanges.count == 1, "\(result.run.errors)")
  }

  @Test(
    arguments: [
      (answer(429, "APIGW.0308"), 2), (answer(400, "VPN.0030"), 2), (answer(409, "VPN.0016"), 2),
      (answer(503, "X"), 1), (answer(504, "VPN.0014"), 1), (#""drop": true"#, 1), (#""truncateAfter": 9"#, 1),
    ])
  func `a change is sent again only where the cloud says that it was not done`(
    effect: String, times: Int
  ) async throws {
    let folder = try Folder()
    try folder.write(RecordingTests.draft, to: "new.yaml")
    let fault = effect + #", "method": "POST", "times": 1"#
    let sandbox = try await Sandbox(
      seed: try await RecordingTests.seed(folder, faults: fault, path: "/vpn-connection"))
    let run = try await sandbox.run(
      ["connections", "create", "-f", "new.yaml", "--yes", "--no-wait", "--record", "tape"], in: folder.path,
      environment: ["PSK_NEW": "CANARY#Key-1"])
    let posts = try folder.files.filter { $0.hasPrefix("tape/0") }
      .count { try folder.text($0).contains("\"method\": \"POST\"") }
    #expect(posts == times, "\(run.errors)")
    #expect(run.status == (times == 2 ? 0 : 69), "\(run.errors)")
    #expect(times == 2 || run.errors.contains("Look before you run it again"), "\(run.errors)")
  }

  @Test func `an interrupt ends a pause at once`() async throws {
    let folder = try Folder()
    let fault = Self.answer(429, "APIGW.0308", headers: #""Retry-After": "60""#)
    let sandbox = try await Sandbox(
      seed: try await RecordingTests.seed(folder, faults: fault, path: "/vpn-connection"))
    let running = try Running(
      Tool.path, ["connections", "list", "--record", "tape"], in: folder.path,
      environment: Tool.cleanEnvironment.merging(sandbox.environment) { $1 })
    // The answer that asks for the pause is in the recording as soon as it is there.
    while !folder.exists("tape/00001.json") { try await Task.sleep(for: .milliseconds(20)) }
    running.interrupt()
    #expect(try await running.finish(within: 20).status == 130)
  }

  @Test func `the rate holds for all requests of a run together`() async throws {
    let folder = try Folder()
    for name in ["sites.yaml", "running"] {
      try FileManager.default.copyItem(
        atPath: "\(ReadmeTests.root)/docs/demo/\(name)", toPath: "\(folder.path)/\(name)")
    }
    try folder.write("rate: 1000\n", to: "peerconf.yaml")
    let sandbox = try await Sandbox()
    let wrong = try await sandbox.run(["connections", "list"], in: folder.path)
    #expect(wrong.status == 65 && wrong.errors.contains("peerconf.yaml:1"), "\(wrong.errors)")
    try folder.write("rate: 1\n", to: "peerconf.yaml")
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let start = Date()
    let run = try await sandbox.run(
      ["rollout", "run", "sites.yaml", "-o", "out", "--record", "tape"], in: folder.path,
      environment: RolloutTests.keys)
    let seconds = Date().timeIntervalSince(start)
    #expect(run.status == 2, "\(run.errors)")
    let requests = folder.files.count { $0.hasPrefix("tape/0") }
    // How many sites share an answer depends on when they ask; more than ten there are always.
    try #require(requests > 10)
    // Ten at once, the others one a second.
    #expect(seconds >= Double(requests - 10))
  }
}
