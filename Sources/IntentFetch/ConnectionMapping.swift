import CloudVPN
import Diagnostics
import IPAddressing
import Secrets
import VPNIntent

/// One connection of the cloud in the intent's words; gaps become findings, nothing is guessed.
struct ConnectionMapping {
  let cloud: CloudConnection
  let gateway: CloudGateway
  let customer: CustomerGateway
  let site: SiteDescription
  let choice: SiteDescription.ConnectionChoice
  private(set) var findings: [Finding] = []

  init(
    cloud: CloudConnection, gateway: CloudGateway, customer: CustomerGateway, site: SiteDescription,
    choice: SiteDescription.ConnectionChoice
  ) {
    self.cloud = cloud
    self.gateway = gateway
    self.customer = customer
    self.site = site
    self.choice = choice
  }

  /// The connection; `nil` when the findings say why not.
  mutating func connection() -> Connection? {
    state()
    let mode = mode()
    let ike = ike()
    let ipsec = ipsec()
    let cloudEnd = cloudEnd(mode)
    let deviceEnd = deviceEnd(mode)
    let selectors = mode == .policy ? selectors() : []
    guard let mode, let ike, let ipsec, let cloudEnd, let deviceEnd, let key = key() else { return nil }
    return Connection(
      id: cloud.id, name: cloud.name ?? cloud.id, mode: mode,
      role: cloud.role?.lowercased() == "slave" ? .standby : .active, wan: wan?.name, cloud: cloudEnd,
      device: deviceEnd, selectors: selectors, probe: cloud.probesPeer ?? false, ike: ike, ipsec: ipsec,
      key: key)
  }

  private mutating func gap(_ message: String, remedy: String? = nil) {
    findings.append(.cloudGap(cloud, message, remedy: remedy))
  }

  private mutating func state() {
    guard cloud.status == .frozen else { return }
    findings.append(
      Finding(
        rule: "connection-frozen", severity: .warning,
        message: "connection \(cloud.name ?? cloud.id) is frozen in the cloud and will carry no traffic",
        remedy: "Settle the account or ask the cloud's support, then fetch again."))
  }

  private mutating func mode() -> Connection.Mode? {
    guard let style = cloud.style else {
      gap("has no style")
      return nil
    }
    guard let mode = Connection.Mode(rawValue: style.raw.lowercased()) else {
      gap("has the style \(style), which peerconf does not know", remedy: "Known are static, bgp and policy.")
      return nil
    }
    return mode
  }

  /// The device's line: the one that the site names, else the one with the customer gateway's address, else the only one.
  private var wan: WAN? {
    if let name = choice.wan { return site.device.wan.first { $0.name == name } }
    let lines = site.device.wan
    return lines.first { $0.address?.description == customer.idValue } ?? (lines.count == 1 ? lines[0] : nil)
  }

  private func key() -> SecretReference? {
    if let key = choice.key ?? site.key { return key }
    // A name that can be exported in any shell: PEERCONF_PSK_BERLIN_1.
    let name = (cloud.name ?? cloud.id).uppercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
    }
    return try? SecretReference(parsing: "env:PEERCONF_PSK_\(String(name))")
  }

  // MARK: - Ends

  private mutating func cloudEnd(_ mode: Connection.Mode?) -> Endpoint? {
    guard let given = cloud.gatewayIP, let text = gateway.address(of: given), let address = IPAddress(text)
    else {
      gap("ends at an address that its gateway \(gateway.name ?? gateway.id) does not have")
      return nil
    }
    let identity = identity(
      cloud.ikePolicy?.localIDType, cloud.ikePolicy?.localID, standard: address, end: "cloud")
    let inside = inside(cloud.tunnelLocalAddress, mode, end: "cloud")
    guard let identity else { return nil }
    return Endpoint(
      address: address, identity: identity, inside: inside, bgpASN: mode == .bgp ? gateway.bgpASN : nil,
      subnets: subnets(gateway.localSubnets ?? []))
  }

  private mutating func deviceEnd(_ mode: Connection.Mode?) -> Endpoint? {
    if let name = choice.wan, wan == nil {
      gap("is to use the WAN line \(name), which the site does not have")
      return nil
    }
    let named = customer.idType == .fqdn ? nil : customer.idValue.flatMap { IPAddress($0) }
    let standard = named ?? wan?.address
    let identity: Identity?
    if customer.idType == .fqdn, cloud.ikePolicy?.peerID == nil, let name = customer.idValue {
      identity = .fqdn(name)
    } else {
      identity = self.identity(
        cloud.ikePolicy?.peerIDType, cloud.ikePolicy?.peerID, standard: standard, end: "device")
    }
    let inside = inside(cloud.tunnelPeerAddress, mode, end: "device")
    guard let identity else { return nil }
    let networks = cloud.peerSubnets.map { subnets($0) } ?? site.device.lan.subnets
    return Endpoint(
      address: wan.map(\.address) ?? named, identity: identity, inside: inside,
      bgpASN: mode == .bgp ? customer.bgpASN ?? site.device.bgpASN : nil, subnets: networks)
  }

  private mutating func identity(
    _ type: IdentityType?, _ value: String?, standard: IPAddress?, end: String
  ) -> Identity? {
    switch type {
    case .fqdn?:
      if let value { return .fqdn(value) }
      gap("identifies the \(end) by name and gives none")
      return nil
    case .any?: return .any
    case .ip?, nil:
      if let address = value.flatMap({ IPAddress($0) }) ?? standard { return .ip(address) }
      gap("identifies the \(end) by address and gives none")
      return nil
    case let other?:
      gap("identifies the \(end) by \(other), which peerconf does not know")
      return nil
    }
  }

  private mutating func inside(_ text: String?, _ mode: Connection.Mode?, end: String)
    -> IPv4InterfaceAddress?
  {
    // Policy connections may show a pair too; it means nothing there.
    guard mode?.hasTunnel == true else { return nil }
    if let address = text.flatMap({ IPv4InterfaceAddress($0) }) { return address }
    gap(
      text.map { "has the tunnel address '\($0)' on the \(end)'s side" }
        ?? "has no tunnel address for the \(end)")
    return nil
  }

  private mutating func subnets(_ texts: [String]) -> [IPPrefix] {
    texts.compactMap { text in
      if let prefix = IPPrefix(text, hostBits: .cleared) { return prefix }
      gap("has a network that is none: '\(text)'")
      return nil
    }
  }

  private mutating func selectors() -> [Selector] {
    let rules = cloud.policyRules
    if rules.isEmpty { gap("is in policy mode and has no rules") }
    return rules.flatMap { rule in
      subnets([rule.source].compactMap { $0 }).flatMap { source in
        subnets(rule.destinations).map { Selector(cloud: source, device: $0) }
      }
    }
  }

  // MARK: - Policies

  private mutating func ike() -> VPNIntent.IKEPolicy? {
    guard let policy = cloud.ikePolicy else {
      gap("has no IKE policy")
      return nil
    }
    if let method = policy.authenticationMethod, method != "pre-share" {
      gap("authenticates by \(method)", remedy: "peerconf prepares connections with a pre-shared key.")
      return nil
    }
    let version = value(policy.version, "IKE version") { text in
      text == "v1" ? VPNIntent.IKEPolicy.Version.v1 : text == "v2" ? .v2 : nil
    }
    let encryption = value(policy.encryptionAlgorithm, "IKE encryption", EncryptionAlgorithm.init)
    let integrity = value(policy.authenticationAlgorithm, "IKE authentication", IntegrityAlgorithm.init)
    let group = value(policy.dhGroup, "DH group", Self.group)
    if policy.lifetimeSeconds == nil { gap("has no IKE lifetime") }
    guard let version, let encryption, let integrity, let group, let lifetime = policy.lifetimeSeconds else {
      return nil
    }
    let exchange =
      version == .v1 ? VPNIntent.IKEPolicy.Exchange(rawValue: policy.negotiationMode ?? "main") ?? .main : nil
    return VPNIntent.IKEPolicy(
      version: version, exchange: exchange, encryption: encryption.canonical, integrity: integrity,
      dhGroup: group,
      lifetimeSeconds: lifetime, dpd: Self.dpd(policy.dpd))
  }

  private static func dpd(_ given: CloudVPN.DeadPeerDetection?) -> VPNIntent.DeadPeerDetection {
    var dpd = VPNIntent.DeadPeerDetection.standard
    if let interval = given?.interval { dpd.intervalSeconds = interval }
    if let timeout = given?.timeout { dpd.retransmitSeconds = timeout }
    if let order = given?.message.flatMap(VPNIntent.DeadPeerDetection.PayloadOrder.init) {
      dpd.payloadOrder = order
    }
    return dpd
  }

  private mutating func ipsec() -> VPNIntent.IPsecPolicy? {
    guard let policy = cloud.ipsecPolicy else {
      gap("has no IPsec policy")
      return nil
    }
    let encryption = value(policy.encryptionAlgorithm, "IPsec encryption", EncryptionAlgorithm.init)
    let integrity = value(policy.authenticationAlgorithm, "IPsec authentication", IntegrityAlgorithm.init)
    let group: Int?? =
      policy.pfs == "disable" ? .some(nil) : value(policy.pfs, "PFS group", Self.group).map { .some($0) }
    if policy.lifetimeSeconds == nil { gap("has no IPsec lifetime") }
    guard let encryption, let integrity, let group, let lifetime = policy.lifetimeSeconds else { return nil }
    return VPNIntent.IPsecPolicy(
      encryption: encryption.canonical, integrity: integrity, pfsGroup: group, lifetimeSeconds: lifetime)
  }

  /// `group14` is 14.
  private static func group(_ text: String) -> Int? {
    text.hasPrefix("group") ? Int(text.dropFirst(5)) : nil
  }

  private mutating func value<Value>(_ text: String?, _ name: String, _ make: (String) -> Value?) -> Value? {
    guard let text else {
      gap("has no \(name)")
      return nil
    }
    if let value = make(text) { return value }
    gap("has the \(name) '\(text)', which peerconf does not know")
    return nil
  }
}
