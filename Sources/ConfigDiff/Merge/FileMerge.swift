import ConfigTree

/// Writes the device's file anew with the differences in it, for devices that take whole files and no commands.
///
/// Every byte that no difference touches stays. New statements go where the platform's rules have their place, indented as
/// their neighbours are.
struct FileMerge {
  private let running: MatchedDocument
  private let intended: MatchedDocument
  private let direction: Direction
  private let keys: ChangePlan.Keys
  private let step: Int
  private let ending: [UInt8]
  private var edits: [Edit] = []

  /// Bytes of the file and what stands in their place.
  private struct Edit {
    var range: Range<Int>
    var text: [UInt8]
    /// How many sections are around it.
    var depth: Int
  }

  private var depth = 0

  init(_ diff: TreeDiff, keys: ChangePlan.Keys, step: Int) {
    running = diff.running
    intended = diff.intended
    direction = Direction(isForward: true, before: diff.running, after: diff.intended)
    self.keys = keys
    self.step = step
    let bytes = diff.running.document.bytes
    let newline = bytes.firstIndex(of: 0x0A)
    let isWindows = newline.map { $0 > 0 && bytes[$0 - 1] == 0x0D } ?? false
    ending = isWindows ? [0x0D, 0x0A] : [0x0A]
    emit(diff.entries, diff.lists, below: nil)
  }

  /// The whole file after the change.
  var bytes: [UInt8] {
    let old = running.document.bytes
    var output: [UInt8] = []
    output.reserveCapacity(old.count + edits.reduce(0) { $0 + $1.text.count })
    var position = 0
    // What is inserted at one place stays in the order in which it came, the end of a section before what follows it.
    let ordered = edits.enumerated().sorted {
      ($0.element.range.lowerBound, -$0.element.depth, $0.offset)
        < ($1.element.range.lowerBound, -$1.element.depth, $1.offset)
    }
    for (_, edit) in ordered {
      if edit.range.lowerBound > position { output += old[position..<edit.range.lowerBound] }
      if !edit.text.isEmpty, edit.range.isEmpty, let last = output.last, last != 0x0A { output += ending }
      output += edit.text
      position = max(position, edit.range.upperBound)
    }
    return output + old[position...]
  }

  // MARK: Differences

  private mutating func emit(_ entries: [DiffEntry], _ lists: [ListChange], below parents: [Int]?) {
    depth += 1
    defer { depth -= 1 }
    for entry in entries where !lists.contains(where: { $0.rule == entry.rule }) {
      emit(entry, below: parents)
    }
    for list in lists { emit(list, below: parents) }
  }

  private mutating func emit(_ entry: DiffEntry, below parents: [Int]?) {
    let kind = direction.kind(entry, keys: keys)
    switch kind {
    case .added:
      guard let side = entry.intended else { return }
      for node in entry.intendedNodes.isEmpty ? [side.node] : entry.intendedNodes {
        insert(node, of: intended, below: parents)
      }
    case .removed:
      for node in entry.runningNodes { remove(node) }
    case .changed, .replaced, .inside, .unverifiable, .moved:
      if kind == .changed || kind == .replaced, let old = entry.running, let new = entry.intended {
        edits.append(
          Edit(
            range: running.document.nodes[old.node].text, text: Array(intended.document.text(of: new.node)),
            depth: depth))
      }
      if isEmptyElement(entry.runningNodes), let side = entry.intended, !entry.children.isEmpty {
        return replace(entry.runningNodes[0], by: side.node)
      }
      if let side = entry.intended, !entry.children.isEmpty { tellAnew(entry.runningNodes, side.node) }
      emit(entry.children, entry.lists, below: entry.runningNodes)
    }
  }

  /// Writes the comments at a section's head anew, which may tell commands that go with its statements.
  ///
  /// They are ours where they begin with the same line and are as many; what somebody has written there stays.
  private mutating func tellAnew(_ sections: [Int], _ section: Int) {
    guard sections.count == 1, intended.rule(of: section)?.statement.section == .owned else { return }
    let (old, new) = (comments(of: sections[0], in: running), comments(of: section, in: intended))
    guard old.count == new.count, let first = old.first, let other = new.first,
      running.document.text(of: first) == intended.document.text(of: other)
    else { return }
    for (line, wanted) in zip(old, new)
    where running.document.text(of: line) != intended.document.text(of: wanted) {
      edits.append(
        Edit(
          range: running.document.nodes[line].text, text: Array(intended.document.text(of: wanted)),
          depth: depth))
    }
  }

  /// The comments before a section's first statement.
  private func comments(of section: Int, in matched: MatchedDocument) -> [Int] {
    let nodes = matched.document.nodes
    return Array((section + 1..<nodes[section].subtreeEnd).prefix { nodes[$0].kind == .comment })
  }

  /// Whether a section is an element of XML without an end tag of its own, so that nothing can stand in it.
  private func isEmptyElement(_ nodes: [Int]) -> Bool {
    nodes.count == 1 && running.document.isXML
      && running.document.nodes[nodes[0]].subtreeEnd == nodes[0] + 1
  }

  private mutating func replace(_ old: Int, by node: Int) {
    let piece = running.document.nodes[old]
    let lead = Array(running.document.bytes[piece.bytes.lowerBound..<piece.text.lowerBound])
    var text = self.text(of: node, in: intended, indentation: lead)
    if running.document.bytes[piece.bytes].last != 0x0A { text.removeLast(ending.count) }
    edits.append(Edit(range: piece.bytes, text: text, depth: depth))
  }

  /// A list of which the order counts is written anew at its place.
  private mutating func emit(_ list: ListChange, below parents: [Int]?) {
    for node in list.running { remove(node) }
    for item in list.target {
      switch item {
      case .running(let node): insert(node, of: running, below: parents)
      case .intended(let node): insert(node, of: intended, below: parents)
      }
    }
  }

  private mutating func remove(_ node: Int) {
    let nodes = running.document.nodes
    let end = nodes[node].subtreeEnd
    var range = nodes[node].bytes.lowerBound..<nodes[end - 1].bytes.upperBound
    // Of the separators around it one is left.
    let isBetween =
      node > 0 && nodes[node - 1].kind == .separator && nodes[node - 1].parent == nodes[node].parent
      && (end == nodes.count || nodes[end].kind == .separator || nodes[end].kind == .closer)
    if isBetween { range = nodes[node - 1].bytes.lowerBound..<range.upperBound }
    edits.append(Edit(range: range, text: [], depth: depth))
  }

  // MARK: New statements

  private mutating func insert(_ node: Int, of matched: MatchedDocument, below parents: [Int]?) {
    let rule = matched.ruleIndex(of: node)
    let parent = parents.flatMap { parents in
      parents.last { section in
        running.document.children(of: section).contains { running.ruleIndex(of: $0) == rule }
      } ?? parents.last
    }
    let siblings = Array(running.document.children(of: parent)).filter {
      running.document.nodes[$0].isConfiguration
    }
    let before = siblings.last { (running.ruleIndex(of: $0) ?? Int.max) <= (rule ?? Int.max) }
    let place: Int
    if let before {
      place = end(of: before)
    } else if let parent {
      place = running.document.nodes[parent].bytes.upperBound
    } else {
      place = running.document.bytes.count
    }
    var text = self.text(of: node, in: matched, indentation: indentation(below: parent, siblings))
    let isSection = matched.document.nodes[node].subtreeEnd > node + 1
    if isSection, isApart(before, rule, parent), place > 0 { text = ending + text }
    edits.append(Edit(range: place..<place, text: text, depth: depth))
  }

  /// Whether a new section is parted from the one before it: at the top always, else as its like are.
  private func isApart(_ before: Int?, _ rule: Int?, _ parent: Int?) -> Bool {
    guard let parent else { return true }
    guard let before, running.ruleIndex(of: before) == rule, before > parent + 1 else { return false }
    return running.document.nodes[before - 1].kind == .separator
  }

  /// One past a statement and what is in it, without blank lines and comments that only follow it.
  private func end(of node: Int) -> Int {
    let nodes = running.document.nodes
    let last = (node..<nodes[node].subtreeEnd).last { nodes[$0].isConfiguration || nodes[$0].kind == .closer }
    return nodes[last ?? node].bytes.upperBound
  }

  /// What stands before the statements of a section.
  private func indentation(below parent: Int?, _ siblings: [Int]) -> [UInt8] {
    func blanks(_ node: Int) -> [UInt8]? {
      let node = running.document.nodes[node]
      let start = node.bytes.lowerBound
      guard start == 0 || running.document.bytes[start - 1] == 0x0A else { return nil }
      return Array(running.document.bytes[start..<node.text.lowerBound])
    }
    if let sibling = siblings.lazy.compactMap(blanks).first { return sibling }
    guard let parent else { return [] }
    return (blanks(parent) ?? []) + Array(repeating: 0x20, count: step)
  }

  /// What stands before a line that is deeper than its neighbours: elements among tabs are a tab a level deeper.
  private func deeper(by columns: Int, than indentation: [UInt8]) -> [UInt8] {
    guard running.document.isXML, !indentation.isEmpty, indentation.allSatisfy({ $0 == 0x09 }) else {
      return Array(repeating: 0x20, count: columns)
    }
    return Array(repeating: 0x09, count: columns / step)
  }

  /// A statement and what is in it, moved under new neighbours.
  private func text(of node: Int, in matched: MatchedDocument, indentation: [UInt8]) -> [UInt8] {
    let document = matched.document
    let root = document.nodes[node].indentation
    var text: [UInt8] = []
    for inner in node..<document.nodes[node].subtreeEnd {
      let piece = document.nodes[inner]
      let start = piece.bytes.lowerBound
      let beginsLine = start == 0 || document.bytes[start - 1] == 0x0A
      if piece.kind == .separator, piece.text.isEmpty {
        // The blank line behind the last statement parts it from what came next there.
        if inner + 1 < document.nodes[node].subtreeEnd { text += ending }
        continue
      }
      if beginsLine || text.isEmpty {
        text += indentation + deeper(by: max(0, piece.indentation - root), than: indentation)
      }
      let body = document.bytes[
        (beginsLine || text.isEmpty ? piece.text.lowerBound : start)..<piece.bytes.upperBound]
      text += body.filter { $0 != 0x0D }.split(separator: 0x0A, omittingEmptySubsequences: false)
        .joined(separator: ending)
    }
    if text.last != 0x0A { text += ending }
    return text
  }
}
