/// What the documentation says about one member of a request (facts §2 and §4).
struct MemberRule: Sendable {
  var name: String
  var values: ValueRule
  /// Whether a PUT may hold it; ``fixed`` says that it may not.
  var update = Update.allowed
  /// A remark about the member itself wherever it is given: what it is doubtful for.
  var doubt: String?

  enum Update: Sendable {
    case allowed
    /// Documented as unchangeable; the text says what to do.
    case fixed(String)
    /// Not in the documented request, but others send it.
    case doubtful(String)
  }

  init(
    _ name: String, _ values: ValueRule, update: Update = .allowed, doubt: String? = nil
  ) {
    self.name = name
    self.values = values
    self.update = update
    self.doubt = doubt
  }
}

/// What a value may be.
indirect enum ValueRule: Sendable {
  case text(TextRule)
  /// Compared without regard to case, sent as listed.
  case word([Word])
  /// A whole number; below `advised` the pages of others disagree.
  case integer(ClosedRange<Int>, advised: Int? = nil)
  case flag
  case list(ValueRule, count: ClosedRange<Int>)
  case object([MemberRule])
  /// A reference to a key, never the key.
  case key

  struct Word: Sendable {
    var text: String
    /// Why the value is doubtful.
    var doubt: String?
    /// The documentation calls it weak.
    var isWeak = false
  }

  enum TextRule: Sendable {
    case name
    case uuid
    /// An elastic IP's id, or an IPv4 address on a private gateway.
    case gatewayAddress
    case network
    /// `169.254.x.y/30`.
    case tunnelAddress
    /// An IKE identity; its form depends on its type, which ``DraftRelations`` looks at.
    case identity
    case tagKey
    case tagValue
  }
}

extension ValueRule {
  static func words(_ texts: String..., weak: [String] = [], doubtful: [String: String] = [:]) -> ValueRule {
    .word(
      texts.map { Word(text: $0, isWeak: weak.contains($0)) }
        + doubtful.sorted { $0.key < $1.key }.map { Word(text: $0.key, doubt: $0.value) })
  }
}

/// The members of a connection's request, as data.
enum ConnectionRules {
  private static let fixed =
    "it is fixed when the connection is made; delete the connection and create another"
  private static let undocumented = "only the vendor's SDK knows it, no page describes it"

  static let members: [MemberRule] = [
    MemberRule("name", .text(.name)),
    MemberRule("vgw_id", .text(.uuid), update: .fixed(fixed)),
    MemberRule("vgw_ip", .text(.gatewayAddress), update: .fixed(fixed)),
    MemberRule(
      "style",
      .words(
        "policy", "static", "bgp",
        doubtful: ["policy-template": "only older pages name it"]), update: .fixed(fixed)),
    MemberRule("cgw_id", .text(.uuid)),
    MemberRule("peer_subnets", .list(.text(.network), count: 1...50)),
    MemberRule("tunnel_local_address", .text(.tunnelAddress)),
    MemberRule("tunnel_peer_address", .text(.tunnelAddress)),
    MemberRule(
      "enable_nqa", .flag,
      update: .doubtful("the page of this request does not name it, though the vendor's own tools send it")),
    MemberRule("enable_hub", .flag),
    MemberRule("enable_health_check", .flag, update: .fixed(fixed), doubt: undocumented),
    MemberRule("psk", .key),
    MemberRule("policy_rules", .list(policyRule, count: 0...5)),
    MemberRule("ikepolicy", .object(ike)),
    MemberRule("ipsecpolicy", .object(ipsec)),
    MemberRule("ha_role", .words("master", "slave"), update: .fixed(fixed)),
    MemberRule(
      "tags", .list(tag, count: 0...20), update: .fixed("tags have calls of their own, which peerconf lacks")),
    MemberRule("peer_subnets_v6", .list(.text(.network), count: 1...50), doubt: undocumented),
    MemberRule("policy_rules_v6", .list(policyRule, count: 0...5), doubt: undocumented),
  ]

  /// Members of answers: somebody has pasted what `connections show` prints.
  static let answerMembers: Set<String> = [
    "id", "status", "created_at", "updated_at", "enterprise_project_id", "connection_monitor_id", "bgp_peer",
    "eip_id", "type", "route_mode",
  ]

  private static let policyRule = ValueRule.object([
    MemberRule(
      "rule_index", .integer(0...50), doubt: "it is deprecated, and the service may answer another number"),
    MemberRule("source", .text(.network)),
    MemberRule("destination", .list(.text(.network), count: 1...50)),
  ])

  private static let tag = ValueRule.object([
    MemberRule("key", .text(.tagKey)), MemberRule("value", .text(.tagValue)),
  ])

  private static let hashes = ValueRule.words(
    "sha2-512", "sha2-384", "sha2-256", "sha1", "md5", "sm3", weak: ["sha1", "md5"])

  private static let onlySDK = "only the vendor's SDKs and Terraform list it"

  private static let ciphers = ValueRule.words(
    "aes-256-gcm-16", "aes-128-gcm-16", "aes-256", "aes-192", "aes-128", "3des", "sm4",
    weak: ["3des", "aes-256", "aes-192", "aes-128"],
    doubtful: ["aes-128-gcm-128": onlySDK, "aes-256-gcm-128": onlySDK])

  private static let groups = [
    "group1", "group2", "group5", "group14", "group15", "group16", "group19", "group20", "group21",
  ]
  private static let weakGroups: Set<String> = ["group1", "group2", "group5", "group14"]

  private static let ike: [MemberRule] = [
    MemberRule("ike_version", .words("v1", "v2")),
    MemberRule("phase1_negotiation_mode", .words("main", "aggressive")),
    MemberRule("authentication_algorithm", hashes),
    MemberRule("encryption_algorithm", ciphers),
    MemberRule("dh_group", groupRule(groups)),
    MemberRule(
      "authentication_method", .words("pre-share", "digital-envelope-v2"), update: .fixed(fixed)),
    MemberRule("lifetime_seconds", .integer(60...604_800)),
    MemberRule("local_id_type", .words("ip", "fqdn")),
    MemberRule("local_id", .text(.identity)),
    MemberRule(
      "peer_id_type", .words("ip", "fqdn", doubtful: ["any": "only an answer and Terraform name it"])),
    MemberRule("peer_id", .text(.identity)),
    MemberRule(
      "dpd",
      .object([
        MemberRule("timeout", .integer(2...60)), MemberRule("interval", .integer(10...3600)),
        MemberRule("msg", .words("seq-hash-notify", "seq-notify-hash")),
      ])),
  ]

  private static let ipsec: [MemberRule] = [
    MemberRule("authentication_algorithm", hashes),
    MemberRule("encryption_algorithm", ciphers),
    MemberRule("pfs", groupRule(groups + ["disable"])),
    MemberRule("transform_protocol", .words("esp")),
    MemberRule("lifetime_seconds", .integer(30...604_800, advised: 60)),
    MemberRule("encapsulation_mode", .words("tunnel")),
  ]

  private static func groupRule(_ names: [String]) -> ValueRule {
    .word(names.map { ValueRule.Word(text: $0, isWeak: weakGroups.contains($0)) })
  }
}
