import Foundation
import Testing

/// A folder with an intent and a device's file, for commands that need no cloud.
///
/// Every key in it contains `CANARY`, so that a key in clear is found wherever it turns up.
struct LocalSite: Sendable {
  let folder: Folder

  static let key = "CANARY_clear0x7K"
  static let environment = ["PEERCONF_PSK_BERLIN": key]

  init() throws {
    folder = try Folder()
    try folder.write(Self.intent, to: "berlin.yaml")
    try folder.write(Self.running, to: "running.cfg")
  }

  /// Runs the tool in the folder, with the intent's key at hand unless said otherwise.
  func run(_ arguments: [String], withKey: Bool = true, input: [UInt8] = []) async throws -> Finished {
    try await Tool.run(
      arguments, in: folder.path, environment: withKey ? Self.environment : [:], input: input)
  }

  /// Runs the tool once an item, a few at a time: the runs must not depend on each other.
  func each<Item: Sendable>(
    _ items: [Item], withKey: Bool = true, _ arguments: (Item) -> [String]
  ) async throws -> [(item: Item, run: Finished)] {
    let lists = items.map(arguments)
    let site = self
    let runs = try await withThrowingTaskGroup(of: (Int, Finished).self) { group in
      var runs = [Finished?](repeating: nil, count: lists.count)
      for (index, arguments) in lists.enumerated() {
        if index >= 4, let (done, run) = try await group.next() { runs[done] = run }
        group.addTask { (index, try await site.run(arguments, withKey: withKey)) }
      }
      for try await (done, run) in group { runs[done] = run }
      return runs.compactMap(\.self)
    }
    return zip(items, runs).map { ($0, $1) }
  }

  /// The device's file with the intent's tunnel in it, key in clear: planned and applied once for all tests.
  static func applied() async throws -> String { try await appliedOnce.value }

  private static let appliedOnce = Task {
    let site = try LocalSite()
    _ = try await site.run(["plan", "running.cfg", "berlin.yaml", "-o", "change"])
    return try await site.run(["apply", "running.cfg", "change/apply.cfg", "--show-keys"]).text
  }

  /// Whether a key stands in clear in what was printed.
  static func leaks(_ run: Finished) -> Bool { run.text.contains("CANARY") || run.errors.contains("CANARY") }

  /// Files with a key in clear, but for those that the test has put there.
  func leakingFiles(except known: Set<String> = ["running.cfg"]) throws -> [String] {
    try folder.files.filter { try !known.contains($0) && folder.text($0).contains("CANARY") }
  }

  static let intent = """
    schema: peerconf.intent/1
    site: berlin
    platform: huawei-ar
    device:
      wan:
        - {name: wan1, interface: GigabitEthernet0/0/8, address: 198.51.100.7, next_hop: 198.51.100.1}
      lan: {subnets: [10.20.0.0/16]}
    connections:
      - id: c-1
        name: berlin-1
        mode: static
        cloud:
          address: 192.0.2.10
          identity: {type: ip, value: 192.0.2.10}
          inside: 169.254.70.1/30
          subnets: [172.20.0.0/24]
        device:
          address: 198.51.100.7
          identity: {type: ip, value: 198.51.100.7}
          inside: 169.254.70.2/30
          subnets: [10.20.0.0/16]
        ike: {version: 2, encryption: aes-256, integrity: sha2-256, dh_group: 19, lifetime_seconds: 86400}
        ipsec: {encryption: aes-256, integrity: sha2-256, pfs_group: 19, lifetime_seconds: 3600}
        key: {reference: "env:PEERCONF_PSK_BERLIN"}

    """

  static let running = """
    [V300R022C00SPC100]
    #
     sysname berlin-r1
    #
     snmp-agent community read cipher CANARY_community1
    #
     unknown-thing password CANARY_9
    #
    aaa
     local-user admin password irreversible-cipher CANARY_admin_hash
     local-user admin privilege level 15
    #
    ike proposal 5
     encryption-algorithm aes-256
     dh group19
     authentication-algorithm sha2-256
     authentication-method pre-share
     integrity-algorithm hmac-sha2-256
     prf hmac-sha2-256
    #
    ike peer other
     undo version 1
     pre-shared-key cipher %^%#CANARY_encoded_other%^%#
     ike-proposal 5
     remote-address 203.0.113.9
    #
    interface GigabitEthernet0/0/8
     description uplink of CANARY_clear0x7K
     ip address 198.51.100.7 255.255.255.0
    #
    interface NULL0
    #
    ip route-static 0.0.0.0 0.0.0.0 198.51.100.1
    #
    user-interface vty 0 4
     authentication-mode aaa
    #
    return

    """

  /// What no device file is, and what the tool says about it: each ends with exit code 65.
  static func hostile(in folder: Folder) throws -> [(file: String, says: String)] {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder.cfg", withIntermediateDirectories: true)
    try folder.write("", to: "empty.cfg")
    try folder.write("#\n\u{0}\u{0}\n", to: "nul.cfg")
    try Data((0..<600).map { UInt8(truncatingIfNeeded: $0 &* 167 | 0x80) }).write(
      to: URL(filePath: folder.path + "/bytes.cfg"))
    // As much of one platform as of the other.
    try folder.write(
      "ike peer a\nipsec proposal b\ncrypto ikev2 proposal a\nservice timestamps log\n", to: "ambiguous.cfg")
    return [
      ("folder.cfg", "is a directory"), ("missing.cfg", "cannot read missing.cfg"),
      ("empty.cfg", "none of the known platforms"), ("nul.cfg", "is not clear"),
      ("bytes.cfg", "none of the known platforms"), ("ambiguous.cfg", "is not clear"),
    ]
  }
}
