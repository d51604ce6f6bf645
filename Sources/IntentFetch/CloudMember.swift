import CloudVPN
package import Diagnostics

/// Where the cloud's answers hold a value of an intent.
package enum CloudMember {
  /// Members of a connection by the value's path below it (facts: API §3.1 and §3.4).
  private static let ofConnection = [
    "cloud.address": "vgw_ip", "cloud.inside": "tunnel_local_address", "device.inside": "tunnel_peer_address",
    "selectors": "policy_rules", "ike.version": "ikepolicy.ike_version",
    "ike.encryption": "ikepolicy.encryption_algorithm", "ike.integrity": "ikepolicy.authentication_algorithm",
    "ike.dh_group": "ikepolicy.dh_group", "ike.lifetime_seconds": "ikepolicy.lifetime_seconds",
    "ike.dpd.interval_seconds": "ikepolicy.dpd.interval", "ike.dpd.payload_order": "ikepolicy.dpd.msg",
    "ipsec.encryption": "ipsecpolicy.encryption_algorithm",
    "ipsec.integrity": "ipsecpolicy.authentication_algorithm", "ipsec.pfs_group": "ipsecpolicy.pfs",
    "ipsec.lifetime_seconds": "ipsecpolicy.lifetime_seconds",
  ]

  /// The place in the answer for a connection, of a path such as `connections[0].ike.encryption`.
  ///
  /// Numbers of BGP stand with the gateways, not with the connection. A path that no answer has stays as it is.
  package static func place(of path: String, connection id: String) -> SourcePlace {
    let value = path.split(separator: ".", maxSplits: 1).dropFirst().first.map(String.init) ?? path
    let bare = value.split(separator: "[").first.map(String.init) ?? value
    switch bare {
    case "cloud.bgp_asn": return SourcePlace(source: "vpn-gateways", address: "vpn_gateway.bgp_asn")
    case "device.bgp_asn":
      return SourcePlace(source: "customer-gateways", address: "customer_gateway.bgp_asn")
    default:
      let member = ofConnection[bare] ?? bare
      return SourcePlace(source: "vpn-connection/\(id)", address: "vpn_connection.\(member)")
    }
  }
}
