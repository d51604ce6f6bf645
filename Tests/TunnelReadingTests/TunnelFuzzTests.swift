import ConfigTree
import Diagnostics
import Foundation
import PlatformModel
import Platforms
import Testing

@testable import TunnelReading

/// The labelled files, damaged; a failing seed is a fixture to be.
@Suite struct TunnelFuzzTests {
  private struct Subject {
    var platform: Platform
    var bytes: [UInt8]
  }

  private func subject(_ labelled: LabelledTunnels) throws -> Subject {
    var platform = try Catalog().platform(id: labelled.platform)
    if let notation = labelled.notation { platform = try #require(platform.using(notation: notation)) }
    return Subject(platform: platform, bytes: Array(try Data(contentsOf: labelled.file)))
  }

  @Test(arguments: LabelledTunnels.all)
  func `damaged files are read to their end, and every value has a place in them`(
    _ labelled: LabelledTunnels
  ) throws {
    let subject = try subject(labelled)
    let reader = try TunnelReader(subject.platform)
    let rounds = ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == "1" ? 200 : 60
    for seed in 1...UInt64(rounds) {
      var damage = Damage(seed: seed)
      let bytes = damage.damaged(subject.bytes)
      let document = subject.platform.syntax.parse(bytes, source: "damaged")
      let lines = bytes.count { $0 == 0x0A } + 1
      let reading = reader.read(document)
      for tunnel in reading.tunnels {
        #expect((1...lines).contains(tunnel.place.line), "seed \(seed)")
        for value in tunnel.values {
          #expect((1...lines).contains(value.place.line), "seed \(seed): \(value.fact)")
          #expect(value.key == nil || value.text == nil, "seed \(seed): a key as text")
        }
      }
      // Writing it down ends as well.
      _ = reading.text { _ in "<secret>" }
      _ = reading.json { _ in "<secret>" }
    }
  }

  /// What people write for each other is nothing to a device.
  @Test(arguments: LabelledTunnels.all)
  func `empty lines change nothing but places`(_ labelled: LabelledTunnels) throws {
    let subject = try subject(labelled)
    // In the indented family an empty line may end a section of these.
    guard labelled.platform != "libreswan" else { return }
    let reader = try TunnelReader(subject.platform)
    func labels(_ bytes: [UInt8]) -> [String] {
      reader.read(subject.platform.syntax.parse(bytes, source: "f")).tunnels.map(\.labels)
    }
    let lines = subject.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let spaced = Array(lines.joined(separator: [0x0A, 0x0A]))
    // A line that goes on in the next one ends at an empty one.
    guard !lines.contains(where: { $0.last == UInt8(ascii: "\\") }) else { return }
    #expect(labels(spaced) == labels(subject.bytes))
  }
}

/// Lines lost, doubled, moved, cut; bytes changed.
private struct Damage {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for _ in 0..<Int.random(in: 1...6, using: &random) where !lines.isEmpty {
      let line = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: lines.remove(at: line)
      case 1: lines.insert(lines[line], at: Int.random(in: 0...lines.count, using: &random))
      case 2: lines.swapAt(line, Int.random(in: 0..<lines.count, using: &random))
      case 3: lines[line] = Array(lines[line].prefix(Int.random(in: 0...lines[line].count, using: &random)))
      case 4: lines = Array(lines.prefix(line + 1))
      default:
        guard !lines[line].isEmpty else { continue }
        let place = Int.random(in: 0..<lines[line].count, using: &random)
        lines[line][place] = random.pick([0x00, 0x20, 0x22, 0x5B, 0x7B, 0x7D, 0x3C, 0xFF, 0x41])
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
