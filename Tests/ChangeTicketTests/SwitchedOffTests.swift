import ConfigDiff
import Diagnostics
import Testing
import Validation
import VPNIntent

@testable import ChangeTicket

/// Lines of somebody else's that keep switched off what a change sets up.
@Suite struct SwitchedOffTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var platform: String
    var mode = Connection.Mode.static
    var running: String
    /// The line that is at fault; `nil`: none is.
    var line: Int?

    var testDescription: String { "\(platform), \(running.prefix(60))" }
  }

  static let cases = [
    Case(
      platform: "cisco-iosxe", mode: .policy,
      running: "interface GigabitEthernet0/0/0\n ip address dhcp\n shutdown\n", line: 3),
    Case(
      platform: "cisco-iosxe", mode: .policy,
      running: "interface GigabitEthernet0/0/9\n ip address dhcp\n shutdown\n", line: nil),
    Case(
      platform: "cisco-iosxe", mode: .bgp,
      running: "router bgp 65010\n neighbor 169.254.70.1 remote-as 64512\n neighbor 169.254.70.1 shutdown\n",
      line: 3),
    Case(
      platform: "cisco-iosxe", mode: .bgp,
      running: "router bgp 65010\n neighbor 10.0.0.1 remote-as 64512\n neighbor 10.0.0.1 shutdown\n",
      line: nil),
    Case(
      platform: "juniper-junos",
      running: "set interfaces st0 unit 1 family inet\ndeactivate interfaces st0\n", line: 1),
    Case(
      platform: "juniper-junos",
      running: "set interfaces st0 unit 1 family inet\ndeactivate interfaces st0 unit 1\n", line: nil),
    Case(platform: "vyos", running: "set interfaces vti vti901 disable\n", line: nil),
    Case(
      platform: "juniper-junos",
      running:
        "set security flow tcp-mss ipsec-vpn mss 1300\ndeactivate security flow tcp-mss ipsec-vpn mss\n",
      line: 1),
    Case(
      platform: "juniper-junos",
      running: "security {\n    flow {\n        tcp-mss { ipsec-vpn { inactive: mss 1300; } }\n    }\n}\n",
      line: 3),
    Case(
      platform: "juniper-junos",
      running: "set security flow tcp-mss all-tcp mss 1300\ndeactivate security flow tcp-mss all-tcp mss\n",
      line: nil),
  ]

  @Test(arguments: cases)
  func `what is switched off elsewhere stops the change`(_ sample: Case) throws {
    let site = try LawSite(LawCase(platform: sample.platform, mode: sample.mode, version: .v2))
    let change = try site.prepare(running: Array(sample.running.utf8))
    let found = change.report.findings.filter { $0.rule == "switched-off" }
    #expect(found.compactMap { $0.place?.line } == (sample.line.map { [$0] } ?? []), "\(found)")
    #expect(found.allSatisfy { $0.severity == .error })
  }
}
