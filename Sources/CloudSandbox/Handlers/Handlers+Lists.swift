import OrderedJSON

extension Handlers {
  /// Largest page of connections.
  private static let connectionLimit = 2_000
  /// Largest page of customer gateways.
  private static let customerGatewayLimit = 200

  func listConnections(_ call: Call) throws(Refusal) -> JSONObject {
    let request = try PageRequest(call, limit: Handlers.connectionLimit)
    let chosen = world.connections.newestFirst(before: request.marker).lazy.map(\.connection.resource)
      .filter { connection in
        matches(call, "vgw_id", connection.text("vgw_id"))
          && matches(call, "vgw_ip", connection.text("vgw_ip"))
          && matches(call, "eip_id", connection.text("vgw_ip")) && matches(call, "vpn_id", connection.id)
          && isInEnterpriseProject(call, connection)
      }
    return request.page("vpn_connections", of: chosen, total: world.connections.count)
  }

  /// Not paged, and without a total.
  func listGateways(_ call: Call) throws(Refusal) -> JSONObject {
    let chosen = seed.gateways.sorted { $0.created > $1.created }.filter { gateway in
      matches(call, "vgw_id", gateway.id) && isInEnterpriseProject(call, gateway)
    }
    return ["vpn_gateways": .array(chosen.map { .object(world.current($0)) })]
  }

  func listCustomerGateways(_ call: Call) throws(Refusal) -> JSONObject {
    let request = try PageRequest(call, limit: Handlers.customerGatewayLimit)
    let chosen = world.customerGatewaysNewestFirst.lazy.filter { gateway in
      matches(call, "cgw_id", gateway.id) && request.marker.map { gateway.created < $0 } ?? true
    }
    return request.page("customer_gateways", of: chosen, total: seed.customerGateways.count)
  }

  /// A filter that the call does not name lets everything through.
  private func matches(_ call: Call, _ name: String, _ value: String) -> Bool {
    call.parameter(name).map { $0 == value } ?? true
  }

  private func isInEnterpriseProject(_ call: Call, _ resource: SandboxSeed.Resource) -> Bool {
    let wanted = call.parameters("enterprise_project_id")
    return wanted.isEmpty || wanted.contains(resource.text("enterprise_project_id"))
  }
}
