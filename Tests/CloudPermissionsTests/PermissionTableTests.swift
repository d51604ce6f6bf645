import CloudPermissions
import Testing

/// The table against what the vendor's pages say, written down a second time here.
@Suite struct PermissionTableTests {
  private static let reading: Set = [
    "vpc:publicIps:get", "vpc:publicIps:list", "vpc:bandwidths:list", "er:instances:list", "er:instances:get",
    "vpc:vpcs:list", "vpc:vpcs:get", "vpc:subnets:get",
  ]
  private static let changing: Set = [
    "vpc:vpcs:list", "vpc:vpcs:get", "vpc:subnets:get", "vpc:subNetworkInterfaces:update",
    "vpc:publicIps:get", "vpc:publicIps:list", "vpc:bandwidths:list", "vpc:ports:get",
    "vpc:routeTables:update", "vpc:routeTables:get",
  ]
  private static let metrics: Set = ["ces:metricData:list", "ces:currentRegionSupportedMetrics:list"]

  @Test(
    arguments: [
      (.createConnection, "vpn:vpnConnections:create", changing.union(metrics)),
      (.batchCreateConnections, "vpn:vpnConnections:batchCreate", changing.union(metrics)),
      (.deleteConnection, "vpn:vpnConnections:delete", changing.union(metrics)),
      (.updateConnection, "vpn:vpnConnections:update", changing),
      (.listConnections, "vpn:vpnConnections:list", reading),
      (.showConnection, "vpn:vpnConnections:get", reading),
      (.readConnectionLog, "vpn:vpnConnections:getLog", []),
      (.resetConnection, "vpn:vpnConnections:reset", []),
      (.exportPeerConfiguration, "vpn:vpnConnections:exportPeerConfig", []),
      (.listSecurityAssociations, "vpn:vpnConnections:listIpsecSa", []),
      (.listSupportedDevices, "vpn:peerConfiguration:getDevices", []),
      (.listGateways, "vpn:vpnGateways:list", reading), (.showGateway, "vpn:vpnGateways:get", reading),
      (.listCustomerGateways, "vpn:customerGateways:list", []),
      (.showCustomerGateway, "vpn:customerGateways:get", []),
      (.findProject, "iam:projects:listProjects", []),
    ] as [(CloudOperation, String, Set<String>)])
  func `policies want what the pages list`(
    operation: CloudOperation, action: String, dependencies: Set<String>
  ) {
    let needed = operation.permission.policy
    #expect(needed.action == action && needed.confidence == .verified)
    #expect(Set(needed.dependencies) == dependencies && needed.dependencies.count == dependencies.count)
  }

  @Test func `identity policies have another name for the devices, and few dependencies`() {
    let devices = CloudOperation.listSupportedDevices.permission
    #expect(devices.identityPolicy.action == "vpn::listPeerDevices")
    #expect(
      devices.actionNames == [
        "vpn:peerConfiguration:getDevices", "vpn::listPeerDevices", "vpn:peerDevices:list",
      ])
    #expect(
      CloudOperation.createConnection.permission.identityPolicy.dependencies == ["vpc:routeTables:update"])
    for row in PermissionTable.rows where row.operation != .listSupportedDevices {
      #expect(row.identityPolicy.action == row.policy.action && row.actionNames == [row.policy.action])
    }
  }

  @Test func `lists need the whole project, and so does what has no resource`() {
    let whole = PermissionTable.rows.filter { !$0.isScopedToEnterpriseProjects }.map(\.operation)
    #expect(
      whole == [
        .listConnections, .listSupportedDevices, .listGateways, .listCustomerGateways, .showCustomerGateway,
        .findProject,
      ])
  }

  @Test func `what no page says is marked`() {
    let unsure = PermissionTable.rows.filter { $0.identityPolicy.confidence == .unverified }.map(\.operation)
    #expect(
      unsure == [.listGateways, .showGateway, .listCustomerGateways, .showCustomerGateway, .findProject])
    #expect(PermissionTable.rows.allSatisfy { $0.policy.confidence == .verified })
    #expect(PermissionTable.rows.map(\.operation) == CloudOperation.allCases)
  }
}

@Suite struct PolicyDocumentTests {
  @Test func `a policy has each action once, sorted, with its dependencies`() throws {
    let documents = PolicyDocument.documents(for: [.listConnections, .showConnection], in: .policy)
    let document = try #require(documents.first)
    #expect(documents.count == 1 && document.version == "1.1" && document.confidence == .verified)
    #expect(
      document.statements.map(\.actions) == [
        [
          "er:instances:get", "er:instances:list", "vpc:bandwidths:list", "vpc:publicIps:get",
          "vpc:publicIps:list", "vpc:subnets:get", "vpc:vpcs:get", "vpc:vpcs:list", "vpn:vpnConnections:get",
          "vpn:vpnConnections:list",
        ]
      ])
  }

  @Test func `policies keep global services apart, identity policies do not`() {
    let operations: [CloudOperation] = [.findProject, .exportPeerConfiguration]
    let policies = PolicyDocument.documents(for: operations, in: .policy)
    #expect(
      policies.map(\.statements).map { $0.flatMap(\.actions) } == [
        ["vpn:vpnConnections:exportPeerConfig"], ["iam:projects:listProjects"],
      ])
    let identity = PolicyDocument.documents(for: operations, in: .identityPolicy)
    #expect(identity.count == 1 && identity.first?.version == "5.0")
    #expect(identity.first?.confidence == .unverified && policies.allSatisfy { $0.confidence == .verified })
    #expect(PolicyDocument.documents(for: [], in: .policy).isEmpty)
  }
}
