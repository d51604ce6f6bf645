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
  private func findings(_ running: String, touched: [String], lost: [String] = []) throws -> [Finding] {
    let device = try ExampleDevice().validator
    func matched(_ text: String) -> MatchedDocument {
      device.grammar.match(device.platform.syntax.parse(Array(text.utf8), source: "running.cfg"))
    }
    let file = matched(running)
    let nodes = file.document.children(of: nil).filter { node in
      touched.contains { file.document.string(of: node) == $0 }
    }
    return device.sharedObjects(
      touched: nodes,
      lost: file.document.nodes.indices.filter { lost.contains(file.document.string(of: $0)) }, running: file,
      intended: matched(ExamplePlatform.configuration),
      intent: try ExampleDevice.intent([]))
  }

  @Test(arguments: ["ike-proposal p1", "ipsec-proposal p2"])
  func `a proposal that another tunnel uses too`(name: String) throws {
    let running = ExamplePlatform.configuration + "\n" + Self.foreign
    let found = try findings(running, touched: [name])
    #expect(found.map(\.rule) == ["object-shared"], "\(found)")
    #expect(RuleDescription.configurations.contains { $0.id == "object-shared" })
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

  // MARK: No IKE peer says whose it is

  @Test func `a list of our name that something else needs`() throws {
    let running = "acl pairs\n permit 10.0.0.0/8 any\ninterface wan0\n filter pairs\n"
    #expect(try findings(running, touched: ["acl pairs"]) == [], "nothing needs it")
    let needed = running + "ipsec-profile other\n selectors pairs\n"
    let found = try findings(needed, touched: ["acl pairs"])
    #expect(
      found.map(\.rule) == ["object-taken"] && found.first?.message.contains("line 6") == true, "\(found)")
    #expect(RuleDescription.configurations.contains { $0.id == "object-taken" })
  }

  @Test func `a list of ours that has drifted, and one that leads to our gateway`() throws {
    let ours = "acl pairs\n permit 10.0.0.0/8 172.20.0.0/24\nipsec-profile other\n selectors pairs\n"
    #expect(try findings(ours, touched: ["acl pairs"]) == [])
    let leading = """
      acl pairs
       permit 10.0.0.0/8 any
      ipsec-profile other
       selectors pairs
       peer mine
      ike-peer mine
       address 192.0.2.10
      """
    #expect(try findings(leading, touched: ["acl pairs"]) == [])
  }

  @Test func `a tunnel of our number that leads somewhere else`() throws {
    let other = "interface tunnel1\n address 10.9.9.1/30\n mss 1400\n"
    #expect(try findings(other, touched: ["interface tunnel1"]).map(\.rule) == ["object-taken"])
    #expect(
      try findings("interface tunnel1\n address 169.254.70.2/30\n", touched: ["interface tunnel1"]) == [])
    // Its addresses have changed, and it stands on our profile.
    let drifted = ExamplePlatform.configuration.replacing("169.254.70.2/30", with: "10.9.9.1/30")
      .replacing("192.0.2.10", with: "192.0.2.99")
    #expect(try findings(drifted, touched: ["interface tunnel1"]) == [])
  }

  @Test func `another's profile that the change takes off an interface`() throws {
    let running =
      "interface wan0\n profile other\n" + Self.foreign.replacing(" profile other", with: " mss 1300")
    let found = try findings(running, touched: [], lost: ["profile other"])
    #expect(found.map(\.rule) == ["use-displaced"] && found.first?.place?.line == 2, "\(found)")
    #expect(RuleDescription.configurations.contains { $0.id == "use-displaced" })
    let ours = running.replacing("203.0.113.9", with: "192.0.2.10")
    #expect(try findings(ours, touched: [], lost: ["profile other"]) == [], "it leads to our gateway")
    #expect(try findings("interface wan0\n profile gone\n", touched: [], lost: ["profile gone"]) == [])
  }

  // MARK: What competes after the change

  private func rivals(_ added: String) throws -> [Finding] {
    let device = try ExampleDevice().validator
    func matched(_ text: String) -> MatchedDocument {
      device.grammar.match(device.platform.syntax.parse(Array(text.utf8), source: "predicted.cfg"))
    }
    return device.rivals(
      predicted: matched(ExamplePlatform.configuration + "\n" + added),
      intended: matched(ExamplePlatform.configuration), intent: try ExampleDevice.intent([]))
  }

  @Test(arguments: [
    ("route 172.20.0.0/24 wan0", "route-shared"), ("ike-peer old\n address 192.0.2.10", "peer-shared"),
    ("interface wan0\n profile vpn", "left-over"),
  ])
  func `what competes with the tunnel is named`(added: String, rule: String) throws {
    let found = try rivals(added)
    #expect(found.map(\.rule) == [rule], "\(found)")
    #expect(RuleDescription.configurations.contains { $0.id == rule })
  }

  @Test(arguments: [
    "route 172.20.0.0/16 wan0", "route 172.20.0.128/25 wan0", "route 10.0.0.0/8 wan0",
    Self.foreign.replacing("p1", with: "q1").replacing("p2", with: "q2"),
    "ike-peer old\n address 192.0.2.11", "ipsec-profile old\n peer cloud",
  ])
  func `what has only to do with others is not`(added: String) throws { #expect(try rivals(added) == []) }
}
