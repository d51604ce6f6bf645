import Foundation
import Testing

@Suite(.serialized) struct CloudTests {
  let folder: Folder
  let sandbox: Sandbox

  init() async throws {
    folder = try Folder()
    sandbox = try await Sandbox()
  }

  static let berlin = "5d000000-0000-4000-8000-000000000001"

  @Test func `connections, gateways and customer gateways are listed and shown`() async throws {
    let list = try await sandbox.run(["connections", "list"])
    #expect(list.status == 0 && list.text.hasPrefix("ID") && list.text.contains("berlin-1"), "\(list.errors)")
    let show = try await sandbox.run(["connections", "show", Self.berlin])
    #expect(show.status == 0 && show.text.contains("\"tunnel_local_address\": \"169.254.70.1/30\""))
    #expect(
      show.text.hasPrefix(
        "{\n  \"schema\": \"peerconf.connection/1\",\n  \"tool\": \"peerconf\",\n  \"version\""))
    let gateways = try await sandbox.run(["gateways", "list", "--format", "json"])
    #expect(gateways.status == 0 && gateways.text.contains("192.0.2.10"))
    let gateway = try await sandbox.run(["gateways", "show", "b1000000-0000-4000-8000-000000000001"])
    #expect(gateway.status == 0 && gateway.text.contains("gateway-main"))
    let customers = try await sandbox.run(["customer-gateways", "list"])
    #expect(customers.status == 0 && customers.text.contains("198.51.100.7"))
    let customer = try await sandbox.run([
      "customer-gateways", "show", "c9000000-0000-4000-8000-000000000001",
    ])
    #expect(customer.status == 0 && customer.text.contains("65010"))
  }

  @Test func `export writes a file for its owner only and prints nothing`() async throws {
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let export = try await sandbox.run(
      ["export", Self.berlin, "--device", "Acme/Router/R-100/AR-V300", "-o", "berlin-1.txt"], in: folder.path)
    try #require(export.status == 0, "\(export.errors)")
    #expect(export.text.isEmpty && !export.errors.contains("Sandbox-Key"))
    #expect(try folder.mode("berlin-1.txt") == 0o600)
    #expect(try folder.text("berlin-1.txt").contains("Berlin#Sandbox-Key-1"))
  }

  @Test func `export checks the device before the cloud is asked`() async throws {
    let arguments = ["export", Self.berlin, "--device", "Acme/Router/R-1000/AR-V300", "-o", "x.txt"]
    let early = try await sandbox.run(arguments, in: folder.path)
    #expect(early.status == 65 && early.errors.contains("devices sync"))
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let unknown = try await sandbox.run(arguments, in: folder.path)
    #expect(unknown.status == 65 && unknown.errors.contains("Did you mean 'Acme/Router/R-100/AR-V300'"))
    let screen = try await sandbox.run(
      ["export", Self.berlin, "--device", "Acme/Router/R-100/AR-V300", "-o", "-"], in: folder.path)
    #expect(screen.status == 64)
    #expect(folder.files == ["devices/registry/local.json"])
  }

  @Test func `an unknown connection is bad input and writes nothing`() async throws {
    let id = "5d000000-0000-4000-8000-00000000ffff"
    let show = try await sandbox.run(["connections", "show", id])
    #expect(show.status == 65 && show.errors.contains(id), "\(show.errors)")
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let export = try await sandbox.run(
      ["export", id, "--device", "Acme/Router/R-100/AR-V300", "-o", "x.txt"], in: folder.path)
    #expect(export.status == 65 && !folder.exists("x.txt"))
  }

  @Test func `no credentials and a wrong key are told apart, both are 77`() async throws {
    let none = try await Tool.run(["connections", "list", "--endpoint", sandbox.endpoint])
    #expect(none.status == 77 && none.errors.contains("HUAWEICLOUD_SDK_AK"), "\(none.errors)")
    let wrong = try await sandbox.run(
      ["connections", "list"], environment: ["HUAWEICLOUD_SDK_SK": "wrong/Secret+Canary"])
    #expect(wrong.status == 77 && wrong.errors.contains("APIGW.0301") && !wrong.errors.contains("Canary"))
  }

  @Test func `an unreachable endpoint and a bad address`() async throws {
    let closed = try await sandbox.run(["connections", "list", "--endpoint", "http://127.0.0.1:1"])
    #expect(closed.status == 69, "\(closed.errors)")
    let plain = try await sandbox.run(["connections", "list", "--endpoint", "http://192.0.2.1"])
    #expect(plain.status == 65, "\(plain.errors)")
  }

  @Test func `an intent is fetched, holds no key and passes its check`() async throws {
    try folder.write(
      """
      site: berlin
      key: env:PSK_BERLIN
      connections: [berlin-1, berlin-2]
      device:
        wan: [{name: wan1, interface: Ethernet0/1, address: 198.51.100.7, next_hop: 198.51.100.1}]
        lan: {subnets: [10.20.0.0/16]}
      """, to: "berlin.yaml")
    let fetch = try await sandbox.run(
      ["intent", "fetch", "--site", "berlin.yaml", "-o", "berlin.json"], in: folder.path)
    try #require(fetch.status == 0, "\(fetch.errors)")
    #expect(fetch.text.isEmpty)
    let text = try folder.text("berlin.json")
    #expect(text.contains("\"reference\": \"env:PSK_BERLIN\"") && !text.contains("Sandbox-Key"))
    let check = try await Tool.run(["intent", "check", "berlin.json"], in: folder.path)
    #expect(check.status == 0, "\(check.text)")
    try folder.write(text.replacing("\"dh_group\": 14", with: "\"dh_group\": 77"), to: "wrong.json")
    let wrong = try await Tool.run(["intent", "check", "wrong.json"], in: folder.path)
    #expect(wrong.status == 3 && wrong.text.contains("dh_group"), "\(wrong.text)")
    try folder.write("{", to: "broken.json")
    let broken = try await Tool.run(["intent", "check", "broken.json"], in: folder.path)
    #expect(broken.status == 65 && broken.errors.contains("broken.json:1"), "\(broken.errors)")
  }

  @Test func `an interrupted sandbox ends with 130`() async throws {
    let running = try Running(
      Tool.path, ["sandbox", "serve"], environment: Tool.cleanEnvironment, keepsInputOpen: true)
    _ = try await running.firstLine()
    running.interrupt()
    #expect(try await running.finish(within: 10).status == 130)
  }
}
