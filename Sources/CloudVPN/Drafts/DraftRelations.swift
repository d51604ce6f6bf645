import Documents
import IPAddressing
import OrderedJSON

/// What members of one connection say about each other (facts §2.6 to §2.12, §4.1).
struct DraftRelations {
  let isUpdate: Bool
  let path: MemberPath

  /// `isEmpty`: whether the document has no member at all.
  func check(_ draft: ConnectionDraft, isEmpty: Bool, givesKey: Bool, _ remarks: inout DraftRemarks) {
    let members = draft.members
    if isUpdate {
      if isEmpty {
        remarks.error("connection-missing", path, "there is nothing to change", remedy: "Name a member.")
      }
    } else {
      for name in ["vgw_id", "vgw_ip", "cgw_id"] where members[name] == nil {
        remarks.error("connection-missing", path.member(name), "this member is missing", remedy: "Add it.")
      }
      style(members, &remarks)
      key(members, isGiven: givesKey, &remarks)
    }
    tunnel(members, &remarks)
    for name in ["policy_rules", "policy_rules_v6"] { rules(members, name, &remarks) }
    identities(members, &remarks)
    version(members, &remarks)
    tags(members, &remarks)
  }

  /// Looks at members that only one style has.
  ///
  /// On an update the style is not known here, and the service says what is wrong.
  private func style(_ members: JSONObject, _ remarks: inout DraftRemarks) {
    let style = members["style"]?.string ?? "static"
    if members["enable_nqa"] != nil, style != "static" {
      remarks.error(
        "connection-style", path.member("enable_nqa"),
        "this may stand on static connections only, even when it is false", remedy: "Remove it.")
    }
    if let isHub = members["enable_hub"]?.bool, style != "bgp" {
      if isHub {
        remarks.error(
          "connection-style", path.member("enable_hub"), "this may be set on bgp connections only",
          remedy: "Remove it.")
      } else {
        remarks.warning(
          "connection-unverified", path.member("enable_hub"),
          "this belongs to bgp connections; elsewhere the service may refuse it even when it is false",
          remedy: "Remove it.")
      }
    }
    let rules = ["policy_rules", "policy_rules_v6"].filter { members[$0]?.array?.isEmpty == false }
    if style == "policy", rules.isEmpty {
      remarks.error(
        "connection-missing", path.member("policy_rules"), "a policy connection needs rules",
        remedy: "Add one to five, each with source (the cloud's network) and destination (yours).")
    }
    if style != "policy", let first = rules.first {
      remarks.warning(
        "connection-unverified", path.member(first), "rules mean something on policy connections only")
    }
    if style == "policy", members["tunnel_local_address"] ?? members["tunnel_peer_address"] != nil {
      remarks.warning(
        "connection-unverified", path.member("tunnel_local_address"),
        "the pages allow addresses inside the tunnel on static and bgp connections")
    }
    guard members["peer_subnets"] == nil, members["peer_subnets_v6"] == nil else { return }
    if style == "static" {
      remarks.error(
        "connection-missing", path.member("peer_subnets"), "this member is missing",
        remedy: "Add the networks behind the device.")
    } else {
      remarks.warning(
        "connection-unverified", path.member("peer_subnets"),
        "this may be left out only where the gateway is attached to an enterprise router")
    }
  }

  private func key(_ members: JSONObject, isGiven: Bool, _ remarks: inout DraftRemarks) {
    let ike = members["ikepolicy"]
    // The gateways with Chinese cryptography authenticate with certificates.
    let hasCertificates =
      ike?["authentication_method"]?.string == "digital-envelope-v2"
      || ["authentication_algorithm", "encryption_algorithm"].contains { name in
        ["sm3", "sm4"].contains(ike?[name]?.string)
      }
    if hasCertificates, isGiven {
      remarks.error(
        "connection-key", path.member("psk"), "a connection that authenticates with certificates has no key",
        remedy: "Remove it.")
    }
    if !hasCertificates, !isGiven {
      remarks.error(
        "connection-missing", path.member("psk"), "this member is missing",
        remedy: "Say where the key is kept: env:NAME, file:PATH or cmd:COMMAND.")
    }
  }

  private func tunnel(_ members: JSONObject, _ remarks: inout DraftRemarks) {
    let names = ["tunnel_local_address", "tunnel_peer_address"]
    let given = names.filter { members[$0] != nil }
    if given.count == 1, let missing = names.first(where: { !given.contains($0) }) {
      remarks.warning(
        "connection-unverified", path.member(missing),
        "one end inside the tunnel is given and the other is not",
        remedy: "Give both, or none; then the cloud chooses.")
    }
    let ends = names.compactMap { members[$0]?.string.flatMap { IPv4InterfaceAddress($0) } }
    guard ends.count == 2, ends.allSatisfy({ $0.length == 30 }) else { return }
    if ends[0].network != ends[1].network {
      remarks.error(
        "connection-value", path.member(names[1]), "\(ends[1]) is not in the network of \(ends[0])",
        remedy: "Give the other host of \(ends[0].network).")
    } else if ends[0].address == ends[1].address {
      remarks.error(
        "connection-value", path.member(names[1]), "both ends have the same address",
        remedy: "Give the other host of \(ends[0].network).")
    }
  }

  private func rules(_ members: JSONObject, _ name: String, _ remarks: inout DraftRemarks) {
    var sources: Set<String> = []
    var indexes: Set<Int> = []
    for (place, rule) in (members[name]?.array ?? []).enumerated() where rule.object != nil {
      let path = path.member(name).item(place)
      for member in ["source", "destination"] where rule[member] == nil {
        remarks.error("connection-missing", path.member(member), "this member is missing", remedy: "Add it.")
      }
      if let source = rule["source"]?.string, !sources.insert(source).inserted {
        remarks.error(
          "connection-duplicate", path.member("source"), "another rule has this source",
          remedy: "Put the destinations of both into one rule.")
      }
      if let index = rule["rule_index"]?.integer, !indexes.insert(index).inserted {
        remarks.error("connection-duplicate", path.member("rule_index"), "another rule has this index")
      }
    }
  }

  private func identities(_ members: JSONObject, _ remarks: inout DraftRemarks) {
    guard let ike = members["ikepolicy"], ike.object != nil else { return }
    let path = path.member("ikepolicy")
    for (typeName, name) in [("local_id_type", "local_id"), ("peer_id_type", "peer_id")] {
      // Without a type it is `ip`, on an update whatever it was.
      let type = ike[typeName]?.string ?? (isUpdate ? nil : "ip")
      let identity = ike[name]?.string
      if type == "fqdn", identity == nil {
        remarks.error(
          "connection-missing", path.member(name), "the identity of type fqdn is missing", remedy: "Add it.")
      }
      if type == "ip", let identity, IPv4Address(identity) == nil {
        remarks.error(
          "connection-value", path.member(name), "an identity of type ip is an IPv4 address",
          remedy: "Give an address, or \(typeName): fqdn.")
      }
      if type == "ip", identity != nil, isUpdate {
        remarks.warning(
          "connection-unverified", path.member(name),
          "the vendor's own tools leave identities of type ip out of changes")
      }
    }
    if let local = ike["local_id"]?.string, local == ike["peer_id"]?.string {
      remarks.error(
        "connection-value", path.member("peer_id"), "both ends have the same identity",
        remedy: "Give each end its own.")
    }
  }

  private func version(_ members: JSONObject, _ remarks: inout DraftRemarks) {
    guard let ike = members["ikepolicy"], let mode = ike["phase1_negotiation_mode"]?.string else { return }
    let path = path.member("ikepolicy").member("phase1_negotiation_mode")
    if ike["ike_version"]?.string ?? (isUpdate ? "v1" : "v2") != "v1" {
      remarks.warning(
        "connection-unverified", path, "IKEv2, the default, has no negotiation modes",
        remedy: "Remove it, or add ike_version: v1.")
    } else if mode == "aggressive" {
      remarks.note("connection-weak", path, "aggressive mode shows the key's hash to whoever listens")
    }
  }

  private func tags(_ members: JSONObject, _ remarks: inout DraftRemarks) {
    var keys: Set<String> = []
    for (place, tag) in (members["tags"]?.array ?? []).enumerated() where tag.object != nil {
      let path = path.member("tags").item(place)
      for member in ["key", "value"] where tag[member] == nil {
        remarks.error("connection-missing", path.member(member), "this member is missing", remedy: "Add it.")
      }
      if let key = tag["key"]?.string, !keys.insert(key).inserted {
        remarks.warning("connection-unverified", path.member("key"), "another tag has this key")
      }
    }
  }
}
