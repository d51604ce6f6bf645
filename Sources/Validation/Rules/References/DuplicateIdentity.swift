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

  func check(_ context: ValidationContext) -> [Finding] {
    let matched = context.matched
    let nodes = matched.document.nodes
    var settings = SettingTable(count: nodes.count)
    // A section that is opened again is the same section: its children have the first opening as their parent.
    var merged = Array(nodes.indices)
    var findings: [Finding] = []
    for index in nodes.indices {
      guard let rule = matched.ruleIndex(of: index), !context.traits.isOrdered[rule],
        !matched.isNegated(index)
      else { continue }
      let parent = nodes[index].parent.map { merged[$0] } ?? -1
      let hash = matched.identityHash(of: index) &+ parent &* 0x9E37_79B9
      let first = settings.enter(index, hash) { other in
        (nodes[other].parent.map { merged[$0] } ?? -1) == parent
          && matched.isSame(index, as: other, in: matched)
      }
      guard let first else { continue }
      // Chains of equal sections all point at the first one.
      merged[index] = merged[first]
      if isConflict(index, first, matched, context.traits.secretSlots[rule]) {
        findings.append(
          finding(
            context, at: index, "Line \(nodes[first].line) makes the same setting with another value."))
      }
    }
    return findings
  }

  private func isConflict(_ node: Int, _ other: Int, _ matched: MatchedDocument, _ secretSlots: [Int]) -> Bool
  {
    matched.value(of: node) != matched.value(of: other)
      || secretSlots.contains { matched.capture(slot: $0, of: node) != matched.capture(slot: $0, of: other) }
  }
}

/// Nodes by hash, in one flat array: the last node of every setting.
private struct SettingTable {
  private var slots: [Int32]
  private let mask: Int

  init(count: Int) {
    var size = 16
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    mask = size - 1
  }

  /// Puts a node in the place of the one that is the same setting, and gives that one back.
  mutating func enter(_ node: Int, _ hash: Int, isSame: (Int) -> Bool) -> Int? {
    var mixed = UInt64(bitPattern: Int64(hash))
    mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
    var place = Int(truncatingIfNeeded: mixed ^ (mixed >> 32)) & mask
    while slots[place] >= 0 {
      let other = Int(slots[place])
      if isSame(other) {
        slots[place] = Int32(node)
        return other
      }
      place = (place + 1) & mask
    }
    slots[place] = Int32(node)
    return nil
  }
}
