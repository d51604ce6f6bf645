import ConfigTree
import Foundation
import PlatformModel
import Platforms
import Rendering
import Testing
import VPNIntent

@testable import TunnelReading

/// What is read out of a rendered configuration is the intent: for every platform that is written.
@Suite struct RenderLawTests {
  /// Interfaces as the platform's devices name them.
  static let interfaces: [String: (wan: [String], lan: String)] = [
    "huawei-usg": (["GigabitEthernet1/0/1", "GigabitEthernet1/0/3"], "GigabitEthernet1/0/2")
  ]
  static let usual = (wan: ["GigabitEthernet0/0/0", "GigabitEthernet0/0/2"], lan: "GigabitEthernet0/0/1")

  @Test(arguments: Catalog.writableIDs)
  func `tunnels of a rendered configuration are those of the intent`(_ id: String) throws {
    let count = ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == "1" ? 20_000 : 1500
    let renderer = try Renderer(platform: id, in: try Catalog())
    let reader = try TunnelReader(renderer.platform)
    let documents = DocumentReader(renderer.platform.syntax)
    var written = 0
    var modes: Set<Connection.Mode> = []
    for seed in 1...UInt64(count) {
      var generated = GeneratedIntent(seed: seed, renderer.platform)
      let intent = try generated.intent(
        interfaces: RenderLawTests.interfaces[id] ?? RenderLawTests.usual)
      // What the device cannot do is refused before anything is written.
      guard let configuration = try renderer.render(intent).configuration else { continue }
      written += 1
      modes.formUnion(intent.connections.map(\.mode))
      let document = documents.read(configuration.bytes, source: "rendered")
      let differences = ConnectionComparison(intent, reader.read(document).tunnels, renderer.platform)
        .differences
      if !differences.isEmpty {
        Issue.record("\(id), seed \(seed):\n\(differences.joined(separator: "\n"))")
        return
      }
    }
    #expect(written > count / 10, "only \(written) of \(count) intents were written")
    #expect(modes == Set(Connection.Mode.allCases))
    print("\(id): \(written) of \(count) generated intents written and read back")
  }
}
