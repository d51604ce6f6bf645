package import Diagnostics
package import Validation

/// What came of a rollout.
package struct RolloutResult: Sendable, Hashable {
  package let tool: ToolIdentity
  /// In the order of the file.
  package let entries: [SiteEntry]

  /// The worst of the sites' outcomes.
  package var outcome: Outcome { Outcome.worst(of: entries.lazy.map(\.outcome)) }

  /// How many sites ended how, in the order of the outcomes; those that are none's are left out.
  package var tally: [(outcome: Outcome, sites: Int)] {
    let counts = Dictionary(entries.lazy.map { ($0.outcome, 1) }, uniquingKeysWith: +)
    return Outcome.allCases.compactMap { outcome in counts[outcome].map { (outcome, $0) } }
  }

  /// What was found by rule, worst first, then by name.
  package var rules: [RuleTally] {
    var tallies: [RuleTally.Key: RuleTally] = [:]
    for entry in entries {
      for rule in entry.findings.rules {
        let key = RuleTally.Key(id: rule.id, severity: rule.severity)
        tallies[key, default: RuleTally(key: key)].add(rule.count, at: entry.site)
      }
    }
    return tallies.values.sorted {
      $0.key.severity != $1.key.severity ? $0.key.severity > $1.key.severity : $0.key.id < $1.key.id
    }
  }

  /// For people: `3 sites: 1 already right, 2 with changes`.
  package var tallyText: String {
    let parts = tally.map { "\($0.sites) \($0.outcome.siteText)" }
    return "\(entries.count) site\(entries.count == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
  }
}

/// How often a rule has found something in a rollout, and where.
package struct RuleTally: Sendable, Hashable {
  package let key: Key
  package private(set) var count = 0
  /// In the order of the file.
  package private(set) var sites: [String] = []

  /// A rule and how bad what it found is.
  package struct Key: Sendable, Hashable {
    package let id: String
    package let severity: Severity
  }

  /// Most sites that are named.
  private static let shownSites = 5

  init(key: Key) { self.key = key }

  mutating func add(_ count: Int, at site: String) {
    self.count += count
    sites.append(site)
  }

  /// For people: `berlin, osaka`, of many the first.
  package var sitesText: String {
    let more = sites.count - RuleTally.shownSites
    return sites.prefix(RuleTally.shownSites).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}

extension Outcome {
  /// The outcome of a site as a word for programs.
  package var word: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .changes: "changes"
    case .findings: "findings"
    case .usage: "usage"
    case .badInput: "bad-input"
    case .unreachable: "unreachable"
    case .tryAgain: "try-again"
    case .notAllowed: "not-allowed"
    case .interrupted: "interrupted"
    }
  }

  /// How many sites ended so, the number in front.
  fileprivate var siteText: String {
    switch self {
    case .done: "already right"
    case .failed: "failed"
    case .changes: "with changes"
    case .findings: "with findings"
    case .usage, .badInput: "with bad input"
    case .unreachable: "without an answer of the cloud"
    case .tryAgain: "to be tried again"
    case .notAllowed: "not allowed"
    case .interrupted: "interrupted"
    }
  }
}
