import ChangeTicket
import Diagnostics

extension RolloutResult {
  /// `summary.md`: what a person looks at first.
  package var markdown: String {
    ["# VPN rollout\n\n\(Markdown.text(tallyText)).\n", table, stopped, found, hashes].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private var table: String {
    let rows = entries.map { entry in
      [
        entry.bundle.map { "[\(Markdown.text(entry.site))](\($0.directory)/summary.md)" }
          ?? Markdown.text(entry.site),
        Markdown.text(entry.platform ?? ""), entry.outcome.word,
        Markdown.text(entry.change?.text ?? "no plan"),
        entry.change.map { $0.interruptsTraffic ? "yes" : "no" } ?? "", Markdown.text(entry.findings.text),
      ]
    }
    return Markdown.table(
      ["Site", "Platform", "Outcome", "Change", "Interrupts traffic", "Findings"], rows)
  }

  private var stopped: String {
    let sites = entries.filter { $0.bundle == nil }
    guard !sites.isEmpty else { return "" }
    let texts = sites.map { entry in
      var lines = entry.reasons.map { reason in
        let rule = reason.rule.map { "\(Markdown.code($0)): " } ?? ""
        return "- \(rule)\(Markdown.text(reason.text))\n"
      }
      if entry.outcome == .interrupted { lines.append("- The rollout was interrupted before it was done.\n") }
      if entry.hasOlderBundle {
        lines.append("- **A bundle of an earlier run is still there: do not use it.**\n")
      }
      return "### \(Markdown.text(entry.site))\n\n\(lines.joined())"
    }
    return "## Sites without a bundle\n\n\(texts.joined(separator: "\n"))"
  }

  private var found: String {
    let rows = rules.map { rule in
      [
        rule.key.severity.rawValue, Markdown.code(rule.key.id), "\(rule.count)",
        Markdown.text(rule.sitesText),
      ]
    }
    guard !rows.isEmpty else { return "" }
    return "## Findings\n\nEach bundle has its own in full.\n\n"
      + Markdown.table(["Severity", "Rule", "Found", "Sites"], rows)
  }

  private var hashes: String {
    let rows = entries.compactMap { entry in
      entry.bundle.map { [Markdown.text(entry.site), Markdown.code($0.sha256)] }
    }
    guard !rows.isEmpty else { return "" }
    return """
      ## Bundles

      The SHA-256 of a bundle's manifest stands for every byte of it.

      \(Markdown.table(["Site", "SHA-256 of manifest.json"], rows))
      """
  }
}
