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
      "vpnConnections", "faults", "clockOffset", "lifecycle", "identity", "throttle", "keyLock",
    ])
    _ = try seed.member("schema").word(of: [SandboxSeed.schema])
    projectID = try seed.member("projectId").text()
    guard ResourceID.isProject(projectID) else {
      throw try seed.member("projectId").error("expected 32 lower-case hexadecimal digits")
    }
    users = try SandboxSeed.users(seed.member("credentials"))
    identity = try IdentitySeed(seed.optional("identity"), users: users)
    gate = try GateSeed(throttle: seed.optional("throttle"), keyLock: seed.optional("keyLock"))
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
    for node in try seed.list("faults") { faults += try Fault.faults(node) }
    if let node = try seed.optional("lifecycle") { lifecycle = try Lifecycle(node) }
    let tenYears = 315_360_000
    clockOffset = try seed.optional("clockOffset")?.integer(-tenYears...tenYears) ?? 0
  }

  private static func users(_ node: PlacedJSON) throws(SeedError) -> [SandboxUser] {
    var users: [SandboxUser] = []
    for item in try node.items() {
      let user = try SandboxUser(item)
      guard !users.contains(where: { $0.accessKey == user.accessKey }) else {
        throw try item.member("accessKey").error("the access key is already in use")
      }
      users.append(user)
    }
    guard !users.isEmpty else { throw node.error("at least one credential is needed") }
    return users
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
