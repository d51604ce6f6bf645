package import OrderedJSON

/// One VPN connection: one tunnel between a gateway's address and a customer gateway (facts §3).
package struct CloudConnection: CloudResource {
  package var id: String
  package var name: String?
  /// Absent in answers to create and update.
  package var status: ConnectionStatus?
  package var style: ConnectionStyle?
  package var gatewayID: String?
  /// Member `vgw_ip`: an elastic IP's **id** on a public gateway, an IPv4 address on a private one;
  /// ``CloudGateway/address(of:)`` resolves it.
  package var gatewayIP: String?
  package var customerGatewayID: String?
  /// Networks behind the customer's device; absent on an enterprise router with policy or BGP.
  package var peerSubnets: [String]?
  package var peerSubnetsV6: [String]?
  /// The cloud's end inside the tunnel, `169.254.x.y/30`; may stand on policy connections too.
  package var tunnelLocalAddress: String?
  /// The device's end inside the tunnel.
  package var tunnelPeerAddress: String?
  /// Whether the cloud probes the device's end with ICMP.
  package var probesPeer: Bool?
  /// Branch interconnection, BGP only.
  package var isHub: Bool?
  package var checksHealth: Bool?
  package var policyRules: [PolicyRule]
  package var policyRulesV6: [PolicyRule]
  package var ikePolicy: IKEPolicy?
  package var ipsecPolicy: IPsecPolicy?
  package var bgpPeer: BGPPeer?
  /// `master` or `slave`.
  package var role: String?
  package var createdAt: String?
  package var updatedAt: String?
  package var enterpriseProjectID: String?
  package var monitorID: String?
  package var tags: [ResourceTag]
  package var raw: JSON

  package init?(_ raw: JSON) {
    guard let id = raw.text("id"), !id.isEmpty else { return nil }
    // No answer documents a key; should one come, it goes no further.
    var members = raw.object
    members?["psk"] = nil
    self.raw = members.map(JSON.object) ?? raw
    self.id = id
    name = raw.text("name")
    status = raw.text("status").map(ConnectionStatus.init)
    style = raw.text("style").map(ConnectionStyle.init)
    gatewayID = raw.text("vgw_id")
    gatewayIP = raw.text("vgw_ip")
    customerGatewayID = raw.text("cgw_id")
    peerSubnets = raw.texts("peer_subnets")
    peerSubnetsV6 = raw.texts("peer_subnets_v6")
    tunnelLocalAddress = raw.text("tunnel_local_address")
    tunnelPeerAddress = raw.text("tunnel_peer_address")
    probesPeer = raw.bool("enable_nqa")
    isHub = raw.bool("enable_hub")
    checksHealth = raw.bool("enable_health_check")
    policyRules = (raw.list("policy_rules") ?? []).compactMap(PolicyRule.init)
    policyRulesV6 = (raw.list("policy_rules_v6") ?? []).compactMap(PolicyRule.init)
    ikePolicy = raw.member("ikepolicy").map(IKEPolicy.init)
    ipsecPolicy = raw.member("ipsecpolicy").map(IPsecPolicy.init)
    bgpPeer = raw.member("bgp_peer").map(BGPPeer.init)
    role = raw.text("ha_role")
    createdAt = raw.text("created_at")
    updatedAt = raw.text("updated_at")
    enterpriseProjectID = raw.text("enterprise_project_id")
    monitorID = raw.text("connection_monitor_id")
    tags = raw.tags
  }
}

/// Traffic of a policy connection: one cloud network, several customer networks (facts §2.6).
package struct PolicyRule: Sendable, Hashable {
  /// The service's own number, deprecated; match rules by ``source``.
  package var index: Int?
  /// On the cloud's side.
  package var source: String?
  /// On the customer's side.
  package var destinations: [String]

  init(_ raw: JSON) {
    index = raw.integer("rule_index")
    source = raw.text("source")
    destinations = raw.texts("destination") ?? []
  }
}

/// The BGP session as the cloud sees it; undocumented, only on routers that report it.
package struct BGPPeer: Sendable, Hashable {
  package var address: String?
  package var asn: Int?
  package var state: String?
  package var stateDuration: String?
  package var receivedRoutes: Int?

  init(_ raw: JSON) {
    address = raw.text("peer_ip_address")
    asn = raw.integer("peer_asn")
    state = raw.text("state")
    stateDuration = raw.text("state_duration")
    receivedRoutes = raw.integer("num_received_routes")
  }
}
