import ConfigTree

/// Which objects a file defines and needs, and which of its blocks hang together.
struct ObjectTable: Sendable {
  /// A line that needs an object.
  struct Use: Sendable {
    let object: ConfigObject
    let node: Int
  }

  /// Lines that define an object, in order.
  let definitions: [ConfigObject: [Int]]
  /// Objects in the order of their first definition.
  let defined: [ConfigObject]
  let uses: [Use]
  /// For a block, the blocks that define what it needs.
  let below: [Int: Set<Int>]
  /// For a block, the blocks that need what it defines.
  let above: [Int: Set<Int>]

  init(_ matched: MatchedDocument, blocks: [Int]) {
    var definitions: [ConfigObject: [Int]] = [:]
    var defined: [ConfigObject] = []
    var uses: [Use] = []
    for node in matched.document.nodes.indices {
      guard let rule = matched.rule(of: node) else { continue }
      if rule.statement.defines != nil, let object = matched.definition(of: node) {
        if definitions[object] == nil { defined.append(object) }
        definitions[object, default: []].append(node)
      }
      if !rule.statement.refers.isEmpty {
        for object in matched.references(of: node) { uses.append(Use(object: object, node: node)) }
      }
    }
    var below: [Int: Set<Int>] = [:]
    var above: [Int: Set<Int>] = [:]
    for use in uses {
      for definition in definitions[use.object] ?? [] where blocks[definition] != blocks[use.node] {
        below[blocks[use.node], default: []].insert(blocks[definition])
        above[blocks[definition], default: []].insert(blocks[use.node])
      }
    }
    self.definitions = definitions
    self.defined = defined
    self.uses = uses
    self.below = below
    self.above = above
  }

  /// Everything that is reached from some blocks, they included.
  static func closure(
    of start: Set<Int>, over edges: [Int: Set<Int>], where allowed: (Int) -> Bool = { _ in true }
  )
    -> Set<Int>
  {
    var reached = start
    var queue = Array(start)
    while let block = queue.popLast() {
      for next in edges[block] ?? [] where allowed(next) && reached.insert(next).inserted {
        queue.append(next)
      }
    }
    return reached
  }
}
