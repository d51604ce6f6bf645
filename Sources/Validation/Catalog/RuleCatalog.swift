import Diagnostics

/// All rules, by topic.
package enum RuleCatalog {
  package static let all: [any Rule] = [
    ReferenceUndefined(), ObjectUnused(), DuplicateIdentity(), CompanionLine(),
    AlgorithmWeak(), AlgorithmUnsupported(), ProposalMismatch(), LifetimeMismatch(), LifetimeRange(),
    KeyAlphabet(), KeyStrength(), KeyLooksEncoded(),
    InsideAddressPair(), InsideAddressMismatch(), PeerAddressMissing(), RouteMissing(), NeighborMismatch(),
    SelectorMismatch(), SelectorOverlap(),
    PlaceholderLeft(), NameLimit(),
    SegmentSize(), DeadPeerDetectionRule(),
  ]

  /// The rule of an id.
  package static func rule(_ id: String) -> (any Rule)? { all.first { $0.id == id } }

  /// The documentation of a rule, or of another finding's id, for a terminal; `nil` for an unknown id.
  package static func explain(_ id: String) -> String? {
    rule(id).map(explanation) ?? RemarkNote.all.first { $0.id == id }.map(explanation)
  }

  /// Every id that ``explain(_:)`` knows.
  package static var ids: [String] { all.map(\.id) + RemarkNote.all.map(\.id) }

  /// Ids that look like a mistyped one, the likeliest first.
  package static func suggestions(for id: String) -> [String] {
    let parts = Set(id.lowercased().split(separator: "-"))
    return ids.map { ($0, Set($0.split(separator: "-")).intersection(parts).count) }
      .filter { $0.1 > 0 || $0.0.hasPrefix(id.lowercased().prefix(4)) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
  }

  private static func explanation(of note: RemarkNote) -> String {
    head(note.id, note.severity, note.title, note.why, note.remedy)
  }

  private static func head(
    _ id: String, _ severity: Severity, _ title: String, _ why: String, _ remedy: String
  )
    -> String
  {
    """
    \(id) (\(severity.rawValue))

    \(title)

    Why: \(why)
    Remedy: \(remedy)

    """
  }

  private static func explanation(of rule: any Rule) -> String {
    var text = head(rule.id, rule.severity, rule.title, rule.why, rule.remedy)
    text += "\nExample, in the words of no real device:\n\n"
    for line in rule.example.marked.split(separator: "\n", omittingEmptySubsequences: false) {
      text += line.isEmpty ? "\n" : "    \(line)\n"
    }
    if let changes = rule.example.intent, !changes.isEmpty {
      text += "\nwith an intent that says\n\n"
      for change in changes {
        for line in change.new.split(separator: "\n") { text += "    \(line)\n" }
      }
    }
    return text
  }
}
