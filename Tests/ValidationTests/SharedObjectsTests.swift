import ConfigTree
import Diagnostics
import PlatformModel
import Testing

@testable import Validation

/// Objects on which somebody else's tunnel stands.
@Suite struct SharedObjectsTests {
  private static let foreign = """
    ike-peer other
     address 203.0.113.9
     proposal p1
    ipsec-profile other
     peer other
     proposal p2
    interface tunnel7
     address 10.255.0.1/30
     profile other
    """

  /// The findings when the lines that begin with these texts are altered.
  private func findings(_ running: String, touched: [String]) throws -> [Finding] {
    let device = try ExampleDevice().validator
    func matched(_ text: String) -> MatchedDocument {
      device.grammar.match(device.platform.syntax.parse(Array(text.utf8), source: "running.cfg"))
    }
    let file = matched(running)
    let nodes = file.document.children(of: nil).filter { node in
      touched.contains { file.document.string(of: node) == $0 }
    }
    return device.sharedObjects(
      touched: nodes, running: file, intended: matched(ExamplePlatform.configuration),
      intent: try ExampleDevice.intent([]))
  }

  @Test(arguments: ["ike-proposal p1", "ipsec-proposal p2"])
  func `a proposal that another tunnel uses too`(name: String) throws {
    let running = ExamplePlatform.configuration + "\n" + Self.foreign
    let found = try findings(running, touched: [name])
    #expect(found.map(\.rule) == ["object-shared"], "\(found)")
    #expect(RuleCatalog.explain("object-shared") != nil)
  }

  @Test func `a tunnel interface of our number with somebody else's profile`() throws {
    let running = Self.foreign.replacing("tunnel7", with: "tunnel1")
    #expect(try findings(running, touched: ["interface tunnel1"]).count == 1)
  }

  @Test func `our own objects, drifted, are nobody else's`() throws {
    let running =
      ExamplePlatform.configuration.replacing("192.0.2.10", with: "192.0.2.77") + "\n"
      + Self.foreign.replacing("proposal p1", with: "proposal q1").replacing(
        "proposal p2", with: "proposal q2")
    let touched = [
      "ike-proposal p1", "ike-peer cloud", "ipsec-proposal p2", "ipsec-profile vpn", "interface tunnel1",
    ]
    #expect(try findings(running, touched: touched) == [])
  }

  @Test func `an interface that serves both is no collision`() throws {
    let running = ExamplePlatform.configuration + "\n" + Self.foreign.replacing("tunnel7", with: "tunnel1")
    let found = try findings(running.replacing("proposal p1\n", with: "\n"), touched: ["ipsec-profile vpn"])
    #expect(found == [])
  }

  @Test func `every remark has a note, once`() {
    let ids = RuleCatalog.ids
    #expect(Set(ids).count == ids.count)
    for note in RemarkNote.all {
      for text in [note.title, note.why, note.remedy] { #expect(text.hasSuffix("."), "\(note.id): \(text)") }
      #expect(RuleCatalog.explain(note.id)?.hasPrefix("\(note.id) (\(note.severity.rawValue))\n\n") == true)
    }
  }
}
