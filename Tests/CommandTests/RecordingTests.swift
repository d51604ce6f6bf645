import Foundation
import Testing

/// `--record` and `--replay`: the law that a replay says what the recorded run said, without cloud, and that no key is kept.
@Suite struct RecordingTests {
  static let berlin = "5d000000-0000-4000-8000-000000000001"
  static let device = "Acme/Router/R-100/AR-V300"
  static let site = """
    site: berlin
    key: env:PSK_BERLIN
    connections: [berlin-1, berlin-2]
    device:
      wan: [{name: wan1, interface: Ethernet0/1, address: 198.51.100.7, next_hop: 198.51.100.1}]
      lan: {subnets: [10.20.0.0/16]}
    """

  /// Two folders alike, a recording of the run in the one, and the same run in the other with the recording alone.
  private func runs(
    _ arguments: [String], _ sandbox: Sandbox, folders: (Folder, Folder)? = nil,
    environment: [String: String] = [:]
  ) async throws -> (record: Finished, replay: Finished, first: Folder, second: Folder) {
    let (first, second) = try folders ?? (Folder(), Folder())
    for folder in [first, second] where !folder.exists("berlin.yaml") {
      try folder.write(Self.site, to: "berlin.yaml")
    }
    let tape = first.path + "/tape"
    let record = try await sandbox.run(
      arguments + ["--record", tape], in: first.path, environment: environment)
    // The same workspace, so the same tags.
    if first.exists(".peerconf/tag.key"), !second.exists(".peerconf/tag.key") {
      try FileManager.default.createDirectory(
        atPath: second.path + "/.peerconf", withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: first.path + "/.peerconf/tag.key", toPath: second.path + "/.peerconf/tag.key")
    }
    let replay = try await Tool.run(
      arguments + ["--replay", tape], in: second.path, environment: environment)
    return (record, replay, first, second)
  }

  /// Remarks without the one that every replay begins with, and without the folder's name.
  private func remarks(_ run: Finished, in folder: Folder) -> String {
    run.errors.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("peerconf: replaying ") }.joined(separator: "\n")
      .replacing(folder.path, with: "FOLDER")
  }

  @Test func `a replay says what the run said, byte for byte, and writes the same files`() async throws {
    let sandbox = try await Sandbox()
    let missing = "5d000000-0000-4000-8000-00000000ffff"
    for (arguments, status) in [
      (["devices", "sync"], 0), (["connections", "list"], 0),
      (["connections", "list", "--format", "json"], 0),
      (["connections", "show", Self.berlin], 0), (["connections", "show", missing], 65),
      (["gateways", "list", "--format", "json"], 0),
      (["gateways", "show", "b1000000-0000-4000-8000-000000000001"], 0),
      (["customer-gateways", "list"], 0),
      (["customer-gateways", "show", "c9000000-0000-4000-8000-000000000001"], 0),
      (["intent", "fetch", "--site", "berlin.yaml"], 0),
      (["intent", "fetch", "--site", "berlin.yaml", "-o", "berlin.json"], 0),
    ] as [([String], Int32)] {
      let (record, replay, first, second) = try await runs(arguments, sandbox)
      #expect(record.status == status, "\(arguments): \(record.errors)")
      #expect(replay.status == status, "\(arguments): \(replay.errors)")
      #expect(replay.output == record.output, "\(arguments)")
      #expect(remarks(replay, in: second) == remarks(record, in: first), "\(arguments)")
      let files = first.files.filter { !$0.hasPrefix("tape/") }
      #expect(second.files == files, "\(arguments)")
      for file in files { #expect(try second.bytes(file) == first.bytes(file), "\(arguments): \(file)") }
    }
  }

  @Test func `what the cloud refuses, it refuses again`() async throws {
    let folder = try Folder()
    for (fault, status) in [
      (#""answer": {"status": 403, "body": "{\"error_code\":\"VPN.0007\",\"error_msg\":\"no\"}"}"#, 77),
      (#""answer": {"status": 401, "body": "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"no\"}"}"#, 77),
      (#""answer": {"status": 400, "body": "{\"error_code\":\"VPN.0001\",\"error_msg\":\"no row\"}"}"#, 65),
      (
        #""answer": {"status": 500, "headers": {"Content-Type": "text/html"}, "body": "<title>Oops</title>"}"#,
        69
      ),
      (#""truncateAfter": 40"#, 69), (#""drop": true"#, 69),
    ] as [(String, Int32)] {
      let sandbox = try await Sandbox(
        seed: try await Self.seed(folder, faults: fault, path: "/vpn-connection"))
      let folders = (try Folder(), try Folder())
      for folder in [folders.0, folders.1] {
        _ = try await sandbox.run(["devices", "sync"], in: folder.path)
      }
      let (record, replay, first, second) = try await runs(
        ["export", Self.berlin, "--device", Self.device, "-o", "x.txt"], sandbox, folders: folders)
      #expect(record.status == status, "\(fault): \(record.errors)")
      #expect(replay.status == status, "\(fault): \(replay.errors)")
      #expect(remarks(replay, in: second) == remarks(record, in: first), "\(fault)")
      #expect(!first.exists("x.txt") && !second.exists("x.txt"))
    }
  }

  @Test func `an exported configuration is a stand-in, and the key is nowhere`() async throws {
    let sandbox = try await Sandbox()
    let folders = (try Folder(), try Folder())
    for folder in [folders.0, folders.1] {
      _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    }
    let (record, replay, first, second) = try await runs(
      ["export", Self.berlin, "--device", Self.device, "-o", "x.txt"], sandbox, folders: folders)
    #expect(record.status == 0 && replay.status == 0, "\(replay.errors)")
    #expect(try first.text("x.txt").contains("Berlin#Sandbox-Key-1"))
    #expect(try second.text("x.txt").wholeMatch(of: /<psk:[0-9a-f]{10}>/) != nil)
    for file in first.files where file != "x.txt" { #expect(try !first.text(file).contains("Sandbox-Key")) }
  }

  @Test(arguments: [true, false])
  func `a rollout is replayed with its bundles`(exports: Bool) async throws {
    let sandbox = try await Sandbox()
    let folders = (try Folder(), try Folder())
    for folder in [folders.0, folders.1] {
      for name in ["sites.yaml", "running"] {
        try FileManager.default.copyItem(
          atPath: "\(ReadmeTests.root)/docs/demo/\(name)", toPath: "\(folder.path)/\(name)")
      }
    }
    _ = try await sandbox.run(["devices", "sync"], in: folders.0.path)
    try folders.1.write(try folders.0.text("devices/registry/local.json"), to: "devices/registry/local.json")
    let (record, replay, first, second) = try await runs(
      ["rollout", "run", "sites.yaml", "-o", "out", "--quiet"] + (exports ? [] : ["--no-export"]), sandbox,
      folders: folders,
      environment: RolloutTests.keys)
    #expect(record.status == 2, "\(record.errors)")
    #expect(replay.status == 2, "\(replay.errors)")
    #expect(replay.output == record.output)
    let files = first.files.filter { !$0.hasPrefix("tape/") }
    #expect(second.files == files)
    // An export is a stand-in, so its digest and size in the bundles are others; all the rest is the same.
    let aboutExports = /(manifest\.json|summary\.md|summary\.json|private\/.*)$/
    for file in files where !exports || file.firstMatch(of: aboutExports) == nil {
      #expect(try second.bytes(file) == first.bytes(file), "\(file)")
    }
    if exports {
      #expect(try second.text("out/private/berlin.txt").contains("<psk:"))
      #expect(try second.text("out/private/berlin.txt").contains("Sandbox-Key") == false)
    }
    for file in first.files where file.hasPrefix("tape/") {
      #expect(try !first.text(file).contains("Sandbox-Key"), "\(file)")
      #expect(try first.mode(file) == 0o600)
    }
    #expect(try first.mode("tape") == 0o700)
  }

  @Test func `keys planted in a project's texts are in no recording`() async throws {
    let folder = try Folder()
    let seed = try await Tool.run(["sandbox", "serve", "--print-seed"]).text
    let tags = #"{"key": "psk", "value": "canarycanary"}, {"key": "note", "value": "a CANARY#Key-2 b"}"#
    let planted = seed.replacing(#"{"key": "site", "value": "berlin"}"#, with: tags)
      .replacing("Berlin#Sandbox-Key-1", with: "CANARY#Key-3")
    try #require(planted.contains("CANARY#Key-2") && planted.contains("CANARY#Key-3"))
    try folder.write(planted, to: "seed.json")
    let sandbox = try await Sandbox(seed: folder.path + "/seed.json")
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    for (number, arguments) in [
      ["connections", "list"], ["connections", "show", Self.berlin], ["gateways", "list"],
      ["export", Self.berlin, "--device", Self.device, "-o", "x.txt"],
    ].enumerated() {
      let run = try await sandbox.run(arguments + ["--record", "tape\(number)"], in: folder.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    let shown = try await Tool.run(
      ["connections", "show", Self.berlin, "--replay", "tape1"], in: folder.path)
    #expect(shown.text.contains("<psk:") && shown.text.contains("berlin-1"), "\(shown.text)")
    let tapes = folder.files.filter { $0.hasPrefix("tape") }
    #expect(tapes.count == 8)
    for file in tapes {
      let text = try folder.text(file)
      #expect(!text.lowercased().contains("canary"), "\(file)")
      for secret in [sandbox.accessKey, sandbox.secretKey] { #expect(!text.contains(secret), "\(file)") }
    }
  }

  /// A new connection of the demo's gateway, as `connections create` takes it.
  static let draft = """
    vgw_id: b1000000-0000-4000-8000-000000000001
    vgw_ip: e1000000-0000-4000-8000-000000000002
    cgw_id: c9000000-0000-4000-8000-000000000003
    name: new-1
    peer_subnets: [10.77.0.0/16]
    psk: env:PSK_NEW

    """

  @Test func `a change is replayed whatever the key, waiting included, and its key is not kept`() async throws
  {
    let sandbox = try await Sandbox()
    let folders = (try Folder(), try Folder())
    for folder in [folders.0, folders.1] { try folder.write(Self.draft, to: "new.yaml") }
    let (record, _, first, second) = try await runs(
      ["connections", "create", "-f", "new.yaml", "--yes"], sandbox, folders: folders,
      environment: ["PSK_NEW": "CANARY#Key-1"])
    try #require(record.status == 0, "\(record.errors)")
    let replay = try await Tool.run(
      ["connections", "create", "-f", "new.yaml", "--yes", "--replay", first.path + "/tape"], in: second.path,
      environment: ["PSK_NEW": "Another#Key-2"])
    #expect(replay.status == 0 && replay.output == record.output, "\(replay.errors)")
    let tape = first.files.filter { $0.hasPrefix("tape/") }
    #expect(tape.count > 2)
    for file in tape { #expect(try !first.text(file).contains("CANARY"), "\(file)") }
  }

  @Test func `an unrecorded call, a missing and a foreign recording, and contradicting options`() async throws
  {
    let sandbox = try await Sandbox()
    let folder = try Folder()
    let list = try await sandbox.run(["connections", "list", "--record", "tape"], in: folder.path)
    #expect(list.status == 0)
    let other = try await Tool.run(["connections", "show", Self.berlin, "--replay", "tape"], in: folder.path)
    #expect(
      other.status == 65 && other.text.isEmpty
        && other.errors.contains("GET /v5/\(sandbox.projectID)/vpn-connection/"),
      "\(other.errors)")
    let again = try await sandbox.run(["connections", "list", "--record", "tape"], in: folder.path)
    #expect(again.status == 65 && again.errors.contains("empty or not there yet"), "\(again.errors)")
    for (tape, words) in [("none", "there is no recording"), (".", "is no recording")] {
      let run = try await Tool.run(["connections", "list", "--replay", tape], in: folder.path)
      #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
    }
    try folder.write("{}", to: "tape/00001.json")
    let damaged = try await Tool.run(["connections", "list", "--replay", "tape"], in: folder.path)
    #expect(damaged.status == 65 && damaged.errors.contains("tape/00001.json"), "\(damaged.errors)")
    for options in [["--record", "a", "--replay", "b"], ["--replay", "tape", "--region", "eu-west-101"]] {
      let run = try await Tool.run(["connections", "list"] + options, in: folder.path)
      #expect(run.status == 64, "\(run.errors)")
    }
  }

  /// A file with the built-in seed and one fault.
  static func seed(_ folder: Folder, faults fault: String, path: String) async throws -> String {
    let seed = try await Tool.run(["sandbox", "serve", "--print-seed"]).text
    let end = try #require(seed.lastIndex(of: "}"))
    try folder.write("\(seed[..<end]), \"faults\": [{\"path\": \"\(path)\", \(fault)}]}\n", to: "seed.json")
    return folder.path + "/seed.json"
  }
}
