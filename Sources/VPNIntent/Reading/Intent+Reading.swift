import Documents
import OrderedJSON

extension Intent {
  init?(_ reader: ObjectReader) {
    let schema = reader.value("schema", Values.string)
    if let schema, schema != Intent.schema {
      reader.remarks.error(
        "intent-schema", reader.path.member("schema"), "\(JSON(schema).shown) is not read by this version",
        remedy: "Expected is \(Intent.schema).")
    }
    let site = reader.value("site", Values.text(.site))
    let device = reader.reader("device").flatMap(SiteFacts.init)
    let connections = reader.list("connections", count: IntentLimits.connections) { value, path in
      ObjectReader(value, at: path, reader.remarks).flatMap(Connection.init)
    }
    let platform = reader.value("platform", required: false, Values.text(.site))
    let version = reader.value("software_version", required: false, Values.version)
    let provenance = reader.optionalReader("provenance").flatMap(Provenance.init)
    guard let site, let device else { return nil }
    self.init(
      site: site, platform: platform, softwareVersion: version, device: device, connections: connections,
      provenance: provenance)
  }
}

extension Intent.Provenance {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    func text(_ name: String) -> String? { reader.value(name, required: false, Values.text(.label)) }
    self.init(
      region: text("region"), projectID: text("project_id"), fetchedAt: text("fetched_at"),
      connectionsSHA256: text("connections_sha256"))
  }
}

extension Connection {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let id = reader.value("id", Values.text(.word))
    let name = reader.value("name", Values.text(.name))
    let mode = reader.value("mode", Values.word(Mode.self))
    let role = reader.value("role", required: false, Values.word(Role.self))
    let wan = reader.value("wan", required: false, Values.text(.word))
    let cloud = reader.reader("cloud").flatMap(Endpoint.init)
    let device = reader.reader("device").flatMap(Endpoint.init)
    let selectors = reader.list("selectors", count: IntentLimits.selectors) { value, path in
      ObjectReader(value, at: path, reader.remarks).flatMap(Selector.init)
    }
    let probe = reader.value("probe", required: false, Values.bool)
    let ike = reader.reader("ike").flatMap(IKEPolicy.init)
    let ipsec = reader.reader("ipsec").flatMap(IPsecPolicy.init)
    let key = reader.reader("key").flatMap { inner in
      defer { inner.finish() }
      return inner.value("reference", Values.reference)
    }
    guard let id, let name, let mode, let cloud, let device, let ike, let ipsec, let key else { return nil }
    self.init(
      id: id, name: name, mode: mode, role: role ?? .active, wan: wan, cloud: cloud, device: device,
      selectors: selectors, probe: probe ?? false, ike: ike, ipsec: ipsec, key: key)
  }
}

extension Endpoint {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let address = reader.value("address", required: false, Values.address)
    let identity = reader.reader("identity").flatMap(Identity.init)
    let inside = reader.value("inside", required: false, Values.inside)
    let asn = reader.value("bgp_asn", required: false, Values.integer(in: IntentLimits.asn))
    let subnets = reader.list("subnets", count: IntentLimits.subnets) { value, path in
      reader.read(value, at: path, Values.prefix)
    }
    guard let identity else { return nil }
    self.init(address: address, identity: identity, inside: inside, bgpASN: asn, subnets: subnets)
  }
}

extension Identity {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    switch reader.value("type", Values.word(Kind.self)) {
    case .ip:
      guard let address = reader.value("value", Values.address) else { return nil }
      self = .ip(address)
    case .fqdn:
      guard let name = reader.value("value", Values.text(.fqdn)) else { return nil }
      self = .fqdn(name)
    case .any:
      _ = reader.optional("value")
      self = .any
    case nil:
      _ = reader.optional("value")
      return nil
    }
  }
}

extension Selector {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let cloud = reader.value("cloud", Values.prefix)
    let device = reader.value("device", Values.prefix)
    guard let cloud, let device else { return nil }
    self.init(cloud: cloud, device: device)
  }
}

extension IKEPolicy {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let version = reader.value("version", Values.integer(of: Version.allCases.map(\.rawValue)))
    let exchange = reader.value("exchange", required: false, Values.word(Exchange.self))
    let encryption = reader.value("encryption", Values.word(EncryptionAlgorithm.self))
    let integrity = reader.value("integrity", Values.word(IntegrityAlgorithm.self))
    let group = reader.value("dh_group", Values.integer(of: IntentLimits.dhGroups))
    let lifetime = reader.value("lifetime_seconds", Values.integer(in: IntentLimits.ikeLifetime))
    let dpd = reader.optionalReader("dpd").flatMap(DeadPeerDetection.init)
    guard let version = version.flatMap(Version.init), let encryption, let integrity, let group, let lifetime
    else { return nil }
    self.init(
      version: version, exchange: exchange, encryption: encryption, integrity: integrity, dhGroup: group,
      lifetimeSeconds: lifetime, dpd: dpd ?? .standard)
  }
}

extension DeadPeerDetection {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let interval = reader.value(
      "interval_seconds", required: false, Values.integer(in: IntentLimits.dpdInterval))
    let retransmit = reader.value(
      "retransmit_seconds", required: false, Values.integer(in: IntentLimits.dpdRetransmit))
    let order = reader.value("payload_order", required: false, Values.word(PayloadOrder.self))
    let standard = DeadPeerDetection.standard
    self.init(
      intervalSeconds: interval ?? standard.intervalSeconds,
      retransmitSeconds: retransmit ?? standard.retransmitSeconds,
      payloadOrder: order ?? standard.payloadOrder)
  }
}

extension IPsecPolicy {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let encryption = reader.value("encryption", Values.word(EncryptionAlgorithm.self))
    let integrity = reader.value("integrity", Values.word(IntegrityAlgorithm.self))
    let group = reader.value("pfs_group", required: false, Values.integer(of: IntentLimits.dhGroups))
    let lifetime = reader.value("lifetime_seconds", Values.integer(in: IntentLimits.ipsecLifetime))
    guard let encryption, let integrity, let lifetime else { return nil }
    self.init(encryption: encryption, integrity: integrity, pfsGroup: group, lifetimeSeconds: lifetime)
  }
}
