import ConfigTree
import Diagnostics

/// The same setting is made twice with different values.
struct DuplicateIdentity: Rule {
  let id = "duplicate-identity"
  let severity = Severity.error
  let title = "No setting stands twice in one section with different values."
  let why = "The device keeps the last of them, and a reader trusts the first."
  let remedy = "Keep the value that is meant and remove the other line."
  let example = RuleExample(
    """
    ike-peer cloud
     address 192.0.2.10
     address 192.0.2.11   <-- here
    ipsec-profile vpn
     peer cloud
    interface tunnel1
     profile vpn
    """)

  private struct Key: Hashable {
    let parent: Int
    let rule: Int
    let identity: ArraySlice<UInt8>
  }

  func check(_ context: ValidationContext) -> [Finding] {
    let matched = context.matched
    let nodes = matched.document.nodes
    // A section that is opened again is the same section: its children have the first opening as their parent.
    var merged = Array(nodes.indices)
    var seen: [Key: Int] = [:]
    seen.reserveCapacity(nodes.count)
    var findings: [Finding] = []
    for index in nodes.indices {
      guard let rule = matched.ruleIndex(of: index), !matched.isNegated(index) else { continue }
      let statement = matched.grammar.rules[rule].statement
      if statement.ordered { continue }
      let parent = nodes[index].parent.map { merged[$0] } ?? -1
      let key = Key(parent: parent, rule: rule, identity: matched.identity(of: index))
      guard let first = seen[key] else {
        seen[key] = index
        continue
      }
      merged[index] = first
      if isConflict(index, first, matched) {
        let other = nodes[first].line
        findings.append(
          finding(context, at: index, "Line \(other) makes the same setting with another value."))
        seen[key] = index
      }
    }
    return findings
  }

  private func isConflict(_ node: Int, _ other: Int, _ matched: MatchedDocument) -> Bool {
    guard matched.value(of: node) == matched.value(of: other) else { return true }
    guard let rule = matched.rule(of: node), !rule.secretSlots.isEmpty else { return false }
    return rule.secretSlots.contains {
      matched.capture(slot: $0, of: node) != matched.capture(slot: $0, of: other)
    }
  }
}
