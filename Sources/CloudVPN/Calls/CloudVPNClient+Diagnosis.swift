import CloudPermissions

extension CloudVPNClient {
  /// Reads what the cloud's end has logged about a connection, in the service's order (facts §4.7).
  ///
  /// Older gateways and policy-template connections have no log and answer ``CloudError/Kind/badRequest``.
  package func log(of id: String) async throws(CloudError) -> [ConnectionLogLine] {
    let call = CloudCall(
      operation: .readConnectionLog, path: ["vpn-connection", id, "log"],
      resource: "connection \(id)")
    try check(id, for: call)
    let answer = try await answer(to: call)
    guard let lines = answer.json.list("logs") else { throw bad(answer, of: call, "JSON without logs") }
    return lines.map(ConnectionLogLine.init)
  }

  /// Reads a connection's IPsec security associations; none while the tunnel is down (facts §4.11).
  package func securityAssociations(of id: String) async throws(CloudError) -> [SecurityAssociation] {
    let call = CloudCall(
      operation: .listSecurityAssociations, path: ["vpn-connection", id, "ipsec-sa"],
      resource: "connection \(id)")
    try check(id, for: call)
    let answer = try await answer(to: call)
    guard let rows = answer.json.list("sa_infos") else {
      throw bad(answer, of: call, "JSON without sa_infos")
    }
    return rows.map(SecurityAssociation.init)
  }
}
