import CloudPermissions

/// Which connections to list; empty means all of the project.
package struct ConnectionFilter: Sendable, Hashable {
  package var gatewayID: String?
  /// Elastic IP's id, or private address, as in ``CloudConnection/gatewayIP``.
  package var gatewayIP: String?
  /// `0` is the default enterprise project.
  package var enterpriseProjectIDs: [String]

  package init(gatewayID: String? = nil, gatewayIP: String? = nil, enterpriseProjectIDs: [String] = []) {
    self.gatewayID = gatewayID
    self.gatewayIP = gatewayIP
    self.enterpriseProjectIDs = enterpriseProjectIDs
  }

  var query: [(name: String, value: String)] {
    var query: [(name: String, value: String)] = []
    if let gatewayID { query.append(("vgw_id", gatewayID)) }
    if let gatewayIP { query.append(("vgw_ip", gatewayIP)) }
    return query + enterpriseProjectIDs.map { ("enterprise_project_id", $0) }
  }
}

extension CloudVPNClient {
  /// Lists connections, all pages.
  ///
  /// Needs rights on the whole project; ``connection(_:)`` does not.
  package func connections(
    _ filter: ConnectionFilter = ConnectionFilter()
  ) async throws(CloudError) -> [CloudConnection] {
    try await pages(
      of: CloudCall(
        operation: .listConnections, path: ["vpn-connection"], query: filter.query),
      rows: "vpn_connections")
  }

  /// Reads one connection.
  package func connection(_ id: String) async throws(CloudError) -> CloudConnection {
    let call = CloudCall(
      operation: .showConnection, path: ["vpn-connection", id],
      resource: "connection \(id)")
    try check(id, for: call)
    return try await resource(of: call, "vpn_connection")
  }
}
