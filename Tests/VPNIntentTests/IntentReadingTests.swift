import Diagnostics
import OrderedJSON
import Testing

@testable import VPNIntent

@Suite struct IntentReadingTests {
  @Test func `a written intent is read back equal and without a remark`() throws {
    let intent = try Samples.intent()
    let reading = try Intent.read(intent.bytes, source: "berlin.json")
    #expect(reading.findings == [])
    #expect(reading.value == intent)
    #expect(reading.value?.bytes == intent.bytes)
  }

  @Test func `the hash leaves the provenance out and nothing else`() throws {
    var intent = try Samples.intent()
    let hash = intent.sha256
    intent.provenance = nil
    #expect(intent.sha256 == hash)
    intent.connections[0].ipsec.lifetimeSeconds = 3601
    #expect(intent.sha256 != hash)
    #expect(hash.count == 64)
  }

  @Test func `YAML and JSON of the same intent are the same value`() throws {
    let yaml = """
      schema: peerconf.intent/1
      site: berlin
      software_version: 17.09
      device:
        wan: [{name: wan1, interface: Gi1}]
      connections:
        - id: c-1
          name: berlin-1
          mode: static
          cloud: {address: 192.0.2.10, identity: {type: ip, value: 192.0.2.10}, inside: 169.254.70.1/30, subnets: [172.20.0.0/24]}
          device: {address: null, identity: {type: any}, inside: 169.254.70.2/30}
          ike: {version: 1, exchange: aggressive, encryption: 3des, integrity: sha1, dh_group: 2, lifetime_seconds: 3600}
          ipsec: {encryption: aes-128, integrity: sha1, lifetime_seconds: 3600}
          key: {reference: "cmd:pass show vpn/berlin"}
      """
    let reading = try Intent.read(Array(yaml.utf8), source: "berlin.yaml")
    #expect(reading.findings == [])
    let intent = try #require(reading.value)
    #expect(intent.softwareVersion == "17.09")
    #expect(intent.connections[0].ike.dpd == .standard)
    #expect(try Intent.read(intent.bytes, source: "x").value == intent)
  }

  @Test func `all errors of a document are found, with path and line`() throws {
    var document = try #require(try Samples.intent().json.object)
    document["site"] = "../etc"
    document["colour"] = "red"
    var connection = try #require(document["connections"]?.array?.first?.object)
    connection["ike"] = [
      "version": 3, "encryption": "rot13", "integrity": "sha2-256", "dh_group": 3, "lifetime_seconds": 59,
      "dpd": ["interval_second": 30],
    ]
    connection["ipsec"] = nil
    connection["key"] = ["reference": "Hunter2-is-a-key"]
    document["connections"] = [.object(connection)]
    let bytes = JSON.object(document).bytes()
    let reading = try Intent.read(bytes, source: "bad.json")
    #expect(reading.value == nil)
    let expected = [
      ("intent-value", "site:"), ("intent-unknown-member", "colour:"),
      ("intent-range", "connections[0].ike.version:"), ("intent-value", "connections[0].ike.encryption:"),
      ("intent-range", "connections[0].ike.dh_group:"),
      ("intent-range", "connections[0].ike.lifetime_seconds:"),
      ("intent-unknown-member", "connections[0].ike.dpd.interval_second:"),
      ("intent-missing", "connections[0].ipsec:"), ("intent-key", "connections[0].key.reference:"),
    ]
    for (rule, path) in expected {
      let finding = reading.findings.first { $0.rule == rule && $0.message.hasPrefix(path) }
      #expect(finding != nil, "\(rule) \(path)")
      #expect((finding?.place?.line ?? 0) > 0, "\(path)")
    }
    #expect(reading.findings.count == expected.count)
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let group = try #require(reading.findings.first { $0.message.contains("dh_group") }?.place?.line)
    #expect(lines[group - 1].contains("dh_group"))
    #expect(
      reading.findings.first { $0.message.contains("interval_second:") }?.remedy
        == "Did you mean interval_seconds?")
    #expect(!reading.findings.contains { $0.message.contains("Hunter2") })
  }

  @Test(arguments: [
    "", "   \n", "{", "[1]", "just text", "a: [", "\u{0}", "{\"schema\": 1}", "a: &x [*x]", "? [a]\n: b",
    "- - - - -", "site: {a: b", "schema: peerconf.intent/2\nsite: x\ndevice: {}\nconnections: []",
    String(repeating: "[", count: 4000), String(repeating: "{\"a\":", count: 4000),
    String(repeating: "- ", count: 3000),
    "a: &a [1,1]\n" + (1..<40).map { "a\($0): &a\($0) [*a, *a]" }.joined(separator: "\n"),
  ])
  func `text that is no intent is an error or findings, never a value`(_ text: String) throws {
    do throws(InputError) {
      let reading = try Intent.read(Array(text.utf8), source: "x")
      #expect(reading.value == nil)
      #expect(reading.findings.contains { $0.severity == .error })
    } catch {
      #expect(error.place?.source == "x")
      #expect(!error.message.isEmpty)
    }
  }

  @Test func `cutting or changing any byte never traps`() throws {
    let bytes = try Samples.intent().bytes
    var read = 0
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[place] = UInt8(truncatingIfNeeded: place &* 37)
      for candidate in [Array(bytes[..<place]), changed] {
        if let reading = try? Intent.read(candidate, source: "x"), reading.value != nil { read += 1 }
      }
    }
    #expect(read < bytes.count)
  }
}
