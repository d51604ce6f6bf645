extension Intent {
  /// What is known of a connection in the words that a platform's conditions use; a fact may have several values.
  package func facts(of connection: Connection) -> [String: [String]] {
    let ike = connection.ike
    let ipsec = connection.ipsec
    var facts: [String: [String]] = [
      "mode": [connection.mode.rawValue], "ike-version": ["\(ike.version.rawValue)"],
      "ike-encryption": [ike.encryption.canonical.rawValue], "ike-integrity": [ike.integrity.rawValue],
      "ike-dh-group": ["\(ike.dhGroup)"], "ipsec-encryption": [ipsec.encryption.canonical.rawValue],
      "pfs-group": [ipsec.pfsGroup.map(String.init) ?? "none"],
      "device-identity": connection.device.identityFacts, "cloud-identity": connection.cloud.identityFacts,
      "wan-address": [connection.device.address == nil ? "dynamic" : "fixed"],
      "context": [device.context == nil ? "none" : "named"],
      "wan-vrf": [line(of: connection).flatMap { device.wan[$0].vrf } == nil ? "none" : "own"],
      "connections": ["\(connections.count)"],
      "gateway-connections": ["\(connections.count { $0.cloud.address == connection.cloud.address })"],
      "policy-connections": ["\(policyGroup(of: connection).count)"],
      "active-tunnels": ["\(activeTunnels(beside: connection))"],
      "selectors": ["\(connection.selectors.count)"], "wans": ["\(device.wan.count)"],
      "probe": [connection.probe ? "true" : "false"], "ike-lifetime": ["\(ike.lifetimeSeconds)"],
      "ipsec-lifetime": ["\(ipsec.lifetimeSeconds)"], "dpd-interval": ["\(ike.dpd.intervalSeconds)"],
      "dpd-retransmit": ["\(ike.dpd.retransmitSeconds)"], "dpd-order": [ike.dpd.payloadOrder.rawValue],
    ]
    // IKEv2 has no such exchange.
    if ike.version == .v1, let exchange = ike.exchange { facts["ike-exchange"] = [exchange.rawValue] }
    if ike.version == .v2 { facts["ike-prf"] = [ike.integrity.rawValue] }
    // Authenticated ciphers have no integrity algorithm beside them.
    if !ipsec.encryption.isAuthenticated { facts["ipsec-integrity"] = [ipsec.integrity.rawValue] }
    return facts
  }

  /// The policy connections of one line that protect the same pairs, the connection included; none in other modes.
  package func policyGroup(of connection: Connection) -> [Connection] {
    guard connection.mode == .policy else { return [] }
    let line = line(of: connection)
    let selectors = Set(connection.selectors)
    return connections.filter {
      $0.mode == .policy && self.line(of: $0) == line && Set($0.selectors) == selectors
    }
  }

  /// The line that carries a connection, by its place among the device's.
  package func line(of connection: Connection) -> Int? {
    if let name = connection.wan { return device.wan.firstIndex { $0.name == name } }
    return device.wan.count == 1 ? 0 : nil
  }
}

extension Endpoint {
  /// `any` is still told an address; an address may be another than the line's own, behind a translation.
  fileprivate var identityFacts: [String] {
    switch identity {
    case .fqdn: ["fqdn"]
    case .any: ["any", "ip"]
    case .ip(let said): said == address || address == nil ? ["ip"] : ["ip", "other-address"]
    }
  }
}
