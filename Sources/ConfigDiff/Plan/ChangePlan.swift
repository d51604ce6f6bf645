package import ConfigTree
package import Diagnostics

/// The commands that bring a device to its intended state, and those that bring it back.
package struct ChangePlan: Sendable {
  package let apply: [CommandStep]
  package let rollback: [CommandStep]
  /// What the plan could not do, and what is doubtful about it.
  package let findings: [Finding]

  /// What to do with a key of which nobody can tell whether it is right.
  package enum Keys: String, Sendable, Hashable, CaseIterable {
    case keep
    case set
  }

  package var isEmpty: Bool { apply.isEmpty }

  /// Plans both ways.
  ///
  /// Objects are made before they are used and no longer used when they go, each section is entered once where
  /// that allows it, nothing is negated that a new value replaces.
  package init(_ diff: TreeDiff, syntax: Syntax, keys: Keys = .keep) {
    var findings = keys == .keep ? diff.findings : []
    var blocked = BlockedRemovals(diff)
    let (entries, uses) = blocked.resolve()
    findings += blocked.findings
    findings += SecondOfAKind(diff, entries).findings
    findings += AbsentSections(diff, entries).findings
    let touched = diff.touchedNodes(entries)
    let edits = ListEdits(running: diff.running, intended: diff.intended)
    func steps(isForward: Bool) -> [CommandStep] {
      let direction = Direction(
        isForward: isForward, before: isForward ? diff.running : diff.intended,
        after: isForward ? diff.intended : diff.running)
      var builder = OperationBuilder(
        direction: direction, running: diff.running, keys: keys, exit: syntax.exit, lists: edits)
      builder.build(entries, lists: diff.lists)
      builder.unlock(touched: touched)
      builder.settle(uses)
      builder.makeRoom()
      Dependencies(builder.operations).connect(&builder)
      var schedule = Schedule(builder.operations, builder.sections, builder.edges)
      let order = schedule.ordered()
      if schedule.hasCycle {
        findings.append(
          Finding(
            rule: "plan-order-cycle", severity: .warning,
            message: "Some commands need each other in a circle; the device may refuse one of them.",
            remedy: "Read the \(isForward ? "commands" : "rollback") before using them."))
      }
      var writer = StepWriter(builder.operations, builder.sections, diff.running.grammar)
      return writer.write(order)
    }
    apply = steps(isForward: true)
    rollback = steps(isForward: false)
    self.findings = findings
  }
}
