import ConfigTree
import Foundation
import PlatformModel
import Platforms
import Rendering
import Testing
import VPNIntent

@testable import TunnelReading

/// What is read out of a rendered configuration is the intent: for every platform that is written.
///
/// The number of such round trips, and what else a platform can do, is the platform's row of the matrix in
/// docs/platforms.md; `PEERCONF_RECORD=1` writes it anew and fails.
@Suite(.serialized) struct RenderLawTests {
  /// Interfaces as the platform's devices name them.
  static let interfaces: [String: (wan: [String], lan: String)] = [
    "huawei-usg": (["GigabitEthernet1/0/1", "GigabitEthernet1/0/3"], "GigabitEthernet1/0/2"),
    "cisco-asa": (["outside", "backup"], "inside"), "fortinet-fortios": (["wan1", "wan2"], "internal"),
    "hillstone-stoneos": (["ethernet0/1", "ethernet0/3"], "ethernet0/2"),
    "juniper-junos": (["ge-0/0/0.0", "ge-0/0/2.0"], "ge-0/0/1.0"),
    "mikrotik-routeros": (["ether1", "ether3"], "ether2"), "opnsense": (["wan", "opt1"], "lan"),
    "paloalto-panos": (["ethernet1/1", "ethernet1/3"], "ethernet1/2"), "pfsense": (["wan", "opt1"], "lan"),
    "vyos": (["eth0", "eth2"], "eth1"),
  ]
  static let usual = (wan: ["GigabitEthernet0/0/0", "GigabitEthernet0/0/2"], lan: "GigabitEthernet0/0/1")
  /// Generated intents a platform; those that its devices cannot do are refused and do not count.
  static let count: UInt64 = 1500

  @Test(arguments: Catalog.builtinIDs)
  func `tunnels of a rendered configuration are those of the intent, and the matrix says so`(_ id: String)
    throws
  {
    let platform = try Catalog().platform(id: id)
    let trips =
      platform.readsOnly || platform.tunnels.isEmpty
      ? nil : try roundTrips(platform, 1...RenderLawTests.count)
    try PlatformMatrix().check(PlatformMatrix.row(platform, roundTrips: trips), of: id)
  }

  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == "1"),
    arguments: try Catalog.writableIDs.filter { try !Catalog().platform(id: $0).tunnels.isEmpty })
  func `the same for many more intents`(_ id: String) throws {
    _ = try roundTrips(try Catalog().platform(id: id), RenderLawTests.count + 1...3500)
  }

  private func roundTrips(_ platform: Platform, _ seeds: ClosedRange<UInt64>) throws -> Int {
    let renderer = try Renderer(platform: platform.id, in: try Catalog())
    let reader = try TunnelReader(platform)
    let documents = DocumentReader(platform.syntax)
    var written = 0
    var modes: Set<Connection.Mode> = []
    for seed in seeds {
      var generated = GeneratedIntent(seed: seed, platform)
      let intent = try generated.intent(
        interfaces: RenderLawTests.interfaces[platform.id] ?? RenderLawTests.usual)
      // What the device cannot do is refused before anything is written.
      guard let configuration = try renderer.render(intent).configuration else { continue }
      written += 1
      modes.formUnion(intent.connections.map(\.mode))
      let document = documents.read(configuration.bytes, source: "rendered")
      let differences = ConnectionComparison(intent, reader.read(document).tunnels, platform).differences
      if !differences.isEmpty {
        Issue.record("\(platform.id), seed \(seed):\n\(differences.joined(separator: "\n"))")
        return written
      }
    }
    #expect(written > seeds.count / 10, "only \(written) of \(seeds.count) intents were written")
    #expect(
      modes
        == Set(
          Connection.Mode.allCases.filter { PlatformMatrix.answer("mode.\($0.rawValue)", platform) != "no" }))
    return written
  }
}
