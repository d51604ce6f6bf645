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
  /// Round trips a platform and run of continuous integration: intents that its devices cannot do are refused and do
  /// not count.
  static let count = 2000
  private static let isThorough = ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == "1"

  @Test(arguments: Catalog.builtinIDs)
  func `tunnels of a rendered configuration are those of the intent, and the matrix says so`(_ id: String)
    throws
  {
    let platform = try Catalog().platform(id: id)
    let isWritten = !platform.readsOnly && !platform.tunnels.isEmpty
    if isWritten {
      try roundTrips(platform, RenderLawTests.isThorough ? RenderLawTests.count : RenderLawTests.count / 8)
    }
    try PlatformMatrix().check(
      PlatformMatrix.row(platform, roundTrips: isWritten ? RenderLawTests.count : nil), of: id)
  }

  private func roundTrips(_ platform: Platform, _ count: Int) throws {
    let renderer = try Renderer(platform: platform.id, in: try Catalog())
    let reader = try TunnelReader(platform)
    let documents = DocumentReader(platform.syntax)
    let releases = platform.releases
    var written = 0
    var modes: Set<Connection.Mode> = []
    var seed: UInt64 = 0
    while written < count, seed < UInt64(count) * 20 {
      seed += 1
      var generated = GeneratedIntent(seed: seed, platform)
      let intent = try generated.intent(
        interfaces: RenderLawTests.interfaces[platform.id] ?? RenderLawTests.usual)
      let release = generated.release(of: releases)
      // What the device cannot do is refused before anything is written.
      guard
        let configuration = try renderer.render(
          intent, options: RenderOptions(softwareVersion: release?.description)
        ).configuration
      else { continue }
      written += 1
      modes.formUnion(intent.connections.map(\.mode))
      let document = documents.read(configuration.bytes, source: "rendered")
      let tunnels = reader.read(document, version: release).tunnels
      let differences = ConnectionComparison(intent, tunnels, platform).differences
      if !differences.isEmpty {
        Issue.record(
          "\(platform.id) \(release?.description ?? ""), seed \(seed):\n\(differences.joined(separator: "\n"))"
        )
        return
      }
    }
    #expect(written == count, "only \(written) of \(seed) intents were written")
    #expect(
      modes
        == Set(
          Connection.Mode.allCases.filter { PlatformMatrix.answer("mode.\($0.rawValue)", platform) != "no" }))
  }
}

extension Platform {
  /// Releases at which something changes, beside the newest.
  fileprivate var releases: [SoftwareVersion] {
    let ranges =
      vocabulary.flatMap { $0.entries.map(\.versions) } + capabilities.features.map(\.versions)
      + capabilities.refusals.map(\.versions)
    return Set(ranges.flatMap { [$0.since, $0.until].compactMap(\.self) }).sorted()
  }
}
