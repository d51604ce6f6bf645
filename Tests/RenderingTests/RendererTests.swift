import Diagnostics
import PlatformModel
import Secrets
import Testing
import VPNIntent

@testable import Rendering

@Suite struct RendererTests {
  private func text(_ template: String, _ change: (inout Intent) -> Void = { _ in }) throws -> String {
    var intent = try TestIntent.two()
    change(&intent)
    let result = try TestPlatform.renderer(template + "{{ connections[0].key }}{{ connections[1].key }}")
      .render(intent, options: RenderOptions(softwareVersion: "V2"))
    let bytes = try #require(result.configuration?.bytes, "\(result.findings)")
    let whole = String(decoding: bytes, as: UTF8.self)
    return String(whole.prefix { $0 != "<" })
  }

  @Test func `the device's words stand where the intent has the cloud's`() throws {
    let template =
      "{% for c in connections[:1] %}{{ c.ike.encryption }} {{ c.ike.words.encryption }} {{ c.ike.prf }} {{ c.ike.dh_group }} "
      + "{{ c.ipsec.encryption }} {{ c.ipsec.pfs_group }} {{ c.ike.dpd.payload_order }} {{ c.local.identity.type }}{% endfor %}"
      + " {{ vocabulary.colours.red }}"
    #expect(try text(template) == "cbc128 aes-128 prf256 group 14 esp-128 pfs14 hash-first address rouge")
  }

  @Test func `IKEv1 has words of its own where the device has them`() throws {
    let spelled = try text("{{ connections[0].ike.encryption }} {{ connections[1].ike.encryption }}") {
      $0.connections[0].ike.version = .v1
      $0.connections[0].ike.exchange = .main
    }
    #expect(spelled == "old-128 cbc128")
  }

  @Test func `network filters find the table of names among the templates`() throws {
    let names = #"{"interfaces": {"GigaWire": {"short": "gw", "spellings": ["gw"]}}}"#
    let template = "{{ 'gw1/2' | canonical_interface_name }} {{ '10.0.0.0/8' | ipaddr('netmask') }}\n"
    let renderer = Renderer(
      platform: try TestPlatform.platform(),
      templates: [
        "acme/main.j2": Array((template + "{{ connections[0].key }}{{ connections[1].key }}").utf8),
        "_shared/names.json": Array(names.utf8),
      ])
    let result = try renderer.render(try TestIntent.two(), options: RenderOptions(softwareVersion: "V2"))
    let bytes = try #require(result.configuration?.bytes, "\(result.findings)")
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("GigaWire1/2 255.0.0.0\n"))
  }

  @Test func `local is the device and remote the cloud`() throws {
    let template =
      "{% for c in connections[1:] %}{{ c.local.address }} {{ c.remote.address }} {{ c.local.inside }} {{ c.remote.bgp_asn }} "
      + "{{ c.selectors[0].local }} {{ c.selectors[0].remote }}{% endfor %}"
    #expect(try text(template) == "198.51.100.7 192.0.2.11 169.254.71.2/30 64512 10.20.1.0/24 172.20.0.0/24")
  }

  @Test func `connections with equal proposals share them, and numbers can be given`() throws {
    let template =
      "{{ ike_proposals | length }}{{ ipsec_proposals | length }} {% for c in connections %}{{ c.names.ike_peer }} "
      + "{{ c.names.ike_proposal }} {{ c.names.tunnel }} {% endfor %}"
    #expect(try text(template) == "11 PEER1 P1 Tunnel1 PEER2 P1 Tunnel2 ")
    let apart = try text(template) {
      $0.connections[1].ike.dhGroup = 19
      $0.device.numbers = ["tunnel": 2]
    }
    #expect(apart == "21 PEER1 P1 Tunnel2 PEER2 P2 Tunnel3 ")
  }

  @Test func `the header tells what was rendered and what is doubtful, and no time`() throws {
    let intent = try TestIntent.one()
    let lines = try text("{% for line in header %}{{ comment }}{{ line }}\n{% endfor %}") {
      for place in $0.connections.indices { $0.connections[place].ike.encryption = .aes256GCM16 }
    }
    #expect(lines.hasPrefix("! Written by peerconf for site berlin, platform acme\n! Intent "))
    #expect(lines.contains("\n! Platform data: secondary\n"))
    #expect(lines.contains("\n! Not verified: ike-encryption aes-256-gcm-16\n"))
    #expect(!lines.contains(intent.sha256))
  }

  /// All that a template gets, one value a line.
  static let everything =
    "{{ connections | tojson(indent=1) }}\n{{ device | tojson(indent=1) }}\n{{ lines | tojson(indent=1) }}\n"
    + "{{ connections[0].key }}\n"

  @Test func `the same input gives the same bytes`() throws {
    let renderer = try TestPlatform.renderer(
      Self.everything)
    let first = try renderer.render(TestIntent.one()).configuration?.bytes
    #expect(first != nil)
    for _ in 0..<5 {
      #expect(try renderer.render(TestIntent.one()).configuration?.bytes == first)
      #expect(
        try TestPlatform.renderer(Self.everything)
          .render(TestIntent.one()).configuration?.bytes == first)
    }
  }

  @Test func `a wrong template is an error with its place`() throws {
    let renderer = try TestPlatform.renderer("a\n{{ connections[0].colour }}\n")
    let error = #expect(throws: InputError.self) { try renderer.render(TestIntent.one()) }
    #expect(error?.place?.source == "templates/acme/main.j2")
    #expect(error?.place?.line == 2)
    #expect(error?.excerpt?.contains("colour") == true)
  }

  @Test func `a template that forgets a key or asks for a foreign one is refused`() throws {
    let without = try TestPlatform.renderer("nothing\n").render(TestIntent.one())
    #expect(without.configuration == nil)
    #expect(without.findings.map(\.rule) == ["render-key"])
    let foreign = try TestPlatform.renderer("{{ connections[0].key }}<psk:cmd:rm>").render(TestIntent.one())
    #expect(foreign.configuration == nil)
  }

  @Test func `a line that the device would cut is refused`() throws {
    let result = try TestPlatform.renderer("{{ connections[0].key }} {{ 'x' * 300 }}\n").render(
      TestIntent.one())
    #expect(result.configuration == nil)
    #expect(result.findings.map(\.rule) == ["render-line-length"])
  }
}
