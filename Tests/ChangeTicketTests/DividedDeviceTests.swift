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
