import OrderedJSON

/// Writes the device's side of a connection in a dialect that no device speaks.
///
/// The text holds the pre-shared key in clear, as the service's own exports are said to.
struct PeerConfigurationWriter {
  let connection: SandboxSeed.Connection
  /// Vendor, type, model and version.
  let device: [String]

  func text() -> String {
    let object = connection.resource.object
    let ike = object["ikepolicy"]
    let ipsec = object["ipsecpolicy"]
    var lines = [
      "; Peer configuration written by a sandbox. No real device speaks this dialect.",
      "; device: \(device.joined(separator: " / "))",
      "; connection: \(word(object["id"]))",
      "peer \(quoted(word(object["name"])))",
    ]
    lines.append("  mode \(word(object["style"]).lowercased())")
    lines.append("  own-identity \(word(ike?["peer_id_type"])) \(word(ike?["peer_id"]))")
    lines.append("  cloud-identity \(word(ike?["local_id_type"])) \(word(ike?["local_id"]))")
    lines.append("  pre-shared-key \(quoted(connection.key.text))")
    lines.append("  ike \(word(ike?["ike_version"]))")
    for name in ["phase1_negotiation_mode", "encryption_algorithm", "authentication_algorithm", "dh_group"] {
      if let value = ike?[name] { lines.append("    \(spelt(name)) \(word(value))") }
    }
    lines.append("    lifetime \(word(ike?["lifetime_seconds"]))")
    lines.append(
      "    dpd interval \(word(ike?["dpd"]?["interval"])) timeout \(word(ike?["dpd"]?["timeout"]))")
    lines.append("  esp tunnel")
    for name in ["encryption_algorithm", "authentication_algorithm", "pfs"] {
      lines.append("    \(spelt(name)) \(word(ipsec?[name]))")
    }
    lines.append("    lifetime \(word(ipsec?["lifetime_seconds"]))")
    if let own = object["tunnel_peer_address"], let cloud = object["tunnel_local_address"] {
      lines.append("  tunnel address \(word(own)) cloud \(word(cloud))")
    }
    for rule in object["policy_rules"]?.array ?? [] {
      for destination in rule["destination"]?.array ?? [] {
        lines.append("  protect \(word(destination)) to \(word(rule["source"]))")
      }
    }
    for subnet in object["peer_subnets"]?.array ?? [] { lines.append("  behind-device \(word(subnet))") }
    lines.append("end")
    return lines.joined(separator: "\n") + "\n"
  }

  private func spelt(_ name: String) -> String {
    switch name {
    case "phase1_negotiation_mode": "exchange"
    case "encryption_algorithm": "cipher"
    case "authentication_algorithm": "hash"
    case "dh_group": "group"
    default: name
    }
  }

  private func word(_ json: JSON?) -> String { json?.string ?? json?.text(.compact) ?? "-" }

  private func quoted(_ text: String) -> String { JSON.string(text).text(.compact) }
}
