package import OrderedJSON

/// The IKE side of a connection (facts §2.4), names in the service's spelling, like `aes-256-gcm-16`.
package struct IKEPolicy: Sendable, Hashable {
  /// `v1` or `v2`.
  package var version: String?
  /// `main` or `aggressive`; only with version 1.
  package var negotiationMode: String?
  package var authenticationAlgorithm: String?
  package var encryptionAlgorithm: String?
  package var dhGroup: String?
  /// `pre-share` or `digital-envelope-v2`.
  package var authenticationMethod: String?
  package var lifetimeSeconds: Int?
  package var localIDType: IdentityType?
  /// The cloud's identity.
  package var localID: String?
  package var peerIDType: IdentityType?
  /// The device's identity.
  package var peerID: String?
  package var dpd: DeadPeerDetection?
  package var raw: JSON

  init(_ raw: JSON) {
    self.raw = raw
    version = raw.text("ike_version")
    negotiationMode = raw.text("phase1_negotiation_mode")
    authenticationAlgorithm = raw.text("authentication_algorithm")
    encryptionAlgorithm = raw.text("encryption_algorithm")
    dhGroup = raw.text("dh_group")
    authenticationMethod = raw.text("authentication_method")
    lifetimeSeconds = raw.integer("lifetime_seconds")
    localIDType = raw.text("local_id_type").map(IdentityType.init)
    localID = raw.text("local_id")
    peerIDType = raw.text("peer_id_type").map(IdentityType.init)
    peerID = raw.text("peer_id")
    dpd = raw.member("dpd").map(DeadPeerDetection.init)
  }
}

/// How a silent peer is noticed.
package struct DeadPeerDetection: Sendable, Hashable {
  /// Seconds between repeats, 2 to 60.
  package var timeout: Int?
  /// Seconds of silence before a probe, 10 to 3600.
  package var interval: Int?
  /// Order of the payloads in IKEv1: `seq-hash-notify` or `seq-notify-hash`.
  package var message: String?

  init(_ raw: JSON) {
    timeout = raw.integer("timeout")
    interval = raw.integer("interval")
    message = raw.text("msg")
  }
}

/// The ESP side of a connection (facts §2.5).
package struct IPsecPolicy: Sendable, Hashable {
  package var authenticationAlgorithm: String?
  package var encryptionAlgorithm: String?
  /// `group14` … or `disable`.
  package var pfs: String?
  /// `esp`.
  package var transformProtocol: String?
  package var lifetimeSeconds: Int?
  /// `tunnel`.
  package var encapsulationMode: String?
  package var raw: JSON

  init(_ raw: JSON) {
    self.raw = raw
    authenticationAlgorithm = raw.text("authentication_algorithm")
    encryptionAlgorithm = raw.text("encryption_algorithm")
    pfs = raw.text("pfs")
    transformProtocol = raw.text("transform_protocol")
    lifetimeSeconds = raw.integer("lifetime_seconds")
    encapsulationMode = raw.text("encapsulation_mode")
  }
}
