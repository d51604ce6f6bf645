/// What the ends agree on for the IKE SA: exactly one algorithm of each kind.
package struct IKEPolicy: Sendable, Hashable {
  package var version: Version
  /// IKEv1 only; `nil` with IKEv2.
  package var exchange: Exchange?
  package var encryption: EncryptionAlgorithm
  /// The hash; with an AEAD cipher it still names the pseudo-random function.
  package var integrity: IntegrityAlgorithm
  /// IANA number of the Diffie-Hellman group.
  package var dhGroup: Int
  package var lifetimeSeconds: Int
  package var dpd: DeadPeerDetection

  package init(
    version: Version, exchange: Exchange? = nil, encryption: EncryptionAlgorithm,
    integrity: IntegrityAlgorithm, dhGroup: Int, lifetimeSeconds: Int, dpd: DeadPeerDetection = .standard
  ) {
    self.version = version
    self.exchange = exchange
    self.encryption = encryption
    self.integrity = integrity
    self.dhGroup = dhGroup
    self.lifetimeSeconds = lifetimeSeconds
    self.dpd = dpd
  }

  package enum Version: Int, Sendable, Hashable, CaseIterable {
    case v1 = 1
    case v2 = 2
  }

  /// Phase 1 exchange of IKEv1.
  package enum Exchange: String, Sendable, Hashable, CaseIterable {
    case main
    case aggressive
  }
}

/// When and how the ends ask each other whether they are alive.
package struct DeadPeerDetection: Sendable, Hashable {
  /// Idle time before a question.
  package var intervalSeconds: Int
  /// Time between two questions without answer.
  package var retransmitSeconds: Int
  package var payloadOrder: PayloadOrder

  package init(intervalSeconds: Int, retransmitSeconds: Int, payloadOrder: PayloadOrder) {
    self.intervalSeconds = intervalSeconds
    self.retransmitSeconds = retransmitSeconds
    self.payloadOrder = payloadOrder
  }

  /// The cloud's defaults.
  package static let standard = DeadPeerDetection(
    intervalSeconds: 30, retransmitSeconds: 15, payloadOrder: .hashNotify)

  /// Order of the payloads in an IKEv1 question; both ends must use the same.
  package enum PayloadOrder: String, Sendable, Hashable, CaseIterable {
    case hashNotify = "seq-hash-notify"
    case notifyHash = "seq-notify-hash"
  }
}

/// What the ends agree on for the tunnel's SAs: ESP in tunnel mode, exactly one algorithm of each kind.
package struct IPsecPolicy: Sendable, Hashable {
  package var encryption: EncryptionAlgorithm
  /// Without meaning for an AEAD cipher.
  package var integrity: IntegrityAlgorithm
  /// Group of perfect forward secrecy; `nil`: none.
  package var pfsGroup: Int?
  package var lifetimeSeconds: Int

  package init(
    encryption: EncryptionAlgorithm, integrity: IntegrityAlgorithm, pfsGroup: Int?, lifetimeSeconds: Int
  ) {
    self.encryption = encryption
    self.integrity = integrity
    self.pfsGroup = pfsGroup
    self.lifetimeSeconds = lifetimeSeconds
  }
}
