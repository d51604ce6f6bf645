package import IPAddressing

/// One end of a connection.
package struct Endpoint: Sendable, Hashable {
  /// Address of the IKE peer; `nil` on the device's side when its line has none of its own (DHCP, PPPoE).
  package var address: IPAddress?
  package var identity: Identity
  /// Address and length on the tunnel interface, route modes only; never inferred from the other end.
  package var inside: IPv4InterfaceAddress?
  package var bgpASN: Int?
  /// Networks behind this end.
  package var subnets: [IPPrefix]

  package init(
    address: IPAddress?, identity: Identity, inside: IPv4InterfaceAddress? = nil, bgpASN: Int? = nil,
    subnets: [IPPrefix] = []
  ) {
    self.address = address
    self.identity = identity
    self.inside = inside
    self.bgpASN = bgpASN
    self.subnets = subnets
  }
}

/// How an end names itself in IKE.
package enum Identity: Sendable, Hashable {
  case ip(IPAddress)
  /// 1 to 255 characters, none of `& < > [ ] \ ?` and no blank.
  case fqdn(String)
  /// The cloud accepts whatever the device says.
  case any

  /// The document's words for the kinds.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case ip
    case fqdn
    case any
  }

  package var kind: Kind {
    switch self {
    case .ip: .ip
    case .fqdn: .fqdn
    case .any: .any
    }
  }

  /// The address or name as text; `nil` for `any`.
  package var value: String? {
    switch self {
    case .ip(let address): address.description
    case .fqdn(let name): name
    case .any: nil
    }
  }
}

/// A pair of networks whose traffic is protected.
package struct Selector: Sendable, Hashable {
  package var cloud: IPPrefix
  package var device: IPPrefix

  package init(cloud: IPPrefix, device: IPPrefix) {
    self.cloud = cloud
    self.device = device
  }
}
