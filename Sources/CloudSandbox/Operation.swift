/// The operations that the sandbox answers.
enum Operation: CaseIterable, Sendable {
  case createConnection
  case listConnections
  case showConnection
  case updateConnection
  case deleteConnection
  case batchCreateConnections
  case showConnectionLog
  case resetConnection
  case exportPeerConfiguration
  case listSupportedDevices
  case listSecurityAssociations
  case listGateways
  case showGateway
  case listCustomerGateways
  case showCustomerGateway
}

extension Operation {
  /// How it is called and what it answers when it goes well.
  struct Entry: Sendable {
    var method: String
    /// The path below `/v5/{project_id}/`; `*` stands for an id.
    var path: [String]
    /// The name under which the right to call it is given.
    var action: String
    var status = 200
  }

  var entry: Entry {
    switch self {
    case .createConnection:
      Entry(method: "POST", path: ["vpn-connection"], action: "vpn:vpnConnections:create", status: 201)
    case .listConnections:
      Entry(method: "GET", path: ["vpn-connection"], action: "vpn:vpnConnections:list")
    case .showConnection:
      Entry(method: "GET", path: ["vpn-connection", "*"], action: "vpn:vpnConnections:get")
    case .updateConnection:
      Entry(method: "PUT", path: ["vpn-connection", "*"], action: "vpn:vpnConnections:update")
    case .deleteConnection:
      Entry(
        method: "DELETE", path: ["vpn-connection", "*"], action: "vpn:vpnConnections:delete", status: 204)
    case .batchCreateConnections:
      Entry(
        method: "POST", path: ["vpn-connections", "batch-create"], action: "vpn:vpnConnections:batchCreate",
        status: 201)
    case .showConnectionLog:
      Entry(method: "GET", path: ["vpn-connection", "*", "log"], action: "vpn:vpnConnections:getLog")
    case .resetConnection:
      Entry(method: "POST", path: ["vpn-connection", "*", "reset"], action: "vpn:vpnConnections:reset")
    case .exportPeerConfiguration:
      Entry(
        method: "POST", path: ["vpn-connection", "*", "peer-configuration", "export"],
        action: "vpn:vpnConnections:exportPeerConfig")
    case .listSupportedDevices:
      Entry(
        method: "GET", path: ["peer-configuration", "supported-devices"],
        action: "vpn:peerConfiguration:getDevices")
    case .listSecurityAssociations:
      Entry(
        method: "GET", path: ["vpn-connection", "*", "ipsec-sa"], action: "vpn:vpnConnections:listIpsecSa")
    case .listGateways:
      Entry(method: "GET", path: ["vpn-gateways"], action: "vpn:vpnGateways:list")
    case .showGateway:
      Entry(method: "GET", path: ["vpn-gateways", "*"], action: "vpn:vpnGateways:get")
    case .listCustomerGateways:
      Entry(method: "GET", path: ["customer-gateways"], action: "vpn:customerGateways:list")
    case .showCustomerGateway:
      Entry(method: "GET", path: ["customer-gateways", "*"], action: "vpn:customerGateways:get")
    }
  }

  /// The operation behind a method and a path, with the id in the path; empty for operations without one.
  ///
  /// Paths are compared byte by byte after percent-decoding: no case folding, no trailing slash.
  static func find(method: String, path: [String]) -> (operation: Operation, id: String)? {
    for operation in allCases {
      let entry = operation.entry
      guard entry.method == method, entry.path.count == path.count,
        zip(entry.path, path).allSatisfy({ $0 == "*" ? !$1.isEmpty : $0 == $1 })
      else { continue }
      return (operation, zip(entry.path, path).first { $0.0 == "*" }?.1 ?? "")
    }
    return nil
  }
}
