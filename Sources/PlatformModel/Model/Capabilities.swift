/// What a device can do, by software version.
package struct Capabilities: Sendable, Hashable {
  /// Answers to "can it …?"; a feature is `parameter.word`, for example `mode.policy` or `ike-dh-group.21`.
  package var features: [Feature]
  /// Combinations that the device refuses or that do not work.
  package var refusals: [Refusal]
  /// Most connections of one device that the templates write.
  package var maxConnections: Int?

  package struct Feature: Sendable, Hashable {
    package var name: String
    package var answer: Answer
    package var versions: VersionRange
    /// Why not, or under which circumstances.
    package var reason: String?
    /// What works in its place.
    package var instead: String?
    package var provenance: Provenance
  }

  package enum Answer: String, Sendable, Hashable, CaseIterable {
    case yes
    case no
    /// Sources disagree or nobody has tried.
    case unknown
  }
}

/// A combination of intent values that a device cannot do.
package struct Refusal: Sendable, Hashable {
  package var id: String
  /// All conditions must hold.
  package var conditions: [Condition]
  package var versions: VersionRange
  package var severity: Strictness
  /// What is wrong, a sentence.
  package var reason: String
  /// What would work, a sentence.
  package var instead: String
  package var provenance: Provenance

  /// `error`: it does not work; `warning`: it may not.
  package enum Strictness: String, Sendable, Hashable, CaseIterable {
    case error
    case warning
  }

  /// A fact of the intent and the values that it must have one of.
  package struct Condition: Sendable, Hashable {
    /// For example `ike-version`, `mode`, `connections`.
    package var fact: String
    package var values: [Value]
  }

  package enum Value: Sendable, Hashable {
    case word(String)
    /// A number in this range.
    case range(ClosedRange<Int>)
  }
}

extension Refusal {
  /// The facts of an intent that conditions may name.
  package static let facts = [
    "mode", "ike-version", "ike-exchange", "ike-encryption", "ike-integrity", "ike-prf", "ike-dh-group",
    "ipsec-encryption", "ipsec-integrity", "pfs-group", "device-identity", "cloud-identity", "wan-address",
    "wan-vrf", "context", "connections", "gateway-connections", "policy-connections", "active-tunnels",
    "selectors", "wans",
    "probe", "ike-lifetime", "ipsec-lifetime", "dpd-interval", "dpd-retransmit", "dpd-order",
  ]

  /// Whether it applies to these facts; a fact may have several values, one that fits is enough.
  package func applies(to facts: [String: [String]], version: SoftwareVersion?) -> Bool {
    guard versions.contains(version) else { return false }
    return conditions.allSatisfy { condition in
      (facts[condition.fact] ?? []).contains { fact in
        condition.values.contains { value in
          switch value {
          case .word(let word): word == fact
          case .range(let range): Int(fact).map(range.contains) ?? false
          }
        }
      }
    }
  }
}

extension Capabilities {
  /// The refusals that apply to these facts.
  package func refusals(of facts: [String: [String]], version: SoftwareVersion? = nil) -> [Refusal] {
    refusals.filter { $0.applies(to: facts, version: version) }
  }
}

extension Platform {
  /// What is known about a feature in a version.
  ///
  /// A feature that is not listed but is a word of the vocabulary table of its parameter follows from that:
  /// with a spelling `yes`, without one `no`.
  package func feature(_ name: String, version: SoftwareVersion? = nil) -> Capabilities.Feature? {
    if let listed = capabilities.features.first(where: { $0.name == name && $0.versions.contains(version) }) {
      return listed
    }
    guard let dot = name.firstIndex(of: "."), let table = table(String(name[..<dot])) else { return nil }
    let word = String(name[name.index(after: dot)...])
    let entry = table.entry(word, version: version) ?? table.entries.first { $0.word == word }
    guard let entry else { return nil }
    let holds = entry.versions.contains(version) && entry.spelling != nil
    return Capabilities.Feature(
      name: name, answer: holds ? .yes : .no, versions: entry.versions, reason: entry.note, instead: nil,
      provenance: entry.provenance)
  }
}
