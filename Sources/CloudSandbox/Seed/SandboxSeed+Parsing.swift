import OrderedJSON

extension SandboxSeed {
  /// The value of the member `schema`.
  package static let schema = "peerconf.sandbox-seed/1"

  /// Reads a seed file strictly: unknown members, wrong kinds, dangling ids and repeated ids are errors.
  ///
  /// `source` is the file as the user named it, for errors.
  package init(parsing bytes: [UInt8], source: String) throws(SeedError) {
    let json: JSON
    do {
      json = try JSON(parsing: bytes)
    } catch {
      throw SeedError(
        source: source, place: "line \(error.line), column \(error.column)", reason: error.reason)
    }
    try self.init(PlacedJSON(json: json, path: "", source: source))
  }

  private init(_ seed: PlacedJSON) throws(SeedError) {
    try seed.allow([
      "schema", "projectId", "credentials", "supportedDevices", "vpnGateways", "customerGateways",
      "vpnConnections", "faults", "clockOffset", "lifecycle",
    ])
    _ = try seed.member("schema").word(of: [SandboxSeed.schema])
    projectID = try seed.member("projectId").text()
    guard ResourceID.isProject(projectID) else {
      throw try seed.member("projectId").error("expected 32 lower-case hexadecimal digits")
    }
    credentials = try SandboxSeed.credentials(seed.member("credentials"))
    devices = try SandboxSeed.devices(seed.optional("supportedDevices"))

    var taken: Set<String> = []
    gateways = []
    for node in try seed.list("vpnGateways") { gateways.append(try SandboxSeed.gateway(node, &taken)) }
    customerGateways = []
    for node in try seed.list("customerGateways") {
      customerGateways.append(try SandboxSeed.customerGateway(node, &taken))
    }
    let surroundings = ConnectionSeeding(gateways: gateways, customerGateways: customerGateways)
    connections = []
    for node in try seed.list("vpnConnections") {
      connections.append(try surroundings.connection(node, &taken))
    }
    faults = []
    for node in try seed.list("faults") { faults.append(try Fault(node)) }
    if let node = try seed.optional("lifecycle") { lifecycle = try Lifecycle(node) }
    let tenYears = 315_360_000
    clockOffset = try seed.optional("clockOffset")?.integer(-tenYears...tenYears) ?? 0
  }

  private static func credentials(_ node: PlacedJSON) throws(SeedError) -> [Credential] {
    let actions = Operation.allCases.map(\.entry.action)
    var credentials: [Credential] = []
    for item in try node.items() {
      try item.allow(["accessKey", "secretKey", "securityToken", "denied"])
      let accessKey = try item.member("accessKey").text()
      guard !credentials.contains(where: { $0.accessKey == accessKey }) else {
        throw try item.member("accessKey").error("the access key is already in use")
      }
      var denied: [String] = []
      for action in try item.list("denied") { denied.append(try action.word(of: actions)) }
      credentials.append(
        Credential(
          accessKey: accessKey, secretKey: RedactedText(try item.member("secretKey").text()),
          securityToken: try item.optional("securityToken").map { node throws(SeedError) in
            RedactedText(try node.text())
          }, denied: denied))
    }
    guard !credentials.isEmpty else { throw node.error("at least one credential is needed") }
    return credentials
  }

  private static func devices(_ node: PlacedJSON?) throws(SeedError) -> Devices {
    guard let node else { return Devices(shape: .array, rows: []) }
    try node.allow(["shape", "rows"])
    let shape = try node.optional("shape")?.word(of: Devices.Shape.allCases.map(\.rawValue))
    var rows: [JSON] = []
    for row in try node.member("rows").items() { rows.append(.object(try row.object())) }
    return Devices(shape: shape.flatMap(Devices.Shape.init) ?? .array, rows: rows)
  }

  /// The members are answered as they stand; only what paging and connections need is checked.
  private static func gateway(_ node: PlacedJSON, _ taken: inout Set<String>) throws(SeedError) -> Resource {
    var resource = try resource(node, &taken)
    for name in ["eip1", "eip2"] {
      guard let address = try node.optional(name) else { continue }
      _ = try address.member("id").uuid()
      _ = try address.member("ip_address").text()
    }
    resource.object["enterprise_project_id"] = resource.object["enterprise_project_id"] ?? "0"
    resource.object["tags"] = resource.object["tags"] ?? []
    return resource
  }

  private static func customerGateway(_ node: PlacedJSON, _ taken: inout Set<String>) throws(SeedError)
    -> Resource
  {
    _ = try node.optional("id_type")?.word(of: ["ip", "fqdn"])
    _ = try node.member("id_value").text()
    var resource = try resource(node, &taken)
    resource.object["tags"] = resource.object["tags"] ?? []
    return resource
  }

  static func resource(_ node: PlacedJSON, _ taken: inout Set<String>) throws(SeedError) -> Resource {
    let id = try node.member("id").uuid()
    guard taken.insert(id).inserted else { throw try node.member("id").error("the id is already in use") }
    _ = try node.member("name").text()
    return Resource(id: id, object: try node.object(), created: try node.member("created_at").instant())
  }
}
