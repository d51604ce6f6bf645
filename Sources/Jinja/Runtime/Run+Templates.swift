extension Run {
  /// Renders the top level of a template, then of what it extends.
  func render(_ program: Program, in context: Context, as what: String) throws(TemplateError) {
    try enter(program, in: context, what) { () throws(TemplateError) in
      let frame = Frame(run: self, context: context, slotCount: program.root.slotCount)
      program.root.load(frame)
      if let slot = program.selfSlot { frame[slot] = .object(TemplateReference(context)) }
      _ = try program.root.body.execute(frame)
      if let parent = frame.parentTemplate { try render(parent, in: context, as: "extends") }
    }
  }

  /// Renders one block, `depth` levels up the chain of templates.
  func render(block name: String, depth: Int, in context: Context) throws(TemplateError) {
    guard let blocks = context.blocks[name], depth < blocks.count else {
      throw TemplateError(.runtime, "there is no block called '\(name)'")
    }
    let block = blocks[depth]
    try enter(block.program, in: context, "block '\(name)'") { () throws(TemplateError) in
      let frame = Frame(run: self, context: context, slotCount: block.code.function.slotCount)
      line = Int32(block.code.line)
      block.code.function.load(frame)
      if let slot = block.code.selfSlot { frame[slot] = .object(TemplateReference(context)) }
      if let slot = block.code.superSlot {
        frame[slot] =
          depth + 1 < blocks.count
          ? .object(BlockReference(name: name, context: context, depth: depth + 1))
          : undefined(hint: "there is no parent block called '\(name)'.", name: .string("super"))
      }
      _ = try block.code.function.body.execute(frame)
    }
  }

  /// Whether the code that runs escapes what it prints.
  var autoescape: Bool { context?.autoescape ?? environment.options.autoescape }

  /// Loads a template named by a value; several names mean the first that exists.
  func load(_ value: Value, allowsList: Bool) throws(TemplateError) -> Program {
    switch value {
    case .string(let name), .markup(let name): return try environment.program(named: name)
    case .undefined(let undefined): throw undefined.failure
    case .list, .tuple:
      guard allowsList else { break }
      let names = try value.items(in: self)
      guard !names.isEmpty else {
        throw TemplateError(.notFound, "Tried to select from an empty list of templates.")
      }
      for candidate in names {
        do throws(TemplateError) {
          return try load(candidate, allowsList: false)
        } catch {
          if error.kind == .notFound || (error.kind == .undefined && !error.hasPlace) { continue }
          throw error
        }
      }
      let list = names.map(\.shortText).joined(separator: ", ")
      throw TemplateError(.notFound, "none of the templates given were found: \(list)")
    default: break
    }
    throw TemplateError(.notFound, "there is no template \(value.shortText)")
  }

  /// A template as a module.
  func module(of program: Program, parent: Scope) throws(TemplateError) -> ModuleObject {
    let context = Context(program: program, parent: parent, autoescape: environment.options.autoescape)
    let text = try captured { () throws(TemplateError) in
      try render(program, in: context, as: "import")
    }
    return ModuleObject(name: program.name, text: text, context: context)
  }

  /// A template as a module that sees nothing of its importer; made once.
  func sharedModule(of program: Program) throws(TemplateError) -> ModuleObject {
    if let module = modules[program.name] { return module }
    let module = try module(of: program, parent: globalScope)
    modules[program.name] = module
    return module
  }
}
