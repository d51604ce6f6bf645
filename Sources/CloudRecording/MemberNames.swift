/// What the names of JSON members say about their values.
enum MemberNames {
  /// Members whose values stay as they are: ids, names, addresses, times and the API's own words (facts §3 to §7).
  ///
  /// Replaying needs them. Every other text is free text, in which words that may be keys are masked.
  static let plain: Set<String> = Set(
    """
    id vgw_id cgw_id eip_id er_id er_attachment_id vpc_id vpn_id vpn_connection_id customer_gateway_id certificate_id
    access_vpc_id access_subnet_id connect_subnet bandwidth_id connection_monitor_id enterprise_project_id request_id
    project_id domain_id parent_id serial_number availability_zone_ids name bandwidth_name
    vgw_ip ip ip_address peer_ip_address local_id peer_id id_value access_private_ip_1 access_private_ip_2
    tunnel_local_address tunnel_peer_address peer_subnets peer_subnets_v6 local_subnets local_subnets_v6 source destination
    source_ip_cidr dest_ip_cidr created_at updated_at applied_at collected_at expire_time expires_at issued_at next_marker
    style status type id_type local_id_type peer_id_type network_type attachment_type ip_version route_mode flavor ha_mode
    ha_role high_availability charge_mode share_type public_border_group upgrade_info supported_flavors supported_features
    ike_version phase1_negotiation_mode authentication_algorithm encryption_algorithm dh_group authentication_method msg pfs
    transform_protocol encapsulation_mode signature_algorithm state vendor platform model version
    error_code errorCode code
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Parts of names whose values are masked as a whole, whatever they are.
  private static let secretParts = [
    "psk", "sharedkey", "password", "passwd", "passphrase", "passcode", "secret", "token", "privatekey",
    "accesskey",
    "credential", "signature", "authorization", "peerconfig",
  ]

  /// Whether the name is made like the API's own: lower case, digits and underscores.
  static func isIdentifier(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
  }

  static func isSecret(_ name: String) -> Bool {
    if plain.contains(name) { return false }
    let letters = name.lowercased().filter(\.isLetter)
    return letters == "ak" || letters == "sk" || secretParts.contains(where: letters.contains)
  }
}
