import ConfigTree

/// What operations need of each other: an object is made before it is used, and no longer used when it goes.
struct Dependencies {
  private var defining: [ConfigObject: [Int]] = [:]
  private var referring: [ConfigObject: [Int]] = [:]
  private var undefining: [ConfigObject: [Int]] = [:]
  private var unreferring: [ConfigObject: [Int]] = [:]
  private var freeing: [ConfigObject: [Int]] = [:]
  private var taking: [ConfigObject: [Int]] = [:]
  /// Objects in the order in which they were met, so that the same input gives the same plan.
  private var objects: [ConfigObject] = []

  init(_ operations: [Operation]) {
    for (index, operation) in operations.enumerated() where !operation.isDropped {
      for object in operation.defines { defining[object, default: []].append(index) }
      for object in operation.refers { referring[object, default: []].append(index) }
      for object in operation.undefines { undefining[object, default: []].append(index) }
      for object in operation.unrefers { unreferring[object, default: []].append(index) }
      for object in operation.frees { freeing[object, default: []].append(index) }
      for object in operation.takes { taking[object, default: []].append(index) }
      objects += operation.defines + operation.undefines + operation.takes
    }
  }

  /// Adds the edges; where many need many, a barrier between them keeps their number linear.
  func connect(_ builder: inout OperationBuilder) {
    var seen: Set<ConfigObject> = []
    let replaced = Set(builder.replacements.map(\.first))
    let replacing = Set(builder.replacements.map(\.second))
    let waiting = Set(taking.filter { freeing[$0.key] != nil }.flatMap(\.value))
    for object in objects where seen.insert(object).inserted {
      let makers = defining[object] ?? []
      let removers = undefining[object] ?? []
      // What only one can have is free before another takes it.
      connect(freeing[object] ?? [], taking[object] ?? [], &builder)
      connect(makers, referring[object] ?? [], &builder)
      connect(unreferring[object] ?? [], removers, &builder)
      // An object with several lines must not vanish between the old ones and the new ones; only where the same
      // line is replaced, its removal comes first.
      connect(
        makers.filter { !replacing.contains($0) && !waiting.contains($0) },
        removers.filter { !replaced.contains($0) },
        &builder)
    }
  }

  private func connect(_ firsts: [Int], _ seconds: [Int], _ builder: inout OperationBuilder) {
    guard !firsts.isEmpty, !seconds.isEmpty else { return }
    if firsts.count * seconds.count <= firsts.count + seconds.count + 8 {
      for first in firsts {
        for second in seconds where first != second {
          builder.edges.append(OrderEdge(first: first, second: second))
        }
      }
      return
    }
    let both = Set(firsts).intersection(seconds)
    let barrier = builder.addBarrier()
    for first in firsts where !both.contains(first) {
      builder.edges.append(OrderEdge(first: first, second: barrier))
    }
    for second in seconds where !both.contains(second) {
      builder.edges.append(OrderEdge(first: barrier, second: second))
    }
  }
}
