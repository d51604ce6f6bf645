import ConfigDiff
import ConfigTree
import Diagnostics
import IPAddressing
import PlatformModel
import Testing
import VPNIntent

@testable import ChangeTicket
@testable import Validation

/// What would compete with a tunnel after the change is named, on every platform and in every mode.
@Suite struct RivalLawTests {
  private static let rules: Set<String> = ["route-shared", "peer-shared", "left-over"]

  private func rivals(_ change: PreparedChange) -> [Finding] {
    change.report.findings.filter { RivalLawTests.rules.contains($0.rule) }
  }

  @Test(arguments: LawCase.all)
  func `nothing of another partner is taken for a rival, and nothing of our own`(_ law: LawCase) throws {
    let site = try LawSite(law)
    #expect(rivals(try site.prepare(running: site.base)) == [])
    #expect(rivals(try site.prepare(running: site.applied())) == [])
  }

  @Test(arguments: LawCase.all.filter { $0.mode != .bgp })
  func `of a network that is gone from the intent, nothing stays on the device`(_ law: LawCase) throws {
    var site = try LawSite(law)
    let applied = try site.applied()
    let previous = site.intent
    for index in site.intent.connections.indices {
      site.intent.connections[index].cloud.subnets.removeLast()
      if law.mode == .policy { site.intent.connections[index].selectors.removeLast() }
    }
    let change = try site.prepare(running: applied, previous: previous)
    #expect(change.faults == "", "\(change.plan.apply.text())")
    #expect(naming("172.20.8.0", change) == [])
    #expect(rivals(change) == [])
    #expect(change.proof.rollback != .different)
    #expect(lost(site, applied, change) == [])
  }

  @Test(arguments: LawCase.all.filter { $0.connections > 1 })
  func `of a connection that is gone from the intent, nothing stays on the device`(_ law: LawCase) throws {
    var site = try LawSite(law)
    let applied = try site.applied()
    let previous = site.intent
    site.intent.connections.removeLast()
    let change = try site.prepare(running: applied, previous: previous)
    #expect(change.faults == "", "\(change.plan.apply.text())")
    for address in ["192.0.2.11", "169.254.71.1", "169.254.71.2"] { #expect(naming(address, change) == []) }
    #expect(rivals(change) == [])
    #expect(change.proof.rollback != .different)
    #expect(lost(site, applied, change) == [])
  }

  @Test(arguments: LawCase.all.filter { $0.connections > 1 && $0.mode != .policy })
  func `the first connection goes, and the second takes its place`(_ law: LawCase) throws {
    var site = try LawSite(law)
    let applied = try site.applied()
    let previous = site.intent
    site.intent.connections.removeFirst()
    let change = try site.prepare(running: applied, previous: previous)
    let proof = change.proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
    #expect(proof == [], "\(change.plan.apply.text())")
    for address in ["192.0.2.10", "169.254.70.1", "169.254.70.2"] { #expect(naming(address, change) == []) }
    #expect(lost(site, applied, change) == [])
  }

  @Test(arguments: LawCase.all)
  func `tunnels get other numbers`(_ law: LawCase) throws {
    var site = try LawSite(law)
    let applied = try site.applied()
    let previous = site.intent
    for name in site.platform.naming {
      if let kind = name.kind, let start = name.start { site.intent.device.numbers[kind] = start + 5 }
    }
    let change = try site.prepare(running: applied, previous: previous)
    let proof = change.proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
    #expect(proof == [], "\(change.plan.apply.text())")
    #expect(lost(site, applied, change) == [])
  }

  @Test(arguments: LawCase.all)
  func `what was on the device before the tunnels stays when they go another way`(_ law: LawCase) throws {
    let site = try LawSite(law)
    let applied = try site.applied()
    for next in LawCase.all
    where next.platform == law.platform && next.version == law.version && next.mode != law.mode {
      var other = try LawSite(next)
      other.intent.connections = Array(other.intent.connections.prefix(1))
      let gateway = try #require(IPAddress("192.0.2.99"))
      other.intent.connections[0].cloud.address = gateway
      other.intent.connections[0].cloud.identity = .ip(gateway)
      let change = try other.prepare(running: applied, previous: site.intent)
      #expect(lost(site, applied, change) == [], "to \(next)")
      let proof = change.proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
      #expect(proof == [], "to \(next): \(change.plan.apply.text())")
      #expect(naming("192.0.2.10", change) == [], "to \(next)")
    }
  }

  @Test(arguments: LawCase.all)
  func `the line gets another provider, and nothing of the old way stays`(_ law: LawCase) throws {
    var site = try LawSite(law)
    let applied = try site.applied()
    let previous = site.intent
    site.intent.device.wan[0].address = IPAddress("198.51.100.66")
    site.intent.device.wan[0].nextHop = IPAddress("198.51.100.65")
    for index in site.intent.connections.indices {
      site.intent.connections[index].device.address = IPAddress("198.51.100.66")
      site.intent.connections[index].device.identity = .ip(try #require(IPAddress("198.51.100.66")))
    }
    let change = try site.prepare(running: applied, previous: previous)
    let proof = change.proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
    #expect(proof == [], "\(change.plan.apply.text())")
    #expect(rivals(change) == [])
    #expect(lost(site, applied, change) == [])
  }

  @Test func `a firewall's tunnel goes over another interface`() throws {
    let law = try #require(LawCase.all.first { $0.platform == "cisco-asa" && $0.mode == .static })
    var site = try LawSite(law)
    let other = """
      interface GigabitEthernet0/7
       nameif outside2
       ip address 198.51.100.130 255.255.255.192

      """
    let applied = Array(other.utf8) + (try site.applied())
    let previous = site.intent
    site.intent.device.wan[0].interface = "outside2"
    site.intent.device.wan[0].address = IPAddress("198.51.100.130")
    site.intent.device.wan[0].nextHop = IPAddress("198.51.100.129")
    let change = try site.prepare(running: applied, previous: previous)
    let commands = change.plan.apply.text().split(separator: "\n").map(String.init)
    let old = try #require(commands.firstIndex { $0.hasPrefix("no route outside ") })
    let new = try #require(commands.firstIndex { $0.hasPrefix("route outside2 ") })
    #expect(old < new)
    #expect(change.proof.checks.filter { !$0.holds }.isEmpty)
  }

  /// Lines of the predicted file with an address.
  private func naming(_ address: String, _ change: PreparedChange) -> [Substring] {
    String(decoding: change.proof.predicted, as: UTF8.self).split(separator: "\n").filter { line in
      // A comment in a connection that stays is nobody's statement.
      line.drop { $0 == " " }.first != "#"
        && line.split { !$0.isNumber && $0 != "." }.contains { $0 == address }
    }
  }

  /// Lines that were on the device before any tunnel of ours, that stayed when it came, and that are gone now.
  private func lost(_ site: LawSite, _ applied: [UInt8], _ change: PreparedChange) -> [String] {
    func lines(_ bytes: [UInt8]) -> Set<String> {
      let matched = site.preparation.preparation.device.matched(bytes, source: "file")
      return Set(
        matched.document.nodes.indices.filter { matched.document.nodes[$0].isConfiguration }.map { node in
          let path = matched.document.ancestors(of: node) + [node]
          return path.map { String(decoding: matched.text(of: $0), as: UTF8.self) }.joined(separator: " / ")
        })
    }
    return lines(site.base).intersection(lines(applied)).subtracting(lines(change.proof.predicted)).sorted()
  }

  @Test(arguments: LawCase.all.filter { $0.mode == .static })
  func `routes of another tunnel to the same networks are named`(_ law: LawCase) throws {
    let site = try LawSite(law)
    // A tunnel of other numbers, whose routes stay when ours come.
    var other = site
    for name in site.platform.naming {
      if let kind = name.kind, let start = name.start { other.intent.device.numbers[kind] = start + 5 }
    }
    let change = try site.prepare(running: try other.applied())
    let facts = site.preparation.preparation.device.validator.facts(in: change.diff.intended)
    let routes = facts["destination"].count
    let ours = change.report.findings.filter { $0.rule == "route-shared" }.count
    let predicted = site.preparation.preparation.device.matched(change.proof.predicted, source: "predicted")
    let all = site.preparation.preparation.device.validator.facts(in: predicted)["destination"].count
    // Routes whose names or numbers are equal have been turned into ours.
    #expect(ours == all - routes - (try baseRoutes(site)), "\(change.report.text())")
    #expect(site.platform.writes == .tunnels || ours > 0)
  }

  private func baseRoutes(_ site: LawSite) throws -> Int {
    let device = site.preparation.preparation.device
    return device.validator.facts(in: device.matched(site.base, source: "base"))["destination"].count
  }
}
