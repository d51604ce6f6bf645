import IPAddressing
import Jinja
import PlatformModel
import Secrets
import VPNIntent

/// The variables of a template: the intent from the device's point of view (local: device, remote: cloud), with the
/// device's words.
struct RenderContext {
  let intent: Intent
  let layout: SiteLayout
  let names: [[(key: String, name: String)]]
  let spelling: Spelling
  let header: [String]
  private var platform: Platform { spelling.platform }

  var value: Value {
    let connections = layout.connections.indices.map(connection)
    let modes = Set(layout.connections.map(\.connection.mode))
    return dict([
      "header": list(header), "comment": .string(platform.comments.prefix),
      "comment_end": .string(platform.comments.suffix), "site": .string(intent.site),
      "platform": dict([
        "id": .string(platform.id), "name": .string(platform.name),
        "version": text(spelling.version?.description),
      ]),
      "device": device, "lines": Value(layout.lines.indices.map { line($0, connections) }),
      "connections": Value(connections),
      "ike_proposals": Value(layout.ikeProposals.map { connections[$0] }),
      "ipsec_proposals": Value(layout.ipsecProposals.map { connections[$0] }),
      "policy_groups": Value(layout.policyGroups.map { Value($0.map { connections[$0] }) }),
      "has_tunnels": .bool(modes.contains(.static) || modes.contains(.bgp)),
      "has_bgp": .bool(modes.contains(.bgp)),
      "has_policies": .bool(modes.contains(.policy)),
      "has_standby": .bool(intent.connections.contains { $0.role == .standby }), "vocabulary": vocabulary,
    ])
  }

  private var device: Value {
    let facts = intent.device
    return dict([
      "hostname": text(facts.hostname), "lan_interface": text(facts.lan.interface),
      "lan_subnets": prefixes(facts.lan.subnets), "bgp_asn": number(facts.bgpASN ?? localASN),
      "router_id": text(facts.routerID?.description), "context": text(facts.context),
      "announced": prefixes(announced),
    ])
  }

  private var localASN: Int? { intent.connections.lazy.compactMap(\.device.bgpASN).first }

  /// Networks that BGP announces: those of its connections, else those of the inside.
  private var announced: [IPPrefix] {
    let own = intent.connections.filter { $0.mode == .bgp }.flatMap(\.device.subnets)
    var seen: Set<IPPrefix> = []
    return (own.isEmpty ? intent.device.lan.subnets : own).filter { seen.insert($0).inserted }
  }

  private func line(_ place: Int, _ connections: [Value]) -> Value {
    let line = layout.lines[place]
    let own = layout.connections.indices.filter { layout.connections[$0].line == place }
    let keys = ObjectNames.scopes.filter { $0.value == .line }.keys
    let shared = DictObject()
    for (key, name) in own.first.map({ names[$0] }) ?? [] where keys.contains(key) {
      shared[name: key] = .string(name)
    }
    func distinct(_ first: [Int], _ place: (SiteLayout.Placed) -> Int) -> Value {
      let used = Set(own.map { place(layout.connections[$0]) })
      return Value(first.indices.filter(used.contains).map { connections[first[$0]] })
    }
    let groups = layout.policyGroups.filter { layout.connections[$0[0]].line == place }
    return dict([
      "name": .string(line.name), "interface": .string(line.interface),
      "address": text(line.address?.description),
      "next_hop": text(line.nextHop?.description), "vrf": text(line.vrf), "names": .dict(shared),
      "connections": Value(own.map { connections[$0] }),
      "ike_proposals": distinct(layout.ikeProposals, \.ikeProposal),
      "policy_groups": Value(groups.map { Value($0.map { connections[$0] }) }),
    ])
  }

  private func connection(_ place: Int) -> Value {
    let placed = layout.connections[place]
    let connection = placed.connection
    let line = layout.lines[placed.line]
    let own = DictObject(capacity: names[place].count)
    for (key, name) in names[place] { own[name: key] = .string(name) }
    let ike = connection.ike.version
    let lineAddress = line.address ?? connection.device.address
    return dict([
      "index": .int(place + 1), "id": .string(connection.id), "name": .string(connection.name),
      "mode": .string(connection.mode.rawValue), "role": .string(connection.role.rawValue),
      "standby": .bool(connection.role == .standby), "probe": .bool(connection.probe),
      "interface": .string(line.interface), "next_hop": text(line.nextHop?.description),
      "vrf": text(line.vrf),
      "local": end(connection.device, address: line.address, identity: lineAddress, ike),
      "remote": end(
        connection.cloud, address: connection.cloud.address, identity: connection.cloud.address, ike),
      "selectors": Value(
        connection.selectors.map {
          dict(["local": .string($0.device.description), "remote": .string($0.cloud.description)])
        }),
      "ike": self.ike(connection.ike), "ipsec": ipsec(connection.ipsec, ike),
      "key": .string(SecretPlaceholder.token(for: connection.key)), "names": .dict(own),
    ])
  }

  private func end(
    _ end: Endpoint, address: IPAddress?, identity known: IPAddress?, _ ike: VPNIntent.IKEPolicy.Version
  ) -> Value {
    let kind = end.identity.saidKind
    let isDefault: Bool
    switch end.identity {
    case .ip(let said): isDefault = said == address
    case .any: isDefault = address != nil
    case .fqdn: isDefault = false
    }
    return dict([
      "address": text(address?.description),
      "identity": dict([
        "kind": .string(kind.rawValue), "type": text(spelling.say("identity-type", kind.rawValue, ike)),
        "value": text(end.identity.value ?? known?.description), "is_address": .bool(isDefault),
      ]),
      "inside": text(end.inside?.description), "bgp_asn": number(end.bgpASN),
      "subnets": prefixes(end.subnets),
    ])
  }

  private func ike(_ policy: VPNIntent.IKEPolicy) -> Value {
    let version = policy.version
    func say(_ table: String, _ word: String?) -> Value {
      text(word.flatMap { spelling.say(table, $0, version) })
    }
    let exchange = version == .v1 ? policy.exchange?.rawValue : nil
    return dict([
      "version": .int(version.rawValue), "exchange": say("ike-exchange", exchange),
      "encryption": say("ike-encryption", policy.encryption.canonical.rawValue),
      "authenticated": .bool(policy.encryption.isAuthenticated),
      "integrity": say("ike-integrity", policy.integrity.rawValue),
      "prf": say("ike-prf", policy.integrity.rawValue),
      "dh_group": say("ike-dh-group", String(policy.dhGroup)),
      "lifetime_seconds": .int(policy.lifetimeSeconds),
      "dpd": dict([
        "interval_seconds": .int(
          clamped(policy.dpd.intervalSeconds, platform.limits.range("dpd-interval")?.range)),
        "retransmit_seconds": .int(
          clamped(policy.dpd.retransmitSeconds, platform.limits.range("dpd-retransmit")?.range)),
        "payload_order": say("dpd-order", policy.dpd.payloadOrder.rawValue),
      ]),
      "words": dict([
        "exchange": text(exchange), "encryption": .string(policy.encryption.canonical.rawValue),
        "integrity": .string(policy.integrity.rawValue), "dh_group": .int(policy.dhGroup),
      ]),
    ])
  }

  private func ipsec(_ policy: VPNIntent.IPsecPolicy, _ ike: VPNIntent.IKEPolicy.Version) -> Value {
    dict([
      "encryption": text(spelling.say("ipsec-encryption", policy.encryption.canonical.rawValue, ike)),
      "authenticated": .bool(policy.encryption.isAuthenticated),
      "integrity": policy.encryption.isAuthenticated
        ? .none : text(spelling.say("ipsec-integrity", policy.integrity.rawValue, ike)),
      "pfs_group": text(policy.pfsGroup.flatMap { spelling.say("pfs-group", String($0), ike) }),
      "lifetime_seconds": .int(policy.lifetimeSeconds),
      "words": dict([
        "encryption": .string(policy.encryption.canonical.rawValue),
        "integrity": .string(policy.integrity.rawValue),
        "pfs_group": number(policy.pfsGroup),
      ]),
    ])
  }

  /// Tables that only this platform has, for templates that ask by name: `vocabulary["table"][word]`.
  private var vocabulary: Value {
    let own = platform.vocabulary.filter { !RenderContext.commonTables.contains($0.name) }
    let tables = DictObject(capacity: own.count)
    for table in own {
      let words = DictObject(capacity: table.entries.count)
      for entry in table.entries
      where entry.versions.contains(spelling.version) && words[name: entry.word] == nil {
        words[name: entry.word] = text(entry.spelling)
      }
      tables[name: table.name] = .dict(words)
    }
    return .dict(tables)
  }

  private static let commonTables: Set<String> = [
    "ike-version", "ike-exchange", "ike-encryption", "ike-integrity", "ike-prf", "ike-dh-group",
    "ipsec-encryption",
    "ipsec-integrity", "pfs-group", "dpd-order", "identity-type",
  ]
}

private func dict(_ members: KeyValuePairs<String, Value>) -> Value {
  let dict = DictObject(capacity: members.count)
  for (name, value) in members { dict[name: name] = value }
  return .dict(dict)
}

private func text(_ text: String?) -> Value { text.map(Value.string) ?? .none }

private func number(_ number: Int?) -> Value { number.map(Value.int) ?? .none }

private func list(_ texts: [String]) -> Value { Value(texts.map(Value.string)) }

private func prefixes(_ prefixes: [IPPrefix]) -> Value { list(prefixes.map(\.description)) }
