/// One pass over items, shared by plain and recursive loops.
final class LoopPass: Sendable {
  let target: AssignmentTarget
  let filter: LoopFilter?
  /// Where `loop` goes, if the body needs it.
  let loopSlot: Int?
  let loads: Loads
  let body: Body
  let otherwiseLoads: Loads
  let otherwise: Body
  let line: Int32
  let offset: Int32

  init(
    target: AssignmentTarget, filter: LoopFilter?, loopSlot: Int?, loads: Loads, body: Body,
    otherwiseLoads: Loads, otherwise: Body, line: Int32, offset: Int32
  ) {
    self.target = target
    self.filter = filter
    self.loopSlot = loopSlot
    self.loads = loads
    self.body = body
    self.otherwiseLoads = otherwiseLoads
    self.otherwise = otherwise
    self.line = line
    self.offset = offset
  }

  func execute(
    _ value: Value, _ frame: Frame, depth0: Int, recurse: ((Value) throws(TemplateError) -> Value)?
  ) throws(TemplateError) -> Flow {
    let run = frame.run
    run.line = line
    run.offset = offset
    var iterator = try ValueIterator(value)
    var length = try value.length()
    if let filter {
      iterator = ValueIterator(filter.generator(iterator, frame))
      length = nil
    }
    var reachedEnd = false
    var isFirst = true
    if let loopSlot {
      let loop = LoopObject(iterator, knownLength: length, depth0: depth0, run: run, recurse: recurse)
      while true {
        run.line = line
        guard let item = try loop.next() else { break }
        if try pass(item, .object(loop), loopSlot, frame, &reachedEnd, &isFirst) == .breakLoop { break }
      }
      frame[loopSlot] = nil
    } else {
      while true {
        run.line = line
        guard let item = try iterator.next() else { break }
        if try pass(item, nil, 0, frame, &reachedEnd, &isFirst) == .breakLoop { break }
      }
    }
    // Jinja2 runs the `else` unless some pass came to the end of the body.
    if !reachedEnd, !otherwise.statements.isEmpty {
      otherwiseLoads.load(frame)
      return try otherwise.execute(frame)
    }
    return .next
  }

  @inline(__always)
  private func pass(
    _ item: Value, _ loop: Value?, _ loopSlot: Int, _ frame: Frame, _ reachedEnd: inout Bool,
    _ isFirst: inout Bool
  ) throws(TemplateError) -> Flow {
    try frame.run.count(iterations: 1)
    if let loop { frame[loopSlot] = loop }
    frame.run.offset = offset
    try target.assign(item, frame)
    if isFirst { loads.load(frame) } else { loads.reload(frame) }
    isFirst = false
    let flow = try body.execute(frame)
    if flow == .next { reachedEnd = true }
    return flow
  }
}

/// The `if` of a `for`, which is asked as the loop takes its items.
struct LoopFilter: Sendable {
  var target: AssignmentTarget
  var test: any Evaluable
  var loads: Loads
  var slotCount: Int
  var line: Int32
  var offset: Int32

  func generator(_ iterator: ValueIterator, _ frame: Frame) -> Generator {
    let inner = Frame(run: frame.run, context: frame.context, parent: frame, slotCount: slotCount)
    var iterator = iterator
    var isLoaded = false
    return Generator { () throws(TemplateError) in
      let line = inner.run.line
      if !isLoaded { loads.load(inner) }
      isLoaded = true
      while let item = try iterator.next() {
        try inner.run.count(iterations: 1)
        inner.run.line = self.line
        inner.run.offset = offset
        try target.assign(item, inner)
        let isWanted = try test.evaluate(inner)
        if try isWanted.isTrue() {
          inner.run.line = line
          return item
        }
      }
      inner.run.line = line
      return nil
    }
  }
}

final class LoopStatement: Executable {
  private let iterable: any Evaluable
  private let pass: LoopPass

  init(iterable: any Evaluable, pass: LoopPass) {
    self.iterable = iterable
    self.pass = pass
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    frame.run.line = pass.line
    let value = try iterable.evaluate(frame)
    return try pass.execute(value, frame, depth0: 0, recurse: nil)
  }
}

/// `{% for … recursive %}`: a function of its own, since the body calls itself.
final class RecursiveLoopStatement: Executable {
  private let iterable: any Evaluable
  private let pass: LoopPass
  private let slotCount: Int
  private let escaping: OutputStatement.Escaping
  private let line: Int32

  init(
    iterable: any Evaluable, pass: LoopPass, slotCount: Int, escaping: OutputStatement.Escaping, line: Int32
  ) {
    self.iterable = iterable
    self.pass = pass
    self.slotCount = slotCount
    self.escaping = escaping
    self.line = line
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    frame.run.line = line
    let value = try iterable.evaluate(frame)
    let text = try render(value, frame, depth0: 0)
    frame.run.buffer.pointee.append(contentsOf: try text.printed().utf8)
    return .next
  }

  private func render(_ value: Value, _ frame: Frame, depth0: Int) throws(TemplateError) -> Value {
    let run = frame.run
    let text = try run.enter(run.program, in: frame.context, "recursive loop") { () throws(TemplateError) in
      try run.captured { () throws(TemplateError) in
        let inner = Frame(run: run, context: frame.context, parent: frame, slotCount: slotCount)
        _ = try pass.execute(value, inner, depth0: depth0) { (items) throws(TemplateError) in
          try self.render(items, frame, depth0: depth0 + 1)
        }
      }
    }
    let isSafe = escaping == .always || (escaping == .byContext && run.autoescape)
    return isSafe ? .markup(text) : .string(text)
  }
}
