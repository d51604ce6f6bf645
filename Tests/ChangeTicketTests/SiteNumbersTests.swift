import ConfigDiff
import ConfigTree
import Diagnostics
import Testing
import VPNIntent
import Validation

@testable import ChangeTicket

/// Numbers that a site gives for its objects.
@Suite struct SiteNumbersTests {
  @Test func `names of one kind keep their distances, and a number that nobody knows is said`() throws {
    var site = try LawSite(LawCase(platform: "fortinet-fortios", mode: .static, version: .v2))
    site.intent.device.numbers = ["policy": 801, "nonsense": 4]
    let change = try site.prepare(running: nil)
    let lines = change.diff.intended.document.nodes.indices.map(change.diff.intended.document.string)
    for number in [801, 802, 851, 852] { #expect(lines.count { $0 == "edit \(number)" } == 1, "\(number)") }
    #expect(
      change.report.findings.contains {
        $0.rule == "render-name" && $0.message.contains("no number nonsense")
      })
  }
}
