import ConfigTree
import Diagnostics

/// Statements that the device has no room for beside what it has.
struct SecondOfAKind {
  private let running: MatchedDocument
  private(set) var findings: [Finding] = []

  init(_ diff: TreeDiff, _ entries: [DiffEntry]) {
    running = diff.running
    guard running.grammar.rules.contains(where: { $0.statement.single }) else { return }
    look(entries, below: nil)
  }

  /// Depth is bounded by the parser.
  private mutating func look(_ entries: [DiffEntry], below parents: [Int]?) {
    let going = Set(entries.filter { $0.kind == .removed }.flatMap(\.runningNodes))
    for entry in entries {
      switch entry.kind {
      case .added:
        guard let rule = entry.rule, running.grammar.rules[rule].statement.single,
          let other = present(rule, below: parents, besides: going)
        else { continue }
        findings.append(
          Finding(
            rule: "second-of-a-kind", severity: .error, place: running.document.place(of: other),
            message: "The device has `\(running.line(of: other).text())` and takes no second line of the kind"
              + (entry.intended.map { ": `\($0.line.text())` is intended." } ?? "."),
            remedy: "Let the intent say what the device has, or take this line away first."))
      case .inside, .changed, .unverifiable: look(entry.children, below: entry.runningNodes)
      case .removed, .replaced, .moved: break
      }
    }
  }

  private func present(_ rule: Int, below parents: [Int]?, besides going: Set<Int>) -> Int? {
    let nodes =
      parents.map { $0.flatMap { Array(running.document.children(of: $0)) } }
      ?? Array(running.document.children(of: nil))
    return nodes.first {
      running.document.nodes[$0].isConfiguration && running.ruleIndex(of: $0) == rule
        && !running.isNegated($0)
        && !going.contains($0)
    }
  }
}
