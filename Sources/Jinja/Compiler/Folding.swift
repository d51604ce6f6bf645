extension Compiler {
  /// Jinja2 folds slices of constants with other rules than it runs them: the value where that can be seen.
  func foldedSlice(_ expression: ExpressionSyntax) -> (any Evaluable)? {
    guard !isVolatile, expression.isFoldable, expression.holdsSlice else { return nil }
    return constant(expression)?.constantCode
  }
}

extension Value {
  /// What gives the value anew each time; `nil` for values that Jinja2 does not write into its code.
  fileprivate var constantCode: (any Evaluable)? {
    switch self {
    case .none: return ConstantExpression(constant: .none)
    case .bool(let value): return ConstantExpression(constant: .bool(value))
    case .int(let value): return ConstantExpression(constant: .int(value))
    case .bigInt(let value): return ConstantExpression(constant: .bigInt(value))
    case .double(let value): return ConstantExpression(constant: .double(value))
    case .string(let value): return ConstantExpression(constant: .string(value))
    case .list(let list): return Value.code(of: list.items).map { ListExpression(items: $0) }
    case .tuple(let tuple):
      guard tuple.names.isEmpty else { return nil }
      return Value.code(of: tuple.items).map { TupleExpression(items: $0) }
    default: return nil
    }
  }

  private static func code(of items: [Value]) -> [any Evaluable]? {
    let code = items.compactMap(\.constantCode)
    return code.count == items.count ? code : nil
  }
}

extension ExpressionSyntax {
  /// Made of constants alone, or of a constant that keeps the rest from being looked at.
  var isFoldable: Bool {
    switch kind {
    case .name, .namespaceTarget, .call: false
    case .and(let left, _), .or(let left, _): left.isFoldable
    case .conditional(let test, _, _): test.isFoldable
    case .comparison(let first, let rest): first.isFoldable && (rest.first?.1.isFoldable ?? true)
    case .filter: !isLeftForTheRun && children.allSatisfy(\.isFoldable)
    default: children.allSatisfy(\.isFoldable)
    }
  }

  /// Not known before the run, whatever its parts are.
  var isLeftForTheRun: Bool {
    switch kind {
    case .name, .namespaceTarget, .call: true
    case .filter(let operand, let name, _): operand == nil || Folding.contextFilters.contains(name)
    default: false
    }
  }

  fileprivate var holdsSlice: Bool {
    if case .item(_, let key) = kind, case .slice = key.kind { return true }
    return children.contains(where: \.holdsSlice)
  }
}

/// A part of an expression that is folded which only the run knows: reaching it ends the folding.
final class UnknownExpression: Evaluable {
  func evaluate(_ frame: Frame) throws(TemplateError) -> Value { throw .value("not known before the run") }
}

/// Evaluates constant expressions at compile time, with the optimiser's slips.
enum Folding {
  /// Filters that need a context are left for the run.
  static let contextFilters: Set<String> = ["map", "select", "reject", "selectattr", "rejectattr", "random"]

  static func value(of expression: ExpressionSyntax, compiler: Compiler) throws(TemplateError) -> Value {
    let function = FunctionScope(id: 0, parent: nil)
    let place = Compiler.Place(symbols: Symbols(parent: nil, function: function))
    var plain = compiler
    // A constant concatenation joins without escaping.
    plain.autoescape = false
    plain.recording = nil
    plain.isFolding = true
    let code = try plain.expression(expression, place)
    let program = Program(
      name: compiler.name, source: [],
      root: FunctionCode(slotCount: 0, loads: Loads(), body: Body(statements: [])),
      selfSlot: nil, blocks: [:])
    let run = Run(environment: compiler.environment, program: program)
    let context = Context(program: program, parent: run.globalScope, autoescape: compiler.autoescape)
    run.context = context
    return try code.evaluate(Frame(run: run, context: context, slotCount: 0))
  }
}
