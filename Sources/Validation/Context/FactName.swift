/// Names of the facts that rules look for in a platform's readings.
enum FactName {
  static let ikeVersion = "ike-version"
  static let ikeEncryption = "ike-encryption"
  static let ikeIntegrity = "ike-integrity"
  static let ikeGroup = "ike-dh-group"
  static let ikeLifetime = "ike-lifetime"
  static let dpdInterval = "dpd-interval"
  static let dpdOrder = "dpd-order"
  static let ipsecEncryption = "ipsec-encryption"
  static let ipsecIntegrity = "ipsec-integrity"
  static let pfsGroup = "pfs-group"
  static let ipsecLifetime = "ipsec-lifetime"
  static let peerAddress = "peer-address"
  static let insideAddress = "inside-address"
  static let segmentSize = "tcp-mss"
  /// Of a route into a tunnel.
  static let route = "route"
  /// Of any route.
  static let destination = "destination"
  /// A part of a divided device: a virtual domain, a virtual system.
  static let part = "part"
  static let neighbor = "bgp-neighbor"
  static let neighborNumber = "bgp-neighbor-asn"
  static let ownNumber = "bgp-asn"
  static let selector = "selector"
}
