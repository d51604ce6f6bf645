/// How much a finding matters.
///
/// Ordered: `note < warning < error`.
package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  case note
  case warning
  case error

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A remark about the user's input: collected and sorted, never thrown.
package struct Finding: Sendable, Hashable {
  /// Stable id of the rule, for example `reference-undefined`; `peerconf explain` takes it.
  package var rule: String
  package var severity: Severity
  /// Where; `nil` when the remark concerns no text (a missing object, an intent value given by the cloud).
  package var place: SourcePlace?
  /// The value that the place is at odds with, where two texts contradict each other.
  package var counterpart: SourcePlace?
  /// What is wrong, one sentence, no key material.
  package var message: String
  /// What to do about it, one sentence.
  package var remedy: String?

  package init(
    rule: String, severity: Severity, place: SourcePlace? = nil, counterpart: SourcePlace? = nil,
    message: String, remedy: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.place = place
    self.counterpart = counterpart
    self.message = message
    self.remedy = remedy
  }
}

extension Finding {
  /// Sorted by place, then severity (worst first), then rule: the order in which reports print.
  package static func inReportOrder(_ left: Finding, _ right: Finding) -> Bool {
    let a = left.place
    let b = right.place
    if a?.source != b?.source { return (a?.source ?? "") < (b?.source ?? "") }
    if a?.line != b?.line { return (a?.line ?? 0) < (b?.line ?? 0) }
    if a?.column != b?.column { return (a?.column ?? 0) < (b?.column ?? 0) }
    if left.severity != right.severity { return left.severity > right.severity }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}
