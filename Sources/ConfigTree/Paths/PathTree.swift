/// A configuration as words below words: what the notations of one platform have in common.
///
/// `interfaces { lo0 { unit 0 { family inet; } } }` and `set interfaces lo0 unit 0 family inet` are one tree. Words stand in the
/// order of their first appearance, without quotes. Two trees are equal where their leaves are, with what is inactive.
package struct PathTree: Sendable {
  struct Node: Sendable {
    var word: [UInt8]
    var children: [Int32] = []
    var isInactive = false
    /// Whether a line of the file ends with it.
    var isStated = false
    /// Deleted by a later line.
    var isRemoved = false
    /// The document's node that wrote it first.
    var origin: Int32
  }

  /// The first has no word and stands above all.
  private(set) var nodes = [Node(word: [], origin: -1)]
  private var places: [Step: Int32] = [:]

  private struct Step: Hashable {
    var parent: Int32
    var word: [UInt8]
  }

  /// Words that one statement may have; what goes beyond is a word of the last one's own.
  static let wordLimit = 256

  init() {}

  /// Adds a path that a node of the document wrote; gives its last node.
  @discardableResult
  mutating func insert(_ words: some Sequence<[UInt8]>, below parent: Int = 0, origin: Int = -1) -> Int {
    var place = Int32(parent)
    for word in words {
      let step = Step(parent: place, word: word)
      if let known = places[step] {
        place = known
        continue
      }
      let made = Int32(nodes.count)
      nodes.append(Node(word: word, origin: Int32(truncatingIfNeeded: origin)))
      nodes[Int(place)].children.append(made)
      places[step] = made
      place = made
    }
    return Int(place)
  }

  /// The node of a path; `nil` where it is not there.
  private func find(_ words: some Sequence<[UInt8]>) -> Int? {
    var place: Int32 = 0
    for word in words {
      guard let known = places[Step(parent: place, word: word)] else { return nil }
      place = known
    }
    return place == 0 ? nil : Int(place)
  }

  mutating func setInactive(_ isInactive: Bool, _ words: some Sequence<[UInt8]>) {
    if let place = find(words) { nodes[place].isInactive = isInactive }
  }

  mutating func setInactive(at place: Int) { nodes[place].isInactive = true }

  mutating func setStated(at place: Int) { nodes[place].isStated = true }

  mutating func remove(_ words: [[UInt8]]) {
    guard let last = words.last, let place = find(words) else { return }
    let parent = find(words.dropLast()) ?? 0
    nodes[place].isRemoved = true
    places[Step(parent: Int32(parent), word: last)] = nil
  }

  // MARK: - Leaves

  /// A path from the top to a word that has none below it.
  package struct Path: Sendable, Hashable {
    package var words: [[UInt8]]
    /// Whether it, or something above it, is switched off.
    package var isInactive: Bool
    /// Whether it says that what it leads to is switched off; then ``text`` ends with ``PathTree/inactiveMark``.
    package var isMark: Bool

    package init(words: [[UInt8]], isInactive: Bool = false, isMark: Bool = false) {
      self.words = words
      self.isInactive = isInactive
      self.isMark = isMark
    }
  }

  /// Visits the leaves in order, with the document's node that wrote each.
  package func forEachLeaf(_ visit: (Path, _ node: Int) throws -> Void) rethrows {
    try walk { path, place in try visit(path, Int(nodes[place].origin)) }
  }

  /// Visits the leaves in order, before them paths above them that are lines of their own, and marks of what is switched
  /// off.
  func forEachMarkedLeaf(_ visit: (Path, _ node: Int) throws -> Void) rethrows {
    var last: [[UInt8]] = []
    try walk { path, place in
      var node = 0
      for (depth, word) in path.words.enumerated() {
        node = Int(places[Step(parent: Int32(node), word: word)] ?? 0)
        guard nodes[node].isInactive || nodes[node].isStated else { continue }
        let words = Array(path.words[...depth])
        let isLeaf = depth == path.words.count - 1
        guard isLeaf || !last.starts(with: words) else { continue }
        let origin = Int(nodes[node].origin)
        if nodes[node].isStated, !isLeaf { try visit(Path(words: words), origin) }
        if nodes[node].isInactive { try visit(Path(words: words, isMark: true), origin) }
      }
      last = path.words
      try visit(Path(words: path.words), Int(nodes[place].origin))
    }
  }

  /// Visits the leaves in order, one at a time: all paths together may be far longer than the file.
  package func forEachPath(_ visit: (Path) throws -> Void) rethrows {
    try walk { path, _ in try visit(path) }
  }

  private func walk(_ visit: (Path, _ place: Int) throws -> Void) rethrows {
    struct Level {
      var node: Int
      var next = 0
      var isInactive: Bool
      /// Whether a child is there that nobody has deleted.
      var hasChildren = false
    }
    var levels = [Level(node: 0, isInactive: false)]
    var words: [[UInt8]] = []
    while let level = levels.last {
      let node = nodes[level.node]
      if level.next < node.children.count {
        levels[levels.count - 1].next += 1
        let child = Int(node.children[level.next])
        guard !nodes[child].isRemoved else { continue }
        levels[levels.count - 1].hasChildren = true
        words.append(nodes[child].word)
        levels.append(Level(node: child, isInactive: level.isInactive || nodes[child].isInactive))
      } else {
        // What held only what was deleted is not there either.
        if !level.hasChildren, level.node != 0, node.children.isEmpty || node.isStated {
          try visit(Path(words: words, isInactive: level.isInactive), level.node)
        }
        levels.removeLast()
        if level.node != 0 { words.removeLast() }
      }
    }
  }

  /// All leaves in order.
  package var paths: [Path] {
    var paths: [Path] = []
    forEachPath { paths.append($0) }
    return paths
  }
}

extension PathTree: Equatable {
  package static func == (one: PathTree, other: PathTree) -> Bool { one.paths == other.paths }
}

extension PathTree.Path {
  /// The words with one blank between them, those with blanks or signs of their own in quotes.
  package var text: [UInt8] {
    var text: [UInt8] = []
    for (index, word) in words.enumerated() {
      if index > 0 { text.append(0x20) }
      let isPlain =
        !word.isEmpty && word != PathTree.inactiveMark
        && word.allSatisfy { $0 > 0x20 && !Array("\"'\\;{}[]#".utf8).contains($0) }
      guard !isPlain else {
        text += word
        continue
      }
      text.append(UInt8(ascii: "\""))
      for byte in word {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
        text.append(byte)
      }
      text.append(UInt8(ascii: "\""))
    }
    if isMark { text += [0x20] + PathTree.inactiveMark }
    return text
  }
}
