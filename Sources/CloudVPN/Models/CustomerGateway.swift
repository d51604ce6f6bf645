package import OrderedJSON

/// The customer's end as the cloud knows it: an identity and an AS number (facts §6).
package struct CustomerGateway: CloudResource {
  package var id: String
  package var name: String?
  /// Missing in old rows, where ``idValue`` is an address.
  package var idType: IdentityType?
  /// IPv4 address or FQDN; the deprecated member `ip` where only that one is given.
  package var idValue: String?
  /// Only for ``IdentityType/ip``.
  package var bgpASN: Int?
  package var createdAt: String?
  package var updatedAt: String?
  package var tags: [ResourceTag]
  package var raw: JSON

  package init?(_ raw: JSON) {
    guard let id = raw.text("id"), !id.isEmpty else { return nil }
    self.raw = raw
    self.id = id
    name = raw.text("name")
    idType = raw.text("id_type").map(IdentityType.init)
    idValue = raw.text("id_value") ?? raw.text("ip")
    bgpASN = raw.integer("bgp_asn")
    createdAt = raw.text("created_at")
    updatedAt = raw.text("updated_at")
    tags = raw.tags
  }
}
