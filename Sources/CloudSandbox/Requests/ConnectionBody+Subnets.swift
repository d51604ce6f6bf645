import IPAddressing
import OrderedJSON

extension ConnectionBody {
  /// Ranges that cannot be behind a customer gateway.
  ///
  /// They differ between regions; these two are the documented examples.
  private static let reserved = ["100.64.0.0/10", "214.0.0.0/8"].compactMap { IPPrefix($0) }

  /// `peer_subnets` or `peer_subnets_v6`: 1 to 50 prefixes of the gateway's family.
  func subnets(_ name: String, family: AddressFamily) throws(Refusal) -> JSON? {
    guard let member = try optional(name) else { return nil }
    let items = try ConnectionBody.read { () throws(SeedError) in try member.items() }
    guard (1...50).contains(items.count) else { throw .invalid("\(name) must hold 1 to 50 subnets") }
    for item in items {
      let prefix = try ConnectionBody.prefix(item, family: family)
      guard !ConnectionBody.reserved.contains(where: { $0.overlaps(prefix) }) else {
        throw .invalid("\(item.path): the range is reserved")
      }
    }
    return member.json
  }

  /// `policy_rules` or `policy_rules_v6`: 1 to 5 rules with sources of their own, each with 1 to 50 destinations.
  func policyRules(_ name: String, family: AddressFamily) throws(Refusal) -> JSON? {
    guard let member = try optional(name) else { return nil }
    let items = try ConnectionBody.read { () throws(SeedError) in try member.items() }
    guard (1...5).contains(items.count) else { throw .invalid("\(name) must hold 1 to 5 rules") }
    var rules: [JSON] = []
    var sources: Set<IPPrefix> = []
    var indexes: Set<Int> = []
    for item in items {
      let (index, source, destinations) = try ConnectionBody.read { () throws(SeedError) in
        (
          try item.optional("rule_index")?.integer(0...50), try item.member("source"),
          try item.member("destination").items()
        )
      }
      if let index, !indexes.insert(index).inserted {
        throw .invalid("\(item.path): the rule_index is given twice")
      }
      guard sources.insert(try ConnectionBody.prefix(source, family: family)).inserted else {
        throw .invalid("\(item.path): the source is given twice")
      }
      guard (1...50).contains(destinations.count) else {
        throw .invalid("\(item.path): a rule must have 1 to 50 destinations")
      }
      for destination in destinations { _ = try ConnectionBody.prefix(destination, family: family) }
      rules.append([
        "rule_index": JSON(index ?? rules.count + 1), "source": source.json,
        "destination": .array(destinations.map(\.json)),
      ])
    }
    return .array(rules)
  }

  /// A prefix of the family; multicast, class E and loopback have a refusal of their own.
  private static func prefix(_ node: PlacedJSON, family: AddressFamily) throws(Refusal) -> IPPrefix {
    let text = try read { () throws(SeedError) in try node.text() }
    guard let prefix = IPPrefix(text), prefix.family == family else {
      throw Refusal(status: 400, code: "VPN.0203", message: "\(node.path): invalid IP address")
    }
    if let v4 = prefix.v4, v4.network.isMulticast || v4.network.isReserved || v4.network.isLoopback {
      throw Refusal(
        status: 400, code: "VPN.0204",
        message: "\(node.path): class D, class E and loopback are not supported")
    }
    return prefix
  }
}
