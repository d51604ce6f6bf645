import Foundation
import Testing

/// Rendered configurations bring up tunnels between real daemons, against a cloud's end that takes exactly what the
/// connection says, with its own spelling of it: a wrong row of a vocabulary cannot hide.
@Suite(
  .serialized,
  .enabled(if: Laboratory.absence.isEmpty || Laboratory.isInstalled, "\(Laboratory.absence)"))
struct TunnelLaboratoryTests {
  /// What two ends agree on.
  struct Agreement: Hashable, CustomStringConvertible {
    var version = 2
    var ikeEncryption = "aes-128"
    var ikeIntegrity = "sha2-256"
    var ikeGroup = "14"
    var espEncryption = "aes-128"
    var espIntegrity = "sha2-256"
    var pfs = "14"
    var isRouted = false

    var description: String {
      "v\(version)-\(ikeEncryption)-\(ikeIntegrity)-\(ikeGroup)-\(espEncryption)-\(espIntegrity)-\(pfs)"
        + (isRouted ? "-routed" : "")
    }

    /// The cloud's end in its own words.
    static let words = [
      "3des": "3des", "aes-128": "aes128", "aes-192": "aes192", "aes-256": "aes256",
      "aes-128-gcm-16": "aes128gcm16", "aes-256-gcm-16": "aes256gcm16", "md5": "md5", "sha1": "sha1",
      "sha2-256": "sha256", "sha2-384": "sha384", "sha2-512": "sha512", "1": "modp768", "2": "modp1024",
      "5": "modp1536", "14": "modp2048", "15": "modp3072", "16": "modp4096", "19": "ecp256", "20": "ecp384",
      "21": "ecp521",
    ]

    var cloud: [String: Any] {
      func word(_ word: String) -> String { Self.words[word] ?? word }
      let isGCM = ikeEncryption.contains("gcm")
      var esp = [word(espEncryption)]
      if !espEncryption.contains("gcm") { esp.append(word(espIntegrity)) }
      if pfs != "none" { esp.append(word(pfs)) }
      return [
        "version": version,
        "ike": [
          [word(ikeEncryption), (isGCM ? "prf" : "") + word(ikeIntegrity), word(ikeGroup)].joined(
            separator: "-")
        ],
        "esp": [esp.joined(separator: "-")], "ts": isRouted ? "any" : "lan",
      ]
    }
  }

  static let encryptions = ["3des", "aes-128", "aes-192", "aes-256", "aes-128-gcm-16", "aes-256-gcm-16"]
  static let hashes = ["sha1", "sha2-256", "sha2-384", "sha2-512"]
  static let groups = ["2", "5", "14", "15", "16", "19", "20", "21"]

  /// Agreements in which every value meets every value of every other parameter.
  static let pairs: [Agreement] = {
    let lists: [[String]] = [
      ["1", "2"], encryptions, hashes, groups, encryptions, hashes, groups + ["none"], ["lan", "any"],
    ]
    func isPossible(_ row: [String]) -> Bool { row[0] != "1" || !row[1].contains("gcm") }
    func met(_ row: [String]) -> [String] {
      row.indices.flatMap { first in (first + 1..<row.count).map { "\(first)\(row[first])|\($0)\(row[$0])" } }
    }
    var open: Set<String> = []
    for first in lists.indices {
      for second in first + 1..<lists.count {
        for one in lists[first] { for two in lists[second] { open.insert("\(first)\(one)|\(second)\(two)") } }
      }
    }
    for encryption in encryptions where encryption.contains("gcm") { open.remove("01|1\(encryption)") }
    var random = LaboratoryDice(state: 7)
    var rows: [[String]] = []
    while !open.isEmpty {
      var best: (row: [String], count: Int) = ([], 0)
      for _ in 0..<400 {
        let row = lists.map { $0[Int(random.next() % UInt64($0.count))] }
        guard isPossible(row) else { continue }
        let count = met(row).count { open.contains($0) }
        if count > best.count { best = (row, count) }
      }
      open.subtract(met(best.row))
      if best.count > 0 { rows.append(best.row) }
    }
    return rows.map {
      Agreement(
        version: Int($0[0]) ?? 2, ikeEncryption: $0[1], ikeIntegrity: $0[2], ikeGroup: $0[3],
        espEncryption: $0[4], espIntegrity: $0[5], pfs: $0[6], isRouted: $0[7] == "any")
    }
  }()

  @Test func `every value with every other one brings up a tunnel that is rekeyed`() async throws {
    #expect(Laboratory.absence == "")
    let all = Self.pairs
    let isThorough = ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == "1"
    var scenarios: [[String: Any]] = []
    for agreement in isThorough ? all : Array(all.prefix(6)) {
      let site = try Site(agreement)
      scenarios.append(try await site.scenario(expect: ["established": true, "rekey": "ok"]))
    }
    let faults = try Laboratory.faults(of: scenarios)
    #expect(faults.isEmpty, "\(faults.map { "\($0.key)\n\($0.value)" }.joined(separator: "\n\n"))")
    #expect(scenarios.count == (isThorough ? all.count : 6))
  }

  @Test func `two connections, with static routes and with BGP, as their files and commands stand`()
    async throws
  {
    let bgp = try Site(Agreement(version: 2, isRouted: true), connections: 2, mode: "bgp")
    let routed = try Site(Agreement(version: 1, isRouted: true), connections: 2)
    let scenarios = [
      try await routed.scenario(expect: ["established": true]),
      try await bgp.scenario(expect: ["established": true, "bgp": true]),
    ]
    let faults = try Laboratory.faults(of: scenarios)
    #expect(faults.isEmpty, "\(faults.map { "\($0.key)\n\($0.value)" }.joined(separator: "\n\n"))")
  }

  /// A site of the rig's addresses and the files that are rendered for it.
  struct Site {
    let agreement: Agreement
    let connections: Int
    let mode: String
    private let folder: Folder

    init(_ agreement: Agreement, connections: Int = 1, mode: String? = nil) throws {
      self.agreement = agreement
      self.connections = connections
      self.mode = mode ?? (agreement.isRouted ? "static" : "policy")
      folder = try Folder()
      let intent = try JSONSerialization.data(withJSONObject: intent, options: .prettyPrinted)
      try folder.write(String(decoding: intent, as: UTF8.self), to: "site.json")
    }

    static let key = "Not-A-Real-Key_17"

    private var intent: [String: Any] {
      let own = "198.51.100.10"
      return [
        "schema": "peerconf.intent/1", "site": "laboratory", "platform": "strongswan",
        "device": [
          "wan": [["name": "wan", "interface": "wan", "address": own]],
          "lan": ["interface": "lan", "subnets": ["10.10.0.0/24"]],
          "bgp_asn": mode == "bgp" ? 65000 : NSNull(),
        ] as [String: Any],
        "connections": (1...connections).map { index -> [String: Any] in
          let gateway = "203.0.113.1\(index)"
          let isPolicy = mode == "policy"
          return [
            "id": "c-\(index)", "name": "c-\(index)", "mode": mode,
            "role": index > 1 && mode == "static" ? "standby" : "active",
            "cloud": [
              "address": gateway, "identity": ["type": "ip", "value": gateway],
              "inside": isPolicy ? NSNull() : "169.254.1\(index).1/30" as Any,
              "bgp_asn": mode == "bgp" ? 64512 : NSNull(),
              "subnets": mode == "bgp" ? [] : ["10.20.0.0/24"],
            ] as [String: Any],
            "device": [
              "address": own, "identity": ["type": "ip", "value": own],
              "inside": isPolicy ? NSNull() : "169.254.1\(index).2/30" as Any,
              "bgp_asn": mode == "bgp" ? 65000 : NSNull(), "subnets": ["10.10.0.0/24"],
            ] as [String: Any],
            "selectors": isPolicy ? [["cloud": "10.20.0.0/24", "device": "10.10.0.0/24"]] : [],
            "probe": false,
            "ike": [
              "version": agreement.version, "exchange": agreement.version == 1 ? "main" : NSNull() as Any,
              "encryption": agreement.ikeEncryption, "integrity": agreement.ikeIntegrity,
              "dh_group": Int(agreement.ikeGroup) ?? 0, "lifetime_seconds": 86400,
              "dpd": ["interval_seconds": 30, "retransmit_seconds": 15, "payload_order": "seq-hash-notify"],
            ] as [String: Any],
            "ipsec": [
              "encryption": agreement.espEncryption, "integrity": agreement.espIntegrity,
              "pfs_group": Int(agreement.pfs) ?? NSNull() as Any, "lifetime_seconds": 3600,
            ] as [String: Any],
            "key": ["reference": "env:LABORATORY_KEY"],
          ]
        },
      ]
    }

    /// The rig's scenario with the files as `render -o` writes them.
    func scenario(expect: [String: Any]) async throws -> [String: Any] {
      let swanctl = try await render("strongswan")
      var files = ["swanctl/swanctl.conf": swanctl]
      var device: [String: Any] = ["format": "swanctl", "lan": "10.10.0.0/24", "asn": 65000]
      if mode != "policy" {
        // The interface's commands stand in the file; the routes are those of the other one.
        device["commands"] = swanctl.split(separator: "\n").map { $0.drop { $0 == " " } }
          .filter { $0.hasPrefix("#   ip ") }.map { $0.dropFirst(4) + "\n" }.joined()
        device["configures_interfaces"] = true
        let routing = try await render("frr")
        if mode == "bgp" {
          files["frr/frr.conf"] = routing
        } else {
          // The rig has the kernel's routes for those that FRR would set.
          let routes = routing.split(separator: "\n").filter { $0.hasPrefix("ip route ") }.map { line in
            let words = line.split(separator: " ")
            return "ip route add \(words[2]) dev \(words[3]) metric \(words.count > 4 ? words[4] : "1")\n"
          }
          device["commands"] = (device["commands"] as? String ?? "") + routes.joined()
        }
      }
      device["files"] = files
      return [
        "name": "\(agreement)-\(connections)-\(mode)", "mode": mode == "policy" ? "policy" : "route",
        "onprem": device,
        "cloud": ["profile": "aws", "policy": agreement.cloud, "lan": "10.20.0.0/24", "asn": 64512],
        "tunnels": (1...connections).map { index in
          [
            "name": "t\(index)", "onprem_ip": "198.51.100.10", "cloud_ip": "203.0.113.1\(index)",
            "psk": Self.key, "conn": "pc-\(index)", "child": "net-1", "ifname": "ipsec90\(index)",
            "inside_cloud": "169.254.1\(index).1/30", "inside_onprem": "169.254.1\(index).2/30",
          ]
        },
        "expect": expect.merging(["version": "\(agreement.version)"]) { $1 },
      ]
    }

    private func render(_ platform: String) async throws -> String {
      let run = try await Tool.run(
        ["render", "site.json", "--platform", platform, "-o", "\(platform).conf"], in: folder.path,
        environment: ["LABORATORY_KEY": Self.key])
      #expect(run.status == 0, "\(run.errors)")
      return try folder.text("\(platform).conf")
    }
  }
}

/// Splitmix64.
private struct LaboratoryDice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
