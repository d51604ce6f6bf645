import IPAddressing
import OrderedJSON

extension Handlers {
  /// A new connection, answered without its status.
  mutating func create(_ body: ConnectionBody) throws(Refusal) -> JSON {
    let plan = try ConnectionPlan(body, in: world)
    var members = plan.members
    if members["style"] != "POLICY" || plan.tunnel != nil {
      guard let tunnel = plan.tunnel ?? world.nextLink(on: plan.gateway.id) else { throw .addressTaken }
      members["tunnel_local_address"] = .string(tunnel.cloud.description)
      members["tunnel_peer_address"] = .string(tunnel.device.description)
    }
    let id = world.nextID()
    let created = world.nextCreation()
    var object: JSONObject = [
      "id": .string(id), "name": .string(plan.name ?? "vpn-\(id.prefix(4))"), "status": "PENDING_CREATE",
    ]
    for name in ConnectionOrder.members { object[name] = members[name] }
    object["created_at"] = .string(created.extendedFormat())
    object["updated_at"] = object["created_at"]
    for name in ["enterprise_project_id", "ha_role", "tags"] { object[name] = members[name] }
    var record = ConnectionRecord(
      SandboxSeed.Connection(
        resource: .init(id: id, object: object, created: created), key: plan.key))
    record.steps = seed.lifecycle.afterCreation(world.now)
    record.events = [.init(time: world.now, text: "connection created")]
    world.insert(record)
    object["status"] = nil
    // No other answer has it.
    object["enable_health_check"] = body["enable_health_check"]
    return .object(object)
  }

  /// One or two connections of one gateway, all or none.
  mutating func createBatch(_ call: Call) throws(Refusal) -> [JSON] {
    let bodies = try ConnectionBody.batch(call.body)
    let gateways = bodies.map { $0["vgw_id"] }
    guard gateways.allSatisfy({ $0 == gateways[0] }) else {
      throw .invalid("the connections of a batch must have the same vgw_id")
    }
    var answers: [JSON] = []
    for body in bodies { answers.append(try create(body)) }
    return answers
  }

  mutating func delete(_ id: String) throws(Refusal) {
    var record = try find(id)
    try checkRest(of: record, verb: "delete")
    record.status = "PENDING_DELETE"
    record.steps = seed.lifecycle.afterDeletion(world.now)
    world.replace(record)
  }

  /// Tears the tunnel down and lets it negotiate again.
  mutating func reset(_ id: String) throws(Refusal) {
    var record = try find(id)
    try checkRest(of: record, verb: "reset")
    record.steps = seed.lifecycle.afterReset(of: record.status, world.now)
    record.events.append(.init(time: world.now, text: "security associations torn down on request"))
    record.status = "PENDING_UPDATE"
    world.replace(record)
  }

  /// Refuses to change what is frozen or already being changed.
  func checkRest(of record: ConnectionRecord, verb: String) throws(Refusal) {
    switch record.status {
    // The service's own text, word for word.
    case "FREEZED": throw .invalid("ILLEGAL not allowed \(verb) vpnConnection")
    case "PENDING_DELETE":
      throw Refusal(status: 425, code: "VPN.0009", message: "the connection \(record.id) is deleting")
    case "PENDING_CREATE", "PENDING_UPDATE": throw .beingUpdated
    default: break
    }
  }
}

/// The order in which the service prints the members of a connection, between `name` and `created_at`.
enum ConnectionOrder {
  static let members = [
    "vgw_id", "vgw_ip", "style", "cgw_id", "peer_subnets", "peer_subnets_v6", "tunnel_local_address",
    "tunnel_peer_address", "enable_nqa", "enable_hub", "policy_rules", "policy_rules_v6", "ikepolicy",
    "ipsecpolicy",
  ]
}

extension Refusal {
  static let beingUpdated = Refusal(
    status: 400, code: "VPN.0306", message: "the connection is being updated")
}
