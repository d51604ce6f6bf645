import ConfigTree
import Diagnostics

/// Sections that a device has by itself and no command makes, such as a physical interface: the file lists others of
/// the kind, and not the one that the plan would write into.
struct AbsentSections {
  private(set) var findings: [Finding] = []

  init(_ diff: TreeDiff, _ entries: [DiffEntry]) {
    let running = diff.running
    for entry in entries where entry.kind == .added {
      guard let rule = entry.rule, let side = entry.intended else { continue }
      let statement = running.grammar.rules[rule].statement
      guard statement.section != nil, statement.removal == .impossible,
        // A file that lists none of them is not a whole one, or of a new device.
        running.document.children(of: nil).contains(where: { running.ruleIndex(of: $0) == rule })
      else { continue }
      findings.append(
        Finding(
          rule: "section-absent", severity: .warning, place: side.place,
          message: "The device's file has no `\(side.line.text())`, and no command makes one.",
          remedy: "Check the name in the site's facts; the device refuses one that it does not have."))
    }
  }
}
