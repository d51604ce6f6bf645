import ChangeTicket
import ConfigDiff

/// How much a plan changes on a device.
package struct ChangeTally: Sendable, Hashable {
  /// Commands of the change, and of the way back; of a whole file, its changes.
  package let commands: Int
  package let rollbackCommands: Int
  /// Statements; those of a new or removed section count each.
  package let added: Int
  package let removed: Int
  package let changed: Int
  /// Keys of which nobody can tell whether they are right.
  package let unverifiableKeys: Int
  /// Whether something in it is known to interrupt traffic.
  package let interruptsTraffic: Bool
  /// Whether the simulated device showed all that the plan claims.
  package let proofHolds: Bool
  private let unit: String

  init(_ change: PreparedChange) {
    commands = change.plan.apply.count
    rollbackCommands = change.plan.rollback.count
    var counts: [DiffEntry.Kind: Int] = [:]
    func count(_ entries: [DiffEntry]) {
      for entry in entries {
        counts[entry.kind, default: 0] += 1
        count(entry.children)
      }
    }
    count(change.diff.entries)
    added = counts[.added] ?? 0
    removed = counts[.removed] ?? 0
    changed = (counts[.changed] ?? 0) + (counts[.replaced] ?? 0) + (counts[.moved] ?? 0)
    unverifiableKeys = counts[.unverifiable] ?? 0
    interruptsTraffic = change.plan.apply.contains { $0.disruptive != nil }
    proofHolds = change.proof.holds
    unit = change.plan.files == nil ? "command" : "change"
  }

  /// For people: `12 commands: +9 ~2 -1`.
  package var text: String {
    guard commands > 0 else { return "nothing to do" }
    let parts = [("+", added), ("~", changed), ("-", removed)].filter { $0.1 > 0 }.map { "\($0.0)\($0.1)" }
    return "\(commands) \(unit)\(commands == 1 ? "" : "s"): \(parts.joined(separator: " "))"
      + (proofHolds ? "" : ", not proven")
  }
}
