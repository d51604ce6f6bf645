import OrderedJSON

extension Handlers {
  /// Largest page of connections.
  private static let connectionLimit = 2_000
  /// Largest page of customer gateways.
  private static let customerGatewayLimit = 200

  func listConnections(_ call: Call) throws(Refusal) -> JSONObject {
    let all = seed.connections.map(\.resource)
    let chosen = all.filter { connection in
      matches(call, "vgw_id", connection.text("vgw_id")) && matches(call, "vgw_ip", connection.text("vgw_ip"))
        && matches(call, "eip_id", connection.text("vgw_ip")) && matches(call, "vpn_id", connection.id)
        && isInEnterpriseProject(call, connection)
    }
    return try Page(of: chosen, call: call, limit: Handlers.connectionLimit)
      .members("vpn_connections", total: all.count)
  }

  /// Not paged, and without a total.
  func listGateways(_ call: Call) throws(Refusal) -> JSONObject {
    let chosen = seed.gateways.sorted { $0.created > $1.created }.filter { gateway in
      matches(call, "vgw_id", gateway.id) && isInEnterpriseProject(call, gateway)
    }
    return ["vpn_gateways": .array(chosen.map { .object($0.object) })]
  }

  func listCustomerGateways(_ call: Call) throws(Refusal) -> JSONObject {
    let chosen = seed.customerGateways.filter { matches(call, "cgw_id", $0.id) }
    return try Page(of: chosen, call: call, limit: Handlers.customerGatewayLimit)
      .members("customer_gateways", total: seed.customerGateways.count)
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
