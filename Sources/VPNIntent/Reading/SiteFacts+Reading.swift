import Documents
import OrderedJSON

extension SiteFacts {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let wan = reader.list("wan", count: IntentLimits.wanLines) { value, path in
      ObjectReader(value, at: path, reader.remarks).flatMap(WAN.init)
    }
    var numbers: [String: Int] = [:]
    let numberReader = reader.optionalReader("numbers")
    for name in numberReader?.names ?? [] {
      numbers[name] = numberReader?.value(name, required: false, Values.integer(in: IntentLimits.number))
    }
    self.init(
      hostname: reader.value("hostname", required: false, Values.text(.word)),
      supportedDevice: reader.value("supported_device", required: false, Values.text(.label)),
      wan: wan,
      lan: reader.optionalReader("lan").flatMap(LAN.init) ?? LAN(),
      bgpASN: reader.value("bgp_asn", required: false, Values.integer(in: IntentLimits.asn)),
      routerID: reader.value("router_id", required: false, Values.address4),
      context: reader.value("context", required: false, Values.text(.word)),
      numbers: numbers,
      running: reader.value("running", required: false, Values.text(.label)))
  }
}

extension WAN {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    let name = reader.value("name", Values.text(.word))
    let interface = reader.value("interface", Values.text(.word))
    let address = reader.value("address", required: false, Values.address)
    let nextHop = reader.value("next_hop", required: false, Values.address)
    let vrf = reader.value("vrf", required: false, Values.text(.word))
    guard let name, let interface else { return nil }
    self.init(name: name, interface: interface, address: address, nextHop: nextHop, vrf: vrf)
  }
}

extension LAN {
  init?(_ reader: ObjectReader) {
    defer { reader.finish() }
    self.init(
      interface: reader.value("interface", required: false, Values.text(.word)),
      subnets: reader.list("subnets", count: IntentLimits.subnets) { value, path in
        reader.read(value, at: path, Values.prefix)
      })
  }
}

extension SiteDescription {
  /// Reads the members of a description; others may stand beside them where the caller asks for them too.
  init?(_ reader: ObjectReader) {
    let site = reader.value("site", Values.text(.site))
    let platform = reader.value("platform", required: false, Values.text(.site))
    let version = reader.value("software_version", required: false, Values.version)
    let key = reader.value("key", required: false, Values.reference)
    let connections = reader.list("connections", count: 0...IntentLimits.connections.upperBound) {
      value, path in
      ConnectionChoice(value, at: path, reader)
    }
    let device = reader.reader("device").flatMap(SiteFacts.init)
    let previous = reader.value("previous", required: false, Values.text(.label))
    guard let site, let device else { return nil }
    self.init(
      site: site, platform: platform, softwareVersion: version, key: key, connections: connections,
      device: device, previous: previous)
  }
}

extension SiteDescription.ConnectionChoice {
  /// A name alone, or an object.
  init?(_ value: JSON, at path: MemberPath, _ parent: ObjectReader) {
    if value.string != nil {
      guard let name = parent.read(value, at: path, Values.text(.name)) else { return nil }
      self.init(connection: name)
      return
    }
    guard let reader = ObjectReader(value, at: path, parent.remarks) else { return nil }
    defer { reader.finish() }
    let connection = reader.value("connection", Values.text(.name))
    let wan = reader.value("wan", required: false, Values.text(.word))
    let key = reader.value("key", required: false, Values.reference)
    guard let connection else { return nil }
    self.init(connection: connection, wan: wan, key: key)
  }
}
