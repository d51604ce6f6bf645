import Foundation
import Testing

/// A short run of the fuzzers; `make fuzz` runs them for longer, with other seeds.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: OfficialSDKTests.python),
    "the Python packages of Peers/requirements.txt are not installed: .ci/setup --peers"))
struct FuzzBurstTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../JinjaTests/Fuzz")

  private func run(_ script: String, _ arguments: [String]) async throws -> Finished {
    let path = Self.folder.appending(path: script).standardized.path(percentEncoded: false)
    let command = "\(Tool.path) template batch"
    return try await Running(
      "/usr/bin/env", [OfficialSDKTests.python, path, "--cmd", command] + arguments,
      environment: Tool.cleanEnvironment
    ).finish()
  }

  @Test(arguments: [["--seed", "101"], ["--typed", "--seed", "102"]])
  func `Generated templates give what Jinja2 gives`(_ arguments: [String]) async throws {
    let run = try await run("fuzz.py", arguments + ["--count", "600"])
    #expect(run.status == 0, "\(run.text.suffix(3000))\(run.errors.suffix(500))")
    #expect(run.text.contains("600 cases"))
  }

  @Test func `Damaged templates end in an answer`() async throws {
    let run = try await run("hostile.py", ["--seed", "103", "--count", "120"])
    #expect(run.status == 0, "\(run.text.suffix(3000))\(run.errors.suffix(500))")
    #expect(run.text.contains("120 hostile cases"))
  }
}
