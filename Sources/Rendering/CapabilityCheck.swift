import Diagnostics
import IPAddressing
import PlatformModel
import VPNIntent

/// Asks before rendering whether the device can express the intent.
///
/// What it cannot do is an error with the reason and with what would work; nothing weaker is ever rendered in
/// its place.
struct CapabilityCheck {
  private let intent: Intent
  private let spelling: Spelling
  private var platform: Platform { spelling.platform }
  private(set) var findings: [Finding] = []
  /// Facts of the platform that were used and are not verified, in order of use.
  private(set) var unverified: [String] = []

  init(_ intent: Intent, _ spelling: Spelling) {
    self.intent = intent
    self.spelling = spelling
    checkSite()
    for connection in intent.connections {
      checkAddresses(connection)
      checkFeatures(connection)
      checkWords(connection)
      checkRanges(connection)
      checkRefusals(connection)
      checkGroup(connection)
      remindOfTranslation(connection)
    }
    for fact in unverified {
      add(
        .warning, "render-unverified", "\(platform.name): \(fact) is not verified",
        "Try it on one device first.")
    }
  }

  private mutating func add(_ severity: Severity, _ rule: String, _ message: String, _ remedy: String?) {
    let finding = Finding(rule: rule, severity: severity, message: message, remedy: remedy)
    if !findings.contains(finding) { findings.append(finding) }
  }

  private mutating func checkSite() {
    if let limit = platform.capabilities.maxConnections, intent.connections.count > limit {
      add(
        .error, "capability-connections",
        "the site has \(intent.connections.count) connections; \(platform.name) is written for at most \(limit)",
        nil)
    }
    let division = platform.feature("context.named", version: spelling.version)
    if let context = intent.device.context, division?.answer != .yes {
      add(
        .error, "capability-missing",
        "\(platform.name) is not written for a part of a divided device, as \(context) is"
          + (division?.reason.map { ": \($0)" } ?? ""),
        division?.instead
          ?? "Take device.context out where the device is one; otherwise set it up by the worksheet (`render --worksheet`)."
      )
    }
    let feature = platform.feature("wan.vrf", version: spelling.version)
    if let line = intent.device.wan.first(where: { $0.vrf != nil }), feature?.answer != .yes {
      add(
        .error, "capability-missing",
        "\(platform.name) is not written for a line in a routing instance of its own, as \(line.name) is"
          + (feature?.reason.map { ": \($0)" } ?? ""),
        feature?.instead
          ?? "Take vrf out where the tunnels' insides are in the same instance; otherwise set it up by the worksheet (`render --worksheet`)."
      )
    }
    for connection in intent.connections where intent.line(of: connection) == nil {
      add(
        .error, "render-incomplete",
        "connection \(connection.name): the WAN interface that carries it is not known",
        "Add it to the site's facts as device.wan, with name and interface.")
    }
  }

  /// Several gateways behind one entry of a policy share its algorithms and times.
  private mutating func checkGroup(_ connection: Connection) {
    guard let first = intent.policyGroup(of: connection).first,
      first.ike != connection.ike || first.ipsec != connection.ipsec
    else { return }
    add(
      .error, "capability-policy-group",
      "connections \(first.name) and \(connection.name) protect the same pairs with different IKE or IPsec policies",
      "Give both the same policies in the cloud, or different pairs.")
  }

  private mutating func checkAddresses(_ connection: Connection) {
    let line = intent.line(of: connection).map { intent.device.wan[$0] }
    let addresses = [connection.cloud.address, connection.device.address, line?.address, line?.nextHop]
    let networks =
      connection.cloud.subnets + connection.device.subnets + intent.device.lan.subnets
      + connection.selectors.flatMap { [$0.cloud, $0.device] }
    if addresses.contains(where: { $0?.family == .ipv6 }) || networks.contains(where: { $0.family == .ipv6 })
    {
      add(
        .error, "capability-ipv6", "connection \(connection.name): IPv6 addresses cannot be rendered yet",
        "Use an IPv4 gateway and IPv4 networks.")
    }
    if let line, line.address == nil { feature("wan-address.dynamic", connection) }
  }

  private mutating func checkFeatures(_ connection: Connection) {
    feature("mode.\(connection.mode.rawValue)", connection)
    if connection.role == .standby { feature("role.standby", connection, isOptional: true) }
  }

  /// An optional feature that the platform file does not mention is taken for granted.
  private mutating func feature(_ name: String, _ connection: Connection, isOptional: Bool = false) {
    guard let feature = platform.feature(name, version: spelling.version) else {
      if !isOptional {
        add(
          .warning, "capability-unknown",
          "connection \(connection.name): nothing is known about \(name) on \(platform.name)", nil)
      }
      return
    }
    let reason = feature.reason.map { ": \($0)" } ?? ""
    switch feature.answer {
    case .no:
      add(
        .error, "capability-missing",
        "connection \(connection.name): \(platform.name) cannot do \(name)\(reason)",
        feature.instead)
    case .unknown:
      add(
        .warning, "capability-unknown",
        "connection \(connection.name): it is not known whether \(platform.name) can do \(name)\(reason)",
        feature.instead)
    case .yes: note(name, feature.provenance)
    }
  }

  private mutating func note(_ fact: String, _ provenance: Provenance) {
    guard provenance.confidence == .unverified, !unverified.contains(fact) else { return }
    unverified.append(fact)
  }

  private mutating func checkWords(_ connection: Connection) {
    guard platform.writes == .tunnels else { return }
    for use in connection.words {
      let what = "\(use.table) \(use.word)"
      // A listed feature may know more than the vocabulary: reasons, or doubts about a spelling that exists.
      let listed = platform.capabilities.features.first {
        $0.name == "\(use.table).\(use.word)" && $0.versions.contains(spelling.version)
      }
      let entry = spelling.entry(use)
      if listed?.answer == .no || entry?.spelling == nil {
        let reason = (listed?.reason ?? entry?.note).map { ": \($0)" } ?? ""
        let possible = platform.words(
          in: spelling.table(use.table, use.ike)?.name ?? "", version: spelling.version)
        let choice = possible.isEmpty ? nil : "It can do \(possible.joined(separator: ", "))."
        let version = spelling.version.map { " \($0)" } ?? ""
        add(
          .error, "capability-missing",
          "connection \(connection.name): \(platform.name)\(version) cannot do \(what)\(reason)",
          [listed?.instead, choice].compactMap(\.self).joined(separator: " "))
      } else if listed?.answer == .unknown {
        add(
          .warning, "capability-unknown",
          "connection \(connection.name): it is not known whether \(platform.name) can do \(what)",
          listed?.instead)
      } else if let entry {
        note(what, entry.provenance)
      }
    }
  }

  private mutating func checkRanges(_ connection: Connection) {
    for (name, value) in [
      ("ike-lifetime", connection.ike.lifetimeSeconds), ("ipsec-lifetime", connection.ipsec.lifetimeSeconds),
    ] {
      guard let range = platform.limits.range(name)?.range, !range.contains(value) else { continue }
      let bounds = "\(range.lowerBound) to \(range.upperBound)"
      add(
        .error, "capability-range",
        "connection \(connection.name): \(platform.name) takes \(bounds) as \(name), not \(value)",
        "Change the connection's lifetime in the cloud to one of these.")
    }
    for (name, value) in [
      ("dpd-interval", connection.ike.dpd.intervalSeconds),
      ("dpd-retransmit", connection.ike.dpd.retransmitSeconds),
    ] {
      guard let range = platform.limits.range(name)?.range, !range.contains(value) else { continue }
      add(
        .warning, "render-adapted",
        "connection \(connection.name): \(name) is \(value) in the cloud; the device gets \(clamped(value, range))",
        "The ends need not agree on these times.")
    }
  }

  private mutating func checkRefusals(_ connection: Connection) {
    for refusal in platform.capabilities.refusals(of: intent.facts(of: connection), version: spelling.version)
    {
      add(
        refusal.severity == .error ? .error : .warning, "capability-\(refusal.id)",
        "connection \(connection.name): \(refusal.reason)", refusal.instead)
    }
  }

  private mutating func remindOfTranslation(_ connection: Connection) {
    guard connection.mode == .policy else { return }
    let line =
      intent.line(of: connection).map { intent.device.wan[$0].interface } ?? "the WAN"
    add(
      .note, "nat-exemption",
      "connection \(connection.name): address translation on \(line) must leave the protected pairs alone",
      "Deny the pairs in the translation's access list, before its permit.")
  }
}

/// The nearest value in the range.
func clamped(_ value: Int, _ range: ClosedRange<Int>?) -> Int {
  guard let range else { return value }
  return min(max(value, range.lowerBound), range.upperBound)
}
