import CloudPermissions

extension CloudVPNClient {
  /// Lists the VPN gateways; this list has no pages.
  package func gateways(enterpriseProjectIDs: [String] = []) async throws(CloudError) -> [CloudGateway] {
    let call = CloudCall(
      operation: .listGateways, path: ["vpn-gateways"],
      query: enterpriseProjectIDs.map { ("enterprise_project_id", $0) })
    return try rows(of: try await answer(to: call), to: call, "vpn_gateways")
  }

  /// Reads one VPN gateway.
  package func gateway(_ id: String) async throws(CloudError) -> CloudGateway {
    let call = CloudCall(
      operation: .showGateway, path: ["vpn-gateways", id],
      resource: "gateway \(id)")
    try check(id, for: call)
    return try await resource(of: call, "vpn_gateway")
  }

  /// Lists the customer gateways, all pages.
  package func customerGateways() async throws(CloudError) -> [CustomerGateway] {
    try await pages(
      of: CloudCall(
        operation: .listCustomerGateways, path: ["customer-gateways"]),
      rows: "customer_gateways")
  }

  /// Reads one customer gateway.
  package func customerGateway(_ id: String) async throws(CloudError) -> CustomerGateway {
    let call = CloudCall(
      operation: .showCustomerGateway, path: ["customer-gateways", id],
      resource: "customer gateway \(id)")
    try check(id, for: call)
    return try await resource(of: call, "customer_gateway")
  }
}
