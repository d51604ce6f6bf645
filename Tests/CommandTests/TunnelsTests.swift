import Foundation
import Testing

@Suite struct TunnelsTests {
  let site: LocalSite

  init() throws { site = try LocalSite() }

  private static let file = """
    crypto isakmp policy 10
     encr aes 256
     hash sha256
     authentication pre-share
     group 14
    crypto isakmp key CANARY_1 address 192.0.2.9
    crypto ipsec transform-set TS esp-aes 256 esp-sha-hmac
    crypto map M 10 ipsec-isakmp
     set peer 192.0.2.9
     set transform-set TS
     match address 101
    interface GigabitEthernet0/0
     ip address 198.51.100.2 255.255.255.0
     crypto map M
    access-list 101 permit ip 10.1.0.0 0.0.255.255 10.9.0.0 0.0.255.255

    """

  @Test func `json is one document, each value with its line`() async throws {
    let run = try await site.run(
      ["tunnels", "-", "--platform", "cisco-iosxe", "--format", "json"], input: Array(Self.file.utf8))
    #expect(run.status == 0 && !LocalSite.leaks(run), "\(run.errors)")
    #expect(run.text.hasPrefix("{\n  \"schema\": \"peerconf.tunnels/1\",\n  \"tool\": \"peerconf\""))
    #expect(run.text.hasSuffix("}\n") && !run.text.hasSuffix("\n\n"))
    let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let tunnels = try #require(document["tunnels"] as? [[String: Any]])
    #expect(
      tunnels.count == 1 && tunnels[0]["kind"] as? String == "policy" && tunnels[0]["line"] as? Int == 8)
    let facts = try #require(tunnels[0]["facts"] as? [String: [[String: Any]]])
    #expect(facts["peer-address"]?.first?["values"] as? [String] == ["192.0.2.9"])
    #expect(facts["peer-address"]?.first?["line"] as? Int == 9)
    #expect(facts["local-address"]?.first?["values"] as? [String] == ["198.51.100.2"])
    #expect((facts["key"]?.first?["tag"] as? String)?.hasPrefix("<psk:") == true)
    #expect(facts["ike-lifetime"]?.first?["default"] as? Bool == true)
    let proposals = try #require(tunnels[0]["ike-proposals"] as? [[String: Any]])
    #expect(proposals.count == 1 && proposals[0]["name"] as? String == "10")
  }

  @Test func `text has a heading and a line for each fact`() async throws {
    let run = try await site.run(
      ["tunnels", "-", "--platform", "cisco-iosxe"], input: Array(Self.file.utf8))
    #expect(run.status == 0 && run.errors.isEmpty && !LocalSite.leaks(run), "\(run.errors)")
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.first == "192.0.2.9 (policy, line 8)")
    #expect(lines.contains("  wan-interface            GigabitEthernet0/0  (line 14)"))
    #expect(lines.contains("  ike-lifetime             86400 by default  (line 1)"))
    #expect(lines.contains("  selector                 local 10.1.0.0/16  remote 10.9.0.0/16  (line 15)"))
  }

  @Test func `a file without tunnels says so, a platform without rows too`() async throws {
    let none = try await site.run(
      ["tunnels", "-", "--platform", "cisco-iosxe"], input: Array("hostname a\n".utf8))
    #expect(none.status == 0 && none.text.isEmpty)
    #expect(none.errors.contains("has no IPsec tunnel that the platform cisco-iosxe can read"))
    let unknown = try await site.run(
      ["tunnels", "-", "--platform", "cisco-nxos"], input: Array("hostname a\n".utf8))
    #expect(unknown.status == 65 && unknown.errors.contains("does not say how tunnels are read"))
  }
}
