/// What counts as a difference.
package struct DiffOptions: Sendable {
  package var scope = Scope.fragment
  /// Running statements that belong to the intended side although it no longer mentions them.
  package var owned = Ownership.mentioned
  /// How two keys compare.
  package var keys: KeyComparator = KeyComparison.byBytes

  package init() {}

  package init(
    scope: Scope = .fragment, owned: Ownership = .mentioned,
    keys: @escaping KeyComparator = KeyComparison.byBytes
  ) {
    self.scope = scope
    self.owned = owned
    self.keys = keys
  }

  /// What the intended side speaks for.
  package enum Scope: String, Sendable, Hashable, CaseIterable {
    /// For what it mentions: a section that its rule calls owned, and single statements elsewhere.
    case fragment
    /// For the whole device: what it does not mention is to go.
    case full
  }
}

/// What is known about two keys.
package enum KeyComparison: Sendable, Hashable {
  case equal
  case different
  /// One of them is encoded by the device, starred out, or a placeholder: nobody can tell.
  case unverifiable

  /// Equal bytes are equal keys; nothing follows from unequal ones.
  package static let byBytes: KeyComparator = { $0 == $1 ? .equal : .unverifiable }
}

/// Compares the bytes of a key in the running file with those in the intended one.
package typealias KeyComparator =
  @Sendable (_ running: ArraySlice<UInt8>, _ intended: ArraySlice<UInt8>) -> KeyComparison
