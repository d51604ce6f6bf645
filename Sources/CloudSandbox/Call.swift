/// The operations that the sandbox answers.
enum Operation: CaseIterable, Sendable {
  case listSupportedDevices
  case exportPeerConfiguration
  case listConnections
  case showConnection
  case listGateways
  case showGateway
  case listCustomerGateways
  case showCustomerGateway

  /// The name under which the right to call it is given.
  var action: String {
    switch self {
    case .listSupportedDevices: "vpn:peerConfiguration:getDevices"
    case .exportPeerConfiguration: "vpn:vpnConnections:exportPeerConfig"
    case .listConnections: "vpn:vpnConnections:list"
    case .showConnection: "vpn:vpnConnections:get"
    case .listGateways: "vpn:vpnGateways:list"
    case .showGateway: "vpn:vpnGateways:get"
    case .listCustomerGateways: "vpn:customerGateways:list"
    case .showCustomerGateway: "vpn:customerGateways:get"
    }
  }

  /// Method and path below `/v5/{project_id}/`; `*` stands for an id.
  private var route: (method: String, path: [String]) {
    switch self {
    case .listSupportedDevices: ("GET", ["peer-configuration", "supported-devices"])
    case .exportPeerConfiguration: ("POST", ["vpn-connection", "*", "peer-configuration", "export"])
    case .listConnections: ("GET", ["vpn-connection"])
    case .showConnection: ("GET", ["vpn-connection", "*"])
    case .listGateways: ("GET", ["vpn-gateways"])
    case .showGateway: ("GET", ["vpn-gateways", "*"])
    case .listCustomerGateways: ("GET", ["customer-gateways"])
    case .showCustomerGateway: ("GET", ["customer-gateways", "*"])
    }
  }

  fileprivate func matches(method: String, path: [String]) -> Bool {
    let route = route
    return route.method == method && route.path.count == path.count
      && zip(route.path, path).allSatisfy { $0 == "*" ? !$1.isEmpty : $0 == $1 }
  }
}

/// A request whose path and query were understood.
struct Call: Sendable {
  let operation: Operation
  let project: String
  /// The id in the path; empty for operations without one.
  let id: String
  let query: [QueryItem]

  /// Finds the operation; a wrong method is an unknown API, as with the real gateway.
  ///
  /// Paths are compared byte by byte after percent-decoding: no case folding, no trailing slash.
  init(_ request: SandboxRequest) throws(Refusal) {
    let path = request.rawPath.split(separator: "/", omittingEmptySubsequences: false)
      .map { PercentCoding.decode($0.utf8) }
    guard path.count > 3, path[0].isEmpty, path[1] == "v5" else { throw .unknownAPI }
    let rest = Array(path[3...])
    guard let operation = Operation.allCases.first(where: { $0.matches(method: request.method, path: rest) })
    else { throw .unknownAPI }
    self.operation = operation
    project = path[2]
    id = rest.count > 1 && operation != .listSupportedDevices ? rest[1] : ""
    query = QueryItem.parse(request.rawQuery)
  }

  /// The first value of a query parameter.
  func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Every value of a repeated query parameter.
  func parameters(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }
}
