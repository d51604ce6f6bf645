/// All rules, by topic.
package enum RuleCatalog {
  package static let all: [any Rule] = [
    ReferenceUndefined(), ObjectUnused(), DuplicateIdentity(), CompanionLine(),
    AlgorithmWeak(), AlgorithmUnsupported(), ProposalMismatch(), LifetimeMismatch(), LifetimeRange(),
    KeyAlphabet(), KeyStrength(), KeyLooksEncoded(),
    InsideAddressPair(), InsideAddressMismatch(), PeerAddressMissing(), RouteMissing(), NeighborMismatch(),
    SelectorMismatch(), SelectorOverlap(),
    PlaceholderLeft(), NameLimit(),
    SegmentSize(), DeadPeerDetectionRule(), DeadPeerIntervalMismatch(),
  ]

  /// The rules that hold a file against the parameters of its connections.
  package static let parameters: [any Rule] = [
    PeerAddressMissing(), ProposalMismatch(), LifetimeMismatch(), InsideAddressMismatch(), NeighborMismatch(),
    SelectorMismatch(), DeadPeerDetectionRule(), DeadPeerIntervalMismatch(),
  ]

  /// The rule of an id.
  package static func rule(_ id: String) -> (any Rule)? { all.first { $0.id == id } }
}
