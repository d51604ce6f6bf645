import ChangeTicket
import CloudVPN
package import Diagnostics
import SafeFiles
import Validation

/// What came of one site: small, so that ten thousand of them fit into memory.
package struct SiteEntry: Sendable, Hashable {
  package let site: String
  package private(set) var outcome: Outcome
  /// `nil` when it is not known.
  package var platform: String?
  /// What the plan would do; `nil` without a plan.
  package private(set) var change: ChangeTally?
  package private(set) var findings = FindingTally(Report([]))
  /// Why there is no bundle.
  package private(set) var reasons: [Reason] = []
  package private(set) var bundle: BundlePlace?
  /// Where the exported configuration lies, from the rollout's folder.
  package var exported: String?
  /// A bundle of an earlier run is at the site's place.
  package var hasOlderBundle = false

  /// A bundle on disk.
  package struct BundlePlace: Sendable, Hashable {
    /// From the rollout's folder.
    package let directory: String
    /// SHA-256 of its manifest.
    package let sha256: String
  }

  /// What stopped a site.
  package struct Reason: Sendable, Hashable {
    /// The finding's rule; `nil` for an error.
    package let rule: String?
    /// What is wrong and what to do, without a key.
    package let text: String
  }

  /// Most reasons that are kept of one site.
  private static let reasonLimit = 20

  init(site: String, outcome: Outcome = .done) {
    self.site = site
    self.outcome = outcome
  }

  /// The site has a bundle.
  mutating func finish(_ change: PreparedChange, bundle directory: String) {
    outcome = change.outcome
    self.change = ChangeTally(change)
    findings = FindingTally(change.report)
    bundle = BundlePlace(directory: directory, sha256: change.bundle.identity)
  }

  /// The site cannot be prepared, and the findings say why.
  mutating func refuse(_ report: Report) {
    outcome = .findings
    findings = FindingTally(report)
    reasons = report.failing(.error).prefix(SiteEntry.reasonLimit).map { finding in
      let place = finding.place.map { "\($0): " } ?? ""
      let message = "\(place)\(finding.message)"
      return Reason(rule: finding.rule, text: finding.remedy.map { "\(message). \($0)" } ?? message)
    }
  }

  /// Something went wrong on the way.
  mutating func fail(_ error: any Error) {
    switch error {
    case is CancellationError:
      outcome = .interrupted
      return
    case let known as any OutcomeError:
      outcome = known.outcome
      if outcome == .interrupted { return }
      reasons = [Reason(rule: nil, text: known.description)]
    default:
      // A file of ours that cannot be written, for example.
      outcome = .failed
      reasons = [Reason(rule: nil, text: "\(error)")]
    }
  }
}
