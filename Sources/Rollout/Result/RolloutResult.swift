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

  /// For people: `3 sites: 1 done, 2 with changes`.
  package var tallyText: String {
    let parts = tally.map { "\($0.sites) \($0.outcome.siteText)" }
    return "\(entries.count) site\(entries.count == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
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
