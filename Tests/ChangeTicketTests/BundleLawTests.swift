import ConfigDiff
import ConfigTree
import Foundation
import SafeFiles
import Secrets
import Testing
import VPNIntent
import Validation

@testable import ChangeTicket

/// Laws of bundles over generated sites.
@Suite struct BundleLawTests {
  /// SplitMix64: the same seed gives the same sites on every machine.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// The tunnel with values changed, lines and sections left out or added.
  private static func drifted(_ random: inout Generator) -> String {
    let keys = [
      "plain \(ExampleSite.key)", "plain CANARY-wrong-0x7K", "encoded CANARY-encoded-1",
      "plain %^%#CANARY-encoded-2%^%#",
    ]
    let text = ExampleSite.running(key: keys.randomElement(using: &random) ?? "")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let index = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where lines[index].hasPrefix(" "): lines.remove(at: index)
      case 1 where lines[index].hasPrefix(" pfs"): lines[index] = " pfs off"
      case 1 where lines[index].hasPrefix(" address 192"): lines[index] = " address 192.0.2.99"
      case 2 where lines[index].hasPrefix(" mss"): lines.insert(" description CANARY-clear-0x7K", at: index)
      case 3 where lines[index].hasPrefix("route 172"): lines.remove(at: index)
      default: lines.insert("! key CANARY-old-comment \(index)", at: index)
      }
    }
    return lines.joined(separator: Bool.random(using: &random) ? "\n" : "\r\n")
  }

  @Test func `no byte of a bundle holds a key, every proof holds, and the same request gives the same bytes`()
    throws
  {
    let site = try ExampleSite()
    var random = Generator(state: 7_001)
    for round in 0..<30 {
      let running = Self.drifted(&random)
      var request = site.request(running)
      request.exported = Array("set psk CANARY-exported".utf8)
      request.options.keys = Bool.random(using: &random) ? .set : .keep
      let change = site.preparation.prepare(request)
      for file in change.bundle.allFiles {
        #expect(file.mode == 0o644)
        #expect(
          !String(decoding: file.content, as: UTF8.self).contains("CANARY"),
          "\(file.name) in round \(round)\n\(running)")
      }
      #expect(change.proof.holds, "round \(round): \(change.proof.checks)\n\(running)")
      #expect(site.preparation.prepare(request).bundle == change.bundle)
    }
  }

  @Test func `files with keys are readable for their owner only, and hold what the device needs`() throws {
    let site = try ExampleSite()
    var request = site.request(nil)
    request.options.isRunnable = true
    request.options.includesExport = true
    request.exported = Array("exported".utf8)
    let bundle = site.preparation.prepare(request).bundle
    for file in bundle.allFiles {
      let text = String(decoding: file.content, as: UTF8.self)
      #expect(file.mode == (file.name.hasPrefix("runnable/") ? 0o600 : 0o644))
      #expect(file.name.hasPrefix("runnable/") || !text.contains("CANARY"))
    }
    let apply = try #require(bundle["runnable/apply.cfg"])
    #expect(String(decoding: apply.content, as: UTF8.self).contains(" key plain \(ExampleSite.key)\n"))
    #expect(bundle["runnable/exported.cfg"]?.content == Array("exported".utf8))
  }

  @Test func `bundles verify after writing`() throws {
    let site = try ExampleSite()
    let folder = try Folder()
    var random = Generator(state: 11)
    for round in 0..<5 {
      let bundle = site.preparation.prepare(site.request(Self.drifted(&random))).bundle
      let path = "\(folder.path)/\(round)"
      try BundleWriter.write(bundle, to: path)
      let result = try BundleVerifier.verify(path)
      #expect(result.isIntact && result.identity == bundle.identity)
    }
  }

  @Test func `the intent's origin is no part of the bundle`() throws {
    let site = try ExampleSite()
    var request = site.request(nil)
    let first = site.preparation.prepare(request).bundle
    request.intent.provenance = .init(region: "r", fetchedAt: "2026-01-01T00:00:00Z")
    #expect(site.preparation.prepare(request).bundle == first)
  }

  @Test func `any bytes as a device's file end in an answer`() throws {
    let site = try ExampleSite()
    var random = Generator(state: 5)
    for _ in 0..<40 {
      let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in
        Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : UInt8(ascii: "\n")
      }
      var request = site.request("")
      request.running = bytes
      #expect(site.preparation.prepare(request).bundle.files.count == 7)
    }
  }
}
