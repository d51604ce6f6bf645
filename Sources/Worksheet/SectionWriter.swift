import IPAddressing
import Secrets
import VPNIntent

/// Turns an intent into rows.
struct SectionWriter {
  let spellings: Worksheet.Spellings

  private func row(_ parameter: String, _ device: String, _ cloud: String = "", _ notes: String = "")
    -> Worksheet.Row
  {
    Worksheet.Row(parameter: parameter, device: device, cloud: cloud, notes: notes)
  }

  func site(_ intent: Intent) -> Worksheet.Section {
    var rows = [row("Site", intent.site)]
    if let name = intent.device.hostname { rows.append(row("Device", name)) }
    if let device = intent.device.supportedDevice { rows.append(row("Kind of device", device)) }
    for line in intent.device.wan {
      rows.append(
        row(
          "WAN line \(line.name)",
          "\(line.interface), \(line.address?.description ?? "address from the provider")",
          "",
          [line.nextHop.map { "next hop \($0)" }, line.vrf.map { "routing instance \($0)" }].compactMap(
            \.self
          )
          .joined(separator: ", ")))
    }
    let subnets = intent.device.lan.subnets.map(\.description).joined(separator: ", ")
    if !subnets.isEmpty { rows.append(row("Inside networks", subnets)) }
    return Worksheet.Section(title: "Site", rows: rows)
  }

  func sections(of connection: Connection, in intent: Intent) -> [Worksheet.Section] {
    [
      Worksheet.Section(title: "\(connection.name): ends", rows: ends(connection)),
      Worksheet.Section(title: "\(connection.name): phase 1 (IKE)", rows: phaseOne(connection)),
      Worksheet.Section(title: "\(connection.name): phase 2 (IPsec)", rows: phaseTwo(connection)),
      Worksheet.Section(title: "\(connection.name): traffic", rows: traffic(connection, intent)),
    ]
  }

  // MARK: Ends

  private func ends(_ connection: Connection) -> [Worksheet.Row] {
    let (own, far) = (connection.device, connection.cloud)
    var rows = [
      row("Mode", mode(connection.mode), connection.mode.rawValue),
      row(
        "Role", connection.role.rawValue, connection.role.rawValue,
        connection.role == .standby ? "less preferred" : ""),
      row(
        "Own address", own.address?.description ?? "address from the provider",
        far.address?.description ?? "",
        "the other end's is the peer or remote gateway"),
      row("Own identity", identity(own.identity), identity(far.identity), "local and remote ID"),
      row(
        "Pre-shared key", "kept at \(connection.key.text)", "the same",
        "equal at both ends, letter by letter; no blank before or behind it"),
    ]
    if let wan = connection.wan { rows.insert(row("WAN line", wan), at: 2) }
    if let inside = own.inside {
      rows.append(
        row(
          "Address of the tunnel interface", inside.description, far.inside?.description ?? "",
          "mask \(mask(inside.length))"))
    }
    if let number = own.bgpASN {
      rows.append(
        row("BGP AS number", "\(number)", far.bgpASN.map { "\($0)" } ?? "", "external BGP inside the tunnel"))
    }
    return rows
  }

  private func mode(_ mode: Connection.Mode) -> String {
    switch mode {
    case .static: "tunnel interface with static routes"
    case .bgp: "tunnel interface with BGP"
    case .policy: "protected pairs of networks, no tunnel interface"
    }
  }

  private func identity(_ identity: Identity) -> String {
    switch identity {
    case .ip(let address): "address \(address)"
    case .fqdn(let name): "name (FQDN) \(name)"
    case .any: "whatever the other end says"
    }
  }

  // MARK: Phases

  private func phaseOne(_ connection: Connection) -> [Worksheet.Row] {
    let ike = connection.ike
    var rows = [row("IKE version", "IKEv\(ike.version.rawValue)", "v\(ike.version.rawValue)")]
    if let exchange = ike.exchange { rows.append(both("Exchange mode", exchange.rawValue, "")) }
    rows.append(both("Authentication", "pre-shared key", ""))
    rows.append(
      algorithm(
        "Encryption", ike.encryption.canonical.rawValue, "ike-encryption", ike.encryption.canonical.name))
    rows.append(
      algorithm(
        ike.encryption.isAuthenticated ? "Pseudo-random function" : "Integrity (hash)",
        ike.integrity.rawValue,
        ike.encryption.isAuthenticated ? "ike-prf" : "ike-integrity",
        ike.encryption.isAuthenticated
          ? "the cipher protects integrity itself: no hash beside it" : ike.integrity.name))
    rows.append(
      algorithm("Diffie-Hellman group", "\(ike.dhGroup)", "ike-dh-group", SectionWriter.group(ike.dhGroup)))
    rows.append(both("Lifetime", "\(ike.lifetimeSeconds) s", SectionWriter.time(ike.lifetimeSeconds)))
    rows.append(
      row(
        "Dead peer detection: idle time", "\(ike.dpd.intervalSeconds) s", "\(ike.dpd.intervalSeconds) s",
        "may differ; on at the cloud in any case"))
    rows.append(
      row(
        "Dead peer detection: retransmit", "\(ike.dpd.retransmitSeconds) s", "\(ike.dpd.retransmitSeconds) s",
        "3 tries"))
    if ike.version == .v1 {
      rows.append(both("Dead peer detection: payload order", ike.dpd.payloadOrder.rawValue, "must be equal"))
    }
    rows.append(row("NAT traversal", "on", "on", "UDP 4500"))
    return rows
  }

  private func phaseTwo(_ connection: Connection) -> [Worksheet.Row] {
    let ipsec = connection.ipsec
    let cipher = ipsec.encryption.canonical
    var rows = [
      both("Protocol and mode", "ESP, tunnel mode", ""),
      algorithm("Encryption", cipher.rawValue, "ipsec-encryption", cipher.name),
    ]
    if cipher.isAuthenticated {
      rows.append(both("Integrity (authentication)", "none", "the cipher protects integrity itself"))
    } else {
      rows.append(
        algorithm(
          "Integrity (authentication)", ipsec.integrity.rawValue, "ipsec-integrity", ipsec.integrity.name))
    }
    if let group = ipsec.pfsGroup {
      rows.append(algorithm("Perfect forward secrecy", "\(group)", "pfs-group", SectionWriter.group(group)))
    } else {
      rows.append(both("Perfect forward secrecy", "off", ""))
    }
    rows.append(both("Lifetime", "\(ipsec.lifetimeSeconds) s", SectionWriter.time(ipsec.lifetimeSeconds)))
    rows.append(row("Lifetime by volume", "off, or the largest there is", "", "the cloud knows none"))
    return rows
  }

  private func both(_ parameter: String, _ value: String, _ notes: String) -> Worksheet.Row {
    row(parameter, value, value, notes)
  }

  private func algorithm(_ parameter: String, _ word: String, _ table: String, _ name: String)
    -> Worksheet.Row
  {
    let others = spellings(table, word).filter { $0 != word }
    let spelled = others.isEmpty ? "" : "devices write \(others.joined(separator: ", "))"
    return row(parameter, word, word, [name, spelled].filter { !$0.isEmpty }.joined(separator: "; "))
  }

  /// RFC 2409, 3526 and 5903.
  private static func group(_ number: Int) -> String {
    switch number {
    case 1: "MODP, 768 bits"
    case 2: "MODP, 1024 bits"
    case 5: "MODP, 1536 bits"
    case 14: "MODP, 2048 bits"
    case 15: "MODP, 3072 bits"
    case 16: "MODP, 4096 bits"
    case 19: "elliptic curve, 256 bits (P-256)"
    case 20: "elliptic curve, 384 bits (P-384)"
    case 21: "elliptic curve, 521 bits (P-521)"
    default: ""
    }
  }

  private static func time(_ seconds: Int) -> String {
    var texts: [String] = []
    if seconds % 60 == 0 { texts.append("\(seconds / 60) min") }
    if seconds % 3600 == 0 { texts.append("\(seconds / 3600) h") }
    return texts.isEmpty ? "" : "= \(texts.joined(separator: " = "))"
  }

  // MARK: Traffic

  private func traffic(_ connection: Connection, _ intent: Intent) -> [Worksheet.Row] {
    var rows: [Worksheet.Row] = []
    switch connection.mode {
    case .static:
      for network in connection.cloud.subnets {
        rows.append(
          row(
            "Route", "\(network) through the tunnel", "",
            "mask \(mask(network.length))\(connection.role == .standby ? "; less preferred than the active one's" : "")"
          ))
      }
      if connection.probe {
        rows.append(
          row(
            "Probe", "ping \(inside(connection.cloud)) from \(inside(connection.device))",
            "pings \(inside(connection.device))", "the cloud stops forwarding when it gets no answer"))
      }
    case .bgp:
      rows.append(
        row(
          "BGP neighbour", "\(inside(connection.cloud)), AS \(connection.cloud.bgpASN ?? 0)",
          "\(inside(connection.device)), AS \(connection.device.bgpASN ?? 0)", "timers 20 s and 60 s"))
      let own = connection.device.subnets.isEmpty ? intent.device.lan.subnets : connection.device.subnets
      rows.append(row("Announced networks", own.map(\.description).joined(separator: ", ")))
    case .policy:
      for pair in connection.selectors {
        rows.append(
          row(
            "Protected pair", "\(pair.device) to \(pair.cloud)", "\(pair.cloud) to \(pair.device)",
            "plain networks, no address groups"))
      }
      rows.append(
        row("Address translation", "the pairs are left alone, before any rule that translates", "", "no NAT"))
    }
    if connection.mode.hasTunnel {
      rows.append(row("Segment size (TCP MSS)", "1300", "1300", "below 1399"))
    }
    let (own, far) = (address(connection.device), address(connection.cloud))
    rows.append(row("Firewall: let in", "UDP 500 and 4500 and protocol 50 (ESP) from \(far) to \(own)"))
    if connection.mode.hasTunnel {
      rows.append(
        row(
          "Firewall: on the tunnel",
          "ICMP\(connection.mode == .bgp ? " and TCP 179" : "") from \(inside(connection.cloud))"))
    }
    return rows
  }

  private func address(_ end: Endpoint) -> String { end.address?.description ?? "the WAN line" }
  private func inside(_ end: Endpoint) -> String { end.inside?.address.description ?? "the inside address" }

  private func mask(_ length: Int) -> String {
    guard let all = IPv4Address("255.255.255.255"), let prefix = IPv4Prefix(containing: all, length: length)
    else { return "" }
    return prefix.network.description
  }
}

extension EncryptionAlgorithm {
  /// The name in the standards' words.
  fileprivate var name: String {
    switch self {
    case .aes128GCM16, .aes128GCM128: "AES-GCM, 128 bits, tag of 16 octets"
    case .aes256GCM16, .aes256GCM128: "AES-GCM, 256 bits, tag of 16 octets"
    case .aes128: "AES-CBC, 128 bits"
    case .aes192: "AES-CBC, 192 bits"
    case .aes256: "AES-CBC, 256 bits"
    case .tripleDES: "3DES-CBC; weak"
    case .sm4: "SM4-CBC"
    }
  }
}

extension IntegrityAlgorithm {
  /// The name in the standards' words.
  fileprivate var name: String {
    switch self {
    case .sha512: "HMAC-SHA2-512-256"
    case .sha384: "HMAC-SHA2-384-192"
    case .sha256: "HMAC-SHA2-256-128"
    case .sha1: "HMAC-SHA1-96; weak"
    case .md5: "HMAC-MD5-96; weak"
    case .sm3: "HMAC-SM3"
    }
  }
}
