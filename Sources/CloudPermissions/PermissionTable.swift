/// Which right each operation needs, as data.
///
/// Sources: the service's pages vpn_api_0117 (connections) and vpn_api_0115 (gateways) of 2026-06-11, and
/// its page of identity policies. Those tell of policies what an operation depends on; of identity policies they tell the
/// actions of connections and devices only, so the rest is marked.
package enum PermissionTable {
  /// Every operation's row, in the order of ``CloudOperation``.
  package static let rows: [OperationPermission] = CloudOperation.allCases.map(row)

  private static let monitoring = ["ces:metricData:list", "ces:currentRegionSupportedMetrics:list"]
  private static let changing = [
    "vpc:vpcs:list", "vpc:vpcs:get", "vpc:subnets:get", "vpc:subNetworkInterfaces:update",
    "vpc:publicIps:get",
    "vpc:publicIps:list", "vpc:bandwidths:list", "vpc:ports:get", "vpc:routeTables:update",
    "vpc:routeTables:get",
  ]
  private static let reading = [
    "vpc:publicIps:get", "vpc:publicIps:list", "vpc:bandwidths:list", "er:instances:list", "er:instances:get",
    "vpc:vpcs:list", "vpc:vpcs:get", "vpc:subnets:get",
  ]
  private static let connections = "vpn_api_0117, 2026-06-11"
  private static let gateways = "vpn_api_0115, 2026-06-11"

  static func row(of operation: CloudOperation) -> OperationPermission {
    switch operation {
    case .createConnection:
      connection(operation, "create", monitoring + changing, identity: ["vpc:routeTables:update"])
    case .batchCreateConnections:
      connection(
        operation, "batchCreate", monitoring + changing, identity: ["vpc:routeTables:update"],
        identityConfidence: .secondary)
    case .deleteConnection: connection(operation, "delete", monitoring + changing)
    case .updateConnection: connection(operation, "update", changing)
    case .listConnections: connection(operation, "list", reading, isScoped: false)
    case .showConnection: connection(operation, "get", reading)
    case .readConnectionLog: connection(operation, "getLog")
    case .resetConnection: connection(operation, "reset")
    case .exportPeerConfiguration: connection(operation, "exportPeerConfig")
    case .listSecurityAssociations: connection(operation, "listIpsecSa")
    case .listSupportedDevices:
      OperationPermission(
        operation: operation, policy: needs("vpn:peerConfiguration:getDevices", source: connections),
        identityPolicy: needs("vpn::listPeerDevices", alias: "vpn:peerDevices:list", source: connections),
        isScopedToEnterpriseProjects: false, isGlobal: false)
    case .showGateway: gateway(operation, "vpn:vpnGateways:get", reading, gateways, isScoped: true)
    case .listGateways: gateway(operation, "vpn:vpnGateways:list", reading, gateways)
    case .showCustomerGateway: gateway(operation, "vpn:customerGateways:get", [], "facts §8")
    case .listCustomerGateways: gateway(operation, "vpn:customerGateways:list", [], "facts §8")
    case .findProject:
      OperationPermission(
        operation: operation,
        policy: needs("iam:projects:listProjects", source: "iam_19_0001"),
        identityPolicy: needs(
          "iam:projects:listProjects", .unverified, source: "named like the policy's action"),
        isScopedToEnterpriseProjects: false, isGlobal: true)
    }
  }

  /// Connections have the same action names in both models.
  private static func connection(
    _ operation: CloudOperation, _ verb: String, _ dependencies: [String] = [], identity: [String] = [],
    identityConfidence: Confidence = .verified, isScoped: Bool = true
  ) -> OperationPermission {
    let action = "vpn:vpnConnections:\(verb)"
    return OperationPermission(
      operation: operation, policy: needs(action, with: dependencies, source: connections),
      identityPolicy: needs(action, identityConfidence, with: identity, source: connections),
      isScopedToEnterpriseProjects: isScoped, isGlobal: false)
  }

  /// The pages of identity policies were read for connections and devices; for gateways the same names are assumed.
  private static func gateway(
    _ operation: CloudOperation, _ action: String, _ dependencies: [String], _ source: String,
    isScoped: Bool = false
  ) -> OperationPermission {
    OperationPermission(
      operation: operation, policy: needs(action, with: dependencies, source: source),
      identityPolicy: needs(action, .unverified, source: "named like the policy's action"),
      isScopedToEnterpriseProjects: isScoped, isGlobal: false)
  }

  private static func needs(
    _ action: String, _ confidence: Confidence = .verified, with dependencies: [String] = [],
    alias: String? = nil, source: String
  ) -> RequiredActions {
    RequiredActions(
      action: action, dependencies: dependencies, alias: alias, confidence: confidence, source: source)
  }
}
