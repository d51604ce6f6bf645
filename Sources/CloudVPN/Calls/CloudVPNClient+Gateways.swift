extension CloudVPNClient {
  /// Lists the VPN gateways; this list has no pages.
  package func gateways(enterpriseProjectIDs: [String] = []) async throws(CloudError) -> [CloudGateway] {
    let call = CloudCall(
      path: ["vpn-gateways"], query: enterpriseProjectIDs.map { ("enterprise_project_id", $0) },
      purpose: "list the VPN gateways", actions: ["vpn:vpnGateways:list"])
    return try rows(of: try await answer(to: call), to: call, "vpn_gateways")
  }

  /// Reads one VPN gateway.
  package func gateway(_ id: String) async throws(CloudError) -> CloudGateway {
    let call = CloudCall(
      path: ["vpn-gateways", id], purpose: "read the VPN gateway", actions: ["vpn:vpnGateways:get"],
      resource: "gateway \(id)")
    try check(id, for: call)
    return try await resource(of: call, "vpn_gateway")
  }

  /// Lists the customer gateways, all pages.
  package func customerGateways() async throws(CloudError) -> [CustomerGateway] {
    try await pages(
      of: CloudCall(
        path: ["customer-gateways"], purpose: "list the customer gateways",
        actions: ["vpn:customerGateways:list"]),
      rows: "customer_gateways")
  }

  /// Reads one customer gateway.
  package func customerGateway(_ id: String) async throws(CloudError) -> CustomerGateway {
    let call = CloudCall(
      path: ["customer-gateways", id], purpose: "read the customer gateway",
      actions: ["vpn:customerGateways:get"],
      resource: "customer gateway \(id)")
    try check(id, for: call)
    return try await resource(of: call, "customer_gateway")
  }
}
