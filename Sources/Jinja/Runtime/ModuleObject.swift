/// An imported template: its exported names as attributes, its output as text.
final class ModuleObject: Object {
  private let name: String
  let text: String
  private let exports: DictObject

  init(name: String, text: String, context: Context) {
    self.name = name
    self.text = text
    exports = DictObject()
    for (key, value) in zip(context.variables.keys, context.variables.values) {
      if let name = key.text, context.exported.contains(name) { exports[name: name] = value }
    }
  }

  var typeName: String { "jinja2.environment.TemplateModule" }
  func repr() throws(TemplateError) -> String { "<TemplateModule '\(name)'>" }

  func attribute(_ name: String) throws(TemplateError) -> Value? {
    exports[name: name] ?? (name == "__name__" ? .string(self.name) : nil)
  }
}

/// `self` in a template: its blocks.
final class TemplateReference: Object {
  private let context: Context

  init(_ context: Context) { self.context = context }

  var typeName: String { "jinja2.runtime.TemplateReference" }
  func repr() throws(TemplateError) -> String { "<TemplateReference '\(context.program.name)'>" }

  func item(_ key: Value) throws(TemplateError) -> Value? {
    guard let name = key.text, context.blocks[name] != nil else { return nil }
    return .object(BlockReference(name: name, context: context, depth: 0))
  }

  func attribute(_ name: String) throws(TemplateError) -> Value? { try item(.string(name)) }
}

/// `super` and `self.name`: a block that can be called, and has a `super` itself.
final class BlockReference: Object {
  private let name: String
  private let context: Context
  private let depth: Int

  init(name: String, context: Context, depth: Int) {
    self.name = name
    self.context = context
    self.depth = depth
  }

  var typeName: String { "jinja2.runtime.BlockReference" }
  var isCallable: Bool { true }

  func attribute(_ name: String) throws(TemplateError) -> Value? {
    guard name == "super" else { return nil }
    guard depth + 1 < (context.blocks[self.name]?.count ?? 0) else { return nil }
    return .object(BlockReference(name: self.name, context: context, depth: depth + 1))
  }

  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    guard arguments.positional.isEmpty, arguments.named.isEmpty else {
      throw .type("a block takes no arguments")
    }
    let text = try run.captured { () throws(TemplateError) in
      try run.render(block: name, depth: depth, in: context)
    }
    return context.autoescape ? .markup(text) : .string(text)
  }
}
