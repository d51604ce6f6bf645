import VPNIntent

/// Which objects a site's connections share: proposals with equal contents, WAN lines, and policy connections
/// that protect the same pairs on the same line.
struct SiteLayout {
  let connections: [Placed]
  /// First connection of each distinct IKE proposal, by place in `connections`.
  let ikeProposals: [Int]
  let ipsecProposals: [Int]
  /// Lines that carry a connection, in the order of the site facts.
  let lines: [WAN]
  /// Places of the connections of each group.
  let policyGroups: [[Int]]

  /// A connection with the places of what it uses; all count from 0.
  struct Placed {
    let connection: Connection
    let ikeProposal: Int
    let ipsecProposal: Int
    let line: Int
    let policyGroup: Int?
  }

  /// `nil` when a connection's line is not known; ``CapabilityCheck`` says so.
  init?(_ intent: Intent) {
    let used = intent.connections.map { intent.line(of: $0) }
    let places = Set(used.compactMap(\.self)).sorted()
    lines = places.map { intent.device.wan[$0] }
    var ikeKeys: [IKEKey: Int] = [:]
    var ipsecKeys: [IPsecKey: Int] = [:]
    var groupKeys: [GroupKey: Int] = [:]
    var ike: [Int] = []
    var ipsec: [Int] = []
    var groups: [[Int]] = []
    var placed: [Placed] = []
    for (place, connection) in intent.connections.enumerated() {
      guard let wan = used[place], let line = places.firstIndex(of: wan) else { return nil }
      let ikePlace = SiteLayout.place(IKEKey(connection.ike), in: &ikeKeys, first: &ike, place)
      let ipsecPlace = SiteLayout.place(IPsecKey(connection.ipsec), in: &ipsecKeys, first: &ipsec, place)
      var group: Int?
      if connection.mode == .policy {
        let key = GroupKey(line: line, selectors: Set(connection.selectors))
        if let known = groupKeys[key] {
          groups[known].append(place)
          group = known
        } else {
          groupKeys[key] = groups.count
          group = groups.count
          groups.append([place])
        }
      }
      placed.append(
        Placed(
          connection: connection, ikeProposal: ikePlace, ipsecProposal: ipsecPlace, line: line,
          policyGroup: group))
    }
    connections = placed
    ikeProposals = ike
    ipsecProposals = ipsec
    policyGroups = groups
  }

  private static func place<Key: Hashable>(
    _ key: Key, in keys: inout [Key: Int], first: inout [Int], _ connection: Int
  ) -> Int {
    if let known = keys[key] { return known }
    keys[key] = first.count
    first.append(connection)
    return first.count - 1
  }

  /// What an IKE proposal holds; dead peer detection is the peer's.
  private struct IKEKey: Hashable {
    let version: VPNIntent.IKEPolicy.Version
    let encryption: EncryptionAlgorithm
    let integrity: IntegrityAlgorithm
    let group: Int
    let lifetime: Int

    init(_ policy: VPNIntent.IKEPolicy) {
      version = policy.version
      encryption = policy.encryption.canonical
      integrity = policy.integrity
      group = policy.dhGroup
      lifetime = policy.lifetimeSeconds
    }
  }

  /// What an ESP proposal holds; an authenticated cipher has no integrity beside it.
  private struct IPsecKey: Hashable {
    let encryption: EncryptionAlgorithm
    let integrity: IntegrityAlgorithm?

    init(_ policy: VPNIntent.IPsecPolicy) {
      encryption = policy.encryption.canonical
      integrity = policy.encryption.isAuthenticated ? nil : policy.integrity
    }
  }

  private struct GroupKey: Hashable {
    let line: Int
    let selectors: Set<Selector>
  }
}
