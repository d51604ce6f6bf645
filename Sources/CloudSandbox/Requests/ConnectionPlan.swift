import IPAddressing
import OrderedJSON

/// A create request judged against the project, in the service's order: members, combinations, what they refer to.
struct ConnectionPlan {
  let gateway: SandboxSeed.Resource
  let customer: SandboxSeed.Resource
  /// The finished members, without id, name, status and times.
  var members: JSONObject = [:]
  var tunnel: (cloud: IPv4InterfaceAddress, device: IPv4InterfaceAddress)?
  let name: String?
  let key: RedactedText

  static let styles = ["static", "bgp", "policy"]

  init(_ body: ConnectionBody, in world: World) throws(Refusal) {
    let gatewayID = try body.required("vgw_id", try body.id("vgw_id"))
    let end = try body.required("vgw_ip", try body.text("vgw_ip"))
    let customerID = try body.required("cgw_id", try body.id("cgw_id"))
    name = try body.name()
    let style = try body.word("style", of: ConnectionPlan.styles) ?? "static"
    let role = try body.word("ha_role", of: ["master", "slave"]) ?? "master"
    let tags = try body.tags() ?? []
    tunnel = try body.tunnel()
    try ConnectionPlan.checkFlags(body, style: style)
    key = try body.required("psk", try body.key())

    guard let gateway = world.gateway(gatewayID) else { throw .gatewayMissing }
    guard let customer = world.customerGateway(customerID) else { throw .notFound }
    self.gateway = gateway
    self.customer = customer
    let cloudEnd = try ConnectionPlan.end(end, of: gateway)
    try ConnectionPlan.checkState(of: gateway)
    if gateway.text("ha_mode") == "active-standby" {
      guard (role == "master") == cloudEnd.isFirst else {
        throw .invalid("ha_role must be master at the gateway's first address and slave at its second")
      }
    }

    members["vgw_id"] = .string(gatewayID)
    members["vgw_ip"] = .string(end)
    members["style"] = .string(style.uppercased())
    members["cgw_id"] = .string(customerID)
    try addSubnets(body, style: style)
    if style == "static" { members["enable_nqa"] = .bool(try body.flag("enable_nqa") ?? false) }
    if style == "bgp" { members["enable_hub"] = .bool(try body.flag("enable_hub") ?? false) }
    let (ike, ipsec) = try ConnectionBody.read { () throws(SeedError) in
      (
        try PolicySeeding.ike(
          body.node.optional("ikepolicy"), cloudAddress: cloudEnd.address,
          deviceIdentity: customer.text("id_value")),
        try PolicySeeding.ipsec(body.node.optional("ipsecpolicy"))
      )
    }
    members["ikepolicy"] = .object(ike)
    members["ipsecpolicy"] = .object(ipsec)
    members["enterprise_project_id"] = gateway.object["enterprise_project_id"]
    members["ha_role"] = .string(gateway.text("ha_mode") == "active-standby" ? role : "master")
    members["tags"] = tags
    try checkRoom(in: world)
  }
}

extension ConnectionPlan {
  /// Presence counts, not only the value.
  ///
  /// The first text is the service's own, word for word.
  static func checkFlags(_ body: ConnectionBody, style: String) throws(Refusal) {
    for name in ["enable_nqa", "enable_hub", "enable_health_check"] { _ = try body.flag(name) }
    guard style == "static" || !body.has("enable_nqa") else {
      throw .invalid("enable_nqa must not be filled if style is not static")
    }
    guard style == "bgp" || body["enable_hub"] != true else {
      throw .invalid("enable_hub needs the style bgp")
    }
  }

  /// The family of the gateway's addresses.
  static func family(of gateway: SandboxSeed.Resource) -> AddressFamily {
    gateway.text("ip_version") == "ipv6" ? .ipv6 : .ipv4
  }

  /// The cloud's end: the id of an EIP, or a private gateway's own address.
  static func end(_ end: String, of gateway: SandboxSeed.Resource) throws(Refusal) -> (
    address: String, isFirst: Bool
  ) {
    for (name, isFirst) in [("eip1", true), ("eip2", false)] {
      if let eip = gateway.object[name], eip["id"]?.string == end {
        return (eip["ip_address"]?.string ?? "", isFirst)
      }
    }
    for (name, isFirst) in [("access_private_ip_1", true), ("access_private_ip_2", false)]
    where gateway.text(name) == end { return (end, isFirst) }
    throw .invalid("vgw_ip is neither an EIP id nor a private address of the VPN gateway")
  }

  private static func checkState(of gateway: SandboxSeed.Resource) throws(Refusal) {
    switch gateway.text("status") {
    case "PENDING_CREATE":
      throw Refusal(status: 400, code: "VPN.0506", message: "the gateway is being created")
    case "PENDING_UPDATE":
      throw Refusal(status: 400, code: "VPN.0507", message: "the gateway is being updated")
    case "PENDING_DELETE":
      throw Refusal(status: 400, code: "VPN.0508", message: "the gateway is being deleted")
    case "FAULT": throw Refusal(status: 409, code: "VPN.0016", message: "the gateway is not ready")
    case "FREEZED": throw .invalid("the gateway is frozen")
    default: break
    }
  }

  private mutating func addSubnets(_ body: ConnectionBody, style: String) throws(Refusal) {
    let family = ConnectionPlan.family(of: gateway)
    let v4 = try body.subnets("peer_subnets", family: .ipv4)
    if gateway.text("attachment_type") == "er", style != "static" {
      guard v4 == nil else {
        throw .invalid("peer_subnets must not be filled at an enterprise router if style is not static")
      }
    } else if family == .ipv4 {
      members["peer_subnets"] = try body.required("peer_subnets", v4)
    }
    if family == .ipv6 { members["peer_subnets_v6"] = try body.subnets("peer_subnets_v6", family: .ipv6) }
    guard style == "policy" else { return }
    if family == .ipv4 {
      members["policy_rules"] = try body.required(
        "policy_rules", try body.policyRules("policy_rules", family: .ipv4))
    } else {
      members["policy_rules_v6"] = try body.policyRules("policy_rules_v6", family: .ipv6)
    }
  }

  /// One connection for two addresses, one gateway for one tunnel network, and no more than the gateway carries.
  private func checkRoom(in world: World) throws(Refusal) {
    let (end, partner) = (members["vgw_ip"]?.string, customer.id)
    guard !world.connections.isConnected(gateway: gateway.id, end: end ?? "", customer: partner) else {
      throw .invalid("vgw_ip and cgw_id are connected already")
    }
    if let tunnel, world.connections.isTaken(tunnel.cloud.network, on: gateway.id) {
      throw .addressTaken
    }
    let object = world.current(gateway)
    let used = object["used_connection_number"]?.integer ?? world.connections.connections(of: gateway.id)
    if let limit = object["connection_number"]?.integer, used >= limit {
      throw .invalid("the quota of \(limit) connections of the VPN gateway is used up")
    }
  }
}

extension Refusal {
  static let gatewayMissing = Refusal(
    status: 404, code: "VPN.0509", message: "the VPN gateway does not exist")
  static let addressTaken = Refusal(status: 400, code: "VPN.0012", message: "the IP address is occupied")
}
