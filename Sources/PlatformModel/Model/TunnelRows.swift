package import ConfigTree

/// How the tunnels of a platform's files are put together out of lines.
///
/// An anchor is a line that means "here is a tunnel". Its captures become variables with their first values. Each row
/// is a line, in a section or not, that holds for a tunnel when its `<captures>` have values that the variables have;
/// its `{captures}` are further values. So a tunnel's interface leads to its profile, the profile to its peer, and the
/// peer to its proposal, by the names in the file and without a word of Swift.
package struct TunnelRows: Sendable, Hashable {
  package var anchors: [TunnelRow] = []
  /// In the order in which they are looked at: a row may use what those above it have bound.
  package var rows: [TunnelRow] = []
  /// What names stand for, by the name of the list: address objects, groups of them.
  package var lookups: [Lookup] = []
  /// How files look to the rows.
  package var options = StatementTree.Options()

  package init() {}

  package var isEmpty: Bool { anchors.isEmpty }

  /// A list of rows that say what a `<name>` stands for.
  package struct Lookup: Sendable, Hashable {
    package var name: String
    package var rows: [TunnelRow]
  }
}

/// A line that says something about a tunnel.
package struct TunnelRow: Sendable, Hashable {
  /// Sections from the top, then the line.
  package var path: [StatementPattern]
  /// Lines beside it, in the same section, that must be there; they join and bind as well.
  package var with: [StatementPattern] = []
  /// Lines beside it that must not be there.
  package var without: [StatementPattern] = []
  /// Values that facts of the tunnel must have by now, one of each.
  package var when: [Condition] = []
  /// Names of captures that something must have bound by now.
  package var needs: [String] = []
  /// Names of captures that nothing may have bound by now: the row is for files that do not say it another way.
  package var unless: [String] = []
  /// Captures that are two names in one: `st0.1` is a device and its unit.
  package var parts: [Part] = []
  /// What it says.
  package var values: [Value] = []
  /// Whether each such line is a record of its own: a route, a pair of networks, a BGP neighbour.
  package var isRecord = false
  /// A fact of which an address must be in the line's network; of several such lines the longest match speaks.
  package var covers: Covers?
  /// Whether the line says that the tunnel is switched off: it is none then.
  package var isOff = false
  /// A capture that must be an address in a network of a fact.
  package var within: Within?
  /// The word for this kind of tunnel; of anchors only.
  package var kind: String?

  package init(path: [StatementPattern]) { self.path = path }

  /// A condition on what is known about the tunnel.
  package struct Condition: Sendable, Hashable {
    package var fact: String
    package var words: [String]
  }

  /// A capture of two names with a sign between them.
  package struct Part: Sendable, Hashable {
    package var capture: String
    package var first: String
    package var separator: String
    package var second: String

    /// The names that its parts are bound to.
    package var names: (String, String) { (first, second) }
  }

  package struct Within: Sendable, Hashable {
    package var capture: String
    package var fact: String
  }

  package struct Covers: Sendable, Hashable {
    package var fact: String
    /// Captures that are the network: with its length, or with its mask behind it.
    package var captures: [String]
  }

  /// A fact and where its value comes from.
  package struct Value: Sendable, Hashable {
    /// One of ``TunnelFact``.
    package var fact: String
    /// Captures that hold it, in order; empty: ``constant``.
    package var captures: [String] = []
    /// The neutral words that the line's presence means.
    package var constant: [String] = []
    /// The neutral words that hold where the section, or the tunnel, has no such line.
    package var standard: [String] = []
    /// Vocabulary table that translates it.
    package var vocabulary: String?
    /// What one of it is, for times.
    package var unit: TimeUnit?
    /// What stands between several values; each is a group of its own (`aes256-sha256,aes128-sha1`).
    package var separator: String?
    /// Signs that stand between the words of one value, of which each table knows some.
    package var joiner: String?
    /// What is added to the number: a device may count headers that we do not.
    package var plus = 0
    /// List of ``TunnelRows/lookups`` that tells what a name stands for.
    package var lookup: String?

    package init(fact: String) { self.fact = fact }
  }

  package enum TimeUnit: String, Sendable, Hashable, CaseIterable {
    case milliseconds
    case seconds
    case minutes
    case hours
    case days
    /// Numbers with letters behind them: `1d12h`, `8h`, `1d 00:00:00`; a bare number is seconds.
    case duration
  }
}

/// What can be said about a tunnel; the words are those of readings.
package struct TunnelFact: Sendable, Hashable {
  package let name: String
  package let form: Form
  /// The list of records that it is a member of; `nil`: the tunnel's own.
  package let group: Group?

  /// What a value is, so that all spellings of it become one.
  package enum Form: Sendable, Hashable {
    /// A neutral word of a vocabulary table, or the text itself where the platform has no such table.
    case word
    /// An address or a host's name.
    case address
    /// An address with the length of its network.
    case interfaceAddress
    /// Networks, one or several; with `wildcards`, the mask of a host may be `0`.
    case networks(wildcards: Bool)
    case number
    /// A time in seconds.
    case seconds
    /// A name or other text.
    case text
    /// What an end calls itself: `@name` and `fqdn:name` are `name`.
    case identity
    /// A key: it never leaves but as a tag.
    case key
  }

  /// Facts that belong together once for each of several records.
  package enum Group: String, Sendable, Hashable, CaseIterable {
    case ikeProposal = "ike-proposal"
    case ipsecProposal = "ipsec-proposal"
    case selector
    case route
    case bgp
  }

  package static let all: [TunnelFact] = [
    TunnelFact("interface", .text),
    TunnelFact("wan-interface", .text),
    TunnelFact("inside-address", .interfaceAddress),
    TunnelFact("mtu", .number),
    TunnelFact("tcp-mss", .number),
    TunnelFact("local-address", .address),
    TunnelFact("peer-address", .address),
    TunnelFact("local-identity-type", .word),
    TunnelFact("local-identity", .identity),
    TunnelFact("remote-identity-type", .word),
    TunnelFact("remote-identity", .identity),
    TunnelFact("vrf", .text),
    TunnelFact("key", .key),
    TunnelFact("ike-version", .word),
    TunnelFact("ike-exchange", .word),
    TunnelFact("ike-encryption", .word, .ikeProposal),
    TunnelFact("ike-integrity", .word, .ikeProposal),
    TunnelFact("ike-prf", .word, .ikeProposal),
    TunnelFact("ike-dh-group", .word, .ikeProposal),
    TunnelFact("ike-lifetime", .seconds),
    TunnelFact("dpd-interval", .seconds),
    TunnelFact("dpd-retransmit", .seconds),
    TunnelFact("dpd-order", .word),
    TunnelFact("nat-traversal", .word),
    TunnelFact("ipsec-encryption", .word, .ipsecProposal),
    TunnelFact("ipsec-integrity", .word, .ipsecProposal),
    TunnelFact("pfs-group", .word),
    TunnelFact("ipsec-lifetime", .seconds),
    TunnelFact("ipsec-lifetime-kilobytes", .number),
    TunnelFact("selector-local", .networks(wildcards: true), .selector),
    TunnelFact("selector-remote", .networks(wildcards: true), .selector),
    TunnelFact("route", .networks(wildcards: false), .route),
    TunnelFact("route-preference", .number, .route),
    TunnelFact("route-probe", .text, .route),
    TunnelFact("bgp-asn", .number),
    TunnelFact("bgp-neighbor", .address, .bgp),
    TunnelFact("bgp-neighbor-asn", .number, .bgp),
  ]

  private init(_ name: String, _ form: Form, _ group: Group? = nil) {
    self.name = name
    self.form = form
    self.group = group
  }

  /// The vocabulary table that translates it where a row names none.
  package var table: String {
    switch name {
    case "local-identity-type", "remote-identity-type": "identity-type"
    default: name
    }
  }

  package static func named(_ name: String) -> TunnelFact? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
