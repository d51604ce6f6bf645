/// Puts operations into an order in which every one finds what it needs, visiting sections as rarely as possible.
struct Schedule {
  private let operations: [Operation]
  private let sections: [PlanSection]
  private var followers: [[Int]]
  private var waiting: [Int]
  /// Operations of each group that may be done now, best first.
  private var ready: [Heap]
  /// How many operations of other groups each group waits for, and how many of its own are left.
  private var groupWaiting: [Int]
  private var groupLeft: [Int]
  private var groupOrder: [Int]
  /// Groups that wait for nobody else.
  private var free = Heap()
  /// Whether needs went round in a circle and had to be cut.
  private(set) var hasCycle = false

  init(_ operations: [Operation], _ sections: [PlanSection], _ edges: [OrderEdge]) {
    self.operations = operations
    self.sections = sections
    followers = Array(repeating: [], count: operations.count)
    waiting = Array(repeating: 0, count: operations.count)
    let groups = (operations.map(\.group).max() ?? 0) + 1
    ready = Array(repeating: Heap(), count: groups)
    groupWaiting = Array(repeating: 0, count: groups)
    groupLeft = Array(repeating: 0, count: groups)
    groupOrder = Array(repeating: Int.max, count: groups)
    for edge in edges { add(edge) }
    for (index, operation) in operations.enumerated() {
      if let maker = Schedule.maker(of: operation, at: index, sections) {
        add(OrderEdge(first: maker, second: index))
      }
    }
    rankGroups()
  }

  /// The operation that makes the section in which this one stands.
  private static func maker(of operation: Operation, at index: Int, _ sections: [PlanSection]) -> Int? {
    var section = operation.section
    if operation.kind == .enter, section >= 0 { section = sections[section].parent }
    while section >= 0 {
      if let maker = sections[section].maker, maker != index { return maker }
      section = sections[section].parent
    }
    return nil
  }

  private mutating func add(_ edge: OrderEdge) {
    let first = operations[edge.first]
    let second = operations[edge.second]
    guard !first.isDropped, !second.isDropped, edge.first != edge.second else { return }
    followers[edge.first].append(edge.second)
    waiting[edge.second] += 1
    if first.group != second.group { groupWaiting[second.group] += 1 }
  }

  /// Groups that set something in their natural order, then groups that only remove, last first.
  private mutating func rankGroups() {
    var lastRemoval = Array(repeating: 0, count: groupOrder.count)
    for operation in operations where !operation.isDropped {
      groupLeft[operation.group] += 1
      if operation.kind == .remove {
        lastRemoval[operation.group] = max(lastRemoval[operation.group], operation.order)
      } else {
        groupOrder[operation.group] = min(groupOrder[operation.group], operation.order)
      }
    }
    for group in groupOrder.indices where groupOrder[group] == Int.max {
      groupOrder[group] = (1 << 40) - lastRemoval[group]
    }
  }

  /// The operations in order; barriers are left out.
  mutating func ordered() -> [Int] {
    var order: [Int] = []
    for index in operations.indices where waiting[index] == 0 && !operations[index].isDropped { push(index) }
    for group in groupLeft.indices where groupLeft[group] > 0 && groupWaiting[group] == 0 {
      free.push((groupOrder[group], 0, group))
    }
    var left = groupLeft.reduce(0, +)
    while left > 0 {
      let group = nextGroup()
      while let (_, _, next) = ready[group].pop() {
        if operations[next].kind != .barrier { order.append(next) }
        left -= 1
        finish(next)
      }
    }
    return order
  }

  /// The best group that waits for nobody; else the best one that can do something; else needs go round in a
  /// circle and the first operation that is left goes ahead.
  private mutating func nextGroup() -> Int {
    while let (_, _, group) = free.pop() { if groupLeft[group] > 0 { return group } }
    let able = ready.indices.filter { !ready[$0].isEmpty }.min { groupOrder[$0] < groupOrder[$1] }
    if let able { return able }
    hasCycle = true
    let stuck = operations.indices.filter { waiting[$0] > 0 && !operations[$0].isDropped }
      .min { operations[$0].order < operations[$1].order }
    guard let stuck else { return 0 }
    waiting[stuck] = 0
    push(stuck)
    return operations[stuck].group
  }

  private mutating func push(_ index: Int) {
    let operation = operations[index]
    let rank = operation.kind == .enter ? operation.section * 2 : operation.section * 2 + 1
    let order = operation.kind == .remove ? operation.order - (1 << 40) : operation.order
    ready[operation.group].push((rank, order, index))
  }

  private mutating func finish(_ index: Int) {
    let group = operations[index].group
    groupLeft[group] -= 1
    waiting[index] = -1
    for follower in followers[index] {
      if waiting[follower] > 0 {
        waiting[follower] -= 1
        if waiting[follower] == 0 { push(follower) }
      }
      let other = operations[follower].group
      guard other != group else { continue }
      groupWaiting[other] -= 1
      if groupWaiting[other] == 0, groupLeft[other] > 0 { free.push((groupOrder[other], 0, other)) }
    }
  }
}

/// A binary heap of three numbers, smallest first.
struct Heap {
  typealias Element = (Int, Int, Int)
  private var elements: [Element] = []

  var isEmpty: Bool { elements.isEmpty }

  mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [parent * 2 + 1, parent * 2 + 2] where child < elements.count {
        if elements[child] < elements[smallest] { smallest = child }
      }
      guard smallest != parent else { return first }
      elements.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
