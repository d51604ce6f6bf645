final class BlockStatement: Executable {
  private let name: String
  private let locals: [LocalVariable]?
  private let isRequired, isChecked: Bool
  private let line, offset: Int32

  init(
    name: String, locals: [LocalVariable]?, isRequired: Bool, isChecked: Bool, line: Int, offset: Int
  ) {
    self.name = name
    self.locals = locals
    self.isRequired = isRequired
    self.isChecked = isChecked
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    if isChecked, frame.parentTemplate != nil { return .next }
    let run = frame.run
    run.line = line
    run.offset = offset
    if isRequired, (frame.context.blocks[name]?.count ?? 0) <= 1 {
      throw TemplateError(.runtime, "Required block '\(name)' not found")
    }
    let context = locals.map { frame.context.derived(with: $0.dict(frame)) } ?? frame.context
    try run.render(block: name, depth: 0, in: context)
    return .next
  }
}

final class ExtendsStatement: Executable {
  private let template: any Evaluable
  private let isSecond: Bool
  private let checkLine, line, offset: Int32

  init(template: any Evaluable, isSecond: Bool, checkLine: Int, line: Int, offset: Int) {
    self.template = template
    self.isSecond = isSecond
    self.checkLine = Int32(checkLine)
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let run = frame.run
    if isSecond, frame.parentTemplate != nil {
      run.line = checkLine
      run.offset = offset
      throw TemplateError(.runtime, "extended multiple times")
    }
    run.line = line
    let value = try template.evaluate(frame)
    run.offset = offset
    let parent = try run.load(value, allowsList: false)
    frame.parentTemplate = parent
    frame.context.extend(with: parent)
    return .next
  }
}

/// An `extends` behind one that certainly ran.
final class SecondExtends: Executable {
  private let line, offset: Int32

  init(line: Int, offset: Int) {
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    frame.run.line = line
    frame.run.offset = offset
    throw TemplateError(.runtime, "extended multiple times")
  }
}

final class IncludeStatement: Executable {
  private let template: any Evaluable
  private let allowsList, ignoreMissing: Bool
  /// `nil`: without context.
  private let locals: [LocalVariable]?
  private let line, offset: Int32

  init(
    template: any Evaluable, allowsList: Bool, ignoreMissing: Bool, locals: [LocalVariable]?, line: Int,
    offset: Int
  ) {
    self.template = template
    self.allowsList = allowsList
    self.ignoreMissing = ignoreMissing
    self.locals = locals
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let run = frame.run
    run.line = line
    let program: Program
    do throws(TemplateError) {
      let value = try template.evaluate(frame)
      run.offset = offset
      program = try run.load(value, allowsList: allowsList)
    } catch {
      if ignoreMissing, error.kind == .notFound { return .next }
      throw error
    }
    guard let locals else {
      let text = try run.sharedModule(of: program).text
      if frame.captures > 0 {
        frame.direct += text.utf8
      } else {
        run.buffer.pointee.append(contentsOf: text.utf8)
      }
      return .next
    }
    let context = Context(
      program: program, parent: frame.context.snapshot(with: locals.dict(frame)),
      autoescape: run.environment.options.autoescape)
    try run.render(program, in: context, as: "include")
    return .next
  }
}

/// `import` and `from … import`.
final class ImportStatement: Executable {
  private let template: any Evaluable
  /// Without a name: the module itself.
  private let names: [(name: String?, alias: String, slot: Int)]
  private let locals: [LocalVariable]?
  private let isTopLevel: Bool
  private let line, offset: Int32

  init(
    template: any Evaluable, names: [(name: String?, alias: String, slot: Int)], locals: [LocalVariable]?,
    isTopLevel: Bool, line: Int, offset: Int
  ) {
    self.template = template
    self.names = names
    self.locals = locals
    self.isTopLevel = isTopLevel
    self.line = Int32(line)
    self.offset = Int32(offset)
  }

  func execute(_ frame: Frame) throws(TemplateError) -> Flow {
    let run = frame.run
    run.line = line
    let value = try template.evaluate(frame)
    run.offset = offset
    let program = try run.load(value, allowsList: false)
    let module: ModuleObject
    if let locals {
      module = try run.module(of: program, parent: frame.context.snapshot(with: locals.dict(frame)))
    } else {
      module = try run.sharedModule(of: program)
    }
    for (name, alias, slot) in names {
      let value =
        try name.map { (name) throws(TemplateError) in
          try module.attribute(name)
            ?? run.undefined(
              hint:
                "the template '\(program.name)' (imported on line \(line) in '\(run.program.name)') does not export the requested name '\(name)'",
              name: .string(name))
        } ?? .object(module)
      frame[slot] = value
      if isTopLevel { frame.context.set(Name(alias), value, isExported: false) }
    }
    return .next
  }
}
