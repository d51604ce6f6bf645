import ConfigTree
import Diagnostics

/// Finds lines of which no rule says what they need, and that have the name of an object that a plan takes away.
struct MentionedObjects {
  private(set) var findings: [Finding] = []

  /// `wanted` are the objects of the intended side, which do not go.
  init(_ diff: TreeDiff, _ entries: [DiffEntry], wanted: Set<ConfigObject>) {
    let names = MentionedObjects.names(diff, entries, wanted)
    guard !names.isEmpty else { return }
    let running = diff.running
    let touched = diff.touchedNodes(entries)
    for node in running.document.nodes.indices
    where running.document.nodes[node].isConfiguration && !touched.contains(node) {
      // What the rules know is a reason to keep the object, see ``BlockedRemovals``.
      if let rule = running.rule(of: node)?.statement, !rule.refers.isEmpty || rule.defines != nil {
        continue
      }
      let words = running.document.words(of: node, quotes: true)
      guard let object = words.lazy.compactMap({ names[Words.bare(running.document.bytes[$0])] }).first else {
        continue
      }
      findings.append(
        Finding(
          rule: "object-mentioned", severity: .warning, place: running.document.place(of: node),
          message:
            "This line has the name of the \(object.kind) \(object.name), which the change takes away.",
          remedy:
            "If it needs it, point it at something else first: the device would refuse the removal, or lose what it does."
        ))
    }
  }

  /// Objects that go, by their names; numbers stand for too many things.
  private static func names(
    _ diff: TreeDiff, _ entries: [DiffEntry], _ wanted: Set<ConfigObject>
  ) -> [ArraySlice<UInt8>: ConfigObject] {
    var names: [ArraySlice<UInt8>: ConfigObject] = [:]
    func add(_ entries: [DiffEntry]) {
      for entry in entries {
        if entry.kind == .removed {
          for node in entry.runningNodes.flatMap({ $0..<diff.running.document.nodes[$0].subtreeEnd }) {
            guard let object = diff.running.definition(of: node), !wanted.contains(object) else { continue }
            let name = Array(object.name.utf8)
            let isNumber = name.allSatisfy { (0x30...0x39).contains($0) }
            if name.count > 2, !isNumber { names[name[...]] = object }
          }
        }
        add(entry.children)
      }
    }
    add(entries)
    return names
  }
}
