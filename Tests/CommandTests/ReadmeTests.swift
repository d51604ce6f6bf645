import Foundation
import Testing

/// Every command line of the README is run as it stands, in its order, against one sandbox.
@Suite struct ReadmeTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)

  @Test func `the README's commands do what it says`() async throws {
    let readme = try String(contentsOfFile: Self.root + "/README.md", encoding: .utf8)
    let blocks = readme.components(separatedBy: "```console\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    try #require(blocks.count == 3)
    let folder = try Folder()
    let sandbox = try await Sandbox()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/docs", withDestinationPath: Self.root + "/docs")

    var ran = 0
    for line in blocks[1].split(separator: "\n") where line.hasPrefix("$ peerconf ") {
      let run = try await sandbox.run(
        line.dropFirst(11).split(separator: " ").map(String.init), in: folder.path)
      #expect(run.status == 0, "\(line): \(run.errors)")
      ran += 1
    }
    #expect(ran == 13)

    // The first block shows output: it must be the real one.
    let shown = blocks[0].components(separatedBy: "$ peerconf ").dropFirst()
    #expect(shown.count == 2)
    for example in shown {
      let lines = example.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let run = try await sandbox.run(lines[0].split(separator: " ").map(String.init), in: folder.path)
      #expect(run.text + run.errors == lines[1], "\(lines[0])")
    }
  }

  @Test func `the README shows what a rollout prints`() async throws {
    let readme = try String(contentsOfFile: Self.root + "/README.md", encoding: .utf8)
    let section = try #require(readme.components(separatedBy: "## Roll out many sites\n").last)
    let block = try #require(section.components(separatedBy: "```console\n$ peerconf ").dropFirst().first)
    let lines = try #require(block.components(separatedBy: "```").first)
      .split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let folder = try Folder()
    let sandbox = try await Sandbox()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/docs", withDestinationPath: Self.root + "/docs")
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let run = try await sandbox.run(
      lines[0].split(separator: " ").map(String.init), in: folder.path, environment: RolloutTests.keys)
    #expect(run.status == 2 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text == lines[1])
    #expect(folder.exists("out/private/berlin.txt") && folder.exists("out/summary.md"))
  }
}
