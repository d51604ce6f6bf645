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
    try #require(blocks.count == 2)
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
    #expect(ran == 11)

    // The first block shows output: it must be the real one.
    let shown = blocks[0].components(separatedBy: "$ peerconf ").dropFirst()
    #expect(shown.count == 2)
    for example in shown {
      let lines = example.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let run = try await sandbox.run(lines[0].split(separator: " ").map(String.init), in: folder.path)
      #expect(run.text + run.errors == lines[1], "\(lines[0])")
    }
  }
}
