import Diagnostics
import Rollout

/// A rollout for people.
enum RolloutText {
  /// Sites that are listed one by one; of more, only those that somebody has to look at.
  private static let longestTable = 100

  /// What happened to a site, one line.
  static func line(_ entry: SiteEntry, folder: RolloutFolder) -> String {
    guard let bundle = entry.bundle, let change = entry.change else {
      let reason = entry.reasons.first.map { ": \($0.text.prefix { $0 != "\n" })" } ?? ""
      return Printable.text("\(entry.site): \(entry.outcome.word)\(reason)")
    }
    return
      "\(entry.site): wrote \(folder.path)/\(bundle.directory): \(change.text); findings: \(entry.findings.text)"
  }

  /// The table of the sites, what stopped some of them, and where everything lies.
  static func text(_ result: RolloutResult, folder: RolloutFolder) -> String {
    var text = ""
    let isLong = result.entries.count > longestTable
    let shown = isLong ? result.entries.filter { isForPeople($0) } : result.entries
    if !shown.isEmpty {
      let rows = shown.prefix(longestTable).map { entry in
        [
          entry.site, entry.platform ?? "-", entry.outcome.word, entry.change?.text ?? "no plan",
          entry.findings.text, entry.bundle.map { "\(folder.path)/\($0.directory)" } ?? "-",
        ]
      }
      text += TextTable(
        header: ["SITE", "PLATFORM", "OUTCOME", "CHANGE", "FINDINGS", "BUNDLE"], rows: rows
      ).text()
    }
    if shown.count > longestTable { text += "and \(shown.count - longestTable) more\n" }
    for entry in shown.prefix(longestTable) where entry.bundle == nil {
      for reason in entry.reasons {
        text += "\n\(entry.site): \(reason.text)\(reason.rule.map { " [\($0)]" } ?? "")\n"
      }
      if entry.hasOlderBundle {
        text += "\n\(entry.site): a bundle of an earlier run is still there: do not use it\n"
      }
    }
    text += text.isEmpty ? "" : "\n"
    let rules = result.rules.map { [$0.key.id, $0.key.severity.rawValue, "\($0.count)", $0.sitesText] }
    if !rules.isEmpty {
      text += TextTable(header: ["RULE", "SEVERITY", "FOUND", "SITES"], rows: rules).text() + "\n"
    }
    text += "\(result.tallyText). Summary: \(folder.summaryPath)\n"
    return Printable.text(text)
  }

  private static func isForPeople(_ entry: SiteEntry) -> Bool {
    entry.outcome != .done && entry.outcome != .changes
  }
}
