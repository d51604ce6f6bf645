package import Jinja

/// The variables that ``RenderContext`` gives to templates, as paths; docs/templates.md explains each.
package enum TemplateVariables {
  /// For a static check of a platform's templates.
  package static let shape = ContextShape(paths: paths)

  /// Names of objects and tables of words differ by platform: any may be there.
  private static let connection =
    [
      "index", "id", "name", "mode", "role", "standby", "probe", "interface", "next_hop", "vrf", "key",
      "names.*",
      "selectors[].local", "selectors[].remote", "ike.version", "ike.exchange", "ike.encryption",
      "ike.authenticated", "ike.integrity", "ike.prf", "ike.dh_group", "ike.lifetime_seconds",
      "ike.dpd.interval_seconds", "ike.dpd.retransmit_seconds", "ike.dpd.payload_order", "ike.words.exchange",
      "ike.words.encryption", "ike.words.integrity", "ike.words.dh_group", "ipsec.encryption",
      "ipsec.authenticated", "ipsec.integrity", "ipsec.pfs_group", "ipsec.lifetime_seconds",
      "ipsec.words.encryption", "ipsec.words.integrity", "ipsec.words.pfs_group",
    ] + ["local", "remote"].flatMap { end in ends.map { "\(end).\($0)" } }

  private static let ends = [
    "address", "identity.kind", "identity.type", "identity.value", "identity.is_address", "inside", "bgp_asn",
    "subnets[]",
  ]

  private static let line =
    [
      "name", "interface", "address", "next_hop", "vrf", "names.*",
    ] + ["connections[]", "ike_proposals[]", "policy_groups[][]"].flatMap(connections)

  private static let paths =
    [
      "header[]", "comment", "comment_end", "site", "platform.id", "platform.name", "platform.version",
      "device.hostname",
      "device.lan_interface", "device.lan_subnets[]", "device.bgp_asn", "device.router_id", "device.context",
      "device.announced[]", "has_tunnels", "has_bgp", "has_policies", "has_standby", "vocabulary.*",
    ] + line.map { "lines[].\($0)" }
    + ["connections[]", "ike_proposals[]", "ipsec_proposals[]", "policy_groups[][]"].flatMap(connections)

  private static func connections(_ place: String) -> [String] { connection.map { "\(place).\($0)" } }
}
