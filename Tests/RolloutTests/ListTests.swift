import Diagnostics
import Rollout
import Testing
import VPNIntent

/// The file of the sites.
@Suite struct ListTests {
  private func read(_ text: String) throws -> RolloutList.Reading {
    try RolloutList.read(Array(text.utf8), source: "branches/sites.yaml")
  }

  @Test func `sites keep their order, and paths start from the file`() throws {
    let list = try #require(try read("sites: [{site: b, device: {}}, {site: a, device: {}}]").list)
    #expect(list.sites.map(\.site) == ["b", "a"] && list.folder == "branches")
    let bare = try RolloutList.read(Array("sites: [{site: b, device: {}}]".utf8), source: "sites.yaml")
    #expect(bare.list?.folder == ".")
  }

  @Test(arguments: [
    ("sites: [{site: a, device: {}}, {site: a, device: {}}]", "intent-duplicate"),
    ("sites: [{site: ../a, device: {}}]", "intent-value"),
    ("sites: [{site: .., device: {}}]", "intent-value"),
    ("sites: [{site: a/b, device: {}}]", "intent-value"),
    ("sites: [{site: \"a\\0\", device: {}}]", "intent-value"),
    ("sites: []", "intent-range"), ("sites: 7", "intent-type"), ("other: []", "intent-missing"),
    ("sites: [{site: private, device: {}}]", "rollout-site-name"),
    ("sites: [{site: summary.json, device: {}}]", "rollout-site-name"),
    ("sites: [{site: summary.md, device: {}}]", "rollout-site-name"),
  ])
  func `a file that is not sound is no list`(text: String, rule: String) throws {
    let reading = try read(text)
    #expect(reading.list == nil)
    #expect(reading.findings.contains { $0.rule == rule && $0.severity == .error }, "\(reading.findings)")
  }

  @Test(arguments: ["", " \n", "sites: [", "\u{FFFE}\u{0}"])
  func `a text that is none is an error`(text: String) {
    #expect(throws: InputError.self) { try read(text) }
  }

  @Test func `some sites are chosen by name`() throws {
    let list = try #require(
      try read("sites: [{site: a, device: {}}, {site: b, device: {}}, {site: c, device: {}}]").list)
    #expect(try list.only(["c", "a", "c"]).sites.map(\.site) == ["a", "c"])
    #expect(try list.only([]).sites.count == 3)
    let error = #expect(throws: InputError.self) { try list.only(["a", "d"]) }
    #expect(error?.description.contains("no site 'd'") == true && error?.remedy?.contains("a, b, c") == true)
  }

  @Test func `ten thousand sites are read`() throws {
    let text = "sites:\n" + (0..<10_000).map { "  - {site: s\($0), device: {}}\n" }.joined()
    #expect(try read(text).list?.sites.count == 10_000)
  }
}
