import Foundation
import Testing

@Suite(.serialized) struct DevicesTests {
  let folder: Folder
  let sandbox: Sandbox

  init() async throws {
    folder = try Folder()
    sandbox = try await Sandbox()
  }

  @Test func `sync writes a mirror, list and show read it`() async throws {
    let sync = try await sandbox.run(["devices", "sync"], in: folder.path)
    try #require(sync.status == 0, "\(sync.errors)")
    #expect(sync.text.contains("+ Acme/Router/R-100/AR-V300\n"))
    #expect(folder.files == ["devices/registry/local.json"])

    let again = try await sandbox.run(["devices", "sync"], in: folder.path)
    #expect(again.status == 0 && again.text.isEmpty && again.errors.contains("up to date"))

    let list = try await Tool.run(["devices", "list"], in: folder.path)
    #expect(list.status == 0 && list.text.contains("Acme/Router/R-100/AR-V300\n"))
    let lines = list.text.split(separator: "\n").map(String.init)
    #expect(Set(lines).count == lines.count)

    let show = try await Tool.run(["devices", "show", "Acme/Router/R-100/AR-V300"], in: folder.path)
    #expect(show.status == 0 && show.text.contains("\"exportable\": true"))

    let near = try await Tool.run(["devices", "show", "Acme/Router/R-10/AR-V300"], in: folder.path)
    #expect(near.status == 65 && near.errors.contains("Did you mean 'Acme/Router/R-100/AR-V300'"))
  }

  @Test func `coverage tells the platform of each device, search finds rows`() async throws {
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let coverage = try await Tool.run(["devices", "coverage"], in: folder.path)
    #expect(coverage.status == 0, "\(coverage.errors)")
    let lines = coverage.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("Acme/Router/R-100/AR-V300 huawei-ar reads and writes"))
    #expect(lines.contains("Globex/Firewall/G-5500/AS-9 - cloud's export alone"))
    #expect(lines.contains { $0.hasPrefix("Platforms that no device of the mirror asks for: arista-eos, ") })
    let missing = try await Tool.run(
      ["devices", "coverage", "--missing", "--format", "json"], in: folder.path)
    #expect(missing.text.contains("G-5500") && !missing.text.contains("\"R-100\""))

    let words = try await Tool.run(["devices", "search", "r-100", "v300"], in: folder.path)
    #expect(words.status == 0, "\(words.errors)")
    let found = words.text.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != " " }) }
    #expect(found.first == "Acme/Router/R-100/AR-V300" && found.contains("Acme/Router/R-100/AR-V200"))
    #expect(!found.contains { $0.hasPrefix("Globex/") }, "\(words.text)")
    try folder.write("Globex Software, Version 17.09.04\nglobex G-4331 (1RU) processor\n", to: "version.txt")
    let file = try await Tool.run(["devices", "search", "--file", "version.txt"], in: folder.path)
    #expect(file.text.contains("Globex/Router/G-4300/XE-17"), "\(file.text)")
    let none = try await Tool.run(["devices", "search", "zzz"], in: folder.path)
    #expect(none.status == 0 && none.text.isEmpty && none.errors.contains("devices list"))
    let usage = try await Tool.run(["devices", "search"], in: folder.path)
    #expect(usage.status == 64)
  }

  @Test func `check reports a change with exit code 2 and writes nothing`() async throws {
    let first = try await sandbox.run(["devices", "sync", "--check"], in: folder.path)
    #expect(first.status == 2 && folder.files.isEmpty)
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let second = try await sandbox.run(["devices", "sync", "--check"], in: folder.path)
    #expect(second.status == 0 && second.text.isEmpty, "\(second.errors)")
  }

  @Test func `a failed sync keeps the old mirror`() async throws {
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let before = try folder.bytes("devices/registry/local.json")
    let failed = try await sandbox.run(
      ["devices", "sync", "--endpoint", "http://127.0.0.1:1"], in: folder.path)
    #expect(failed.status == 69 && failed.text.isEmpty, "\(failed.errors)")
    let wrong = try await sandbox.run(
      ["devices", "sync"], in: folder.path, environment: ["HUAWEICLOUD_SDK_SK": "wrong/Secret+Canary"])
    #expect(wrong.status == 77 && !wrong.errors.contains("Canary"), "\(wrong.errors)")
    #expect(try folder.bytes("devices/registry/local.json") == before)
    #expect(folder.files == ["devices/registry/local.json"])
  }

  @Test func `a damaged mirror is an error and stays`() async throws {
    try folder.write("{\"schema\": 1}", to: "devices/registry/local.json")
    for arguments in [["devices", "list"], ["devices", "sync"]] {
      let run = try await sandbox.run(arguments, in: folder.path)
      #expect(run.status == 65 && run.errors.contains("devices sync"), "\(run.errors)")
    }
    #expect(try folder.text("devices/registry/local.json") == "{\"schema\": 1}")
  }

  @Test func `two mirrors compare`() async throws {
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let file = "devices/registry/local.json"
    let same = try await Tool.run(["devices", "diff", file, file], in: folder.path)
    #expect(same.status == 0 && same.text.isEmpty)
    let missing = try await Tool.run(["devices", "diff", file, "none.json"], in: folder.path)
    #expect(missing.status == 65 && missing.errors.contains("none.json"))
  }

  @Test(arguments: ["../outside", "a/b", "", "a b"])
  func `a region that would be a path is refused`(region: String) async throws {
    for arguments in [["devices", "sync"], ["devices", "list"]] {
      let run = try await sandbox.run(arguments + ["--region", region], in: folder.path)
      #expect(run.status == 65 || run.status == 64, "\(run.status) \(run.errors)")
    }
    #expect(folder.files.isEmpty)
  }
}
