import Foundation
import Testing

/// The schemas and the program that reads them.
enum VendorSchemas {
  static let script =
    (ProcessInfo.processInfo.environment["PEERCONF_SHARED"] ?? "") + "/ike-lab/vendor_schema.py"
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let wheel: String? = {
    let folder = root.appending(path: ".build-peers/schemas").path(percentEncoded: false)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.first { $0.hasPrefix("ansible-") }.map { folder + "/" + $0 }
  }()
}

/// Rendered command lines against schemas that the vendor's own automation ships, read by a program of the shared material.
@Suite(
  .enabled(
    if: VendorSchemas.wheel != nil && FileManager.default.fileExists(atPath: VendorSchemas.script),
    "no schemas here: CI=true .ci/setup --peers, and the shared material"))
struct VendorSchemaTests {
  static let scenarios: [String] = {
    let folder = VendorSchemas.root.appending(path: "Tests/GoldenTests/Scenarios/fortinet-fortios").path(
      percentEncoded: false)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { "\(folder)/\($0)/configuration.cfg" }.filter { file in
      // The schemas know no frame of a virtual domain; what stands in it is that of another scenario.
      (try? String(contentsOfFile: file, encoding: .utf8)).map { !$0.contains("config vdom") } ?? false
    }.sorted()
  }()

  @Test(arguments: scenarios, ["v6.4.0", "v7.4.0"])
  func `every table, setting and word is one that the release has`(_ file: String, _ release: String)
    async throws
  {
    let check = try await Running(
      "/usr/bin/env",
      [
        "python3", VendorSchemas.script, "--wheel", try #require(VendorSchemas.wheel), "fortios", file,
        "--os", release,
      ],
      environment: Tool.cleanEnvironment
    ).finish()
    #expect(check.status == 0, "\(check.text)\(check.errors.suffix(500))")
  }

  @Test func `a wrong word is found`() async throws {
    let folder = try Folder()
    let text = try String(contentsOfFile: try #require(Self.scenarios.first), encoding: .utf8)
    try folder.write(text.replacing("set proposal aes", with: "set proposal eas"), to: "wrong.cfg")
    let check = try await Running(
      "/usr/bin/env",
      [
        "python3", VendorSchemas.script, "--wheel", try #require(VendorSchemas.wheel), "fortios",
        folder.path + "/wrong.cfg",
      ],
      environment: Tool.cleanEnvironment
    ).finish()
    #expect(check.status == 1)
  }
}
