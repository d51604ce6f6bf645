import Diagnostics
import IPAddressing
import PlatformModel
import Secrets
import VPNIntent

@testable import TunnelReading

/// What the tunnels of a file say otherwise than an intent.
struct ConnectionComparison {
  let intent: Intent
  let tunnels: [Tunnel]
  /// Facts that the platform's files can say at all.
  let readable: Set<String>
  private let limits: Limits

  init(_ intent: Intent, _ tunnels: [Tunnel], _ platform: Platform) {
    self.intent = intent
    self.tunnels = tunnels
    limits = platform.limits
    readable = Set((platform.tunnels.anchors + platform.tunnels.rows).flatMap(\.values).map(\.fact))
  }

  var differences: [String] {
    var all = intent.connections.flatMap { connection in
      guard let tunnel = tunnel(of: connection) else { return ["\(connection.name): no tunnel"] }
      return differences(connection, tunnel).map { "\(connection.name): \($0)" }
    }
    let own = Set(intent.connections.compactMap { $0.cloud.address?.description })
    for tunnel in tunnels where own.isDisjoint(with: tunnel.words("peer-address")) {
      all.append("a tunnel at line \(tunnel.place.line) that is none of the intent's")
    }
    return all
  }

  private func tunnel(of connection: Connection) -> Tunnel? {
    tunnels.first { tunnel in
      guard let address = connection.cloud.address?.description,
        tunnel.words("peer-address").contains(address)
      else { return false }
      guard let inside = connection.device.inside else { return pairs(tunnel) == pairs(connection) }
      guard readable.contains("inside-address") else { return true }
      return tunnel.words("inside-address") == [inside.description]
    }
  }

  private func pairs(_ tunnel: Tunnel) -> Set<[String]> {
    Set(tunnel.records(.selector).map { $0.words("selector-local") + $0.words("selector-remote") })
  }
  private func pairs(_ connection: Connection) -> Set<[String]> {
    Set(connection.selectors.map { [$0.device.description, $0.cloud.description] })
  }

  private func differences(_ connection: Connection, _ tunnel: Tunnel) -> [String] {
    var differences: [String] = []
    func expect(_ fact: String, _ wanted: [String]) {
      guard readable.contains(fact) else { return }
      let found = tunnel.words(fact)
      if found != wanted { differences.append("\(fact) is \(found), not \(wanted)") }
    }
    let ike = connection.ike
    expect("ike-version", ["\(ike.version.rawValue)"])
    if let exchange = ike.exchange { expect("ike-exchange", [exchange.rawValue]) }
    // Where a tunnel names the interface that carries it, the address stands elsewhere in the device's file.
    if let address = connection.device.address, !isCarried(tunnel, connection) {
      expect("local-address", [address.description])
    }
    expect("dpd-interval", ["\(possible(ike.dpd.intervalSeconds, "dpd-interval"))"])
    expect("dpd-retransmit", ["\(possible(ike.dpd.retransmitSeconds, "dpd-retransmit"))"])
    if ike.version == .v1 { expect("dpd-order", [ike.dpd.payloadOrder.rawValue]) }
    expect("pfs-group", [connection.ipsec.pfsGroup.map(String.init) ?? "none"])
    expect("ipsec-lifetime", ["\(connection.ipsec.lifetimeSeconds)"])
    if connection.mode.hasTunnel {
      expect("tcp-mss", ["1300"])
    }
    differences += identity("local", connection.device, tunnel)
    differences += identity("remote", connection.cloud, tunnel)
    differences += proposals(connection, tunnel)
    differences += ways(connection, tunnel)
    let keys = tunnel[fact: "key"].compactMap { $0.key?.secret.withExposedText { $0 } }
    if !keys.contains("<psk:\(connection.key.text)>") { differences.append("the key is another one") }
    return differences
  }

  private func isCarried(_ tunnel: Tunnel, _ connection: Connection) -> Bool {
    let lines = intent.device.wan
    let line = connection.wan.flatMap { name in lines.first { $0.name == name } } ?? lines.first
    return tunnel.words("local-address").isEmpty && tunnel.words("wan-interface") == [line?.interface]
  }

  /// Times that the ends need not agree on are brought into the device's range.
  private func possible(_ value: Int, _ name: String) -> Int {
    guard let range = limits.range(name)?.range else { return value }
    return min(max(value, range.lowerBound), range.upperBound)
  }

  private func identity(_ side: String, _ end: Endpoint, _ tunnel: Tunnel) -> [String] {
    let found = tunnel.words("\(side)-identity")
    switch end.identity {
    case .any: return []
    // An end without a line of its own names itself by its address.
    case .ip(let address):
      return found.isEmpty || found.contains(address.description)
        ? [] : ["\(side)-identity is \(found), not the address"]
    case .fqdn(let name):
      let type = tunnel.words("\(side)-identity-type")
      // A device that names itself by its own host name has no name in these lines.
      if found.isEmpty, type == ["fqdn"], side == "local" { return [] }
      return found.contains(name) && (type.isEmpty || type.contains("fqdn"))
        ? [] : ["\(side)-identity is \(type) \(found), not \(name)"]
    }
  }

  /// Where a device has one list of proposals for all peers, those of other connections are there too.
  private func proposals(_ connection: Connection, _ tunnel: Tunnel) -> [String] {
    var differences: [String] = []
    let ike = tunnel.records(.ikeProposal).map(IKEWords.init)
    let others = intent.connections.filter { $0.ike.version == connection.ike.version }
    if !ike.contains(where: { $0.holds(connection.ike) }) {
      differences.append("no IKE proposal of \(ike) is that of \(connection.ike)")
    }
    for words in ike where !others.contains(where: { words.holds($0.ike) }) {
      differences.append("the IKE proposal \(words) is nobody's")
    }
    let lifetime = "\(connection.ike.lifetimeSeconds)"
    if !tunnel.words("ike-lifetime").contains(lifetime) {
      differences.append("ike-lifetime is \(tunnel.words("ike-lifetime")), not \(lifetime)")
    }
    let ipsec = tunnel.records(.ipsecProposal)
    let wanted = connection.ipsec.encryption.canonical
    // A device may say it once for each pair of networks.
    let isRight = ipsec.allSatisfy { record in
      record.words("ipsec-encryption") == [wanted.rawValue]
        && (wanted.isAuthenticated
          || record.words("ipsec-integrity") == [connection.ipsec.integrity.rawValue])
    }
    if ipsec.isEmpty || !isRight {
      differences.append("the IPsec proposals are \(ipsec.map { $0.values.map(\.words) })")
    }
    return differences
  }

  private struct IKEWords: CustomStringConvertible {
    var encryption: [String]
    var integrity: [String]
    var group: [String]

    init(_ record: Tunnel.Record) {
      encryption = record.words("ike-encryption")
      integrity = record.words("ike-integrity")
      group = record.words("ike-dh-group")
    }

    func holds(_ policy: IKEPolicy) -> Bool {
      encryption == [policy.encryption.canonical.rawValue] && group == ["\(policy.dhGroup)"]
        && (policy.encryption.isAuthenticated || integrity == [policy.integrity.rawValue])
    }

    var description: String { "\(encryption) \(integrity) \(group)" }
  }

  /// How traffic finds the tunnel.
  private func ways(_ connection: Connection, _ tunnel: Tunnel) -> [String] {
    switch connection.mode {
    case .policy: return []
    case .static where !readable.contains("route"), .bgp where !readable.contains("bgp-neighbor"): return []
    case .static:
      let routes = Set(tunnel.records(.route).flatMap { $0.words("route") })
      let wanted = Set(connection.cloud.subnets.map(\.description))
      return routes == wanted ? [] : ["routes are \(routes.sorted()), not \(wanted.sorted())"]
    case .bgp:
      var differences: [String] = []
      if tunnel.words("bgp-asn") != ["\(intent.device.bgpASN ?? 0)"] {
        differences.append("bgp-asn is \(tunnel.words("bgp-asn"))")
      }
      let peers = tunnel.records(.bgp).map { $0.words("bgp-neighbor") + $0.words("bgp-neighbor-asn") }
      let wanted = [
        connection.cloud.inside?.address.description ?? "", "\(connection.cloud.bgpASN ?? 0)",
      ]
      if peers != [wanted] { differences.append("BGP neighbours are \(peers), not \(wanted)") }
      return differences
    }
  }
}
