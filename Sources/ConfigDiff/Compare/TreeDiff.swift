package import ConfigTree
package import Diagnostics

/// The difference between what a device has and what it is to have, statement by statement.
package struct TreeDiff: Sendable {
  package let running: MatchedDocument
  package let intended: MatchedDocument
  /// Differences at the top of the file, in the order of the intended side, removals after them.
  package let entries: [DiffEntry]
  /// Ordered lists at the top of the file.
  let lists: [ListChange]
  /// Running statements that belong to the intended side although it does not mention them.
  private let owned: Ownership

  /// Compares two files of one grammar.
  package init(running: MatchedDocument, intended: MatchedDocument, options: DiffOptions = DiffOptions()) {
    self.running = running
    self.intended = intended
    let comparison = Comparison(running: running, intended: intended, options: options)
    let top = comparison.section(
      running: nil, intended: nil, rule: nil, isOwned: options.scope == .full, isTop: true)
    entries = top.entries
    lists = top.lists
    owned = options.owned
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// Every entry of the tree with the sections around it, in order.
  package var flattened: [(path: [DiffEntry], entry: DiffEntry)] {
    var all: [(path: [DiffEntry], entry: DiffEntry)] = []
    func add(_ entries: [DiffEntry], _ path: [DiffEntry]) {
      for entry in entries {
        all.append((path, entry))
        add(entry.children, path + [entry])
      }
    }
    add(entries, [])
    return all
  }

  /// The entries of a kind, wherever they stand.
  package func entries(of kind: DiffEntry.Kind) -> [DiffEntry] {
    flattened.map(\.entry).filter { $0.kind == kind }
  }

  /// Running blocks that the change alters: top-level nodes, and in sections that many live in the outermost ones that
  /// are somebody's own.
  ///
  /// What an earlier fragment has brought is left out.
  package var touchedBlocks: [Int] {
    var blocks: [Int] = []
    func look(_ entries: [DiffEntry]) {
      for entry in entries where entry.kind != .unverifiable {
        guard let node = entry.running?.node, !isOwned(node) else { continue }
        blocks.append(node)
        if running.rule(of: node)?.statement.section == .shared { look(entry.children) }
      }
    }
    look(entries)
    return blocks
  }

  /// Owned sections, at any depth, that are there and get other contents: as they are and as they are to be, without
  /// those of an earlier fragment.
  package var rewrittenSections: [(running: Int, intended: Int)] {
    flattened.map(\.entry).compactMap { entry in
      guard let old = entry.running, let new = entry.intended, entry.kind != .unverifiable,
        running.rule(of: old.node)?.statement.section == .owned, !isOwned(old.node)
      else { return nil }
      return (old.node, new.node)
    }
  }

  /// Running lines, at any depth, that the change takes away or gives another value, without those of an earlier
  /// fragment.
  package var lostLines: [Int] {
    flattened.map(\.entry).filter { [.removed, .changed, .replaced].contains($0.kind) }
      .compactMap { $0.running?.node }.filter { !isOwned($0) }
  }

  /// Whether an earlier fragment has brought a node, or a section around it.
  private func isOwned(_ node: Int) -> Bool {
    !owned.nodes.isEmpty
      && (owned.nodes.contains(node)
        || running.document.ancestors(of: node).contains(where: owned.nodes.contains))
  }

  /// A remark for every key that nobody can compare.
  package var findings: [Finding] {
    entries(of: .unverifiable).map { entry in
      Finding(
        rule: "key-unverifiable", severity: .warning, place: entry.running?.place,
        message: "Whether the key of this line is the intended one cannot be told.",
        remedy: "Say `--keys set` to set it again, `--keys keep` to leave it.")
    }
  }
}
