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

  init(_ matched: MatchedDocument, traits: GrammarTraits) {
    var definitions: [ConfigObject: [Int]] = [:]
    var defined: [ConfigObject] = []
    var uses: [Use] = []
    for node in matched.document.nodes.indices {
      guard let rule = matched.ruleIndex(of: node) else { continue }
      if let slots = traits.defines[rule], !matched.isNegated(node),
        let name = slots.name(of: node, in: matched)
      {
        let object = ConfigObject(kind: slots.kind, name: name)
        if definitions[object]?.append(node) == nil {
          definitions[object] = [node]
          defined.append(object)
        }
      }
      guard !traits.refers[rule].isEmpty, !matched.isNegated(node) else { continue }
      for slots in traits.refers[rule] {
        for name in slots.names(of: node, in: matched) where !slots.builtin.contains(name) {
          uses.append(Use(object: ConfigObject(kind: slots.kind, name: name), node: node))
        }
      }
    }
    self.definitions = definitions
    self.defined = defined
    self.uses = uses
  }
}

/// Which blocks of a file need which: both directions.
struct BlockGraph: Sendable {
  /// For a block, the blocks that define what it needs.
  private(set) var below: [Int: [Int]] = [:]
  /// For a block, the blocks that need what it defines.
  private(set) var above: [Int: [Int]] = [:]

  init(_ objects: ObjectTable, blocks: [Int]) {
    for use in objects.uses {
      let block = blocks[use.node]
      for definition in objects.definitions[use.object] ?? [] where blocks[definition] != block {
        below[block, default: []].append(blocks[definition])
        above[blocks[definition], default: []].append(block)
      }
    }
  }

  /// Everything that is reached from some blocks, they included.
  static func closure(
    of start: Set<Int>, over edges: [Int: [Int]], where allowed: (Int) -> Bool = { _ in true }
  ) -> Set<Int> {
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
