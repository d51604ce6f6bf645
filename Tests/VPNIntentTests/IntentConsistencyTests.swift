import Diagnostics
import IPAddressing
import Testing

@testable import VPNIntent

@Suite struct IntentConsistencyTests {
  private func rules(_ change: (inout Intent) -> Void) throws -> [String] {
    var intent = try Samples.intent()
    change(&intent)
    return intent.remarks().map { "\($0.rule) \($0.message.prefix { $0 != ":" })" }
  }

  @Test func `a sound intent has no remark`() throws {
    #expect(try rules { _ in } == [])
  }

  @Test func `what a mode needs is asked for`() throws {
    #expect(
      try rules { $0.connections[0].cloud.inside = nil } == ["intent-incomplete connections[0].cloud.inside"])
    #expect(
      try rules { $0.connections[0].device.bgpASN = nil } == [
        "intent-incomplete connections[0].device.bgp_asn"
      ])
    #expect(
      try rules {
        $0.connections[0].mode = .policy
        $0.connections[0].selectors = []
      } == ["intent-incomplete connections[0].selectors"])
    #expect(
      try rules {
        $0.connections[0].mode = .static
        $0.connections[0].cloud.subnets = []
      } == ["intent-incomplete connections[0].cloud.subnets"])
  }

  @Test func `lines and connections are named once and known`() throws {
    #expect(try rules { $0.connections[0].wan = "wan9" } == ["intent-undefined connections[0].wan"])
    #expect(try rules { $0.connections[0].wan = nil } == ["intent-incomplete connections[0].wan"])
    #expect(try rules { $0.connections.append($0.connections[0]) } == ["intent-duplicate connections[1]"])
    #expect(try rules { $0.connections = [] } == ["intent-incomplete connections"])
  }

  @Test func `IKEv1 has an exchange and no authenticated cipher`() throws {
    let found = try rules {
      $0.connections[0].ike.version = .v1
      $0.connections[0].ike.encryption = .aes256GCM16
    }
    #expect(
      found == [
        "intent-incomplete connections[0].ike.exchange", "intent-combination connections[0].ike.encryption",
      ])
  }

  @Test(arguments: ["a\nb", "", "x y", "a\u{2028}b", "\u{202E}abc", "tab\there"])
  func `texts that could start a line of their own are refused`(_ text: String) throws {
    #expect(try rules { $0.connections[0].name = text }.contains("intent-value connections[0].name"))
    #expect(try rules { $0.device.wan[0].interface = text }.contains("intent-value device.wan[0].interface"))
    #expect(try rules { $0.site = text } == ["intent-value site"])
  }
}
