package import CloudPermissions

extension CloudVPNClient {
  /// What ``prove()`` does: it reads, it depends on no other service, and every cloud with this API has it.
  package static let proof = CloudOperation.listCustomerGateways

  /// Makes one call that changes nothing, to see whether the sign-in holds.
  package func prove() async throws(CloudError) {
    _ = try await answer(
      to: CloudCall(
        operation: CloudVPNClient.proof, path: ["customer-gateways"], query: [("limit", "1")]))
  }
}
