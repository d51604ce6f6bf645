import ConfigDiff
import ConfigTree
import Diagnostics
import OrderedJSON
import PlatformModel
import Secrets
import Testing
import VPNIntent
import Validation

@testable import ChangeTicket

/// Sites of the example device for preparations.
struct ExampleSite {
  let preparation: ChangePreparation
  let intent: Intent
  let reference: SecretReference
  let tagKey = TagKey(bytes: Array(repeating: 9, count: TagKey.size))
  static let key = "CANARY-clear-0x7K"

  init() throws {
    preparation = ChangePreparation(
      device: try PreparedPlatform(try ExamplePlatform.platform()),
      tool: ToolIdentity(name: "peerconf", version: "1.2.3"))
    let reading = try Intent.read(Array(ExamplePlatform.intent.utf8), source: "intent")
    intent = try #require(reading.value)
    reference = try SecretReference(parsing: "env:PEERCONF_PSK_EXAMPLE")
  }

  func request(_ running: String?, rendered: String = ExamplePlatform.configuration + "\n") -> ChangeRequest {
    ChangeRequest(
      intent: intent, rendered: Array(rendered.utf8), running: running.map { Array($0.utf8) },
      keys: [reference: Secret(Self.key)], tagKey: tagKey)
  }

  /// What a device holds that has all that the example intends, its key encoded or in clear, and much else.
  static func running(_ change: (String) -> String = { $0 }, key: String = "plain \(ExampleSite.key)")
    -> String
  {
    let vpn = ExamplePlatform.configuration.replacing("plain <psk:env:PEERCONF_PSK_EXAMPLE>", with: key)
    return """
      hostname r1
      username admin password 7 CANARY-admin-pass
      snmp community CANARY-community
      interface lan0
       address 10.20.0.1/16
       description CANARY-clear-0x7K is written here too
      ike-peer other
       address 203.0.113.1
       key encoded CANARY-encoded-other
       proposal other
      ike-proposal other
       encryption aes-256
      \(change(vpn))
      route 10.99.0.0/16 lan0
      ! password CANARY-comment

      """
  }
}

@Suite struct PreparationTests {
  @Test func `a device that already is right needs nothing`() throws {
    let site = try ExampleSite()
    let change = site.preparation.prepare(site.request(ExampleSite.running()))
    #expect(change.plan.isEmpty)
    #expect(change.outcome == .done, "\(change.report.text())")
    #expect(change.proof.holds && change.proof.rollback == .nothing)
    #expect(change.bundle["apply.cfg"]?.content == [])
    #expect(change.bundle["change.diff"]?.content == [])
  }

  @Test func `a device without the tunnel gets it, and the proof holds`() throws {
    let site = try ExampleSite()
    for running in [nil, "", ExampleSite.running { _ in "ike-proposal p1\n encryption aes-256" }] {
      let change = site.preparation.prepare(site.request(running))
      #expect(change.proof.holds, "\(change.proof.checks)")
      #expect(change.outcome == .changes, "\(change.report.text())")
      #expect(!change.plan.isEmpty)
    }
  }

  @Test func `drift is repaired and the rollback gives the file back byte for byte`() throws {
    let site = try ExampleSite()
    let running = ExampleSite.running {
      $0.replacing(" pfs 14", with: " pfs 19").replacing(" group 14", with: " group 2")
    }
    let change = site.preparation.prepare(site.request(running))
    #expect(change.proof.holds, "\(change.proof.checks)")
    #expect(change.proof.rollback == .bytes)
    let apply = String(decoding: change.bundle["apply.cfg"]?.content ?? [], as: UTF8.self)
    #expect(apply.contains(" pfs 14\n") && apply.contains(" group 14\n"))
    let rollback = String(decoding: change.bundle["rollback.cfg"]?.content ?? [], as: UTF8.self)
    #expect(rollback.contains(" pfs 19\n"))
  }

  @Test func `a key that the device has encoded is a finding, and is set on demand`() throws {
    let site = try ExampleSite()
    var request = site.request(ExampleSite.running(key: "plain %^%#CANARY-encoded%^%#"))
    let kept = site.preparation.prepare(request)
    #expect(kept.report.findings.contains { $0.rule == "key-unverifiable" })
    #expect(kept.proof.holds, "\(kept.proof.checks)")
    request.options.keys = .set
    let set = site.preparation.prepare(request)
    #expect(set.plan.apply.contains { !$0.line.secrets.isEmpty })
    #expect(set.proof.holds, "\(set.proof.checks)")
    let apply = String(decoding: set.bundle["apply.cfg"]?.content ?? [], as: UTF8.self)
    #expect(apply.contains("! key plain <psk:"))
  }

  @Test func `a wrong key in clear is a difference and shows as two tags`() throws {
    let site = try ExampleSite()
    let change = site.preparation.prepare(site.request(ExampleSite.running(key: "plain CANARY-wrong-0x7K")))
    #expect(!change.plan.isEmpty && change.proof.holds, "\(change.proof.checks)")
    let diff = String(decoding: change.bundle["change.diff"]?.content ?? [], as: UTF8.self)
    let lines = diff.split(separator: "\n").filter { $0.contains("key plain <psk:") }
    #expect(Set(lines.map { $0.dropFirst() }).count == 2, "\(diff)")
  }

  @Test func `a finding at the threshold decides the outcome`() throws {
    let site = try ExampleSite()
    let rendered = ExamplePlatform.configuration.replacing(" pfs 14", with: " pfs 2") + "\n"
    var request = site.request(ExampleSite.running(), rendered: rendered)
    #expect(site.preparation.prepare(request).outcome == .findings)
    request.options.failOn = .never
    #expect(site.preparation.prepare(request).outcome == .changes)
  }

  @Test func `a proposal that another tunnel uses too is not changed under its feet`() throws {
    let site = try ExampleSite()
    let running = ExampleSite.running { $0.replacing(" group 14", with: " group 19") }
      .replacing("proposal other", with: "proposal p1")
    let change = site.preparation.prepare(site.request(running))
    #expect(change.report.findings.contains { $0.rule == "object-shared" })
    #expect(change.outcome == .findings)
  }

  @Test func `what was wrong before the change is not held against it`() throws {
    let site = try ExampleSite()
    let running = ExampleSite.running() + "ike-proposal old\n encryption 3des\n"
    let change = site.preparation.prepare(site.request(running))
    #expect(!change.report.findings.contains { $0.message.contains("3des") })
  }

  @Test func `the summary speaks to a change board`() throws {
    let site = try ExampleSite()
    let change = site.preparation.prepare(
      site.request(ExampleSite.running { $0.replacing(" pfs 14", with: " pfs 19") }))
    let text = String(decoding: change.bundle["summary.md"]?.content ?? [], as: UTF8.self)
    #expect(text.hasPrefix("# VPN change for site example\n"))
    for part in [
      "## Connections", "## What changes on the device", "-   pfs 19\n+   pfs 14\n", "## Proof",
      "## Findings",
      "## Files", "The proof holds.",
    ] {
      #expect(text.contains(part), "\(part) is missing in\n\(text)")
    }
  }

  @Test func `a new section stands once above what is in it`() throws {
    let site = try ExampleSite()
    let change = site.preparation.prepare(site.request(nil))
    let text = String(decoding: change.bundle["summary.md"]?.content ?? [], as: UTF8.self)
    let headers = text.split(separator: "\n").filter { $0.hasSuffix(" ike-proposal p1") }
    #expect(headers == ["+ ike-proposal p1"], "\(text)")
  }

  @Test func `plan and findings are JSON with schema, tool and version first`() throws {
    let site = try ExampleSite()
    let change = site.preparation.prepare(site.request(nil))
    for name in ["plan.json", "findings.json", "manifest.json"] {
      let file = try #require(change.bundle.allFiles.first { $0.name == name })
      let json = try JSON(parsing: file.content)
      #expect(json.object?.members.prefix(3).map(\.name) == ["schema", "tool", "version"])
    }
  }
}
