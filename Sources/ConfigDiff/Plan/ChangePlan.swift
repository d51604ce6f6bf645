package import ConfigTree
package import Diagnostics

/// What brings a device to its intended state, and what brings it back: commands, or whole files for a device that
/// takes no commands.
package struct ChangePlan: Sendable {
  /// The commands; of a whole file, its differences.
  package let apply: [CommandStep]
  package let rollback: [CommandStep]
  /// `nil` for a device that takes commands.
  package let files: Files?
  /// What the plan could not do, and what is doubtful about it.
  package let findings: [Finding]

  /// What to do with a key of which nobody can tell whether it is right.
  package enum Keys: String, Sendable, Hashable, CaseIterable {
    case keep
    case set
  }

  /// The device's file after the change and before it.
  package struct Files: Sendable {
    package let apply: [UInt8]
    package let rollback: [UInt8]
  }

  package var isEmpty: Bool { apply.isEmpty }

  /// How much it is, and how it is taken back: for people.
  package var tally: String {
    let count = "\(apply.count)"
    let plural = apply.count == 1 ? "" : "s"
    return files == nil
      ? "\(count) command\(plural), \(rollback.count) to take them back"
      : "a whole file with \(count) change\(plural), the present one to take them back"
  }

  /// What is given to the device, keys included: for files that only their owner can read.
  package var applied: [UInt8] { files?.apply ?? apply.runnable }
  package var rolledBack: [UInt8] { files?.rollback ?? rollback.runnable }

  /// Plans both ways.
  ///
  /// Objects are made before they are used and no longer used when they go, each section is entered once where
  /// that allows it, nothing is negated that a new value replaces. Where nothing can be negated there are no commands:
  /// the device gets the whole file.
  package init(_ diff: TreeDiff, syntax: Syntax, keys: Keys = .keep) {
    guard syntax.takesCommands else {
      apply = FileChanges(diff, isForward: true, keys: keys).steps
      rollback = FileChanges(diff, isForward: false, keys: keys).steps
      let before = diff.running.document.bytes
      files = Files(
        apply: apply.isEmpty ? before : FileMerge(diff, keys: keys, step: syntax.step).bytes, rollback: before
      )
      findings =
        (keys == .keep ? diff.findings : []) + SecondOfAKind(diff, diff.entries).findings
        + SwitchedOff(diff).findings
      return
    }
    files = nil
    var findings = keys == .keep ? diff.findings : []
    var blocked = BlockedRemovals(diff)
    let (entries, uses) = blocked.resolve()
    findings += blocked.findings + MentionedObjects(diff, entries, wanted: blocked.intended).findings
    findings += SecondOfAKind(diff, entries).findings
    findings += AbsentSections(diff, entries).findings
    findings += SwitchedOff(diff).findings
    let items: MenuItems? = if case .pathCommands(let menus) = syntax { MenuItems(diff, menus) } else { nil }
    findings += items?.findings ?? []
    let touched = diff.touchedNodes(entries)
    let edits = ListEdits(running: diff.running, intended: diff.intended)
    func steps(isForward: Bool) -> [CommandStep] {
      let direction = Direction(
        isForward: isForward, before: isForward ? diff.running : diff.intended,
        after: isForward ? diff.intended : diff.running)
      var builder = OperationBuilder(
        direction: direction, running: diff.running, keys: keys, exit: syntax.exit, lists: edits)
      builder.build(entries, lists: diff.lists)
      if case .pathCommands = syntax { builder.joinItems() }
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
      switch syntax {
      case .pathLines(let paths) where syntax.hasPaths:
        return PathStepWriter(
          operations: builder.operations, sections: builder.sections, grammar: diff.running.grammar,
          syntax: paths
        ).write(order)
      case .pathCommands:
        guard let items else { return [] }
        return MenuStepWriter(builder.operations, builder.sections, items).write(order)
      default:
        var writer = StepWriter(builder.operations, builder.sections, diff.running.grammar)
        return writer.write(order)
      }
    }
    apply = steps(isForward: true)
    rollback = steps(isForward: false)
    self.findings = findings
  }
}
