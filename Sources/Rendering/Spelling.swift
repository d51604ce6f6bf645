import Diagnostics
import PlatformModel
import VPNIntent

/// The device's words for the intent's words, in one software version.
struct Spelling {
  let platform: Platform
  let version: SoftwareVersion?

  /// The table of a parameter: IKEv1 has one of its own where the device spells it differently.
  func table(_ name: String, _ ike: VPNIntent.IKEPolicy.Version) -> VocabularyTable? {
    if ike == .v1, let own = platform.table("\(name)-1") { return own }
    return platform.table(name)
  }

  func entry(_ word: WordUse) -> VocabularyEntry? {
    table(word.table, word.ike)?.entry(word.word, version: version)
  }

  /// The spelling; `nil` where the device has none.
  func say(_ table: String, _ word: String, _ ike: VPNIntent.IKEPolicy.Version) -> String? {
    self.table(table, ike)?.entry(word, version: version)?.spelling
  }
}

/// A word of the vocabulary that a connection needs.
struct WordUse: Hashable {
  let table: String
  let word: String
  let ike: VPNIntent.IKEPolicy.Version
}

extension Connection {
  /// Every word that a template may have to spell for the connection.
  var words: [WordUse] {
    let pfs = ipsec.pfsGroup.map(String.init) ?? "none"
    var words = [
      ("ike-version", String(ike.version.rawValue)), ("ike-encryption", ike.encryption.canonical.rawValue),
      ("ike-dh-group", String(ike.dhGroup)), ("ipsec-encryption", ipsec.encryption.canonical.rawValue),
      ("pfs-group", pfs), ("dpd-order", ike.dpd.payloadOrder.rawValue),
      ("identity-type", device.identity.saidKind.rawValue),
      ("identity-type", cloud.identity.saidKind.rawValue),
    ]
    if let exchange = ike.exchange, ike.version == .v1 { words.append(("ike-exchange", exchange.rawValue)) }
    // An authenticated cipher needs no integrity algorithm; the hash then names the pseudo-random function.
    if !ike.encryption.isAuthenticated { words.append(("ike-integrity", ike.integrity.rawValue)) }
    if ike.version == .v2 { words.append(("ike-prf", ike.integrity.rawValue)) }
    if !ipsec.encryption.isAuthenticated { words.append(("ipsec-integrity", ipsec.integrity.rawValue)) }
    return words.map { WordUse(table: $0.0, word: $0.1, ike: ike.version) }
  }
}

extension Identity {
  /// The kind that is written down: who accepts anything is still told an address.
  var saidKind: Kind { kind == .any ? .ip : kind }
}
