import ConfigDiff
import IPAddressing
import Diagnostics
import PlatformModel
import VPNIntent
import Validation

/// `summary.md`: what a change board reads.
struct ChangeSummary {
  let tool: ToolIdentity
  let intent: Intent
  let platform: Platform
  let version: SoftwareVersion?
  /// Whether the device has a configuration that the change was planned against.
  let hasRunning: Bool
  let changes: [Change]
  let plan: ChangePlan
  /// Why the change interrupts traffic, each reason once.
  let disruptions: [String]
  let report: Report
  let proof: PlanProof
  let recipes: RecipeText
  /// Key references and whether the key was at hand.
  let keys: [(reference: String, isKnown: Bool)]
  let inputs: [BundleManifest.Input]
  let files: [(name: String, purpose: String)]

  /// One difference for people.
  struct Change {
    /// `+`, `-`, `~`, `>` (moved) or `?` (cannot be compared).
    let sign: String
    /// The section around the line, innermost last.
    let path: [String]
    /// The line, masked; of a changed one, before and after.
    let texts: [String]
  }

  var text: String {
    [
      head, connections, differences, risk, findings, proofSection, steps, keySection, doubts, contents,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var head: String {
    let verdict =
      plan.isEmpty
      ? "The device already is as intended: there is nothing to do."
      : "\(Markdown.text(platform.name))\(version.map { " \(Markdown.text($0.description))" } ?? ""): \(plan.tally)."
    let proofLine =
      proof.holds ? "The proof holds." : "**The proof does not hold: do not apply this change.**"
    return
      "# VPN change for site \(Markdown.text(intent.site))\n\n\(verdict) \(proofLine) Validation: \(report.tally).\n"
  }

  private var connections: String {
    let rows = intent.connections.map { connection in
      let ike = connection.ike
      let pfs = connection.ipsec.pfsGroup.map { "PFS group \($0)" } ?? "no PFS"
      return [
        connection.name, connection.mode.rawValue, connection.role.rawValue,
        connection.cloud.address?.description ?? "", connection.device.inside?.description ?? "",
        "IKEv\(ike.version.rawValue) \(ike.encryption.rawValue) \(ike.integrity.rawValue) group \(ike.dhGroup)",
        "\(connection.ipsec.encryption.rawValue) \(connection.ipsec.integrity.rawValue), \(pfs)",
      ].map(Markdown.text)
    }
    return "## Connections\n\n"
      + Markdown.table(
        ["Connection", "Mode", "Role", "Gateway", "Inside address", "IKE", "ESP"], rows)
  }

  private var differences: String {
    guard !changes.isEmpty else { return "" }
    var text = hasRunning ? "" : "There is no file of the device: everything counts as new.\n\n"
    var lines = ""
    var open: [String] = []
    for change in changes {
      if change.path != open {
        let common = zip(change.path, open).prefix { $0 == $1 }.count
        for (depth, section) in change.path.enumerated().dropFirst(common) {
          lines += "  \(String(repeating: "  ", count: depth))\(section)\n"
        }
        open = change.path
      }
      let indent = String(repeating: "  ", count: change.path.count)
      if change.texts.count == 2 {
        lines += "- \(indent)\(change.texts[0])\n+ \(indent)\(change.texts[1])\n"
      } else {
        for line in change.texts { lines += "\(change.sign) \(indent)\(line)\n" }
      }
      // A section that has just been written is not written again above what is in it.
      if let header = change.texts.last { open.append(header) }
    }
    text += Markdown.block(lines, language: "diff")
    return "## What changes on the device\n\n\(text)"
  }

  private var risk: String {
    var lines: [String] = []
    for reason in disruptions { lines.append("- Interrupts traffic: \(Markdown.text(reason))\n") }
    if !proof.holds { lines.append("- The proof does not hold.\n") }
    if proof.rollback == .equal {
      lines.append("- After the rollback the file means the same and is not the same byte for byte.\n")
    }
    let doubtful = report.findings.filter { $0.rule == "key-unverifiable" }
    if !doubtful.isEmpty {
      let places = doubtful.compactMap { $0.place?.description }.joined(separator: ", ")
      let subject = doubtful.count == 1 ? "the key is" : "\(doubtful.count) keys are"
      lines.append("- Whether \(subject) as intended cannot be told: \(Markdown.text(places)).\n")
    }
    if lines.isEmpty {
      lines.append("- Nothing in the change is known to interrupt traffic that flows today.\n")
    }
    return "## Risk\n\n" + lines.joined()
  }

  private var findings: String {
    guard !report.isEmpty else { return "## Findings\n\nNone.\n" }
    let rows = report.findings.map { finding in
      [
        finding.severity.rawValue, Markdown.code(finding.rule),
        Markdown.text(finding.place?.description ?? ""),
        Markdown.text([finding.message, finding.remedy].compactMap { $0 }.joined(separator: " ")),
      ]
    }
    return "## Findings\n\n" + Markdown.table(["Severity", "Rule", "Place", "What, and what to do"], rows)
  }

  private var proofSection: String {
    let rows = proof.checks.map {
      [$0.holds ? "yes" : "**no**", Markdown.text($0.claim.sentence), Markdown.text($0.detail)]
    }
    return """
      ## Proof

      Worked out on the device's file by a simulation that shares no code with the planner. No device was asked.

      \(Markdown.table(["Holds", "Claim", "Seen"], rows))
      """
  }

  private var steps: String {
    let parts: [(Recipe.Purpose, String)] = [
      (.before, "Before"), (.apply, "Apply"), (.check, "Check"), (.save, "Save"), (.rollback, "Roll back"),
    ]
    let text = parts.compactMap { purpose, title in
      recipes.list(purpose).map { "### \(title)\n\n\($0)" }
    }.joined(separator: "\n")
    return text.isEmpty ? "" : "## How\n\n\(text)"
  }

  private var keySection: String {
    guard !keys.isEmpty else { return "" }
    let rows = keys.map { [Markdown.code($0.reference), $0.isKnown ? "at hand" : "not at hand"] }
    return """
      ## Keys

      No key is in this bundle. Lines that need one are comments with a tag; equal tags are equal keys.

      \(Markdown.table(["Reference", "When the bundle was made"], rows))
      """
  }

  private var doubts: String {
    var lines: [String] = []
    if platform.provenance.confidence != .verified {
      lines.append(
        "- What is known about \(Markdown.text(platform.name)) as a whole is \(platform.provenance.confidence.rawValue).\n"
      )
    }
    for group in platform.groups where group.provenance.confidence != .verified {
      lines.append("- Statements of \(Markdown.text(group.name)): \(group.provenance.confidence.rawValue).\n")
    }
    if version == nil {
      lines.append("- The device's software version is not known; the newest one is assumed.\n")
    }
    return lines.isEmpty ? "" : "## What is not verified\n\n" + lines.joined()
  }

  private var contents: String {
    let rows = files.map { [Markdown.code($0.name), Markdown.text($0.purpose)] }
    let sources = inputs.map {
      [Markdown.text($0.name), Markdown.code($0.fingerprint.sha256), "\($0.fingerprint.size)"]
    }
    return """
      ## Files

      \(Markdown.table(["File", "What it is"], rows))
      Made by \(Markdown.text(tool.name)) \(Markdown.text(tool.version)) from:

      \(Markdown.table(["Input", "SHA-256", "Bytes"], sources))
      """
  }
}
