/// The state of one render: output, place, limits.
///
/// One thread renders, and every access to a member is a plain load or store that ends before anything else is called:
/// there is nothing to check at run time.
package final class Run {
  let environment: Environment
  let limits: EvaluationLimits
  /// What has been written; behind a pointer, so that appending needs no exclusivity check each time.
  let buffer: UnsafeMutablePointer<[UInt8]>
  var output: [UInt8] {
    get { buffer.pointee }
    set { buffer.pointee = newValue }
  }
  /// The template whose code runs.
  @exclusivity(unchecked) var program: Program
  /// Byte offset of the expression being evaluated.
  @exclusivity(unchecked) var offset: Int32 = 0
  /// The line that Jinja2 would name.
  @exclusivity(unchecked) var line: Int32 = 1
  /// The context of the code that runs.
  @exclusivity(unchecked) var context: Context?
  let globalScope = Scope(DictObject(), parent: nil)
  /// Global functions that have been asked for.
  private let globals = DictObject()
  /// Modules imported without context, which are shared within a render.
  var modules: [String: ModuleObject] = [:]
  /// What a filter block has captured, for its filter.
  var blockBody = Value.none
  /// Something was written that is no text: an error once the pieces are joined.
  @exclusivity(unchecked) var pendingFailure: TemplateError?
  @exclusivity(unchecked) private var depth = 0
  @exclusivity(unchecked) private var iterations = 0
  @exclusivity(unchecked) private var madeBytes = 0
  private let deadline: ContinuousClock.Instant?
  /// Frames that macros hold, and that may hold macros: emptied at the end, since they form cycles.
  private var capturedFrames: [Frame] = []

  /// For code that was compiled for a source map.
  let recorder: SourceRecorder?

  init(environment: Environment, program: Program, recorder: SourceRecorder? = nil) {
    self.environment = environment
    self.recorder = recorder
    self.program = program
    limits = environment.options.limits
    buffer = .allocate(capacity: 1)
    buffer.initialize(to: [])
    deadline = limits.time.map { ContinuousClock.now + $0 }
  }

  deinit {
    buffer.deinitialize(count: 1)
    buffer.deallocate()
  }

  /// A global function as a value, the same one throughout a render.
  func global(_ name: Name) -> Value? {
    if let value = globals[name] { return value }
    guard let value = environment.globalValue(named: name.text) else { return nil }
    globals.append(uniqueName: name.text, value)
    return value
  }

  /// Breaks the reference cycles of the render: macros hold the frames and contexts that hold them.
  func finish() {
    for frame in capturedFrames {
      frame.removeAll()
      frame.context.removeAll()
    }
    capturedFrames = []
    modules = [:]
  }

  func capture(_ frame: Frame) {
    if !frame.isCaptured {
      frame.isCaptured = true
      capturedFrames.append(frame)
    }
  }

  // MARK: Limits

  /// Counts passes of a loop, or items that a filter makes or walks through.
  package func count(iterations count: Int) throws(TemplateError) {
    let (total, overflow) = iterations.addingReportingOverflow(count)
    guard !overflow, total <= limits.iterations else {
      throw .limit("more than \(limits.iterations) loop passes in one render")
    }
    if total >> 12 != iterations >> 12 { try checkTime() }
    iterations = total
  }

  func checkTime() throws(TemplateError) {
    guard let deadline, ContinuousClock.now > deadline else { return }
    throw .limit("the render takes longer than \(limits.time.map { "\($0)" } ?? "allowed")")
  }

  /// Guards the size of a text or list that is about to be made.
  package func checkSize(_ bytes: Int) throws(TemplateError) {
    guard bytes <= limits.outputBytes else {
      throw .limit("a value would be larger than \(limits.outputBytes) bytes")
    }
  }

  /// Counts a text or list that an operator, a filter or a method has made: small steps add up as well.
  @inline(__always)
  func made(_ value: Value) throws(TemplateError) -> Value {
    switch value {
    case .string(let text), .markup(let text): try make(text.utf8.count)
    case .list(let list): try make(list.items.count * MemoryLayout<Value>.stride)
    case .tuple(let tuple): try make(tuple.items.count * MemoryLayout<Value>.stride)
    default: break
    }
    return value
  }

  private func make(_ bytes: Int) throws(TemplateError) {
    madeBytes += bytes
    guard madeBytes <= limits.madeBytes else {
      throw .limit("the texts and lists of one render are larger than \(limits.madeBytes) bytes together")
    }
  }

  func checkOutput() throws(TemplateError) {
    guard buffer.pointee.count <= limits.outputBytes else {
      throw .limit("the output is larger than \(limits.outputBytes) bytes")
    }
  }

  // MARK: Places

  /// Runs code of another template, macro or block, and adds places to what it throws.
  func enter<Result>(
    _ callee: Program, in context: Context, _ what: @autoclosure () -> String,
    _ body: () throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    let (caller, callerContext, callerOffset, callerLine) = (program, self.context, offset, line)
    depth += 1
    defer {
      depth -= 1
      program = caller
      self.context = callerContext
      offset = callerOffset
      line = callerLine
    }
    guard depth <= limits.recursionDepth else {
      throw place(.limit("recursion is deeper than \(limits.recursionDepth) levels"))
    }
    program = callee
    self.context = context
    line = 1
    offset = 0
    do throws(TemplateError) {
      return try body()
    } catch {
      let step = TemplateError.Step(template: caller.name, line: Int(callerLine), what: what())
      throw place(error).passed(step)
    }
  }

  /// Adds the current place to an error that has none.
  func place(_ error: TemplateError) -> TemplateError {
    error.placed(
      in: program.name, source: program.source, offset: Int(offset), statementLine: Int(line))
  }

  /// Collects what a body writes.
  func captured(_ body: () throws(TemplateError) -> Void) throws(TemplateError) -> String {
    var saved: [UInt8] = []
    let pending = pendingFailure
    pendingFailure = nil
    swap(&saved, &buffer.pointee)
    defer {
      swap(&saved, &buffer.pointee)
      pendingFailure = pending
    }
    try body()
    try checkOutput()
    try throwPending()
    try make(buffer.pointee.count)
    return String(decoding: buffer.pointee, as: UTF8.self)
  }

  func throwPending() throws(TemplateError) {
    guard let failure = pendingFailure else { return }
    pendingFailure = nil
    throw failure
  }

  /// An undefined value of the environment's mode.
  func undefined(
    hint: String? = nil, owner: String? = nil, name: Value = .none, path: String? = nil,
    nearby: (() -> String?)? = nil
  ) -> Value {
    .undefined(
      Undefined(
        mode: environment.options.undefined, hint: hint, owner: owner, name: name, path: path, nearby: nearby)
    )
  }
}
