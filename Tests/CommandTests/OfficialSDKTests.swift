import Foundation
import Testing

/// The sandbox seen by the cloud's own client: neither its signatures nor its decoding come from this project.
@Suite struct OfficialSDKTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/python-sdk")
  /// Not standardized: that would follow the link that makes Python find its environment.
  static let python = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".build-peers/venv/bin/python").path(percentEncoded: false)

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: python),
      "the Python packages of Peers/requirements.txt are not installed: .ci/setup --peers"),
    arguments: [("read.py", "all as seeded"), ("change.py", "all as asked")])
  func `the official SDK runs every operation and decodes what comes back`(
    script: String, ending: String
  ) async throws {
    let sandbox = try await Sandbox()
    // Through `env`, since Foundation follows the link of an executable.
    let run = try await Running(
      "/usr/bin/env", [Self.python, Self.folder.appending(path: script).path(percentEncoded: false)],
      environment: Tool.cleanEnvironment.merging(sandbox.environment) { $1 }
    ).finish()
    #expect(run.status == 0, "\(run.text)\(run.errors.suffix(2000))")
    #expect(run.text.contains(ending))
  }
}
