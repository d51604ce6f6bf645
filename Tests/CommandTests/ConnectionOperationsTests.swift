import Foundation
import Testing

/// Every operation on connections as a user types it, against the sandbox: what it does, what it shows first, what it refuses.
@Suite(.serialized) struct ConnectionOperationsTests {
  static let berlin = "5d000000-0000-4000-8000-000000000001"
  static let frozen = "5d000000-0000-4000-8000-000000000010"
  static let unknown = "5d000000-0000-4000-8000-00000000ffff"
  static let keys = ["PSK_NEW": "CANARY#Key-1"]
  /// The changes, as they are typed behind `connections`.
  static let changes = [
    ["create", "-f", "new.yaml"], ["batch-create", "-f", "two.yaml"],
    ["update", berlin, "-f", "update.yaml"],
    ["reset", berlin], ["delete", berlin],
  ]

  let folder: Folder

  init() throws {
    folder = try Folder()
    try Self.write(to: folder)
  }

  /// The files that the changes are typed with.
  static func write(to folder: Folder) throws {
    try folder.write(RecordingTests.draft, to: "new.yaml")
    let items = [
      ("one", "e1000000-0000-4000-8000-000000000001"), ("two", "e1000000-0000-4000-8000-000000000002"),
    ].map { name, address in
      """
        - {vgw_id: b1000000-0000-4000-8000-000000000001, vgw_ip: \(address), name: \(name), psk: "env:PSK_NEW",
           cgw_id: c9000000-0000-4000-8000-000000000008, peer_subnets: [10.78.0.0/24]}
      """
    }
    try folder.write("vpn_connections:\n" + items.joined(separator: "\n") + "\n", to: "two.yaml")
    try folder.write("name: renamed\nikepolicy: {lifetime_seconds: 43200}\n", to: "update.yaml")
  }

  private func run(_ arguments: [String], _ sandbox: Sandbox) async throws -> Finished {
    let run = try await sandbox.run(["connections"] + arguments, in: folder.path, environment: Self.keys)
    #expect(!run.text.contains("CANARY") && !run.errors.contains("CANARY"), "\(arguments)")
    return run
  }

  private func rows(_ sandbox: Sandbox) async throws -> [Substring] {
    try await run(["list"], sandbox).text.split(separator: "\n")
  }

  // MARK: - What each does

  @Test func `create makes a connection and waits until the cloud is done`() async throws {
    let sandbox = try await Sandbox()
    let made = try await run(["create", "-f", "new.yaml", "--yes"], sandbox)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.text.hasPrefix("ID ") && made.text.contains("new-1") && made.text.contains("DOWN"))
    #expect(try await rows(sandbox).count { $0.contains("new-1") } == 1)
    let again = try await run(["create", "-f", "new.yaml", "--yes"], sandbox)
    #expect(again.status == 65 && again.errors.contains("VPN.0001"), "\(again.errors)")
  }

  @Test func `batch-create makes both connections of a gateway`() async throws {
    let sandbox = try await Sandbox()
    let made = try await run(["batch-create", "-f", "two.yaml", "--yes", "--format", "json"], sandbox)
    try #require(made.status == 0, "\(made.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(made.output)) as? [String: Any])
    #expect(document["schema"] as? String == "peerconf.connection-change/1")
    #expect(document["done"] as? Bool == true)
    let names = (document["connections"] as? [[String: Any]])?.map { $0["name"] as? String }
    #expect(names == ["one", "two"])
  }

  @Test func `update changes what the file says and nothing else`() async throws {
    let sandbox = try await Sandbox()
    let before = try await run(["show", Self.berlin], sandbox).text
    let update = try await run(["update", Self.berlin, "-f", "update.yaml", "--yes"], sandbox)
    #expect(update.status == 0 && update.text.contains("renamed"), "\(update.errors)")
    let after = try await run(["show", Self.berlin], sandbox).text
    let expected = before.replacing("\"name\": \"berlin-1\"", with: "\"name\": \"renamed\"")
      .replacing("\"lifetime_seconds\": 86400", with: "\"lifetime_seconds\": 43200")
    let time = "\"updated_at\""
    #expect(
      after.split(separator: "\n").filter { !$0.contains(time) }
        == expected.split(separator: "\n").filter { !$0.contains(time) })
  }

  @Test func `reset lets the tunnel negotiate again`() async throws {
    let sandbox = try await Sandbox()
    let reset = try await run(["reset", Self.berlin, "--yes"], sandbox)
    #expect(reset.status == 0 && reset.text.contains("berlin-1"), "\(reset.errors)")
    let logs = try await run(["logs", Self.berlin], sandbox)
    #expect(logs.text.contains("torn down on request"), "\(logs.text)")
  }

  @Test func `delete waits until the connection is gone`() async throws {
    let sandbox = try await Sandbox()
    let delete = try await run(["delete", Self.berlin, "--yes"], sandbox)
    #expect(delete.status == 0 && delete.errors.contains("deleted \(Self.berlin)"), "\(delete.errors)")
    #expect(try await rows(sandbox).count { $0.contains(Self.berlin) } == 0)
    #expect(try await run(["show", Self.berlin], sandbox).status == 65)
  }

  @Test func `logs and sas tell of the tunnel, for people and for tools`() async throws {
    let sandbox = try await Sandbox()
    let logs = try await run(["logs", Self.berlin], sandbox)
    #expect(logs.status == 0 && logs.text.contains("phase 2 established"), "\(logs.errors)")
    let associations = try await run(["sas", Self.berlin, "--format", "json"], sandbox)
    #expect(associations.status == 0 && associations.text.contains("\"source_ip_cidr\": \"0.0.0.0/0\""))
    // A tunnel that is down has none, which is no error.
    let none = try await run(["sas", "5d000000-0000-4000-8000-000000000006"], sandbox)
    #expect(none.status == 0, "\(none.errors)")
  }

  // MARK: - What is shown first

  @Test(arguments: changes)
  func `a dry run shows the request, asks nobody and sends nothing`(change: [String]) async throws {
    // Neither credentials nor a cloud that could answer.
    let run = try await Tool.run(
      ["connections"] + change + ["--dry-run"], in: folder.path, environment: Self.keys)
    #expect(run.status == 0, "\(run.errors)")
    let method = ["update": "PUT", "delete": "DELETE"][change[0], default: "POST"]
    #expect(run.text.hasPrefix("\(method) /v5/PROJECT_ID/vpn-connection"), "\(run.text)")
    #expect(run.text.contains("<psk:") == change[0].hasSuffix("create") && !run.text.contains("CANARY"))
    let json = try await Tool.run(
      ["connections"] + change + ["--dry-run", "--format", "json"], in: folder.path, environment: Self.keys)
    #expect(json.text.contains("\"schema\": \"peerconf.request/1\"") && !json.text.contains("CANARY"))
  }

  @Test(arguments: changes)
  func `without a yes nothing is sent`(change: [String]) async throws {
    let sandbox = try await Sandbox()
    let before = try await rows(sandbox)
    let run = try await run(change, sandbox)
    #expect(
      run.status == 64 && run.errors.contains("--yes") && run.errors.contains("--dry-run"), "\(run.errors)")
    #expect(try await rows(sandbox) == before)
  }

  // MARK: - What is refused

  @Test(arguments: [
    ["show", unknown], ["update", unknown, "-f", "update.yaml", "--yes"], ["delete", unknown, "--yes"],
    ["reset", unknown, "--yes"], ["logs", unknown], ["sas", unknown],
  ])
  func `a connection that the cloud does not know is bad input`(arguments: [String]) async throws {
    let run = try await run(arguments, try await Sandbox())
    #expect(run.status == 65 && run.errors.contains("404 VPN.0004"), "\(run.errors)")
    #expect(run.errors.contains(Self.unknown) && run.errors.contains("Check the id"), "\(run.errors)")
  }

  @Test(arguments: [
    ["update", frozen, "-f", "update.yaml", "--yes"], ["delete", frozen, "--yes"],
    ["reset", frozen, "--yes"],
  ])
  func `a frozen connection is told as such`(arguments: [String]) async throws {
    let run = try await run(arguments, try await Sandbox())
    #expect(run.status == 77 && run.errors.contains("is frozen"), "\(run.errors)")
    #expect(run.errors.contains("nothing was changed"), "\(run.errors)")
  }

  @Test func `a log that the cloud does not keep is told in its words`() async throws {
    // The only connection of a policy template in the seed.
    let run = try await run(["logs", "5d000000-0000-4000-8000-000000000011"], try await Sandbox())
    #expect(run.status == 65 && run.errors.contains("VPN.0305"), "\(run.errors)")
  }

  @Test(arguments: changes + [["list"], ["show", berlin], ["logs", berlin], ["sas", berlin]])
  func `too many requests are waited for`(arguments: [String]) async throws {
    let other = try Folder()
    let fault =
      #""answer": {"status": 429, "headers": {"Retry-After": "1"}, "#
      + #""body": "{\"error_code\":\"APIGW.0308\",\"error_msg\":\"m\"}"}, "times": 1"#
    let sandbox = try await Sandbox(
      seed: try await RecordingTests.seed(other, faults: fault, path: "/vpn-connection"))
    let isChange = Self.changes.contains(arguments)
    let run = try await run(arguments + (isChange ? ["--yes", "--no-wait"] : []), sandbox)
    #expect(run.status == 0, "\(run.errors)")
  }

  // MARK: - Waiting

  private func slow() async throws -> Sandbox {
    let seed = try await SeedFile(in: folder) { $0.members["lifecycle"] = ["create": 60_000] }
    return try await Sandbox(seed: seed.path)
  }

  @Test func `the time limit says what is known and how to look again`() async throws {
    let sandbox = try await slow()
    let run = try await run(["create", "-f", "new.yaml", "--yes", "--timeout", "1s"], sandbox)
    #expect(run.status == 75 && run.errors.contains("PENDING_CREATE"), "\(run.errors)")
    #expect(run.errors.contains("peerconf connections show "), "\(run.errors)")
    #expect(run.text.contains("new-1"), "what was made is told: \(run.text)")
  }

  @Test func `an interrupt while waiting says that the cloud goes on`() async throws {
    let sandbox = try await slow()
    let running = try Running(
      Tool.path, ["connections", "create", "-f", "new.yaml", "--yes", "--record", "tape"], in: folder.path,
      environment: Tool.cleanEnvironment.merging(sandbox.environment.merging(Self.keys) { $1 }) { $1 })
    // The answer to the request itself is the first of the recording.
    while !folder.exists("tape/00001.json") { try await Task.sleep(for: .milliseconds(20)) }
    running.interrupt()
    let run = try await running.finish(within: 20)
    #expect(run.status == 130 && run.errors.contains("the cloud goes on by itself"), "\(run.errors)")
    #expect(try await rows(sandbox).count { $0.contains("new-1") } == 1)
  }
}
