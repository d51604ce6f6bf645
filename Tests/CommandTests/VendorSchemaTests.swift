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

  /// Golden files of a platform.
  static func configurations(of platform: String) -> [String] {
    let folder = root.appending(path: "Tests/GoldenTests/Scenarios/\(platform)").path(percentEncoded: false)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { "\(folder)/\($0)/configuration.cfg" }
      .filter(FileManager.default.fileExists).sorted()
  }

  static func check(_ file: String, _ kind: String, _ release: String) async throws -> Finished {
    try await Running(
      "/usr/bin/env",
      ["python3", script, "--wheel", try #require(wheel), kind, file, "--os", release],
      environment: Tool.cleanEnvironment
    ).finish()
  }
}

/// Libreswan's programs and what runs them.
enum Libreswan {
  static let script =
    (ProcessInfo.processInfo.environment["PEERCONF_SHARED"] ?? "") + "/ike-lab/libreswan_check.sh"
  static let folder = VendorSchemas.root.appending(path: ".build-peers/libreswan").path(percentEncoded: false)
  static let isThere =
    FileManager.default.fileExists(atPath: script)
    && FileManager.default.isExecutableFile(atPath: folder + "/usr/libexec/ipsec/addconn")
}

/// Rendered connections against Libreswan's own parsers: of files, and of the words for algorithms.
@Suite(
  .enabled(
    if: Libreswan.isThere, "no Libreswan here: CI=true .ci/setup --peers, and the shared material"))
struct LibreswanTests {
  /// As the recipe takes the file apart: connections without keys.
  private static func check(_ text: String) async throws -> Finished {
    let work = try Folder()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(": PSK") }
    try work.write(lines.joined(separator: "\n"), to: "ipsec.conf")
    var environment = Tool.cleanEnvironment
    environment["LIBRESWAN_DIR"] = Libreswan.folder
    return try await Running(
      "/bin/bash", [Libreswan.script, work.path + "/ipsec.conf"], environment: environment
    )
    .finish()
  }

  @Test(arguments: VendorSchemas.configurations(of: "libreswan"))
  func `the daemon's programs take every connection`(_ file: String) async throws {
    let check = try await Self.check(String(contentsOfFile: file, encoding: .utf8))
    #expect(check.status == 0, "\(check.text)\(check.errors.suffix(500))")
  }

  @Test(arguments: [("ike=aes", "ike=eas"), ("ikelifetime=", "ikelifetimes=")])
  func `a wrong word is found`(_ right: String, _ wrong: String) async throws {
    let file = try #require(VendorSchemas.configurations(of: "libreswan").last)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try #require(text.contains(right))
    #expect(try await Self.check(text.replacing(right, with: wrong)).status == 1)
  }
}

/// Rendered command lines against schemas that the vendor's own automation ships, read by a program of the shared material.
@Suite(
  .enabled(
    if: VendorSchemas.wheel != nil && FileManager.default.fileExists(atPath: VendorSchemas.script),
    "no schemas here: CI=true .ci/setup --peers, and the shared material"))
struct VendorSchemaTests {
  // The schemas know no frame of a virtual domain; what stands in it is that of another scenario.
  static let scenarios = VendorSchemas.configurations(of: "fortinet-fortios").filter { file in
    (try? String(contentsOfFile: file, encoding: .utf8)).map { !$0.contains("config vdom") } ?? false
  }

  @Test(arguments: scenarios, ["v6.4.0", "v7.4.0"])
  func `every table, setting and word is one that the release has`(_ file: String, _ release: String)
    async throws
  {
    let check = try await VendorSchemas.check(file, "fortios", release)
    #expect(check.status == 0, "\(check.text)\(check.errors.suffix(500))")
  }

  @Test(arguments: VendorSchemas.configurations(of: "mikrotik-routeros"), ["7.16"])
  func `every menu and property is one that the release has`(_ file: String, _ release: String) async throws {
    let check = try await VendorSchemas.check(file, "routeros", release)
    #expect(check.status == 0, "\(check.text)\(check.errors.suffix(500))")
  }

  @Test func `a wrong property is found`() async throws {
    let folder = try Folder()
    let file = try #require(VendorSchemas.configurations(of: "mikrotik-routeros").first)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try folder.write(text.replacing("dpd-interval=", with: "dpd-intervall="), to: "wrong.cfg")
    #expect(try await VendorSchemas.check(folder.path + "/wrong.cfg", "routeros", "7.16").status == 1)
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
