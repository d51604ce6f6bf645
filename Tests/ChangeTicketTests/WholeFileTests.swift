import ConfigDiff
import ConfigTree
import IPAddressing
import PlatformModel
import Platforms
import Testing
import VPNIntent

@testable import ChangeTicket

/// Devices that take whole files: the file after the change has the change in it and is otherwise the one before.
@Suite struct WholeFileTests {
  static let platforms = Catalog.writableIDs.filter {
    !((try? Catalog().platform(id: $0).syntax.takesCommands) ?? true)
  }

  @Test(arguments: platforms)
  func `the present file is the way back, and no byte but the change's is another one`(_ platform: String)
    throws
  {
    let site = try LawSite(LawCase(platform: platform, mode: .static, version: .v2))
    let change = try site.prepare(running: site.base)
    let files = try #require(change.plan.files)
    #expect(files.rollback == site.base)
    #expect(change.proof.rollback == .bytes)
    var rest = files.apply[...]
    for line in site.base.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let place = try #require(rest.firstRange(of: line), "\(String(decoding: line, as: UTF8.self)) is gone")
      rest = rest[place.upperBound...]
    }
    let again = try site.prepare(running: files.apply)
    #expect(again.plan.isEmpty)
    #expect(again.plan.files?.apply == files.apply)
  }

  /// Commands for the interface stand in the section's comments, and somebody will type them in.
  @Test(arguments: ["strongswan", "libreswan"])
  func `comments of a section go with its statements`(_ platform: String) throws {
    var site = try LawSite(LawCase(platform: platform, mode: .static, version: .v2))
    let applied = String(decoding: try site.applied(), as: UTF8.self)
    #expect(applied.contains("dev ipsec") && applied.contains("169.254.70.2/30"))
    let remarked = applied.replacing("ikev2=insist", with: "# seen by K. on Monday\n    ikev2=insist")
    site.intent.connections[0].device.inside = IPv4InterfaceAddress("169.254.99.2/30")
    site.intent.connections[0].cloud.inside = IPv4InterfaceAddress("169.254.99.1/30")
    site.intent.connections[0].device.address = IPAddress("198.51.100.77")
    site.intent.device.wan[0].address = IPAddress("198.51.100.77")
    let change = try site.prepare(running: Array(applied.utf8))
    #expect(change.faults == "")
    let after = String(decoding: change.proof.predicted, as: UTF8.self)
    #expect(after.contains("169.254.99.2/30") && !after.contains("169.254.70.2"), "\(after)")
    // With a person's remark among them they are left alone.
    let other = try site.prepare(running: Array(remarked.utf8))
    #expect(other.faults == "")
    let kept = String(decoding: other.proof.predicted, as: UTF8.self).contains("# seen by K. on Monday")
    #expect(kept || platform != "libreswan")
  }

  @Test(arguments: platforms)
  func `a file with the line endings of Windows, or without the last one, keeps its manner`(
    _ platform: String
  )
    throws
  {
    let site = try LawSite(LawCase(platform: platform, mode: .policy, version: .v1))
    let text = String(decoding: site.base, as: UTF8.self)
    let windows = try site.prepare(running: Array(text.replacing("\n", with: "\r\n").utf8))
    #expect(windows.faults == "")
    let after = try #require(windows.plan.files?.apply)
    #expect(zip([0] + after, after).allSatisfy { $0.1 != 0x0A || $0.0 == 0x0D })
    let cut = try site.prepare(running: site.base.dropLast())
    #expect(cut.faults == "")
  }

  /// Whatever a person has done to the file: the change is proven, or the file is one that nobody can read.
  @Test(arguments: platforms)
  func `damaged files get a proven change or none`(_ platform: String) throws {
    let site = try LawSite(LawCase(platform: platform, mode: .static, version: .v2))
    let applied = try site.applied()
    var random = SeededDice(seed: 20_261_127)
    let isXML = site.preparation.preparation.device.matched(applied, source: "applied").document.isXML
    for round in 0..<(isXML ? 100 : 400) {
      var lines = applied.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<lines.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[Int.random(in: 0..<lines.count, using: &random)], at: place)
        case 2: lines[place] = Array(lines[place].dropLast(2))
        case 3: lines.insert(Array("  # a remark".utf8), at: place)
        default: lines.swapAt(place, Int.random(in: 0..<lines.count, using: &random))
        }
      }
      let running = Array(lines.joined(separator: [0x0A]))
      let device = site.preparation.preparation.device
      let isBroken = !device.matched(running, source: "running").document.notes.isEmpty
      let change = try site.prepare(running: running)
      let faults = change.proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
      #expect(
        isBroken || faults.isEmpty,
        "round \(round): \(faults)\n\(String(decoding: running, as: UTF8.self))")
      if !isBroken, !faults.isEmpty { return }
    }
  }
}

/// Splitmix64: the same damage in every run.
private struct SeededDice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
