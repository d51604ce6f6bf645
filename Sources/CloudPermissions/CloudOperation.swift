/// A call of the cloud's API that needs a permission: the eleven on VPN connections, reading gateways and customer
/// gateways, and finding the project of a region.
package enum CloudOperation: String, Sendable, Hashable, CaseIterable {
  case createConnection, batchCreateConnections, updateConnection, deleteConnection
  case listConnections, showConnection
  case readConnectionLog, resetConnection, exportPeerConfiguration, listSecurityAssociations
  case listSupportedDevices
  case listGateways, showGateway
  case listCustomerGateways, showCustomerGateway
  /// Asks the identity service for the project of a region; needed only where no project id is configured.
  case findProject

  /// What is allowed with the permission, as a verb phrase: `list the VPN connections`.
  package var phrase: String {
    switch self {
    case .createConnection: "create a VPN connection"
    case .batchCreateConnections: "create several VPN connections"
    case .updateConnection: "change the VPN connection"
    case .deleteConnection: "delete the VPN connection"
    case .listConnections: "list the VPN connections"
    case .showConnection: "read the VPN connection"
    case .readConnectionLog: "read the VPN connection's log"
    case .resetConnection: "reset the VPN connection"
    case .exportPeerConfiguration: "export the peer configuration"
    case .listSecurityAssociations: "read the VPN connection's security associations"
    case .listSupportedDevices: "read the supported devices"
    case .listGateways: "list the VPN gateways"
    case .showGateway: "read the VPN gateway"
    case .listCustomerGateways: "list the customer gateways"
    case .showCustomerGateway: "read the customer gateway"
    case .findProject: "find the project of the region"
    }
  }
}
