import Diagnostics
import Foundation
import IPAddressing
import Secrets
import Testing
import VPNIntent

@testable import Worksheet

@Suite struct WorksheetTests {
  /// The intents of all golden scenarios.
  static let intents: [URL] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../GoldenTests/Scenarios")
    let all = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? []).filter { $0.lastPathComponent == "intent.json" }
      .sorted { $0.path < $1.path }
  }()

  private func sheet(_ intent: Intent) -> Worksheet {
    Worksheet(intent) { table, word in word == "aes-128" ? ["aes-128", "\(table)-spelling"] : [] }
  }

  @Test(arguments: intents)
  func `every parameter of the intent is in the sheet, on its side`(_ file: URL) throws {
    let intent = try Intent.read(Array(try Data(contentsOf: file)), source: "intent.json").value
    let sheet = sheet(try #require(intent))
    for connection in try #require(intent).connections {
      let sections = sheet.sections.filter { $0.title.hasPrefix("\(connection.name): ") }
      #expect(sections.count == 4)
      let device = sections.flatMap(\.rows).map(\.device).joined(separator: "\n")
      let cloud = sections.flatMap(\.rows).map(\.cloud).joined(separator: "\n")
      let ike = connection.ike
      var both = [
        "v\(ike.version.rawValue)", "\(ike.lifetimeSeconds) s", "\(ike.dpd.intervalSeconds) s",
        ike.encryption.canonical.rawValue, "\(ike.dhGroup)", ike.integrity.rawValue,
        connection.ipsec.encryption.canonical.rawValue, "\(connection.ipsec.lifetimeSeconds) s",
        connection.ipsec.pfsGroup.map(String.init) ?? "off",
      ]
      if let exchange = ike.exchange { both.append(exchange.rawValue) }
      for text in both { #expect(device.contains(text) && cloud.contains(text), "\(text)") }
      #expect(cloud.contains(connection.cloud.address?.description ?? ""))
      #expect(device.contains(connection.device.address?.description ?? "address from the provider"))
      if let inside = connection.device.inside { #expect(device.contains(inside.description)) }
      if let inside = connection.cloud.inside { #expect(cloud.contains(inside.description)) }
      if let name = connection.device.identity.value { #expect(device.contains(name)) }
      if let name = connection.cloud.identity.value { #expect(cloud.contains(name)) }
      #expect(device.contains(connection.key.text))
      if connection.mode == .static {
        for network in connection.cloud.subnets { #expect(device.contains("\(network) through the tunnel")) }
      }
      for pair in connection.selectors { #expect(device.contains("\(pair.device) to \(pair.cloud)")) }
    }
  }

  @Test func `all formats have all cells, and nothing in them is markup`() throws {
    let file = try #require(Self.intents.first)
    var intent = try #require(try Intent.read(Array(try Data(contentsOf: file)), source: "intent.json").value)
    intent.device.hostname = "<script>&\"'|`*"
    let sheet = sheet(intent)
    #expect(sheet.html.contains("&lt;script&gt;&amp;&quot;&#39;|`*") && !sheet.html.contains("<script"))
    #expect(sheet.markdown.contains(#"\<script\>&amp;"'\|\`\*"#))
    for tag in ["table", "tr", "td", "section", "tbody"] {
      let opened = sheet.html.ranges(of: "<\(tag)>").count
      #expect(opened > 0 && opened == sheet.html.ranges(of: "</\(tag)>").count, "\(tag)")
    }
    let rows = sheet.sections.reduce(0) { $0 + $1.rows.count }
    #expect(sheet.html.ranges(of: "<td>").count == rows * 4)
    // Each section adds a heading row; each table in Markdown a line of dashes.
    #expect(
      sheet.markdown.split(separator: "\n").count { $0.hasPrefix("| ") } == rows + 2 * sheet.sections.count)
    for row in sheet.sections.flatMap(\.rows) { #expect(sheet.text.contains(row.device)) }
    #expect(sheet.text.contains("devices write ike-encryption-spelling"))
  }
}
