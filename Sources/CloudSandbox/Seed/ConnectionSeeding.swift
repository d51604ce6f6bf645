import OrderedJSON

/// Makes finished connections out of seeds as short as a create request, as the service would.
struct ConnectionSeeding {
  let gateways: [SandboxSeed.Resource]
  let customerGateways: [SandboxSeed.Resource]

  private static let members = [
    "id", "name", "status", "vgw_id", "vgw_ip", "style", "cgw_id", "peer_subnets", "tunnel_local_address",
    "tunnel_peer_address", "enable_nqa", "enable_hub", "policy_rules", "ikepolicy", "ipsecpolicy",
    "created_at",
    "updated_at", "enterprise_project_id", "connection_monitor_id", "ha_role", "tags", "psk", "overrides",
    "logs", "sa_infos", "peer_config",
  ]

  func connection(_ node: PlacedJSON, _ taken: inout Set<String>) throws(SeedError) -> SandboxSeed.Connection
  {
    try node.allow(ConnectionSeeding.members)
    let bare = try SandboxSeed.resource(node, &taken)
    let gateway = try referred(node, "vgw_id", in: gateways, kind: "VPN gateway")
    let customer = try referred(node, "cgw_id", in: customerGateways, kind: "customer gateway")
    let address = try endpoint(node, of: gateway)
    let style = try node.optional("style")?.word(of: ["static", "bgp", "policy"]) ?? "static"

    var object: JSONObject = ["id": .string(bare.id), "name": .string(bare.text("name"))]
    object["status"] = bare.object["status"] ?? "ACTIVE"
    for name in ["vgw_id", "vgw_ip"] { object[name] = bare.object[name] }
    object["style"] = .string(style.uppercased())
    object["cgw_id"] = bare.object["cgw_id"]
    for name in ["peer_subnets", "tunnel_local_address", "tunnel_peer_address"] {
      object[name] = bare.object[name]
    }
    switch style {
    case "static": object["enable_nqa"] = bare.object["enable_nqa"] ?? false
    case "bgp": object["enable_hub"] = bare.object["enable_hub"] ?? false
    default: object["policy_rules"] = try policyRules(node)
    }
    object["ikepolicy"] = .object(
      try PolicySeeding.ike(
        node.optional("ikepolicy"), cloudAddress: address, deviceIdentity: customer.text("id_value")))
    object["ipsecpolicy"] = .object(try PolicySeeding.ipsec(node.optional("ipsecpolicy")))
    object["created_at"] = bare.object["created_at"]
    object["updated_at"] = bare.object["updated_at"] ?? bare.object["created_at"]
    object["enterprise_project_id"] =
      bare.object["enterprise_project_id"] ?? gateway.object["enterprise_project_id"]
    object["connection_monitor_id"] = bare.object["connection_monitor_id"]
    object["ha_role"] = bare.object["ha_role"] ?? "master"
    object["tags"] = bare.object["tags"] ?? []
    return SandboxSeed.Connection(
      resource: try overridden(node, object, id: bare.id, created: bare.created), key: try key(node),
      peerConfiguration: try node.optional("peer_config").map { (member) throws(SeedError) in
        RedactedText(try member.text())
      },
      logs: try objects(node, "logs"), securityAssociations: try objects(node, "sa_infos"))
  }

  private func objects(_ node: PlacedJSON, _ name: String) throws(SeedError) -> [JSON]? {
    guard let items = try node.optional(name)?.items() else { return nil }
    for item in items { _ = try item.object() }
    return items.map(\.json)
  }

  private func referred(
    _ node: PlacedJSON, _ name: String, in resources: [SandboxSeed.Resource], kind: String
  ) throws(SeedError) -> SandboxSeed.Resource {
    let member = try node.member(name)
    let id = try member.uuid()
    guard let found = resources.first(where: { $0.id == id }) else {
      throw member.error("no \(kind) of the seed has this id")
    }
    return found
  }

  /// The address of the cloud's end: `vgw_ip` is the id of an EIP, or a private gateway's own address.
  private func endpoint(_ node: PlacedJSON, of gateway: SandboxSeed.Resource) throws(SeedError) -> String {
    let member = try node.member("vgw_ip")
    let end = try member.text()
    for name in ["eip1", "eip2"] {
      if let address = gateway.object[name], address["id"]?.string == end {
        return address["ip_address"]?.string ?? ""
      }
    }
    for name in ["access_private_ip_1", "access_private_ip_2"] where gateway.text(name) == end { return end }
    throw member.error("the VPN gateway has no such EIP id and no such private address")
  }

  private func policyRules(_ node: PlacedJSON) throws(SeedError) -> JSON {
    let member = try node.member("policy_rules")
    let rules = try member.items()
    guard (1...5).contains(rules.count) else { throw member.error("expected one to five rules") }
    for rule in rules {
      _ = try rule.member("source").text()
      for destination in try rule.member("destination").items() { _ = try destination.text() }
    }
    return member.json
  }

  private func key(_ node: PlacedJSON) throws(SeedError) -> RedactedText {
    let member = try node.member("psk")
    let key = try member.text()
    guard (8...128).contains(key.utf8.count) else { throw member.error("expected 8 to 128 characters") }
    return RedactedText(key)
  }

  /// Members under `overrides` replace finished ones, null removes them: this is how odd answers are seeded.
  private func overridden(_ node: PlacedJSON, _ object: JSONObject, id: String, created: Instant)
    throws(SeedError) -> SandboxSeed.Resource
  {
    var object = object
    for member in try node.optional("overrides")?.object().members ?? [] {
      guard member.name != "id", member.name != "psk" else {
        throw try node.member("overrides").error("\"\(member.name)\" cannot be overridden")
      }
      object[member.name] = member.value.isNull ? JSON?.none : member.value
    }
    let created = object["created_at"]?.string.flatMap(Instant.init(extendedFormat:)) ?? created
    return SandboxSeed.Resource(id: id, object: object, created: created)
  }
}
