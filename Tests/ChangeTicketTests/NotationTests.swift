import ConfigDiff
import ConfigSimulation
import ConfigTree
import Diagnostics
import Foundation
import PlatformModel
import Platforms
import Rendering
import Secrets
import Testing
import VPNIntent
import Validation

@testable import ChangeTicket

/// Devices that are changed by whole paths: whatever notation the present file is in, the change is the same.
@Suite struct NotationTests {
  static let platforms = ["juniper-junos", "paloalto-panos", "vyos"]

  private static func preparation(_ id: String, notation: String? = nil) throws -> SitePreparation {
    let catalog = try Catalog()
    var platform = try catalog.platform(id: id)
    if let notation { platform = try #require(platform.using(notation: notation)) }
    return try SitePreparation(
      renderer: Renderer(platform: platform, templates: try catalog.templates(of: platform)),
      tool: ToolIdentity(name: "peerconf", version: "1"))
  }

  private static func change(
    _ id: String, notation: String? = nil, running: [UInt8]
  ) throws -> PreparedChange {
    let intent = try LawSite.intent(LawCase(platform: id, mode: .bgp, version: .v2))
    let request = SiteRequest(intent: intent, running: running)
    guard case .prepared(let change) = try preparation(id, notation: notation).prepare(request) else {
      throw ExampleError.refused
    }
    return change
  }

  private enum ExampleError: Error { case refused }

  /// The same configuration with sections in braces.
  private static func braces(_ matched: MatchedDocument, terminator: String) -> String {
    let document = matched.document
    var text = ""
    func write(_ nodes: some Sequence<Int>, _ depth: Int) {
      for node in nodes where document.nodes[node].isConfiguration {
        let blanks = String(repeating: "    ", count: depth)
        if document.nodes[node].subtreeEnd > node + 1 {
          text += "\(blanks)\(document.string(of: node)) {\n"
          write(document.children(of: node), depth + 1)
          text += "\(blanks)}\n"
        } else {
          text += "\(blanks)\(document.string(of: node))\(terminator)\n"
        }
      }
    }
    write(document.children(of: nil), 0)
    return text
  }

  @Test(arguments: platforms)
  func `a file in braces gives the commands of the same file in lines`(_ id: String) throws {
    let base = try LawSite.base(id)
    let plain = try Self.change(id, running: base)
    let matched = plain.diff.running
    let text = Self.braces(matched, terminator: id == "vyos" ? "" : ";").replacing("'", with: "\"")
    let other = try Self.change(id, notation: "braces", running: Array(text.utf8))
    #expect(other.plan.apply.text() == plain.plan.apply.text())
    #expect(other.plan.rollback.text() == plain.plan.rollback.text())
    #expect(other.proof.holds && plain.proof.holds, "\(other.proof)")
    #expect(!plain.plan.isEmpty)
    // Places are those of the file that was given.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for node in other.diff.running.document.nodes.indices {
      let document = other.diff.running.document
      guard document.nodes[node].subtreeEnd == node + 1 else { continue }
      let word = try #require(document.string(of: node).split(separator: " ").last)
      #expect(lines[document.place(of: node).line - 1].contains(word.replacing("'", with: "\"")))
    }
  }

  @Test func `an exported XML file of a firewall with one virtual system gives the same commands`() throws {
    let xml = """
      <?xml version="1.0"?>
      <config version="10.1.0" urldb="paloaltonetworks">
        <devices>
          <entry name="localhost.localdomain">
            <network>
              <ike>
                <crypto-profiles>
                  <ike-crypto-profiles>
                    <entry name="pc-1">
                      <hash>
                        <member>sha256</member>
                        <member>sha1</member>
                      </hash>
                      <dh-group>
                        <member>group14</member>
                      </dh-group>
                    </entry>
                  </ike-crypto-profiles>
                </crypto-profiles>
              </ike>
              <virtual-router>
                <entry name="default">
                  <interface>
                    <member>ethernet1/1</member>
                    <member>tunnel.901</member>
                  </interface>
                </entry>
              </virtual-router>
            </network>
            <vsys>
              <entry name="vsys1">
                <zone>
                  <entry name="pc-cloud">
                    <network>
                      <layer3>
                        <member>tunnel.901</member>
                      </layer3>
                    </network>
                  </entry>
                </zone>
              </entry>
            </vsys>
          </entry>
        </devices>
      </config>

      """
    let lines = """
      set network ike crypto-profiles ike-crypto-profiles pc-1 hash [ sha256 sha1 ]
      set network ike crypto-profiles ike-crypto-profiles pc-1 dh-group group14
      set network virtual-router default interface [ ethernet1/1 tunnel.901 ]
      set zone pc-cloud network layer3 tunnel.901

      """
    let plain = try Self.change("paloalto-panos", running: Array(lines.utf8))
    let other = try Self.change("paloalto-panos", notation: "xml", running: Array(xml.utf8))
    let commands = plain.plan.apply.text()
    #expect(other.plan.apply.text() == commands)
    #expect(other.proof.holds, "\(other.proof)")
    #expect(commands.contains("delete network ike crypto-profiles ike-crypto-profiles pc-1 hash sha1\n"))
    for present in [
      "ike-crypto-profiles pc-1 dh-group group14\n", "layer3 tunnel.901\n", "default interface tunnel.901\n",
    ] {
      #expect(!commands.contains(present))
    }
  }

  @Test(arguments: [
    ("set security ike gateway pc-1 version v1-only\ndeactivate security ike gateway pc-1\n", nil),
    ("security { ike { inactive: gateway pc-1 { version v1-only; } } }\n", "braces"),
  ])
  func `what is switched off is switched on`(_ running: String, _ notation: String?) throws {
    let change = try Self.change("juniper-junos", notation: notation, running: Array(running.utf8))
    let commands = change.plan.apply.text().split(separator: "\n")
    #expect(commands.contains("activate security ike gateway pc-1"))
    #expect(commands.contains("set security ike gateway pc-1 version v2-only"))
    #expect(
      change.plan.rollback.text().split(separator: "\n").contains("deactivate security ike gateway pc-1"))
    #expect(change.proof.holds, "\(change.proof)")
  }

  /// Exported files have sections that are there and hold nothing.
  @Test(arguments: [
    "set rulebase\nset zone\n", "set zone\nset network ike gateway\nset network ike crypto-profiles\n",
  ])
  func `a section without anything in it stays`(_ running: String) throws {
    let change = try Self.change("paloalto-panos", running: Array(running.utf8))
    #expect(change.proof.holds, "\(change.proof)")
    #expect(change.proof.rollback == .bytes)
  }

  @Test func `a line that is taken away by a later one is not there`() throws {
    let running = """
      set security ike gateway pc-1 version v1-only
      set security ike gateway pc-1 no-nat-traversal
      delete security ike gateway pc-1 no-nat-traversal

      """
    let change = try Self.change("juniper-junos", running: Array(running.utf8))
    #expect(!change.plan.apply.text().contains("no-nat-traversal"))
    #expect(change.proof.holds)
  }

  @Test(arguments: [
    (
      "set interfaces vti vti901 description 'a \"b\" $c; `d`'",
      "set interfaces vti vti901 description 'a \"b\" $c; `d`'"
    ),
    ("set interfaces vti vti901 description \"it's\"", "set interfaces vti vti901 description \"it's\""),
    ("set interfaces vti vti901 description plain", "set interfaces vti vti901 description plain"),
  ])
  func `a word with signs of the shell comes back in its quotes`(_ line: String, _ written: String) throws {
    let change = try Self.change("vyos", running: Array((line + "\n").utf8))
    let commands = change.plan.rollback.text().split(separator: "\n").map(String.init)
    #expect(commands.contains(written), "\(commands.filter { $0.contains("description") })")
    #expect(change.proof.holds, "\(change.proof)")
  }

  /// Nobody says which notation it is.
  @Test(arguments: platforms)
  func `a large file in braces is not taken for lines`(_ id: String) throws {
    let end = id == "vyos" ? "" : ";"
    let rest = (0..<500).map { "    interface eth\($0) {\n        description other\($0)\(end)\n    }\n" }
    let text = "unknown {\n\(rest.joined())}\n"
    let change = try Self.change(id, running: Array(text.utf8))
    #expect(change.diff.running.document.nodes.count { $0.isConfiguration } == 500)
    #expect(change.diff.running.document.notes.isEmpty, "\(change.diff.running.document.notes)")
    #expect(change.proof.holds, "\(change.proof)")
  }

  /// `word` as the last word of a line is one of the file's own where it stands in quotes.
  @Test func `a description that reads like a mark is one`() throws {
    let running = "set interfaces ge-0/0/1 description \"inactive:\"\nset interfaces ge-0/0/1 mtu 1400\n"
    let change = try Self.change("juniper-junos", running: Array(running.utf8))
    #expect(change.proof.holds, "\(change.proof)")
    #expect(change.proof.rollback == .bytes)
    #expect(change.report.findings.allSatisfy { $0.rule != "switched-off" })
  }

  @Test func `every path of a list that is deleted or switched off is`() throws {
    let list = """
      set security ike proposal pc-1 encryption-algorithm aes-256-cbc
      set security policies from-zone a to-zone b policy p match source-address [ x y ]
      delete security policies from-zone a to-zone b policy p match source-address [ x y ]
      set system services ssh
      deactivate system services [ ssh ]

      """
    let change = try Self.change("juniper-junos", running: Array(list.utf8))
    let document = change.diff.running.document
    let lines = document.nodes.indices.map { document.string(of: $0) }
    #expect(!lines.contains { $0.contains("source-address") })
    #expect(lines.contains { $0.hasSuffix("inactive:") })
    #expect(change.proof.holds, "\(change.proof)")
  }

  @Test(arguments: [
    ("juniper-junos", "edit security ike\nset proposal x dh-group group2\n", "config-not-followed"),
    ("juniper-junos", "security { protect: ike { proposal x; } }\n", "config-not-followed"),
    (
      "vyos", "set vpn ipsec logging log-level 1\nrename vpn ipsec esp-group A to esp-group B\n",
      "config-not-followed"
    ),
    ("paloalto-panos", "set zone a\nmove rulebase security rules x top\n", "config-not-followed"),
    (
      "juniper-junos",
      "<configuration><security><ike><proposal><name>p</name></proposal></ike></security></configuration>\n",
      "config-names-unknown"
    ),
  ])
  func `no change is planned for a file of which lines are not followed`(
    _ id: String, _ text: String, _ rule: String
  ) throws {
    let matched = try PreparedPlatform(Catalog().platform(id: id)).matched(
      Array(text.utf8), source: "running.cfg")
    #expect(matched.document.findings.contains { $0.rule == rule })
    #expect(throws: InputError.self) { try PresentFile.refuse(matched) }
  }
}
