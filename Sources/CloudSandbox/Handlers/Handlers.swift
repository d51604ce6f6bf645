import OrderedJSON

/// Answers calls that passed the gateway; one extension a resource.
struct Handlers {
  let seed: SandboxSeed

  /// The members of a 200 answer, without `request_id`.
  func answer(_ call: Call, body: [UInt8]) throws(Refusal) -> JSONObject {
    switch call.operation {
    case .listSupportedDevices: ["supported_devices": supportedDevices()]
    case .exportPeerConfiguration: ["peer_config": .string(try exportedConfiguration(call, body: body))]
    case .listConnections: try listConnections(call)
    case .showConnection:
      ["vpn_connection": .object(try find(call.id, in: seed.connections.map(\.resource)).object)]
    case .listGateways: try listGateways(call)
    case .showGateway: ["vpn_gateway": .object(try find(call.id, in: seed.gateways).object)]
    case .listCustomerGateways: try listCustomerGateways(call)
    case .showCustomerGateway:
      ["customer_gateway": .object(try find(call.id, in: seed.customerGateways).object)]
    }
  }

  /// The resource with an id from the path.
  ///
  /// - Throws: ``Refusal`` 400 for an id that is no UUID, 404 for one that nobody has.
  func find(_ id: String, in resources: [SandboxSeed.Resource]) throws(Refusal) -> SandboxSeed.Resource {
    guard ResourceID.isWellFormed(id) else { throw .invalid("the id in the path is not a UUID") }
    guard let found = resources.first(where: { $0.id == id }) else { throw .notFound }
    return found
  }
}
