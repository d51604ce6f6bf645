import IPAddressing
import OrderedJSON

extension Handlers {
  /// Changes the given members, and answers without the status.
  ///
  /// Arrays change as a whole, policies member by member.
  mutating func update(_ call: Call) throws(Refusal) -> JSON {
    var record = try find(call.id)
    let body = try ConnectionBody.single(call.body)
    try checkRest(of: record, verb: "update")
    guard let gateway = world.gateway(record.text("vgw_id")) else { throw .gatewayMissing }
    let style = record.text("style").lowercased()
    try checkFixed(body, record)
    try ConnectionPlan.checkFlags(body, style: style)

    let before = record.connection.resource.object
    var object = before
    if let name = try body.name() { object["name"] = .string(name) }
    for name in ["enable_nqa", "enable_hub"] {
      object[name] = try body.flag(name).map(JSON.bool) ?? object[name]
    }
    try changeAddresses(&object, body, gateway: gateway, style: style)
    try changePolicies(&object, body, gateway: gateway)
    if let key = try body.key() { record.connection.key = key }

    object["updated_at"] = .string(world.now.extendedFormat())
    record.connection.resource.object = object
    record.steps = seed.lifecycle.afterUpdate(of: record.status, world.now)
    record.events.append(.init(time: world.now, text: "configuration updated"))
    record.status = "PENDING_UPDATE"
    world.replace(record)
    object["status"] = nil
    return .object(object)
  }

  /// What a connection was created with for good; the same value may be sent again.
  private func checkFixed(_ body: ConnectionBody, _ record: ConnectionRecord) throws(Refusal) {
    let object = record.connection.resource.object
    for name in ["vgw_id", "vgw_ip", "ha_role", "tags"] {
      guard let sent = body[name], sent != object[name] else { continue }
      throw .unsupported(name)
    }
    if let style = body["style"], style.string?.lowercased() != record.text("style").lowercased() {
      throw .unsupported("style")
    }
    let method = "authentication_method"
    if let sent = body["ikepolicy"]?[method], sent != object["ikepolicy"]?[method] {
      throw .unsupported(method)
    }
  }

  private func changeAddresses(
    _ object: inout JSONObject, _ body: ConnectionBody, gateway: SandboxSeed.Resource, style: String
  ) throws(Refusal) {
    if let customer = try body.id("cgw_id") {
      guard world.customerGateway(customer) != nil else { throw .notFound }
      let end = object["vgw_ip"]?.string ?? ""
      guard
        customer == object["cgw_id"]?.string
          || !world.connections.isConnected(gateway: gateway.id, end: end, customer: customer)
      else { throw .invalid("vgw_ip and cgw_id are connected already") }
      object["cgw_id"] = .string(customer)
    }
    if let subnets = try body.subnets("peer_subnets", family: .ipv4) {
      guard gateway.text("attachment_type") != "er" || style == "static" else {
        throw .invalid("peer_subnets must not be filled at an enterprise router if style is not static")
      }
      object["peer_subnets"] = subnets
    }
    if let subnets = try body.subnets("peer_subnets_v6", family: .ipv6) {
      object["peer_subnets_v6"] = subnets
    }
    for (name, family) in [("policy_rules", AddressFamily.ipv4), ("policy_rules_v6", .ipv6)] {
      guard let rules = try body.policyRules(name, family: family) else { continue }
      guard style == "policy" else { throw .invalid("\(name) needs the style policy") }
      object[name] = rules
    }
    if let tunnel = try body.tunnel() {
      let cloud = tunnel.cloud.description
      let isOwn =
        IPv4InterfaceAddress(object["tunnel_local_address"]?.string ?? "")?.network == tunnel.cloud.network
      guard isOwn || !world.connections.isTaken(tunnel.cloud.network, on: gateway.id) else {
        throw .addressTaken
      }
      object["tunnel_local_address"] = .string(cloud)
      object["tunnel_peer_address"] = .string(tunnel.device.description)
    }
  }

  private func changePolicies(
    _ object: inout JSONObject, _ body: ConnectionBody, gateway: SandboxSeed.Resource
  ) throws(Refusal) {
    let customer = world.customerGateway(object["cgw_id"]?.string ?? "")?.text("id_value") ?? ""
    let movedHere = body.has("cgw_id")
    if body.has("ikepolicy") || movedHere {
      let cloud = try ConnectionPlan.end(object["vgw_ip"]?.string ?? "", of: gateway).address
      let merged = try Handlers.mergedIKE(
        object["ikepolicy"]?.object ?? [:], body, forgetsPeer: movedHere)
      object["ikepolicy"] = .object(
        try ConnectionBody.read { () throws(SeedError) in
          try PolicySeeding.ike(
            ConnectionBody(PlacedJSON(json: .object(merged), path: "vpn_connection.ikepolicy", source: ""))
              .node,
            cloudAddress: cloud, deviceIdentity: customer)
        })
    }
    if let sent = try body.optional("ipsecpolicy") {
      let merged = Handlers.merged(
        object["ipsecpolicy"]?.object ?? [:],
        try ConnectionBody.read { () throws(SeedError) in try sent.object() })
      object["ipsecpolicy"] = .object(
        try ConnectionBody.read { () throws(SeedError) in
          try PolicySeeding.ipsec(
            ConnectionBody(PlacedJSON(json: .object(merged), path: sent.path, source: "")).node)
        })
    }
  }

  /// An identity whose type changes loses the old value; so does an address that belonged to the old customer gateway.
  private static func mergedIKE(_ old: JSONObject, _ body: ConnectionBody, forgetsPeer: Bool) throws(Refusal)
    -> JSONObject
  {
    var old = old
    let sent = try ConnectionBody.read { () throws(SeedError) in
      try body.node.optional("ikepolicy")?.object() ?? [:]
    }
    for side in ["local", "peer"] {
      if let type = sent["\(side)_id_type"], type != old["\(side)_id_type"] { old["\(side)_id"] = nil }
    }
    if forgetsPeer, old["peer_id_type"] == "ip" { old["peer_id"] = nil }
    var result = merged(old, sent)
    if let dpd = sent["dpd"]?.object { result["dpd"] = .object(merged(old["dpd"]?.object ?? [:], dpd)) }
    return result
  }

  private static func merged(_ old: JSONObject, _ new: JSONObject) -> JSONObject {
    var result = old
    for member in new.members where !member.value.isNull { result[member.name] = member.value }
    return result
  }
}

extension Refusal {
  static func unsupported(_ name: String) -> Refusal {
    Refusal(status: 400, code: "VPN.0013", message: "unsupported attribute: \(name) cannot be changed")
  }
}
