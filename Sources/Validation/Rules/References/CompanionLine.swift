import ConfigTree
import Diagnostics
import PlatformModel

/// A line needs another one that is not there.
struct CompanionLine: Rule {
  let id = "companion-line"
  let severity = Severity.error
  let title = "A line that works only together with another one has it, as the platform file says."
  let why =
    "Some switches stand far away from what needs them; without them the tunnel comes up and carries nothing."
  let remedy = "Add the line that is needed."
  let example = RuleExample(
    """
    ipsec-proposal p2
     encryption aes-256
     integrity sha256   <-- here
    ipsec-profile vpn
     proposal p2
    interface tunnel1
     profile vpn
    """)

  func check(_ context: ValidationContext) -> [Finding] {
    context.requirements.flatMap { bound -> [Finding] in
      let triggers = bound.when.nodes(in: context.matched)
      guard !triggers.isEmpty else { return [] }
      let requirement = bound.requirement
      let isThere = requirement.sameSection ? nil : Optional(!bound.needs.nodes(in: context.matched).isEmpty)
      return triggers.compactMap { node in
        let holds =
          isThere
          ?? !bound.needs.nodes(in: context.matched, section: context.document.nodes[node].parent).isEmpty
        guard holds == requirement.absent else { return nil }
        return finding(
          context, at: node, CompanionLine.sentence(requirement.message),
          severity: requirement.severity == .error ? .error : .warning, remedy: requirement.remedy)
      }
    }
  }

  private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : "\(text)." }
}
