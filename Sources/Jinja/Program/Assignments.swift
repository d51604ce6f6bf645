/// Where an assignment puts its value.
indirect enum AssignmentTarget: Sendable {
  case slot(Int)
  case namespace(any Evaluable, attribute: Name, checkLine: Int)
  case tuple([AssignmentTarget])

  func assign(_ value: Value, _ frame: Frame) throws(TemplateError) {
    switch self {
    case .slot(let slot): frame[slot] = value
    case .namespace(let variable, let attribute, _):
      guard case .object(let object as NamespaceObject) = try variable.evaluate(frame) else { return }
      object.attributes[attribute] = value
    case .tuple(let targets):
      var iterator = try unpacking(value)
      for (index, target) in targets.enumerated() {
        guard let item = try iterator.next() else {
          throw .value("not enough values to unpack (expected \(targets.count), got \(index))")
        }
        try target.assign(item, frame)
      }
      if try iterator.next() != nil {
        throw .value("too many values to unpack (expected \(targets.count))")
      }
    }
  }

  private func unpacking(_ value: Value) throws(TemplateError) -> ValueIterator {
    do throws(TemplateError) {
      return try ValueIterator(value)
    } catch {
      throw error.kind == .undefined ? error : .type("cannot unpack non-iterable \(value.typeName) object")
    }
  }

  /// Only a namespace takes attributes; checked before the value is evaluated.
  func check(_ frame: Frame) throws(TemplateError) {
    switch self {
    case .slot: break
    case .namespace(let variable, _, let checkLine):
      let line = frame.run.line
      frame.run.line = Int32(checkLine)
      guard case .object(let object) = try variable.evaluate(frame), object is NamespaceObject else {
        throw TemplateError(.runtime, "cannot assign attribute on non-namespace object")
      }
      frame.run.line = line
    case .tuple(let targets): for target in targets { try target.check(frame) }
    }
  }
}

/// A local variable by name.
struct LocalVariable: Sendable {
  var name: Name
  var access: VariableAccess
}

extension [LocalVariable] {
  /// The variables that have a value.
  func dict(_ frame: Frame) -> DictObject {
    let dict = DictObject()
    for variable in self {
      if let value = variable.access.read(frame) { dict[variable.name] = value }
    }
    return dict
  }

  /// Makes top-level assignments visible beyond the frame.
  func export(_ frame: Frame) {
    for variable in self {
      guard let value = variable.access.read(frame) else { continue }
      frame.context.set(variable.name, value, isExported: variable.name.isPublic)
    }
  }
}

final class SetStatement: Executable {
  private let target: AssignmentTarget
  private let value: any Evaluable
  private let exports: [LocalVariable]
  private let line: Int32
  private let offset: Int32

  init(target: AssignmentTarget, value: any Evaluable, exports: [LocalVariable], line: Int, offset: Int) {
    self.target = target
    self.value = value
    self.exports = exports
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    frame.run.line = line
    frame.run.offset = offset
    try target.check(frame)
    let value = try value.evaluate(frame)
    frame.run.offset = offset
    try target.assign(value, frame)
    exports.export(frame)
    return .next
  }
}

final class SetBlockStatement: Executable {
  private let loads: Loads
  private let body: Body
  private let filter: (any Evaluable)?
  private let target: AssignmentTarget
  private let exports: [LocalVariable]
  private let line: Int32
  private let offset: Int32

  init(
    loads: Loads, body: Body, filter: (any Evaluable)?, target: AssignmentTarget, exports: [LocalVariable],
    line: Int, offset: Int
  ) {
    self.loads = loads
    self.body = body
    self.filter = filter
    self.target = target
    self.exports = exports
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let run = frame.run
    loads.load(frame)
    let (text, flow) = try frame.captured(body, line)
    if flow != .next { return flow }
    run.offset = offset
    var value = run.autoescape ? Value.markup(text) : .string(text)
    if let filter { value = try frame.filtered(value, by: filter) }
    if run.autoescape, value.text == nil { value = .markup(try value.printed()) }
    if run.autoescape, case .string(let text) = value { value = .markup(text) }
    try target.assign(value, frame)
    exports.export(frame)
    return .next
  }
}

final class FilterBlockStatement: Executable {
  private let loads: Loads
  private let body: Body
  private let filter: any Evaluable
  private let line: Int32
  private let offset: Int32

  init(loads: Loads, body: Body, filter: any Evaluable, line: Int, offset: Int) {
    self.loads = loads
    self.body = body
    self.filter = filter
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let run = frame.run
    loads.load(frame)
    let (text, flow) = try frame.captured(body, line)
    if flow != .next { return flow }
    run.offset = offset
    let value = try frame.filtered(run.autoescape ? .markup(text) : .string(text), by: filter)
    guard let text = value.text else {
      // Jinja2 finds out when it joins the pieces.
      run.pendingFailure =
        run.pendingFailure ?? .type("sequence item 0: expected str instance, \(value.typeName) found")
      return .next
    }
    run.buffer.pointee.append(contentsOf: text.utf8)
    return .next
  }
}

extension Frame {
  /// What a body prints; its pieces are joined in the line of the statement.
  fileprivate func captured(
    _ body: Body, _ line: Int32
  ) throws(TemplateError) -> (text: String, flow: Flow) {
    var flow = Flow.next
    captures += 1
    defer { captures -= 1 }
    let text = try run.captured { () throws(TemplateError) in
      flow = try body.execute(self)
      if flow == .next { run.line = line }
    }
    if captures == 1, !direct.isEmpty {
      run.buffer.pointee += direct
      direct = []
    }
    return (text, flow)
  }

  fileprivate func filtered(_ value: Value, by filter: any Evaluable) throws(TemplateError) -> Value {
    let saved = run.blockBody
    defer { run.blockBody = saved }
    run.blockBody = value
    return try filter.evaluate(self)
  }
}

final class MacroStatement: Executable {
  private let code: MacroCode
  private let slot: Int
  private let name: Name
  private let isTopLevel: Bool

  init(code: MacroCode, slot: Int, name: String, isTopLevel: Bool) {
    self.code = code
    self.slot = slot
    self.name = Name(name)
    self.isTopLevel = isTopLevel
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let macro = Value.object(MacroObject(code, program: frame.run.program, frame: frame))
    frame[slot] = macro
    if isTopLevel { frame.context.set(name, macro, isExported: name.isPublic) }
    return .next
  }
}
