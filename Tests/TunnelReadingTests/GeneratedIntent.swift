import IPAddressing
import PlatformModel
import Secrets
import Testing
import VPNIntent

/// A site with one to four connections of any kind that an intent can have.
struct GeneratedIntent {
  private var random: SeededGenerator
  private let platform: Platform

  init(seed: UInt64, _ platform: Platform) {
    random = SeededGenerator(seed: seed)
    self.platform = platform
  }

  mutating func intent(interfaces: (wan: [String], lan: String)) throws -> Intent {
    let mode = random.pick(Connection.Mode.allCases)
    let lines = random.pick([1, 1, 2])
    let owns = try (0..<lines).map { try #require(IPAddress("198.51.100.\(7 + 64 * $0)")) }
    // The provider assigns the address of one line in five.
    let isFixed = owns.map { _ in Int.random(in: 0..<5, using: &random) > 0 }
    let wan = owns.enumerated().map { index, own in
      WAN(
        name: "wan\(index + 1)", interface: interfaces.wan[index], address: isFixed[index] ? own : nil,
        nextHop: isFixed[index] ? IPAddress("198.51.100.\(1 + 64 * index)") : nil)
    }
    let lan = try #require(IPPrefix("10.20.0.0/16"))
    let count = random.pick([1, 2, 2, 3, 4])
    let hasStandby = Bool.random(using: &random)
    let connections = try (0..<count).map { index in
      let line = index % lines
      var connection = try connection(index, mode, own: owns[line], lan: lan)
      if !isFixed[line] {
        connection.device.address = nil
        if case .ip = connection.device.identity { connection.device.identity = .any }
      }
      connection.wan = lines > 1 ? "wan\(line + 1)" : nil
      connection.role = hasStandby && index % 2 == 1 ? .standby : .active
      return connection
    }
    return Intent(
      site: "branch", platform: platform.id,
      device: SiteFacts(
        wan: wan, lan: LAN(interface: interfaces.lan, subnets: [lan]), bgpASN: mode == .bgp ? 65010 : nil),
      connections: connections)
  }

  /// The newest release, said or not, or another one that matters.
  mutating func release(of releases: [SoftwareVersion]) -> SoftwareVersion? {
    releases.isEmpty || Bool.random(using: &random) ? nil : random.pick(releases)
  }

  private mutating func connection(
    _ index: Int, _ mode: Connection.Mode, own: IPAddress, lan: IPPrefix
  ) throws -> Connection {
    let gateway = try #require(IPAddress("192.0.2.\(10 + index)"))
    let ike = ike()
    return Connection(
      id: "c-\(index)", name: "branch-\(index + 1)", mode: mode,
      cloud: Endpoint(
        address: gateway, identity: identity(gateway, "gw\(index).cloud.example", ike, of: "cloud"),
        inside: mode.hasTunnel ? IPv4InterfaceAddress("169.254.7\(index).1/30") : nil,
        bgpASN: mode == .bgp ? random.pick([64512, 4_200_000_001]) : nil,
        subnets: mode == .bgp ? [] : try networks(index)),
      device: Endpoint(
        address: own, identity: identity(own, "branch\(index).example.com", ike, of: "device"),
        inside: mode.hasTunnel ? IPv4InterfaceAddress("169.254.7\(index).2/30") : nil,
        bgpASN: mode == .bgp ? 65010 : nil, subnets: [lan]),
      selectors: mode == .policy ? try selectors(index, lan) : [],
      probe: mode == .static && Bool.random(using: &random), ike: ike,
      ipsec: IPsecPolicy(
        encryption: word("ipsec-encryption", EncryptionAlgorithm.allCases, ike.version),
        integrity: word("ipsec-integrity", IntegrityAlgorithm.allCases, ike.version),
        pfsGroup: Int(word("pfs-group", groups + ["none"], ike.version)),
        lifetimeSeconds: random.pick([3600, 1800, 28_800, 86_400])),
      key: try SecretReference(parsing: "env:PSK_\(index)"))
  }

  private var groups: [String] { ["1", "2", "5", "14", "15", "16", "19", "20", "21"] }

  /// Mostly a word that the platform can say: a site is refused for a single one that it cannot.
  private mutating func word<Word: RawRepresentable<String>>(
    _ table: String, _ all: [Word], _ version: IKEPolicy.Version
  ) -> Word {
    let known = known(table, version)
    let sayable = all.filter { known.contains($0.rawValue) }
    return random.pick(sayable.isEmpty || Int.random(in: 0..<50, using: &random) == 0 ? all : sayable)
  }

  private mutating func word(_ table: String, _ all: [String], _ version: IKEPolicy.Version) -> String {
    let known = known(table, version)
    let sayable = all.filter(known.contains)
    return random.pick(sayable.isEmpty || Int.random(in: 0..<50, using: &random) == 0 ? all : sayable)
  }

  /// The words of a parameter; a version of IKE may have a table of its own.
  private func known(_ table: String, _ version: IKEPolicy.Version) -> [String] {
    let own = "\(table)-\(version.rawValue)"
    return platform.words(in: platform.table(own) == nil ? table : own).filter { !isRefused(table, $0) }
  }

  private func isRefused(_ table: String, _ word: String) -> Bool {
    platform.capabilities.features.contains { $0.name == "\(table).\(word)" && $0.answer == .no }
  }

  private mutating func ike() -> IKEPolicy {
    let version = random.pick(IKEPolicy.Version.allCases)
    return IKEPolicy(
      version: version,
      exchange: version == .v1 ? word("ike-exchange", IKEPolicy.Exchange.allCases, version) : nil,
      encryption: word("ike-encryption", EncryptionAlgorithm.allCases, version),
      integrity: word("ike-integrity", IntegrityAlgorithm.allCases, version),
      dhGroup: Int(word("ike-dh-group", groups, version)) ?? 14,
      lifetimeSeconds: random.pick([86_400, 3600, 28_800]),
      dpd: DeadPeerDetection(
        intervalSeconds: random.pick([10, 30, 60]), retransmitSeconds: random.pick([5, 10, 15]),
        payloadOrder: random.pick([.hashNotify, .notifyHash])))
  }

  /// An address or a name; hardly ever a name where the platform refuses names.
  private mutating func identity(
    _ address: IPAddress, _ name: String, _ ike: IKEPolicy, of end: String
  ) -> Identity {
    // Under main mode names come too late for a pre-shared key.
    guard ike.exchange != .main else { return .ip(address) }
    let facts = ["ike-version": ["\(ike.version.rawValue)"], "\(end)-identity": ["fqdn"]]
    let isRefused = platform.capabilities.refusals(of: facts).contains { $0.severity == .error }
    return isRefused && Int.random(in: 0..<50, using: &random) > 0
      ? .ip(address) : random.pick([.ip(address), .fqdn(name)])
  }

  private mutating func networks(_ index: Int) throws -> [IPPrefix] {
    try (0..<Int.random(in: 1...3, using: &random)).map { number in
      let length = random.pick([24, 24, 28, 32])
      return try #require(IPPrefix("172.2\(index).\(number).0/\(length)"))
    }
  }

  private mutating func selectors(_ index: Int, _ lan: IPPrefix) throws -> [Selector] {
    try networks(index).map { network in
      Selector(cloud: network, device: random.pick([lan, try #require(IPPrefix("10.20.9.5/32"))]))
    }
  }
}
