import CloudPermissions
import OrderedJSON

/// Answers calls that passed the gateway; one extension a subject.
///
/// A refused call has changed nothing, since it works on a draft that is thrown away.
struct Handlers {
  var world: World

  var seed: SandboxSeed { world.seed }

  /// The members of the answer to a call that goes well, without `request_id`.
  mutating func answer(_ call: Call) throws(Refusal) -> JSONObject {
    switch call.operation {
    case .createConnection: return ["vpn_connection": try create(ConnectionBody.single(call.body))]
    case .batchCreateConnections: return ["vpn_connections": .array(try createBatch(call))]
    case .listConnections: return try listConnections(call)
    case .showConnection: return ["vpn_connection": .object(try find(call.id).connection.resource.object)]
    case .updateConnection: return ["vpn_connection": try update(call)]
    case .deleteConnection:
      try delete(call.id)
      return [:]
    case .resetConnection:
      try reset(call.id)
      return [:]
    case .readConnectionLog: return ["logs": .array(try log(of: call.id))]
    case .listSecurityAssociations: return ["sa_infos": .array(try securityAssociations(of: call.id))]
    case .exportPeerConfiguration: return ["peer_config": .string(try exportedConfiguration(call))]
    case .listSupportedDevices: return ["supported_devices": supportedDevices()]
    case .listGateways: return try listGateways(call)
    case .showGateway:
      return ["vpn_gateway": .object(world.current(try found(call.id) { world.gateway($0) }))]
    case .findProject: throw .unknownAPI
    case .listCustomerGateways: return try listCustomerGateways(call)
    case .showCustomerGateway:
      return ["customer_gateway": .object(try found(call.id) { world.customerGateway($0) }.object)]
    }
  }

  /// The connection with an id from the path.
  func find(_ id: String) throws(Refusal) -> ConnectionRecord { try found(id) { world.connections[$0] } }

  /// What an id from the path stands for.
  ///
  /// - Throws: ``Refusal`` 400 for an id that is no UUID, 404 for one that nobody has.
  func found<Value>(_ id: String, _ look: (String) -> Value?) throws(Refusal) -> Value {
    guard ResourceID.isWellFormed(id) else { throw .invalid("the id in the path is not a UUID") }
    guard let value = look(id) else { throw .notFound }
    return value
  }

  /// Refuses what lies outside the enterprise projects that a user's rights are limited to.
  func checkEnterpriseProject(of call: Call, user: SandboxUser) throws(Refusal) {
    guard let allowed = user.enterpriseProjects else { return }
    var gateways = [world.connections[call.id]?.text("vgw_id") ?? call.id]
    if call.operation == .createConnection || call.operation == .batchCreateConnections {
      let body = try? JSON(parsing: call.body, depthLimit: 20)
      let connections = [body?["vpn_connection"]].compactMap { $0 } + (body?["vpn_connections"]?.array ?? [])
      gateways = connections.compactMap { $0["vgw_id"]?.string }
    }
    let projects = gateways.compactMap { world.gateway($0)?.text("enterprise_project_id") }
    guard projects.allSatisfy(allowed.contains) else {
      throw .forbidden(action: call.operation.permission.policy.action)
    }
  }
}
