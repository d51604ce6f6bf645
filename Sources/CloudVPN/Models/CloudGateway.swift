package import OrderedJSON

/// The cloud's end: one gateway with two addresses (facts §5).
package struct CloudGateway: CloudResource {
  package var id: String
  package var name: String?
  package var status: String?
  package var networkType: GatewayNetworkType?
  package var attachment: GatewayAttachment?
  /// `ipv4` or `ipv6`.
  package var ipVersion: String?
  package var vpcID: String?
  package var enterpriseRouterID: String?
  /// Networks of the cloud's side; on a VPC only.
  package var localSubnets: [String]?
  package var localSubnetsV6: [String]?
  package var bgpASN: Int?
  /// Size class, like `Professional1`.
  package var flavor: String?
  /// `active-active` or `active-standby`.
  package var haMode: String?
  /// First or active address of a public gateway.
  package var eip1: ElasticIP?
  /// Second or standby address of a public gateway.
  package var eip2: ElasticIP?
  /// First or active address of a private gateway.
  package var accessPrivateIP1: String?
  /// Second or standby address of a private gateway.
  package var accessPrivateIP2: String?
  package var connectionNumber: Int?
  package var usedConnectionNumber: Int?
  package var enterpriseProjectID: String?
  package var createdAt: String?
  package var updatedAt: String?
  package var supportedFeatures: [String]
  package var tags: [ResourceTag]
  package var raw: JSON

  package init?(_ raw: JSON) {
    guard let id = raw.text("id"), !id.isEmpty else { return nil }
    self.raw = raw
    self.id = id
    name = raw.text("name")
    status = raw.text("status")
    networkType = raw.text("network_type").map(GatewayNetworkType.init)
    attachment = raw.text("attachment_type").map(GatewayAttachment.init)
    ipVersion = raw.text("ip_version")
    vpcID = raw.text("vpc_id")
    enterpriseRouterID = raw.text("er_id")
    localSubnets = raw.texts("local_subnets")
    localSubnetsV6 = raw.texts("local_subnets_v6")
    bgpASN = raw.integer("bgp_asn")
    flavor = raw.text("flavor")
    haMode = raw.text("ha_mode")
    // The older names are copies of the newer ones where both stand.
    eip1 = (raw.member("eip1") ?? raw.member("master_eip")).map(ElasticIP.init)
    eip2 = (raw.member("eip2") ?? raw.member("slave_eip")).map(ElasticIP.init)
    accessPrivateIP1 = raw.text("access_private_ip_1")
    accessPrivateIP2 = raw.text("access_private_ip_2")
    connectionNumber = raw.integer("connection_number")
    usedConnectionNumber = raw.integer("used_connection_number")
    enterpriseProjectID = raw.text("enterprise_project_id")
    createdAt = raw.text("created_at")
    updatedAt = raw.text("updated_at")
    supportedFeatures = raw.texts("supported_features") ?? []
    tags = raw.tags
  }
}

extension CloudGateway {
  /// The tunnel address behind a connection's ``CloudConnection/gatewayIP`` (facts §2.11): an elastic IP's id
  /// becomes its address, an address of this gateway stays; `nil` for anything that is not this gateway's.
  package func address(of gatewayIP: String) -> String? {
    for eip in [eip1, eip2].compactMap({ $0 }) where eip.id == gatewayIP || eip.address == gatewayIP {
      return eip.address
    }
    return [accessPrivateIP1, accessPrivateIP2].contains(gatewayIP) ? gatewayIP : nil
  }
}

/// A public address of a gateway.
package struct ElasticIP: Sendable, Hashable {
  package var id: String?
  package var address: String?
  /// Megabits a second.
  package var bandwidth: Int?
  package var raw: JSON

  init(_ raw: JSON) {
    self.raw = raw
    id = raw.text("id")
    address = raw.text("ip_address")
    bandwidth = raw.integer("bandwidth_size")
  }
}
