import ConfigTree
import Diagnostics

/// One thing to do, before its place in the sequence is known.
struct Operation {
  enum Kind {
    /// Makes or re-values a section by entering it.
    case enter
    case set
    case remove
    /// Nothing to type: stands between many operations and many others.
    case barrier
  }

  var kind: Kind
  var line = ConfigLine([])
  /// The section that has to be entered for it; for `enter` the section itself; -1 is the top.
  var section = -1
  /// Operations of one group share a top-level section, which is entered once if the order allows.
  var group = 0
  /// The natural place among operations that nothing else orders.
  var order = 0
  var defines: [ConfigObject] = []
  var refers: [ConfigObject] = []
  /// Objects that the statement defined before and not after.
  var undefines: [ConfigObject] = []
  /// Objects that the statement needed before and not after.
  var unrefers: [ConfigObject] = []
  /// Objects that it needed before and needs after, with another value beside.
  var keeps: [ConfigObject] = []
  /// What only one statement can have: what it has before and not after, and the other way round.
  var frees: [ConfigObject] = []
  var takes: [ConfigObject] = []
  /// Number of the rule, or -1.
  var rule = -1
  /// Whether it removes a single line.
  var isLeaf = false
  /// Whether a wiping sibling has made it superfluous.
  var isDropped = false
  var reason = CommandStep.Reason.moves
  var place: SourcePlace?
}

/// A section that operations stand in.
struct PlanSection {
  /// -1: at the top.
  var parent: Int
  var line: ConfigLine
  var exit: ConfigLine
  var group: Int
  /// The operation that makes it; `nil` for one that is there.
  var maker: Int?
}

/// A must stand before B.
struct OrderEdge: Hashable {
  var first: Int
  var second: Int
}

/// From which state to which: a plan forward, or its way back.
struct Direction {
  let isForward: Bool
  let before: MatchedDocument
  let after: MatchedDocument

  func before(_ entry: DiffEntry) -> DiffSide? { isForward ? entry.running : entry.intended }
  func after(_ entry: DiffEntry) -> DiffSide? { isForward ? entry.intended : entry.running }
  func beforeNodes(_ entry: DiffEntry) -> [Int] { isForward ? entry.runningNodes : entry.intendedNodes }
  func afterNodes(_ entry: DiffEntry) -> [Int] { isForward ? entry.intendedNodes : entry.runningNodes }

  /// The kind as seen in this direction.
  func kind(_ entry: DiffEntry, keys: ChangePlan.Keys) -> DiffEntry.Kind {
    switch entry.kind {
    case .added: isForward ? .added : .removed
    case .removed: isForward ? .removed : .added
    case .unverifiable: keys == .set ? .changed : .inside
    default: entry.kind
    }
  }
}

extension Operation {
  /// The command that does it; `path` are the sections that it is typed in.
  func step(
    _ kind: CommandStep.Kind, _ line: ConfigLine, path: [ConfigLine] = [], _ grammar: Grammar
  ) -> CommandStep {
    let statement = rule >= 0 ? grammar.rules[rule].statement : nil
    // What is made anew interrupts nothing.
    return CommandStep(
      kind: kind, line: line, path: path, reason: reason, place: place,
      disruptive: reason == .added ? nil : statement?.disruptive)
  }
}
