import Foundation
import Testing

/// Whatever a finding names, `peerconf explain` explains.
@Suite struct RuleIDTests {
  /// What the built tool explains.
  static func explained() throws -> Set<String> {
    let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "peerconf")
    let process = Process()
    let output = Pipe()
    process.executableURL = tool
    process.arguments = ["explain", "--format", "json"]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let rules = document?["rules"] as? [[String: String]] ?? []
    return Set(rules.compactMap { $0["id"] })
  }

  @Test func `every rule of a finding is explained, and nothing else is`() throws {
    let explained = try Self.explained()
    #expect(explained.count > 80)
    #expect(RuleIDs.complaints(HouseRulesTests.files, explained: explained) == [])
  }

  @Test(arguments: [
    #"Finding(rule: "new-thing", severity: .error)"#, #"  remark("new-thing", at: 0, "x")"#,
    "remarks.error(\n  \"new-thing\", path, \"x\")", "add(\n  .warning, \"new-thing\", \"x\")",
    #"struct New: Rule { let id = "new-thing" }"#,
  ])
  func `an id that nobody explains is caught`(code: String) {
    let file = SourceFile(path: "Sources/Low/A.swift", text: code)
    #expect(RuleIDs.complaints([file], explained: ["new-thing"]) == [])
    #expect(
      RuleIDs.complaints([file], explained: []) == [
        "Sources/Low/A.swift reports new-thing, which `peerconf explain` does not know"
      ])
  }

  @Test func `raw values, tuples and ids that are put together are caught`() {
    let files = [
      SourceFile(path: "Sources/Low/A.swift", text: #"case a = "config-new""#),
      SourceFile(path: "Sources/Low/B.swift", text: #"case .macro: ("template-new-rule", "message")"#),
      SourceFile(path: "Sources/Low/C.swift", text: #"Finding(rule: "fresh-\(kind.rawValue)")"#),
    ]
    #expect(RuleIDs.complaints(files, explained: []).count == 3)
    #expect(RuleIDs.complaints(files, explained: ["config-new", "template-new-rule", "fresh-one"]) == [])
  }

  @Test func `an explanation that no finding needs is caught`() {
    let file = SourceFile(
      path: "Sources/Low/RuleDescription+Low.swift", text: #"RuleDescription("old-thing")"#)
    #expect(
      RuleIDs.complaints([file], explained: ["old-thing"]) == [
        "`peerconf explain` knows old-thing, which no finding has"
      ])
  }
}
