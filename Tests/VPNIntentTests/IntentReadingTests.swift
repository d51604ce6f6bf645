import Diagnostics
import Foundation
import OrderedJSON
import Secrets
import Testing
import VPNIntent

@Suite struct IntentReadingTests {
  static let document = """
    {"schema": "peerconf.intent/1", "site": "berlin", "platform": "acme-router",
     "device": {"wan": [{"name": "wan1", "interface": "Ethernet0/1", "address": "198.51.100.7"}],
                "lan": {"subnets": ["10.20.0.0/16"]}},
     "connections": [{
       "id": "5d000000-0000-4000-8000-000000000001", "name": "berlin-1", "mode": "static", "role": "active", "wan": "wan1",
       "cloud": {"address": "192.0.2.10", "identity": {"type": "ip", "value": "192.0.2.10"},
                 "inside": "169.254.70.1/30", "subnets": ["172.20.0.0/24"]},
       "device": {"address": "198.51.100.7", "identity": {"type": "ip", "value": "198.51.100.7"},
                  "inside": "169.254.70.2/30", "subnets": ["10.20.0.0/16"]},
       "probe": true,
       "ike": {"version": 2, "encryption": "aes-256", "integrity": "sha2-256", "dh_group": 14, "lifetime_seconds": 86400,
               "dpd": {"interval_seconds": 30, "retransmit_seconds": 15, "payload_order": "seq-hash-notify"}},
       "ipsec": {"encryption": "aes-256", "integrity": "sha2-256", "pfs_group": 14, "lifetime_seconds": 3600},
       "key": {"reference": "env:PSK"}}]}
    """

  private func read(_ text: String) throws -> Reading<Intent> {
    try Intent.read(Array(text.utf8), source: "i.json")
  }

  @Test func `a good document has a value and no errors`() throws {
    let reading = try read(Self.document)
    #expect(reading.value?.connections.first?.ike.dhGroup == 14)
    #expect(!reading.findings.contains { $0.severity == .error }, "\(reading.findings)")
  }

  @Test func `what is written reads back as itself, and the hash leaves provenance out`() throws {
    var intent = try #require(try read(Self.document).value)
    let again = try Intent.read(intent.bytes, source: "again").value
    #expect(again == intent && again?.bytes == intent.bytes)
    let hash = intent.sha256
    intent.provenance = Intent.Provenance(region: "r", fetchedAt: "2026-01-01T00:00:00Z")
    #expect(intent.sha256 == hash)
    intent.connections[0].ipsec.pfsGroup = nil
    #expect(intent.sha256 != hash)
  }

  @Test(arguments: [
    ("\"dh_group\": 14", "\"dh_group\": 77"), ("\"version\": 2", "\"version\": 3"),
    ("\"mode\": \"static\"", "\"mode\": \"magic\""),
    ("\"192.0.2.10\", \"identity\"", "\"192.0.2.\", \"identity\""),
    ("169.254.70.1/30", "169.254.70.1"), ("\"lifetime_seconds\": 86400", "\"lifetime_seconds\": 5"),
    ("\"env:PSK\"", "\"Canary#Key1\""), ("\"sha2-256\", \"dh_group\"", "\"sha9\", \"dh_group\""),
    ("\"site\": \"berlin\"", "\"site\": \"../berlin\""), ("10.20.0.0/16\"]},", "10.20.0.1/16\"]},"),
  ])
  func `a wrong member is a finding with its place and no value`(from: String, to: String) throws {
    let text = Self.document.replacing(from, with: to, maxReplacements: 1)
    try #require(text != Self.document)
    let reading = try read(text)
    let errors = reading.findings.filter { $0.severity == .error }
    #expect(reading.value == nil && !errors.isEmpty)
    #expect(errors.allSatisfy { ($0.place?.line ?? 0) > 0 }, "\(errors)")
    #expect(
      !reading.findings.contains { $0.message.contains("Canary") || $0.remedy?.contains("Canary") == true })
  }

  @Test(arguments: [
    "", "{", "[1, 2", "\u{0}", "a: &x [*x, *x]\nb: - -", "{\"a\": \(String(repeating: "[", count: 5000))",
  ])
  func `what is no document is an input error or findings`(text: String) {
    do {
      let reading = try read(text)
      #expect(reading.value == nil && !reading.findings.isEmpty)
    } catch {
      #expect(error is InputError)
    }
  }

  @Test func `the schema file is the schema in the code`() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let file = try Data(contentsOf: root.appending(path: "devices/schema/intent.schema.json"))
    #expect(
      [UInt8](file) == IntentSchema.document.bytes(),
      "make goldens does not write it: `peerconf intent schema` does")
  }
}

@Suite struct SiteDescriptionTests {
  @Test func `a list gives its defaults to sites that have none`() throws {
    let text = """
      platform: acme-router
      key: env:PSK_ALL
      sites:
        - site: one
          device: {wan: [{name: w, interface: e0, address: 198.51.100.7}]}
        - site: two
          platform: other-router
          key: "file:keys/two"
          device: {wan: [{name: w, interface: e0}]}
      """
    let reading = try SiteDescription.list(Array(text.utf8), source: "sites.yaml")
    let sites = try #require(reading.value, "\(reading.findings)")
    #expect(sites.map(\.platform) == ["acme-router", "other-router"])
    #expect(sites.map { $0.key?.text } == ["env:PSK_ALL", "file:keys/two"])
  }

  @Test func `two sites of one name are an error`() throws {
    let site = "  - site: one\n    device: {wan: [{name: w, interface: e0}]}\n"
    let reading = try SiteDescription.list(Array("sites:\n\(site)\(site)".utf8), source: "sites.yaml")
    #expect(reading.value == nil && reading.findings.contains { $0.rule == "intent-duplicate" })
  }
}
