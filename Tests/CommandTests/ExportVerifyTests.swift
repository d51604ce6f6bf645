import Foundation
import Testing

/// `export --verify`: what the cloud exports, held against what the cloud says.
@Suite(.serialized) struct ExportVerifyTests {
  /// A device of the sandbox, and a site of one connection with a platform of its own.
  struct Site: Sendable, CustomTestStringConvertible {
    let connection: String
    let id: String
    let device: String
    let platform: String
    let lines: String

    var testDescription: String { connection }
  }

  static let berlin = Site(
    connection: "berlin-1", id: "5d000000-0000-4000-8000-000000000001", device: "Acme/Router/R-100/AR-V300",
    platform: "huawei-ar",
    lines: "{name: wan1, interface: GigabitEthernet0/0/8, address: 198.51.100.7, next_hop: 198.51.100.1}")
  static let osaka = Site(
    connection: "osaka-1", id: "5d000000-0000-4000-8000-000000000003", device: "Globex/Router/G-4300/XE-17",
    platform: "cisco-iosxe",
    lines: "{name: wan1, interface: GigabitEthernet0/0/0, address: 203.0.113.20, next_hop: 203.0.113.1}")
  static let lima = Site(
    connection: "lima-1", id: "5d000000-0000-4000-8000-000000000005", device: "Globex/Router/G-4300/XE-17",
    platform: "cisco-iosxe",
    lines: "{name: wan1, interface: GigabitEthernet0/0/0, address: 198.51.100.40, next_hop: 198.51.100.33}")

  private static let keys = [
    "PEERCONF_PSK_BERLIN_1": "Berlin#Sandbox-Key-1", "PEERCONF_PSK_OSAKA_1": "Osaka:Sandbox-Key-1",
    "PEERCONF_PSK_LIMA_1": "Lima+Sandbox-Key-1",
  ]

  /// The texts made so far: the tests come one after the other, and each would make them anew.
  actor Texts {
    private var made: [String: String] = [:]

    func text(for site: Site) async throws -> String {
      if let text = made[site.connection] { return text }
      let text = try await ExportVerifyTests.render(site)
      made[site.connection] = text
      return text
    }
  }

  private static let texts = Texts()

  /// The configuration that peerconf itself writes for the connection, whole and with its key.
  static func written(for site: Site) async throws -> String { try await texts.text(for: site) }

  private static func render(_ site: Site) async throws -> String {
    let folder = try Folder()
    let sandbox = try await Sandbox()
    try folder.write(
      """
      site: verify
      platform: \(site.platform)
      connections: [\(site.connection)]
      device:
        hostname: edge
        wan: [\(site.lines)]
        lan: {interface: GigabitEthernet0/0/1, subnets: [10.20.0.0/16]}
      """, to: "site.yaml")
    let fetch = try await sandbox.run(
      ["intent", "fetch", "--site", "site.yaml", "-o", "intent.json"], in: folder.path)
    try #require(fetch.status == 0, "\(fetch.errors)")
    let render = try await Tool.run(
      ["render", "intent.json", "-o", "device.cfg"], in: folder.path, environment: keys)
    try #require(render.status == 0, "\(render.errors)")
    return try folder.text("device.cfg")
  }

  /// Runs `export --verify` against a sandbox that exports this text for the site's connection.
  static func verify(_ text: String, for site: Site, _ options: [String] = []) async throws -> Finished {
    let folder = try Folder()
    let printed = try await Tool.run(["sandbox", "serve", "--print-seed"])
    var seed = try #require(
      try JSONSerialization.jsonObject(with: Data(printed.output)) as? [String: Any])
    var connections = try #require(seed["vpnConnections"] as? [[String: Any]])
    let index = try #require(connections.firstIndex { $0["id"] as? String == site.id })
    connections[index]["peer_config"] = text
    seed["vpnConnections"] = connections
    try folder.write(
      String(decoding: try JSONSerialization.data(withJSONObject: seed), as: UTF8.self), to: "seed.json")
    let sandbox = try await Sandbox(seed: folder.path + "/seed.json")
    _ = try await sandbox.run(["devices", "sync"], in: folder.path)
    let run = try await sandbox.run(
      ["export", site.id, "--device", site.device, "-o", "export.cfg", "--verify"] + options, in: folder.path)
    #expect(!run.text.contains("Sandbox-Key") && !run.errors.contains("Sandbox-Key"))
    return run
  }

  @Test(arguments: [berlin, osaka, lima])
  func `A text that says what the cloud says has no mismatch`(_ site: Site) async throws {
    let run = try await Self.verify(try await Self.written(for: site), for: site)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(run.errors.contains("it says what the cloud says"))
  }

  @Test(arguments: [
    (berlin, "dh group14", "dh group2", "ikepolicy.dh_group"),
    (berlin, "remote-address 192.0.2.10", "remote-address 192.0.2.99", "vgw_ip"),
    (berlin, "ip address 169.254.70.2", "ip address 169.254.70.1", "tunnel_peer_address"),
    (berlin, "dpd idle-time 30", "dpd idle-time 120", "ikepolicy.dpd.interval"),
    (osaka, "remote-as 64512", "remote-as 64999", "vpn_gateway.bgp_asn"),
    (osaka, "router bgp 65020", "router bgp 65999", "customer_gateway.bgp_asn"),
    (osaka, "set pfs group19", "set pfs group2", "ipsecpolicy.pfs"),
    (lima, " 10.40.", " 10.99.", "policy_rules"),
  ])
  func `A mismatch has its line and the cloud's member`(
    _ site: Site, _ right: String, _ wrong: String, _ member: String
  ) async throws {
    let text = try await Self.written(for: site)
    try #require(text.contains(right), "\(text)")
    let run = try await Self.verify(text.replacing(right, with: wrong), for: site)
    #expect(run.status == 2, "\(run.text)\(run.errors)")
    let counterpart = run.text.split(separator: "\n").contains {
      $0.hasPrefix("    against ") && $0.contains(member)
    }
    #expect(counterpart, "\(run.text)")
  }

  @Test func `As JSON each mismatch has both places`() async throws {
    let text = try await Self.written(for: Self.berlin).replacing("dh group14", with: "dh group2")
    let run = try await Self.verify(text, for: Self.berlin, ["--format", "json"])
    #expect(run.status == 2, "\(run.errors)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(document["platform"] as? String == "huawei-ar")
    let mismatches = try #require(document["mismatches"] as? [[String: Any]])
    try #require(mismatches.count == 1)
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
      $0.contains("dh group2")
    }
    #expect(mismatches[0]["source"] as? String == "export.cfg")
    #expect(mismatches[0]["line"] as? Int == line.map { $0 + 1 })
    let other = try #require(mismatches[0]["counterpart"] as? [String: Any])
    #expect(other["source"] as? String == "vpn-connection/\(Self.berlin.id)")
    #expect(other["address"] as? String == "vpn_connection.ikepolicy.dh_group")
  }

  @Test(
    arguments: [
      ("\n", 65, "export.cfg"), ("; a dialect of nobody\nend\n", 65, "--platform"),
      (
        "! device: leaf1 (vEOS, EOS-4.21.5F)\n!\ntransceiver qsfp default-mode 4x10G\n!\nhostname leaf1\n",
        65,
        "not yet the tunnels"
      ),
      (String(repeating: "\u{0}\u{1}x", count: 1000), 65, "export.cfg"),
      (
        String(repeating: "ike proposal 1\n encryption-algorithm aes-256\n#\n", count: 50_000), nil,
        "export.cfg"
      ),
    ] as [(String, Int32?, String)])
  func `A text that cannot be compared is an error that says why`(
    _ text: String, _ status: Int32?, _ words: String
  ) async throws {
    let run = try await Self.verify(text, for: Self.berlin)
    if let status {
      #expect(run.status == status, "\(run.errors)")
    } else {
      #expect([2, 65].contains(run.status), "\(run.errors)")
    }
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
