import ConfigDiff
import ConfigTree
import Diagnostics
import Foundation
import IPAddressing
import PlatformModel
import Platforms
import Rendering
import Secrets
import Testing
import VPNIntent
import Validation

@testable import ChangeTicket

/// A site on a built-in platform.
struct LawCase: Sendable, CustomTestStringConvertible {
  var platform: String
  var mode: Connection.Mode
  var version: IKEPolicy.Version
  var connections: Int

  init(
    platform: String, mode: Connection.Mode, version: IKEPolicy.Version, connections: Int? = nil
  ) {
    self.platform = platform
    self.mode = mode
    self.version = version
    self.connections = connections ?? (LawCase.single[platform]?.contains(mode) ?? false ? 1 : 2)
  }

  /// Modes in which a site has one connection only.
  private static let single: [String: Set<Connection.Mode>] = ["opnsense": [.static], "pfsense": [.static]]

  /// In every mode that the platform has.
  static let all: [LawCase] = Catalog.writableIDs.flatMap { id in
    let features = (try? Catalog().platform(id: id).capabilities.features) ?? []
    return Connection.Mode.allCases.filter { mode in
      // Of several answers one is for the newest version.
      let answers = features.filter { $0.name == "mode.\(mode.rawValue)" }.map(\.answer)
      return answers.isEmpty || answers.contains { $0 != .no }
    }.flatMap { mode in
      IKEPolicy.Version.allCases.map { LawCase(platform: id, mode: mode, version: $0) }
    }
  }

  var testDescription: String { "\(platform), \(mode), IKEv\(version.rawValue)" }
}

/// The part of a list that a case tries.
func sample<Element>(_ all: [Element], _ law: LawCase) -> [Element] {
  let step = ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == "1" ? 2 : 6
  let start = (LawCase.all.firstIndex { $0.testDescription == law.testDescription } ?? 0) % step
  return stride(from: start, to: all.count, by: step).map { all[$0] }
}

/// What a case needs, made once a platform.
struct LawSite {
  static let shared: [String: Result<SitePreparation, any Error>] = Dictionary(
    uniqueKeysWithValues: Catalog.writableIDs.map { id in
      (id, Result { try prepared(id) })
    })

  let preparation: SitePreparation
  var intent: Intent
  /// A branch router of the platform that has another partner and no connection of ours.
  let base: [UInt8]

  var platform: Platform { preparation.renderer.platform }
  var grammar: Grammar { preparation.preparation.device.grammar }

  private static func prepared(_ id: String) throws -> SitePreparation {
    try SitePreparation(
      renderer: try Renderer(platform: id, in: try Catalog()),
      tool: ToolIdentity(name: "peerconf", version: "1"))
  }

  init(_ law: LawCase) throws {
    preparation = try #require(LawSite.shared[law.platform]).get()
    base = try LawSite.base(law.platform)
    intent = try LawSite.intent(law)
  }

  /// A router without a configuration; where interfaces have names of their owner's, those that the site names.
  static func bare(_ law: LawCase) -> [UInt8] {
    Array(named[law.platform, default: ""].utf8)
  }
  private static let named = [
    "cisco-asa": """
    interface GigabitEthernet0/0
     nameif outside
    interface GigabitEthernet0/1
     nameif inside

    """,
    "hillstone-stoneos": """
    interface ethernet0/1
    exit
    interface ethernet0/2
    exit

    """,
    "fortinet-fortios": """
    config system interface
        edit "wan1"
            set vdom "root"
        next
        edit "internal"
            set vdom "root"
        next
    end

    """,
  ]

  static func base(_ platform: String) throws -> [UInt8] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../GoldenTests/Bases/\(platform).cfg")
    return Array(try Data(contentsOf: file))
  }

  /// Interfaces as the platform's lines name them.
  static let interfaces: [String: (wan: String, lan: String)] = [
    "cisco-asa": ("outside", "inside"), "fortinet-fortios": ("wan1", "internal"),
    "hillstone-stoneos": ("ethernet0/1", "ethernet0/2"), "juniper-junos": ("ge-0/0/0.0", "ge-0/0/1.0"),
    "mikrotik-routeros": ("ether1", "ether2"), "opnsense": ("wan", "lan"),
    "paloalto-panos": ("ethernet1/1", "ethernet1/2"), "pfsense": ("wan", "lan"), "vyos": ("eth0", "eth1"),
  ]
  static let usual = (wan: "GigabitEthernet0/0/0", lan: "GigabitEthernet0/0/1")

  /// A hash that the platform has under the version in both phases: SHA2-256, where it can say that.
  static func integrity(_ law: LawCase) throws -> IntegrityAlgorithm {
    let platform = try #require(shared[law.platform]).get().renderer.platform
    // Where algorithms are another program's, any will do.
    guard platform.writes == .tunnels else { return .sha256 }
    let can = ["ike-integrity", "ipsec-integrity"].map { table in
      let own = "\(table)-\(law.version.rawValue)"
      return platform.words(in: platform.table(own) == nil ? table : own)
    }
    let all = [IntegrityAlgorithm.sha256, .sha1]
    return try #require(all.first { hash in can.allSatisfy { $0.contains(hash.rawValue) } })
  }

  static func intent(_ law: LawCase) throws -> Intent {
    let names = interfaces[law.platform] ?? usual
    let integrity = try integrity(law)
    let own = try #require(IPAddress("198.51.100.7"))
    let lan = try #require(IPPrefix("10.20.0.0/16"))
    let connections = try (0..<law.connections).map { index in
      let gateway = try #require(IPAddress("192.0.2.\(10 + index)"))
      let hasTunnel = law.mode != .policy
      var connection = Connection(
        id: "c-\(index)", name: "branch-\(index + 1)", mode: law.mode,
        cloud: Endpoint(
          address: gateway, identity: .ip(gateway),
          inside: hasTunnel ? IPv4InterfaceAddress("169.254.7\(index).1/30") : nil,
          bgpASN: law.mode == .bgp ? 64512 : nil,
          subnets: law.mode == .bgp
            ? [] : [try #require(IPPrefix("172.20.0.0/24")), try #require(IPPrefix("172.20.8.0/22"))]),
        device: Endpoint(
          address: own, identity: .ip(own),
          inside: hasTunnel ? IPv4InterfaceAddress("169.254.7\(index).2/30") : nil,
          bgpASN: law.mode == .bgp ? 65010 : nil, subnets: [lan]),
        probe: law.mode == .static,
        ike: IKEPolicy(
          version: law.version, exchange: law.version == .v1 ? .main : nil, encryption: .aes128,
          integrity: integrity, dhGroup: 14, lifetimeSeconds: 86400),
        ipsec: IPsecPolicy(encryption: .aes128, integrity: integrity, pfsGroup: 14, lifetimeSeconds: 3600),
        key: try SecretReference(parsing: "env:PSK_\(index)"))
      if law.mode == .policy {
        connection.selectors = [
          Selector(cloud: try #require(IPPrefix("172.20.0.0/24")), device: lan),
          Selector(cloud: try #require(IPPrefix("172.20.8.0/22")), device: lan),
        ]
      }
      return connection
    }
    return Intent(
      site: "branch", platform: law.platform,
      device: SiteFacts(
        wan: [
          WAN(
            name: "wan1", interface: names.wan, address: own, nextHop: IPAddress("198.51.100.1"))
        ], lan: LAN(interface: names.lan, subnets: [lan]),
        bgpASN: law.mode == .bgp ? 65010 : nil),
      connections: connections)
  }

  func prepare(running: [UInt8]?, previous: Intent? = nil) throws -> PreparedChange {
    var request = SiteRequest(intent: intent, previous: previous, running: running)
    for connection in intent.connections {
      request.keys[connection.key] = Secret("Law-\(connection.id)-Key9")
    }
    let site = try preparation.prepare(request)
    guard case .prepared(let change) = site else {
      Issue.record("refused: \(site.report.text().prefix(2_000))")
      throw CancellationError()
    }
    return change
  }

  /// The base after the change, keys in the places of their stand-ins: what a compliant device holds.
  func applied() throws -> [UInt8] {
    let change = try prepare(running: base)
    var text = String(decoding: change.proof.predicted, as: UTF8.self)
    for connection in intent.connections {
      let placeholder = "<psk:\(connection.key.text)>"
      text = text.replacing(placeholder, with: "Law-\(connection.id)-Key9")
    }
    return Array(text.utf8)
  }

  /// The statements of the applied file that the change has brought: nodes, and the file without each.
  func losses(_ applied: [UInt8]) -> [(line: String, file: [UInt8])] {
    let matched = preparation.preparation.device.matched(applied, source: "applied")
    let document = matched.document
    let before = Set(String(decoding: base, as: UTF8.self).split(separator: "\n").map(String.init))
    return document.nodes.indices.compactMap { (node) -> (line: String, file: [UInt8])? in
      let (start, line) = LawSite.line(of: node, in: document)
      guard document.nodes[node].isConfiguration, !before.contains(line), !isHeld(node, matched) else {
        return nil
      }
      let end = document.nodes[node].subtreeEnd
      let rest =
        end < document.nodes.count ? LawSite.line(of: end, in: document).start : document.bytes.count
      let text = document.string(of: node)
      return ("\(line): \(text)", Array(document.bytes[..<start] + document.bytes[rest...]))
    }
  }

  /// The line that a node stands on; where lines are whole paths, several nodes stand on one.
  private static func line(of node: Int, in document: ConfigDocument) -> (start: Int, text: String) {
    let bytes = document.nodes[node].bytes
    guard document.isRewritten else {
      return (bytes.lowerBound, String(decoding: document.bytes[bytes].dropLast(), as: UTF8.self))
    }
    let start = document.bytes[..<bytes.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = document.bytes[start...].firstIndex(of: 0x0A) ?? document.bytes.count
    return (start, String(decoding: document.bytes[start..<end], as: UTF8.self))
  }

  /// Whether a section that the device made with the node's object is there: no device has the one without the other.
  private func isHeld(_ node: Int, _ matched: MatchedDocument) -> Bool {
    guard let object = matched.definition(of: node) else { return false }
    return matched.document.nodes.indices.contains { matched.companion(of: $0) == object }
  }

  /// The same with the last digit of each line changed.
  func drifts(_ applied: [UInt8]) -> [(line: String, file: [UInt8])] {
    let matched = preparation.preparation.device.matched(applied, source: "applied")
    let document = matched.document
    let before = Set(String(decoding: base, as: UTF8.self).split(separator: "\n").map(String.init))
    return document.nodes.indices.compactMap { (node) -> (line: String, file: [UInt8])? in
      let range = document.nodes[node].bytes
      let text = LawSite.line(of: node, in: document).text
      guard document.nodes[node].isConfiguration, !before.contains(text), !text.contains("Key9"),
        !(document.isRewritten || document.isXML) || document.nodes[node].subtreeEnd == node + 1,
        !isHeld(node, matched),
        let digit = document.bytes[range].lastIndex(where: { (0x30...0x39).contains($0) })
      else { return nil }
      var file = document.bytes
      file[digit] = file[digit] == 0x31 ? 0x32 : 0x31
      return (String(decoding: file[range].dropLast(), as: UTF8.self), file)
    }
  }
}

extension LawSite {
  /// Whether what only one statement can have is at two places of a file, or at another place than the fragment's.
  func isOccupied(_ file: [UInt8]) -> Bool {
    let device = preparation.preparation.device
    func places(_ matched: MatchedDocument) -> [ConfigObject: [String]] {
      var places: [ConfigObject: [String]] = [:]
      for node in matched.document.nodes.indices {
        guard let object = matched.exclusive(of: node) else { continue }
        let sections = matched.document.ancestors(of: node).map(matched.document.string)
        places[object, default: []].append(sections.joined(separator: " / "))
      }
      return places
    }
    guard let fragment = try? prepare(running: nil).diff.intended else { return false }
    let wanted = places(fragment)
    return places(device.matched(file, source: "drifted")).contains { object, found in
      found.count > 1 || wanted[object].map { $0 != found } ?? false
    }
  }
}

extension PreparedChange {
  /// What is wrong with the change, short; empty when all is well.
  var faults: String {
    var text = proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
    text += report.findings.filter { $0.severity == .error && !$0.rule.hasPrefix("proof-") }.map {
      "\($0.rule): \($0.message)"
    }
    return text.joined(separator: "\n")
  }
}

/// Laws that every built-in platform keeps in every mode, checked against the simulated device.
///
/// Every sixth statement is tried, others in each case; with `PEERCONF_THOROUGH=1` every second.
@Suite struct PlatformLawTests {
  @Test(arguments: LawCase.all)
  func `from nothing to the intent and back`(_ law: LawCase) throws {
    let site = try LawSite(law)
    for running in [nil, LawSite.bare(law), site.base] {
      let change = try site.prepare(running: running)
      #expect(change.faults == "", "running: \(running.map { "\($0.count) bytes" } ?? "none")")
      #expect(change.outcome == .changes)
      #expect(change.proof.rollback != .different)
    }
  }

  @Test(arguments: LawCase.all.filter { $0.connections > 1 })
  func `connections that agree on different things are told apart`(_ law: LawCase) throws {
    var site = try LawSite(law)
    site.intent.connections[1].ike.encryption = .aes256
    site.intent.connections[1].ike.lifetimeSeconds = 28_800
    site.intent.connections[1].ike.dpd.intervalSeconds = 20
    site.intent.connections[1].ipsec = IPsecPolicy(
      encryption: .aes256, integrity: try LawSite.integrity(law), pfsGroup: nil, lifetimeSeconds: 1_800)
    if law.mode == .policy {
      site.intent.connections[1].selectors = [
        Selector(
          cloud: try #require(IPPrefix("172.20.16.0/24")), device: try #require(IPPrefix("10.20.0.0/16")))
      ]
    }
    let change = try site.prepare(running: site.base)
    #expect(change.faults == "", "\(change.plan.apply.text())")
    #expect(change.outcome == .changes)
    #expect(try site.prepare(running: site.applied()).plan.isEmpty)
  }

  @Test(arguments: LawCase.all)
  func `a device that took the change needs nothing`(_ law: LawCase) throws {
    let site = try LawSite(law)
    let change = try site.prepare(running: try site.applied())
    #expect(change.faults == "")
    #expect(change.plan.isEmpty, "\(change.plan.apply.text())")
    #expect(change.outcome == .done)
  }

  @Test(arguments: LawCase.all)
  func `the removal of a line is understood as that of the same statement`(_ law: LawCase) throws {
    let site = try LawSite(law)
    guard site.platform.syntax.takesCommands else { return }
    let matched = site.preparation.preparation.device.matched(try site.applied(), source: "applied")
    for node in matched.document.nodes.indices where matched.document.nodes[node].isConfiguration {
      let text = String(decoding: matched.document.text(of: node), as: UTF8.self)
      #expect(matched.rule(of: node) != nil, "no rule for `\(text)`")
      // The opposite of a negation that was cut short cannot be spelled.
      if matched.isNegated(node), matched.form(of: node) != .full { continue }
      guard let rule = matched.ruleIndex(of: node), let removal = matched.removal(of: node) else { continue }
      let match = site.grammar.match(removal.runnable, under: matched.grammar.rules[rule].parent)
      #expect(match.rule == rule, "`\(removal.text())` for `\(text)`")
      #expect(match.isNegated != matched.isNegated(node), "`\(removal.text())` for `\(text)`")
    }
  }

  @Test(arguments: LawCase.all)
  func `every statement lost comes back`(_ law: LawCase) throws {
    let site = try LawSite(law)
    let applied = try site.applied()
    for (line, file) in sample(site.losses(applied), law) {
      let change = try site.prepare(running: file)
      #expect(change.faults == "", "without `\(line)`:\n\(change.plan.apply.text())")
    }
  }

  @Test(arguments: LawCase.all)
  func `every number that drifts is set right`(_ law: LawCase) throws {
    let site = try LawSite(law)
    let applied = try site.applied()
    for (line, file) in sample(site.drifts(applied), law) {
      let change = try site.prepare(running: file)
      if change.report.findings.contains(where: { $0.rule == "second-of-a-kind" }) {
        // The router runs a process of another number: nobody but its owner can say what is to become of it.
        // A whole file says that it would have both.
        #expect(change.outcome == .findings && (!change.proof.holds || change.plan.files != nil))
        continue
      }
      let proof = change.proof.checks.filter { !$0.holds }.map { "\($0.claim.rawValue): \($0.detail)" }
      if site.isOccupied(file) {
        // An interface of another number has our address: the device refuses it to ours, and only its owner can say
        // what is to become of it.
        #expect(
          proof.isEmpty || proof.contains { $0.contains("Another line has") }, "with `\(line)`: \(proof)")
        continue
      }
      #expect(proof == [], "with `\(line)`:\n\(change.plan.apply.text())")
    }
  }
}
