import Diagnostics
import IPAddressing
import Testing
import VPNIntent

@testable import Rendering

@Suite struct CapabilityCheckTests {
  private func result(version: String? = "V2", _ change: (inout Intent) -> Void) throws -> RenderResult {
    var intent = try TestIntent.one()
    change(&intent)
    return try TestPlatform.renderer().render(intent, options: RenderOptions(softwareVersion: version))
  }

  private func refusal(version: String? = "V2", _ change: (inout Intent) -> Void) throws -> Finding {
    let result = try result(version: version, change)
    #expect(result.configuration == nil)
    return try #require(result.findings.first { $0.severity == .error })
  }

  @Test func `what the device can do is rendered without a remark`() throws {
    #expect(try result { _ in }.findings == [])
  }

  @Test func `a mode or word that it cannot do is refused with what works`() throws {
    let mode = try refusal { $0.connections[0].mode = .policy }
    #expect(mode.rule == "capability-missing")
    #expect(mode.message == "connection berlin-1: Acme Router cannot do mode.policy: it has no policies")
    #expect(mode.remedy == "Use static.")
    let word = try refusal { $0.connections[0].ike.encryption = .tripleDES }
    #expect(word.message.hasSuffix("cannot do ike-encryption 3des: removed by the maker"))
    #expect(word.remedy == "It can do aes-128, aes-256, aes-256-gcm-16.")
    #expect(try refusal { $0.connections[0].ipsec.integrity = .md5 }.message.contains("ipsec-integrity md5"))
    #expect(try refusal { $0.connections[0].ipsec.pfsGroup = 21 }.message.contains("pfs-group 21"))
  }

  @Test func `a word counts in the versions that have it`() throws {
    let old = try refusal(version: "V1") { $0.connections[0].ike.encryption = .aes256 }
    #expect(old.message.contains("Acme Router V1 cannot do ike-encryption aes-256"))
    #expect(try result(version: nil) { $0.connections[0].ike.encryption = .aes256 }.configuration != nil)
  }

  @Test func `an authenticated cipher asks for no integrity algorithm`() throws {
    let rendered = try result {
      $0.connections[0].ipsec.encryption = .aes256GCM16
      $0.connections[0].ipsec.integrity = .md5
    }
    #expect(rendered.configuration != nil)
  }

  @Test func `combinations, ranges and numbers are refused`() throws {
    let names = try refusal {
      $0.connections[0].ike.version = .v1
      $0.connections[0].ike.exchange = .main
      $0.connections[0].cloud.identity = .fqdn("gateway.example.net")
    }
    #expect(names.rule == "capability-names")
    #expect(try refusal { $0.connections[0].ike.lifetimeSeconds = 90_000 }.rule == "capability-range")
    #expect(try refusal { $0.device.numbers = ["tunnel": 4] }.rule == "render-name")
    #expect(try refusal { $0.device.numbers = ["tunnel": .max] }.rule == "render-name")
    #expect(try refusal { $0.device.wan = [] }.rule == "render-incomplete")
    #expect(
      try refusal { $0.connections[0].cloud.address = IPAddress("2001:db8::1") }.rule == "capability-ipv6")
  }

  @Test func `tunnels that carry traffic at the same time are counted`() throws {
    func rules(_ role: Connection.Role) throws -> [String] {
      var intent = try TestIntent.two()
      intent.connections[1].role = role
      return try TestPlatform.renderer().render(intent, options: RenderOptions(softwareVersion: "V2"))
        .findings.map(\.rule).filter { $0 == "capability-one-tunnel" }
    }
    #expect(try rules(.active).count == 2)
    #expect(try rules(.standby) == [])
  }

  @Test func `times that need not agree are brought into range, and that is said`() throws {
    let adapted = try result { $0.connections[0].ike.dpd.intervalSeconds = 300 }
    #expect(adapted.configuration != nil)
    #expect(adapted.findings.map(\.rule) == ["render-adapted"])
    #expect(adapted.findings[0].message.contains("the device gets 20"))
  }

  @Test func `doubt is a warning`() throws {
    let unknown = try result { $0.connections[0].ike.dhGroup = 19 }
    #expect(unknown.configuration != nil)
    #expect(unknown.findings.map(\.rule) == ["capability-unknown"])
    let unverified = try result {
      $0.connections[0].mode = .bgp; $0.connections[0].probe = false
    }
    #expect(unverified.findings.map(\.rule) == ["render-unverified"])
    let dynamic = try result { $0.device.wan[0].address = nil }
    #expect(dynamic.findings.map(\.message).contains { $0.contains("wan-address.dynamic") })
  }

  @Test func `an intent that does not fit together is not rendered`() throws {
    #expect(try refusal { $0.connections[0].cloud.inside = nil }.rule == "intent-incomplete")
    #expect(try refusal { $0.connections[0].name = "a\nno ip routing" }.rule == "intent-value")
  }
}
