import ConfigDiff
import Diagnostics
import Testing
import VPNIntent
import Validation

@testable import ChangeTicket

/// A device in parts: the change stands in the part that the site names, and nothing of the others is touched.
@Suite struct DividedDeviceTests {
  static let running = """
    #config-version=FGT60F-7.2.8-FW-build1639-240313:opmode=0:vdom=1:user=admin
    config vdom
    edit root
    next
    edit branch
    next
    end
    config global
    config system interface
        edit "wan1"
            set vdom "branch"
        next
        edit "internal"
            set vdom "branch"
        next
    end
    end
    config vdom
    edit root
    config firewall policy
        edit 901
            set name "not ours"
            set action accept
        next
    end
    end
    config vdom
    edit branch
    config router static
        edit 1
            set gateway 198.51.100.1
            set device "wan1"
        next
    end
    end

    """

  @Test(arguments: Connection.Mode.allCases)
  func `the change stands in its part and can be taken back`(_ mode: Connection.Mode) throws {
    var site = try LawSite(LawCase(platform: "fortinet-fortios", mode: mode, version: .v2))
    site.intent.device.context = "branch"
    let change = try site.prepare(running: Array(Self.running.utf8))
    #expect(change.faults == "", "\(change.plan.apply.text())")
    #expect(change.outcome == .changes)
    let after = String(decoding: change.proof.predicted, as: UTF8.self)
    #expect(after.contains("set name \"not ours\""))
    let again = try site.prepare(running: change.proof.predicted)
    #expect(again.plan.isEmpty, "\(again.plan.apply.text())\n\(after)")
  }

  /// The base of the laws as a second virtual system beside the first one.
  private func divided(_ base: [UInt8]) -> [UInt8] {
    let lines = String(decoding: base, as: UTF8.self).split(separator: "\n").map { line in
      let parts = ["set import ", "set zone ", "set address ", "set rulebase ", "set service "]
      guard parts.contains(where: line.hasPrefix) else { return String(line) }
      return "set vsys vsys2 " + line.dropFirst("set ".count)
    }
    return Array(
      (lines + [
        "set vsys vsys1 zone corporate network layer3 ethernet1/7",
        "set vsys vsys1 import network interface ethernet1/7",
      ]).joined(separator: "\n").utf8) + [0x0A]
  }

  @Test(arguments: Connection.Mode.allCases)
  func `in a virtual system as well`(_ mode: Connection.Mode) throws {
    var site = try LawSite(LawCase(platform: "paloalto-panos", mode: mode, version: .v2))
    site.intent.device.context = "vsys2"
    let running = divided(site.base)
    let change = try site.prepare(running: running)
    #expect(change.faults == "", "\(change.plan.apply.text())")
    #expect(change.outcome == .changes)
    #expect(change.plan.apply.text().contains("set vsys vsys2 "))
    let again = try site.prepare(running: change.proof.predicted)
    #expect(again.plan.isEmpty, "\(again.plan.apply.text())")
  }

  @Test func `a security context has no tunnel interfaces, and policies are written`() throws {
    var site = try LawSite(LawCase(platform: "cisco-asa", mode: .static, version: .v2))
    site.intent.device.context = "branch"
    let refused = try site.preparation.prepare(SiteRequest(intent: site.intent))
    #expect(refused.report.findings.contains { $0.message.contains("no tunnel interfaces") })
    site = try LawSite(LawCase(platform: "cisco-asa", mode: .policy, version: .v2))
    site.intent.device.context = "branch"
    #expect(try site.prepare(running: site.base).faults == "")
  }

  @Test func `without the part's name the change is an error`() throws {
    let site = try LawSite(LawCase(platform: "fortinet-fortios", mode: .static, version: .v2))
    let change = try site.prepare(running: Array(Self.running.utf8))
    #expect(change.report.findings.contains { $0.rule == "companion-line" && $0.severity == .error })
  }

  @Test func `a platform that is not written for parts refuses a part`() throws {
    var site = try LawSite(LawCase(platform: "huawei-ar", mode: .static, version: .v2))
    site.intent.device.context = "branch"
    let refused = try site.preparation.prepare(SiteRequest(intent: site.intent))
    #expect(refused.report.findings.contains { $0.rule == "capability-missing" })
  }
}
