import ConfigTree

/// A statement's rule and identity, with the hash that matching has already made.
struct StatementKey: Hashable {
  let rule: Int
  let identity: ArraySlice<UInt8>
  private let hash: Int

  init(of node: Int, in matched: MatchedDocument) {
    rule = matched.ruleIndex(of: node) ?? -1
    identity = matched.identity(of: node)
    hash = matched.identityHash(of: node)
  }

  static func == (left: StatementKey, right: StatementKey) -> Bool {
    left.hash == right.hash && left.rule == right.rule && left.identity == right.identity
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// A statement as the device sees it: all the nodes of one section that say it.
struct Statement {
  let key: StatementKey
  /// The first node; a section's other nodes continue it.
  let node: Int
  private var repeats: [Int] = []

  init(key: StatementKey, node: Int) {
    self.key = key
    self.node = node
  }

  mutating func add(_ node: Int) { repeats.append(node) }

  /// The node whose value counts: the device took the lines one after the other.
  var last: Int { repeats.last ?? node }
  var nodes: [Int] { repeats.isEmpty ? [node] : [node] + repeats }
}

/// The statements of a section, repeated sections merged, found by identity.
struct StatementTable {
  private(set) var statements: [Statement] = []
  private var places: [StatementKey: Int] = [:]

  /// All children of the given nodes; `nil` stands for the top of the file.
  init(below parents: [Int]?, in matched: MatchedDocument) {
    let document = matched.document
    if let parents {
      for parent in parents { add(document.children(of: parent), matched) }
    } else {
      places.reserveCapacity(document.nodes.count / 4)
      add(document.children(of: nil), matched)
    }
  }

  private mutating func add(_ nodes: ConfigDocument.ChildIndices, _ matched: MatchedDocument) {
    for node in nodes where matched.document.nodes[node].isConfiguration {
      // Negating what is only there or not leaves nothing that could be compared.
      let key = StatementKey(of: node, in: matched)
      if let place = places[key] {
        statements[place].add(node)
      } else {
        places[key] = statements.count
        statements.append(Statement(key: key, node: node))
      }
    }
  }

  subscript(key: StatementKey) -> Statement? { places[key].map { statements[$0] } }
}
