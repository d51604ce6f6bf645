/// One unit of code with its own frame: a template's top level, a block, a macro, a recursive loop.
final class FunctionScope {
  let id: Int
  let parent: FunctionScope?
  private var slots: [Key: Int] = [:]
  private(set) var slotCount = 0

  private struct Key: Hashable {
    var name: String
    var level: Int
  }

  init(id: Int, parent: FunctionScope?) {
    self.id = id
    self.parent = parent
  }

  /// The variable of a name at a level of nesting; equal names of sibling scopes share one.
  func variable(_ name: String, level: Int) -> Variable {
    let key = Key(name: name, level: level)
    if let slot = slots[key] { return Variable(function: id, slot: slot) }
    slots[key] = slotCount
    slotCount += 1
    return Variable(function: id, slot: slotCount - 1)
  }

  /// How code of this function reaches a variable.
  func access(_ variable: Variable) -> VariableAccess {
    var hops = 0
    var function: FunctionScope? = self
    while let current = function, current.id != variable.function {
      hops += 1
      function = current.parent
    }
    return VariableAccess(hops: hops, slot: variable.slot)
  }
}

/// Names of one scope and what they refer to: the same analysis as Jinja2's `idtracking`.
final class Symbols {
  /// How a variable gets its first value.
  enum Load {
    case parameter
    case resolve(String)
    case alias(Variable)
    case undefined
  }

  let level: Int
  let parent: Symbols?
  let function: FunctionScope
  /// What this branch of a condition goes on from; what it finds itself lies over it.
  private let base: Symbols?
  private(set) var references: [String: Variable] = [:]
  private(set) var loads: [Variable: Load] = [:]
  private(set) var stores: Set<String> = []

  init(parent: Symbols?, function: FunctionScope) {
    self.parent = parent
    self.function = function
    level = parent.map { $0.level + 1 } ?? 0
    base = nil
  }

  /// A branch: copies would make long templates take time with the square of their length.
  private init(over base: Symbols) {
    level = base.level
    parent = base.parent
    function = base.function
    self.base = base
  }

  @discardableResult
  private func define(_ name: String, _ load: Load) -> Variable {
    let variable = function.variable(name, level: level)
    references[name] = variable
    loads[variable] = load
    return variable
  }

  func find(_ name: String) -> Variable? { own(name) ?? parent?.find(name) }

  private func own(_ name: String) -> Variable? { references[name] ?? base?.own(name) }

  private func isStored(_ name: String) -> Bool { stores.contains(name) || base?.isStored(name) ?? false }

  func store(_ name: String) {
    stores.insert(name)
    guard own(name) == nil else { return }
    if let outer = parent?.find(name) { define(name, .alias(outer)) } else { define(name, .undefined) }
  }

  @discardableResult
  func declareParameter(_ name: String) -> Variable {
    stores.insert(name)
    return define(name, .parameter)
  }

  func load(_ name: String) {
    if find(name) == nil { define(name, .resolve(name)) }
  }

  /// Names that this and the outer scopes assign, with what they refer to here.
  var visibleStores: [(name: String, variable: Variable)] {
    var seen: Set<String> = []
    var result: [(name: String, variable: Variable)] = []
    var symbols: Symbols? = self
    while let current = symbols {
      for name in current.stores.sorted() where seen.insert(name).inserted {
        if let variable = find(name) { result.append((name, variable)) }
      }
      symbols = current.parent
    }
    return result
  }

  /// What entering the scope does.
  var code: Loads {
    var code = Loads()
    for (variable, load) in loads.sorted(by: { $0.key.slot < $1.key.slot }) {
      switch load {
      case .parameter: break
      case .resolve(let name):
        if stores.contains(name) {
          code.resolved.append((variable.slot, Name(name)))
        } else {
          code.invariant.append((variable.slot, Name(name)))
        }
      case .alias(let outer): code.aliased.append((variable.slot, function.access(outer)))
      case .undefined: code.cleared.append(variable.slot)
      }
    }
    return code
  }

  /// Analyses the branches of a condition apart and joins what they found.
  private func join(_ branches: [Symbols]) {
    let joined = branches.reduce(into: Set<String>()) { $0.formUnion($1.stores) }.filter { !isStored($0) }
    for branch in branches {
      references.merge(branch.references) { $1 }
      loads.merge(branch.loads) { $1 }
      stores.formUnion(branch.stores)
    }
    for name in joined {
      guard let target = find(name) else { continue }
      if let outer = parent?.find(name) {
        loads[target] = .alias(outer)
      } else {
        loads[target] = .resolve(name)
      }
    }
  }
}

extension Symbols {
  func analyse(_ body: [StatementSyntax]) { for statement in body { analyse(statement) } }

  /// Names that an expression reads.
  func analyse(_ expression: ExpressionSyntax) {
    switch expression.kind {
    case .name(let name), .namespaceTarget(let name, _): load(name)
    default: for child in expression.children { analyse(child) }
    }
  }

  /// Names that an assignment writes.
  func analyse(target: ExpressionSyntax, asParameter: Bool = false) {
    switch target.kind {
    case .name(let name): if asParameter { declareParameter(name) } else { store(name) }
    case .namespaceTarget(let name, _): load(name)
    default: for child in target.children { analyse(target: child, asParameter: asParameter) }
    }
  }

  private func analyse(_ statement: StatementSyntax) {
    switch statement.kind {
    case .output(let items):
      for case .expression(let expression) in items { analyse(expression) }
    case .loop(let loop): analyse(loop.iterable)
    case .condition(let condition): analyse(condition)
    case .with(_, let values, _): for value in values { analyse(value) }
    case .autoescape, .block, .breakLoop, .continueLoop, .debug: break
    case .extends(let template), .include(let template, _, _): analyse(template)
    case .importModule(let template, let target, _):
      analyse(template)
      store(target)
    case .importNames(let template, let names, _):
      analyse(template)
      for name in names { store(name.alias) }
    case .set(let target, let value):
      analyse(value)
      analyse(target: target)
    case .setBlock(let target, _, _): analyse(target: target)
    case .macro(let macro): if let name = macro.name { store(name) }
    case .callBlock(_, let call): analyse(call)
    case .filterBlock(let filter, _): analyse(filter)
    case .evaluate(let expression): analyse(expression)
    }
  }

  private func analyse(_ condition: ConditionSyntax) {
    guard let first = condition.branches.first else { return }
    analyse(first.test)
    let body = Symbols(over: self)
    body.analyse(first.body)
    let others = Symbols(over: self)
    // Each `elif` is a condition without further branches.
    for branch in condition.branches.dropFirst() {
      others.analyse(ConditionSyntax(branches: [branch], otherwise: []))
    }
    let otherwise = Symbols(over: self)
    otherwise.analyse(condition.otherwise)
    join([body, others, otherwise])
  }
}
