import Diagnostics
import Secrets
import Testing

@testable import VPNIntent

@Suite struct SiteDescriptionTests {
  @Test func `a site says what only it knows`() throws {
    let text = """
      site: berlin
      platform: acme-router
      key: env:PEERCONF_PSK_BERLIN
      connections:
        - berlin-1
        - {connection: berlin-2, wan: wan2, key: "file:keys/berlin-2"}
      device:
        wan: [{name: wan1, interface: Ethernet0/1, address: 198.51.100.7, next_hop: 198.51.100.1}]
        lan: {subnets: [10.20.0.0/16]}
        numbers: {tunnel: 10}
      """
    let reading = try SiteDescription.read(Array(text.utf8), source: "berlin.yaml")
    #expect(reading.findings == [])
    let site = try #require(reading.value)
    #expect(site.connections.map(\.connection) == ["berlin-1", "berlin-2"])
    #expect(site.connections[1].key?.text == "file:keys/berlin-2")
    #expect(site.device.numbers == ["tunnel": 10])
  }

  @Test func `a list gives its defaults to sites and refuses equal names`() throws {
    let text = """
      platform: acme-router
      sites:
        - {site: a, device: {}}
        - {site: b, platform: other, device: {}}
      """
    let list = try SiteDescription.list(Array(text.utf8), source: "sites.yaml")
    #expect(list.value?.map(\.platform) == ["acme-router", "other"])
    let twice = try SiteDescription.list(
      Array("sites: [{site: a, device: {}}, {site: a, device: {}, lan: 1}]".utf8), source: "sites.yaml")
    #expect(twice.value == nil)
    #expect(Set(twice.findings.map(\.rule)) == ["intent-duplicate", "intent-unknown-member"])
  }
}
