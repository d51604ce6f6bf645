import ConfigTree
import Diagnostics
import Foundation
import PlatformModel
import Platforms
import Rendering
import Testing
import VPNIntent
import Validation

/// Whole configurations beside the intents that they are written from.
///
/// `PEERCONF_RECORD=1 swift test --filter GoldenTests` writes them anew; the difference is then read like code.
@Suite struct GoldenTests {
  @Test(arguments: try Scenario.all())
  func `An intent gives the configuration that was read and found right`(_ scenario: Scenario) throws {
    let result = try scenario.render()
    let findings = result.findings.map { "\($0.severity.rawValue) \($0.rule): \($0.message)\n" }.joined()
    try scenario.compare(result.configuration.map { $0.bytes }, with: "configuration.cfg")
    try scenario.compare(findings.isEmpty ? nil : Array(findings.utf8), with: "findings.txt")
    let isRefused = scenario.name.hasPrefix("refused-")
    #expect((result.configuration == nil) == isRefused)
  }

  @Test(arguments: try Scenario.all())
  func `The platform's grammar knows every line that its templates write`(_ scenario: Scenario) throws {
    guard let matched = try scenario.matched() else { return }
    let document = matched.document
    let strangers = document.nodes.indices.filter {
      document.nodes[$0].isConfiguration && matched.rule(of: $0) == nil
    }
    #expect(strangers.map { String(decoding: document.text(of: $0), as: UTF8.self) } == [])
    #expect(document.notes.isEmpty)
  }

  @Test(arguments: try Scenario.all())
  func `Validation complains of nothing but what stands beside the intent`(_ scenario: Scenario) throws {
    guard let matched = try scenario.matched() else { return }
    let report = try Device.known(scenario.platform).validator.validate(
      ValidationInput(matched: matched, intent: try scenario.intent(), isFragment: true))
    #expect(report.findings.filter { $0.severity == .error } == [])
    let complaints = report.findings.filter { $0.severity > .note }.map {
      "\($0.severity.rawValue) \($0.rule): \($0.message)\n"
    }
    try scenario.compare(
      complaints.isEmpty ? nil : Array(complaints.joined().utf8), with: "complaints.txt")
  }

  @Test func `Every platform in the binary has scenarios of every mode`() throws {
    let scenarios = try Scenario.all()
    for id in Catalog.writableIDs {
      // Of a mode that the platform lacks, a refusal.
      let modes = try scenarios.filter { $0.platform == id }.map { try $0.intent().connections.map(\.mode) }
      #expect(Set(modes.joined()).count == Connection.Mode.allCases.count, "\(id)")
    }
  }
}

/// A platform with what is made once for all of its scenarios.
private struct Device {
  let renderer: Renderer
  let validator: Validator

  private static let all: [String: Result<Device, any Error>] = Dictionary(
    uniqueKeysWithValues: Catalog.writableIDs.map { id in (id, Result { try Device(id) }) })

  static func known(_ id: String) throws -> Device { try #require(all[id]).get() }

  private init(_ id: String) throws {
    renderer = try Renderer(platform: id, in: try Catalog())
    validator = try Validator(platform: renderer.platform)
  }
}

/// A folder with an intent, and the configuration or the refusal that belongs to it.
struct Scenario: Sendable, CustomTestStringConvertible {
  let platform: String
  let name: String
  let folder: URL

  var testDescription: String { "\(platform)/\(name)" }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../GoldenTests/Scenarios")

  /// All scenarios of all platforms, sorted.
  static func all() throws -> [Scenario] {
    try names(root).flatMap { platform in
      let folder = root.appending(path: platform)
      return try names(folder).map {
        Scenario(platform: platform, name: $0, folder: folder.appending(path: $0))
      }
    }
  }

  private static func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { !$0.hasPrefix(".") }.sorted()
  }

  func intent() throws -> Intent {
    let file = folder.appending(path: "intent.json")
    let reading = try Intent.read(Array(try Data(contentsOf: file)), source: "intent.json")
    #expect(reading.findings == [])
    return try #require(reading.value)
  }

  func render() throws -> RenderResult {
    try Device.known(platform).renderer.render(try intent())
  }

  /// The rendered text as the platform's grammar reads it; `nil` for a refusal.
  func matched() throws -> MatchedDocument? {
    guard let bytes = try render().configuration?.bytes else { return nil }
    let device = try Device.known(platform)
    return PlatformReader(device.renderer.platform, device.validator.grammar)
      .matched(bytes, source: "configuration.cfg")
  }

  /// Holds bytes against a file of the folder, or writes it when asked to record.
  func compare(_ bytes: [UInt8]?, with name: String) throws {
    let file = folder.appending(path: name)
    let known = FileManager.default.fileExists(atPath: file.path()) ? Array(try Data(contentsOf: file)) : nil
    guard bytes != known else { return }
    if ProcessInfo.processInfo.environment["PEERCONF_RECORD"] == "1" {
      guard let bytes else { return try FileManager.default.removeItem(at: file) }
      return try Data(bytes).write(to: file)
    }
    Issue.record("\(testDescription)/\(name): \(Scenario.firstDifference(known ?? [], bytes ?? []))")
  }

  /// The first line that differs, for people.
  private static func firstDifference(_ known: [UInt8], _ now: [UInt8]) -> String {
    let old = known.split(separator: 0x0A, omittingEmptySubsequences: false)
    let new = now.split(separator: 0x0A, omittingEmptySubsequences: false)
    let place = zip(old, new).prefix { $0 == $1 }.count
    func line(_ lines: [ArraySlice<UInt8>]) -> String {
      place < lines.count ? "`\(String(decoding: lines[place].prefix(120), as: UTF8.self))`" : "the end"
    }
    return "line \(place + 1) was \(line(old)) and is \(line(new))"
  }
}
