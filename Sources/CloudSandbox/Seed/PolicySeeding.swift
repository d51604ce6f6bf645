import IPAddressing
import OrderedJSON

/// Fills in the IKE and IPsec policies: the service answers every value, also those that nobody gave.
enum PolicySeeding {
  private static let authentication = ["sha2-512", "sha2-384", "sha2-256", "sha1", "md5"]
  private static let encryption = [
    "aes-256-gcm-16", "aes-128-gcm-16", "aes-256", "aes-192", "aes-128", "3des",
  ]
  private static let groups = [
    "group1", "group2", "group5", "group14", "group15", "group16", "group19", "group20", "group21",
  ]

  static func ike(_ node: PlacedJSON?, cloudAddress: String, deviceIdentity: String) throws(SeedError)
    -> JSONObject
  {
    try node?.allow([
      "ike_version", "phase1_negotiation_mode", "authentication_algorithm", "encryption_algorithm",
      "dh_group",
      "authentication_method", "lifetime_seconds", "local_id_type", "local_id", "peer_id_type", "peer_id",
      "dpd",
    ])
    let version = try word(node, "ike_version", of: ["v1", "v2"], else: "v2")
    var policy: JSONObject = ["ike_version": .string(version)]
    if version == "v1" {
      policy["phase1_negotiation_mode"] = .string(
        try word(node, "phase1_negotiation_mode", of: ["main", "aggressive"], else: "main"))
    }
    policy["authentication_algorithm"] = .string(
      try word(node, "authentication_algorithm", of: authentication, else: "sha2-256"))
    policy["encryption_algorithm"] = .string(
      try word(node, "encryption_algorithm", of: encryption, else: "aes-128"))
    policy["dh_group"] = .string(try word(node, "dh_group", of: groups, else: "group15"))
    policy["authentication_method"] = .string(
      try word(node, "authentication_method", of: ["pre-share"], else: "pre-share"))
    policy["lifetime_seconds"] = JSON(try number(node, "lifetime_seconds", in: 60...604_800, else: 86_400))
    for (side, own) in [("local", cloudAddress), ("peer", deviceIdentity)] {
      let type = try word(node, "\(side)_id_type", of: ["ip", "fqdn"], else: "ip")
      policy["\(side)_id_type"] = .string(type)
      let given = try node?.optional("\(side)_id")
      if type == "fqdn", given == nil { _ = try node?.member("\(side)_id") }
      policy["\(side)_id"] = .string(
        try given.map { node throws(SeedError) in try identity(node, type: type) } ?? own)
    }
    policy["dpd"] = .object(try deadPeerDetection(node?.optional("dpd")))
    return policy
  }

  static func ipsec(_ node: PlacedJSON?) throws(SeedError) -> JSONObject {
    try node?.allow([
      "authentication_algorithm", "encryption_algorithm", "pfs", "transform_protocol", "lifetime_seconds",
      "encapsulation_mode",
    ])
    return [
      "authentication_algorithm": .string(
        try word(node, "authentication_algorithm", of: authentication, else: "sha2-256")),
      "encryption_algorithm": .string(
        try word(node, "encryption_algorithm", of: encryption, else: "aes-128")),
      "pfs": .string(try word(node, "pfs", of: groups + ["disable"], else: "group15")),
      "transform_protocol": .string(try word(node, "transform_protocol", of: ["esp"], else: "esp")),
      "lifetime_seconds": JSON(try number(node, "lifetime_seconds", in: 30...604_800, else: 3_600)),
      "encapsulation_mode": .string(try word(node, "encapsulation_mode", of: ["tunnel"], else: "tunnel")),
    ]
  }

  /// An IPv4 address, or a name of up to 128 characters without those that devices cannot take.
  private static func identity(_ node: PlacedJSON, type: String) throws(SeedError) -> String {
    let text = try node.text()
    if type == "ip" {
      guard IPv4Address(text) != nil else { throw node.error("expected an IPv4 address") }
    } else {
      guard text.unicodeScalars.count <= 128,
        !text.unicodeScalars.contains(where: { "&<>[]\\? ".unicodeScalars.contains($0) })
      else { throw node.error("expected 1 to 128 characters other than & < > [ ] \\ ? and blanks") }
    }
    return text
  }

  private static func deadPeerDetection(_ node: PlacedJSON?) throws(SeedError) -> JSONObject {
    try node?.allow(["timeout", "interval", "msg"])
    return [
      "timeout": JSON(try number(node, "timeout", in: 2...60, else: 15)),
      "interval": JSON(try number(node, "interval", in: 10...3_600, else: 30)),
      "msg": .string(
        try word(node, "msg", of: ["seq-hash-notify", "seq-notify-hash"], else: "seq-hash-notify")),
    ]
  }

  private static func word(_ node: PlacedJSON?, _ name: String, of words: [String], else standard: String)
    throws(SeedError) -> String
  {
    try node?.optional(name)?.word(of: words) ?? standard
  }

  private static func number(
    _ node: PlacedJSON?, _ name: String, in range: ClosedRange<Int>, else standard: Int
  )
    throws(SeedError) -> Int
  {
    try node?.optional(name)?.integer(range) ?? standard
  }
}
