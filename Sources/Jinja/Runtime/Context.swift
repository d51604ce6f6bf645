/// Variables by name, inner ones first.
final class Scope {
  let values: DictObject
  let parent: Scope?

  init(_ values: DictObject, parent: Scope?) {
    self.values = values
    self.parent = parent
  }

  subscript(name: Name) -> Value? {
    var scope: Scope? = self
    while let current = scope {
      if let value = current.values[name] { return value }
      scope = current.parent
    }
    return nil
  }
}

/// What a template's code sees beside its locals: variables by name, blocks, escaping.
final class Context {
  /// A block's code and the template it comes from.
  struct Block {
    var program: Program
    var code: BlockCode
  }

  let program: Program
  let parent: Scope
  /// Set at the top level of the template.
  @exclusivity(unchecked) private(set) var variables = DictObject()
  @exclusivity(unchecked) private(set) var exported: Set<String> = []
  @exclusivity(unchecked) var autoescape: Bool
  /// Innermost first.
  @exclusivity(unchecked) var blocks: [String: [Block]] = [:]

  init(program: Program, parent: Scope, autoescape: Bool) {
    self.program = program
    self.parent = parent
    self.autoescape = autoescape
    for (name, code) in program.blocks { blocks[name] = [Block(program: program, code: code)] }
  }

  func resolve(_ name: Name) -> Value? { variables[name] ?? parent[name] }

  func set(_ name: Name, _ value: Value?, isExported: Bool) {
    variables[name] = value
    if isExported { exported.insert(name.text) } else { exported.remove(name.text) }
  }

  /// Forgets what was set, at the end of a render.
  func removeAll() { variables = DictObject() }

  /// Everything in reach, as another template may see it.
  func snapshot(with locals: DictObject? = nil) -> Scope {
    let own = variables.count == 0 ? parent : Scope(variables.copy(), parent: parent)
    return locals.map { Scope($0, parent: own) } ?? own
  }

  /// The same template with more variables: for scoped blocks.
  func derived(with locals: DictObject) -> Context {
    let context = Context(program: program, parent: snapshot(with: locals), autoescape: autoescape)
    context.blocks = blocks
    return context
  }

  func extend(with parent: Program) {
    for (name, code) in parent.blocks {
      blocks[name, default: []].append(Block(program: parent, code: code))
    }
  }
}
