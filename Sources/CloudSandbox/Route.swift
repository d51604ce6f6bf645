import CloudPermissions

extension CloudOperation {
  /// How it is called and what it answers when it goes well.
  struct Entry: Sendable {
    var method: String
    /// The path below `/v5/{project_id}/`; `*` stands for an id.
    var path: [String]
    var status = 200
  }

  /// `nil` for an operation of another service.
  var entry: Entry? {
    switch self {
    case .createConnection:
      Entry(method: "POST", path: ["vpn-connection"], status: 201)
    case .listConnections:
      Entry(method: "GET", path: ["vpn-connection"])
    case .showConnection:
      Entry(method: "GET", path: ["vpn-connection", "*"])
    case .updateConnection:
      Entry(method: "PUT", path: ["vpn-connection", "*"])
    case .deleteConnection:
      Entry(
        method: "DELETE", path: ["vpn-connection", "*"], status: 204)
    case .batchCreateConnections:
      Entry(
        method: "POST", path: ["vpn-connections", "batch-create"],
        status: 201)
    case .readConnectionLog:
      Entry(method: "GET", path: ["vpn-connection", "*", "log"])
    case .resetConnection:
      Entry(method: "POST", path: ["vpn-connection", "*", "reset"])
    case .exportPeerConfiguration:
      Entry(
        method: "POST", path: ["vpn-connection", "*", "peer-configuration", "export"])
    case .listSupportedDevices:
      Entry(
        method: "GET", path: ["peer-configuration", "supported-devices"])
    case .listSecurityAssociations:
      Entry(
        method: "GET", path: ["vpn-connection", "*", "ipsec-sa"])
    case .listGateways:
      Entry(method: "GET", path: ["vpn-gateways"])
    case .showGateway:
      Entry(method: "GET", path: ["vpn-gateways", "*"])
    case .listCustomerGateways:
      Entry(method: "GET", path: ["customer-gateways"])
    case .showCustomerGateway:
      Entry(method: "GET", path: ["customer-gateways", "*"])
    case .findProject: nil
    }
  }

  /// The operation behind a method and a path, with the id in the path; empty for operations without one.
  ///
  /// Paths are compared byte by byte after percent-decoding: no case folding, no trailing slash.
  static func find(method: String, path: [String]) -> (operation: CloudOperation, id: String)? {
    for operation in allCases {
      guard let entry = operation.entry, entry.method == method, entry.path.count == path.count,
        zip(entry.path, path).allSatisfy({ $0 == "*" ? !$1.isEmpty : $0 == $1 })
      else { continue }
      return (operation, zip(entry.path, path).first { $0.0 == "*" }?.1 ?? "")
    }
    return nil
  }
}
