/// A loop of a template.
final class LoopSite: Sendable {
  let place: SourceMap.Place
  /// Variables that each pass sets.
  let names: [(name: String, slot: Int)]
  /// The number of a pass is that of its item: nothing is left out, and the loop does not call itself.
  let isCounted: Bool

  init(place: SourceMap.Place, names: [(name: String, slot: Int)], isCounted: Bool) {
    self.place = place
    self.names = names
    self.isCounted = isCounted
  }
}

/// Text and expressions, each with its place.
final class RecordedOutput: Executable {
  enum Source {
    case text([(range: Range<Int>, place: SourceMap.Place)])
    /// `slot` is that of a variable which is all there is.
    case expression(SourceMap.Place, variable: VariableAccess?)
  }

  struct Item {
    var code: OutputStatement
    var source: Source
  }

  private let items: [Item]
  private let source: [UInt8]
  /// Only while nothing has been extended.
  private let isChecked: Bool

  init(items: [Item], source: [UInt8], isChecked: Bool) {
    self.items = items
    self.source = source
    self.isChecked = isChecked
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    if isChecked, frame.parentTemplate != nil { return .next }
    for item in items {
      guard let recorder = frame.run.recorder else {
        _ = try item.code.execute(frame)
        continue
      }
      switch item.source {
      case .text(let parts):
        _ = try item.code.execute(frame)
        for part in parts { try recorder.add(source[part.range], at: part.place) }
      case .expression(let place, let variable):
        try print(item.code, at: place, variable, frame, recorder)
      }
    }
    return .next
  }

  private func print(
    _ code: OutputStatement, at place: SourceMap.Place, _ variable: VariableAccess?, _ frame: Frame,
    _ recorder: SourceRecorder
  ) throws(TemplateError) {
    let run = frame.run
    let start = run.buffer.pointee.count
    let (outer, step) = (recorder.reads, recorder.step)
    recorder.reads = []
    defer { recorder.reads = outer }
    // The way to what macros write meanwhile.
    try recorder.newStep(.call, place)
    let inner = try recorder.layered { () throws(TemplateError) in _ = try code.execute(frame) }
    recorder.leaveStep(to: step, isUsed: !inner.pieces.isEmpty)
    let known = variable.flatMap { recorder.text(in: $0.slot, of: frame.outer($0.hops)) }
    try recorder.add(
      run.buffer.pointee[start...], at: place, reading: recorder.reads, from: inner, known: known)
  }
}

/// A statement that runs others; the way to them leads through it, and ends with it.
final class RecordedScope: Executable {
  private let code: any Executable
  private let kind: SourceMap.Step.Kind?
  private let place: SourceMap.Place

  /// `kind` is that of the step; `nil`: what is inside makes steps of its own.
  init(_ code: any Executable, _ kind: SourceMap.Step.Kind?, _ place: SourceMap.Place) {
    self.code = code
    self.kind = kind
    self.place = place
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    guard let recorder = frame.run.recorder else { return try code.execute(frame) }
    let (outer, step) = (recorder.reads, recorder.step)
    let wasExtended = frame.parentTemplate != nil
    recorder.reads = []
    defer {
      recorder.reads = outer
      // What is extended comes at the end of the template: the way to it leads through here.
      if wasExtended || frame.parentTemplate == nil { recorder.step = step }
    }
    if let kind { try recorder.newStep(kind, place) }
    return try code.execute(frame)
  }
}

/// `extends`: everything that follows comes from there.
final class RecordedExtends: Executable {
  private let code: any Executable
  private let place: SourceMap.Place

  init(_ code: any Executable, _ place: SourceMap.Place) {
    self.code = code
    self.place = place
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let flow = try code.execute(frame)
    try frame.run.recorder?.newStep(.extends, place)
    return flow
  }
}

/// A loop: knows at each pass which item it is.
final class RecordedLoop: Executable {
  private let code: any Executable
  private let site: LoopSite

  init(_ code: any Executable, _ site: LoopSite) {
    self.code = code
    self.site = site
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    guard let recorder = frame.run.recorder else { return try code.execute(frame) }
    let key = ObjectIdentifier(site)
    let (outer, step, pass) = (recorder.reads, recorder.step, recorder.passes[key])
    recorder.reads = []
    defer {
      recorder.reads = outer
      recorder.step = step
      recorder.passes[key] = pass
    }
    return try code.execute(frame)
  }
}

/// Stands before what a pass of a loop runs, or its `else`.
final class RecordedPass: Executable {
  private let site: LoopSite
  private let isOtherwise: Bool

  init(_ site: LoopSite, isOtherwise: Bool) {
    self.site = site
    self.isOtherwise = isOtherwise
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    guard let recorder = frame.run.recorder else { return .next }
    let key = ObjectIdentifier(site)
    var pass = recorder.passes[key] ?? SourceRecorder.Pass(base: recorder.step)
    recorder.step = pass.base
    if isOtherwise { return .next }
    pass.index += 1
    recorder.passes[key] = pass
    recorder.reads = []
    for (name, slot) in site.names {
      guard let value = frame[slot] else { continue }
      let path = recorder.path(of: value) ?? (site.names.count == 1 ? pass.path : nil)
      try recorder.note(value, as: name, path: path)
    }
    try recorder.newStep(.loop, site.place, recorder.reads)
    recorder.reads = []
    return .next
  }
}

/// Stands before what a branch of a condition runs.
final class RecordedBranch: Executable {
  private let place: SourceMap.Place
  init(_ place: SourceMap.Place) { self.place = place }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    guard let recorder = frame.run.recorder else { return .next }
    try recorder.newStep(.condition, place, recorder.reads)
    recorder.reads = []
    return .next
  }
}

/// A statement that captures text, or prints what was captured.
final class RecordedCapture: Executable {
  enum Use {
    /// Prints, if anything.
    case output
    /// Holds text in the variable of a slot.
    case variable(slot: Int)
    /// Prints a template that is rendered once, or imports from it.
    case module
  }

  private let code: any Executable
  private let kind: SourceMap.Step.Kind
  private let place: SourceMap.Place
  private let use: Use

  init(_ code: any Executable, _ kind: SourceMap.Step.Kind, _ place: SourceMap.Place, _ use: Use) {
    self.code = code
    self.kind = kind
    self.place = place
    self.use = use
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    guard let recorder = frame.run.recorder else { return try code.execute(frame) }
    let run = frame.run
    let start = run.buffer.pointee.count
    let (outer, step) = (recorder.reads, recorder.step)
    recorder.reads = []
    defer {
      recorder.reads = outer
      recorder.step = step
    }
    var flow = Flow.next
    try recorder.newStep(kind, place)
    let inner = try recorder.layered { () throws(TemplateError) in flow = try code.execute(frame) }
    recorder.step = step
    var known: SourceRecorder.Layer?
    switch use {
    case .output: break
    case .variable(let slot): try recorder.keep(inner, in: slot, of: frame)
    case .module:
      guard let name = recorder.loadedName else { break }
      recorder.loadedName = nil
      if !inner.text.isEmpty { try recorder.keep(inner, module: name) }
      known = recorder.text(ofModule: name)
    }
    let written = run.buffer.pointee[start...]
    if !written.isEmpty {
      try recorder.add(written, at: place, reading: recorder.reads, from: inner, known: known)
    }
    return flow
  }
}

/// The whole of a template's, block's or macro's code.
final class RecordedFunction: Executable {
  private let body: Body
  private let isMacro: Bool

  init(_ body: Body, isMacro: Bool) {
    self.body = body
    self.isMacro = isMacro
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    guard let recorder = frame.run.recorder else { return try body.execute(frame) }
    defer { recorder.forget(frame) }
    guard isMacro else { return try body.execute(frame) }
    return try recorder.capturing { () throws(TemplateError) in try body.execute(frame) }
  }
}
