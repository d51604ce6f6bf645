/// Which of some names a body reads without assigning them first: Jinja2's `find_undeclared`.
struct UndeclaredNames {
  private var names: Set<String>
  private(set) var found: Set<String> = []

  static func find(_ names: Set<String>, in body: [StatementSyntax]) -> Set<String> {
    var search = UndeclaredNames(names: names)
    search.visit(body)
    return search.found
  }

  private init(names: Set<String>) { self.names = names }

  private mutating func visit(_ body: [StatementSyntax]) { for statement in body { visit(statement) } }

  private mutating func visit(_ expression: ExpressionSyntax) {
    if case .name(let name) = expression.kind {
      if names.contains(name) { found.insert(name) }
    } else {
      for child in expression.children { visit(child) }
    }
  }

  private mutating func visit(target: ExpressionSyntax) {
    if case .name(let name) = target.kind {
      names.remove(name)
    } else {
      for child in target.children { visit(target: child) }
    }
  }

  private mutating func visit(_ macro: MacroSyntax) {
    for parameter in macro.parameters { visit(target: parameter) }
    for value in macro.defaults { visit(value) }
    visit(macro.body)
  }

  private mutating func visit(_ statement: StatementSyntax) {
    switch statement.kind {
    case .output(let items): for case .expression(let expression) in items { visit(expression) }
    case .loop(let loop):
      visit(target: loop.target)
      visit(loop.iterable)
      visit(loop.body)
      visit(loop.otherwise)
      if let filter = loop.filter { visit(filter) }
    case .condition(let condition):
      for branch in condition.branches {
        visit(branch.test)
        visit(branch.body)
      }
      visit(condition.otherwise)
    case .with(let targets, let values, let body):
      for target in targets { visit(target: target) }
      for value in values { visit(value) }
      visit(body)
    case .autoescape(let value, let body):
      visit(value)
      visit(body)
    case .block, .breakLoop, .continueLoop, .debug: break
    case .extends(let template), .include(let template, _, _), .importModule(let template, _, _),
      .importNames(let template, _, _):
      visit(template)
    case .set(let target, let value):
      visit(target: target)
      visit(value)
    case .setBlock(let target, let filter, let body):
      visit(target: target)
      if let filter { visit(filter) }
      visit(body)
    case .macro(let macro): visit(macro)
    case .callBlock(let macro, let call):
      visit(call)
      visit(macro)
    case .filterBlock(let filter, let body):
      visit(body)
      visit(filter)
    case .evaluate(let expression): visit(expression)
    }
  }
}

extension StatementSyntax {
  /// Bodies nested directly in the statement.
  var bodies: [[StatementSyntax]] {
    switch kind {
    case .loop(let loop): [loop.body, loop.otherwise]
    case .condition(let condition): condition.branches.map(\.body) + [condition.otherwise]
    case .with(_, _, let body), .autoescape(_, let body), .setBlock(_, _, let body),
      .filterBlock(_, let body):
      [body]
    case .block(let block): [block.body]
    case .macro(let macro), .callBlock(let macro, _): [macro.body]
    default: []
    }
  }

  /// Targets that the statement assigns.
  var targets: [ExpressionSyntax] {
    switch kind {
    case .loop(let loop): [loop.target]
    case .set(let target, _), .setBlock(let target, _, _): [target]
    default: []
    }
  }

  /// The statement and all below it, outside in.
  func visitAll(_ visit: (StatementSyntax) throws(TemplateError) -> Void) throws(TemplateError) {
    try visit(self)
    for body in bodies { for statement in body { try statement.visitAll(visit) } }
  }

  func contains(_ matches: (StatementSyntax) -> Bool) -> Bool {
    if matches(self) { return true }
    return bodies.contains { body in body.contains { $0.contains(matches) } }
  }
}
