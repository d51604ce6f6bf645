/// The ranges of values, from the cloud's API (facts: API §2).
package enum IntentLimits {
  package static let ikeLifetime = 60...604_800
  package static let ipsecLifetime = 30...604_800
  package static let dpdInterval = 10...3600
  package static let dpdRetransmit = 2...60
  package static let dhGroups = [1, 2, 5, 14, 15, 16, 19, 20, 21]
  /// Four-byte numbers, RFC 6793; 0 and the last are reserved.
  package static let asn = 1...4_294_967_294
  package static let number = 0...4_294_967_295
  /// The cloud takes 50; hand-written files may say more than one connection's worth.
  package static let subnets = 0...256
  /// Five rules with fifty destinations each.
  package static let selectors = 0...250
  package static let connections = 1...64
  package static let wanLines = 0...16
}
