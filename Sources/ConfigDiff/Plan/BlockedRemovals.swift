import ConfigTree
import Diagnostics

/// Finds removals of objects that lines outside of the plan still use: they are left out.
struct BlockedRemovals {
  private let diff: TreeDiff
  private let running: MatchedDocument
  private var uses: ObjectUses
  /// Objects of the intended side.
  let intended: Set<ConfigObject>
  private(set) var findings: [Finding] = []

  init(_ diff: TreeDiff) {
    self.diff = diff
    running = diff.running
    uses = ObjectUses()
    let wanted = diff.intended
    intended = Set(
      wanted.document.nodes.indices.compactMap { node in
        wanted.rule(of: node)?.statement.defines == nil ? nil : wanted.definition(of: node)
      })
  }

  /// The entries that stay, and the uses outside of them.
  ///
  /// A line that has to stay keeps what it uses, so this goes on until nothing more is left out.
  mutating func resolve() -> ([DiffEntry], ObjectUses) {
    var entries = diff.entries
    while true {
      uses = ObjectUses(running, without: diff.touchedNodes(entries))
      let before = findings.count
      let next = filter(entries)
      if findings.count == before { return (next, uses) }
      entries = next
    }
  }

  private mutating func filter(_ entries: [DiffEntry]) -> [DiffEntry] {
    entries.compactMap { entry in
      var entry = entry
      switch entry.kind {
      case .removed:
        if let (object, user) = blocker(entry) {
          findings.append(
            Finding(
              rule: "object-in-use", severity: .error, place: running.document.place(of: user),
              message: "This line uses \(object.kind) \(object.name), which therefore cannot be removed.",
              remedy: "Point the line at another object, or keep this one."))
          return nil
        }
      case .inside, .changed, .unverifiable:
        entry.children = filter(entry.children)
        if entry.kind == .inside, entry.children.isEmpty { return nil }
      case .added, .replaced, .moved: break
      }
      return entry
    }
  }

  private func blocker(_ entry: DiffEntry) -> (ConfigObject, Int)? {
    for node in entry.runningNodes.flatMap({ $0..<running.document.nodes[$0].subtreeEnd }) {
      guard let object = running.definition(of: node), !intended.contains(object),
        !uses.isDefinedElsewhere(object), let user = uses.users(of: object).first
      else { continue }
      return (object, user)
    }
    return nil
  }
}
