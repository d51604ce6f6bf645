/// A constant in a template's source.
enum Constant: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case bigInt(BigInt)
  case double(Double)
  case string(String)

  var value: Value {
    switch self {
    case .none: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .bigInt(let value): .bigInt(value)
    case .double(let value): .double(value)
    case .string(let text): .string(text)
    }
  }
}

/// An expression with its place; `line` is the line that Jinja2 gives the same node.
final class ExpressionSyntax: Sendable {
  indirect enum Kind: Sendable {
    case constant(Constant)
    case name(String)
    /// `ns.attribute` as an assignment's target.
    case namespaceTarget(name: String, attribute: String)
    case tuple([ExpressionSyntax])
    case list([ExpressionSyntax])
    case dict([(key: ExpressionSyntax, value: ExpressionSyntax)])
    case conditional(test: ExpressionSyntax, then: ExpressionSyntax, otherwise: ExpressionSyntax?)
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
    case and(ExpressionSyntax, ExpressionSyntax)
    case or(ExpressionSyntax, ExpressionSyntax)
    case not(ExpressionSyntax)
    case negative(ExpressionSyntax)
    case positive(ExpressionSyntax)
    case concatenation([ExpressionSyntax])
    case comparison(ExpressionSyntax, [(Comparison, ExpressionSyntax)])
    case attribute(ExpressionSyntax, String)
    case item(ExpressionSyntax, ExpressionSyntax)
    case slice(start: ExpressionSyntax?, stop: ExpressionSyntax?, step: ExpressionSyntax?)
    case call(ExpressionSyntax, ArgumentsSyntax)
    /// Without an operand: the body of a filter block.
    case filter(ExpressionSyntax?, name: String, ArgumentsSyntax)
    case test(ExpressionSyntax, name: String, ArgumentsSyntax)
  }

  let kind: Kind
  let line: Int
  let offset: Int
  /// Levels of nesting below, so that a walk over the tree has a bounded depth.
  let depth: Int

  init(_ kind: Kind, line: Int, offset: Int) {
    self.kind = kind
    self.line = line
    self.offset = offset
    depth = 1 + ExpressionSyntax.children(of: kind).reduce(0) { max($0, $1.depth) }
  }

  var children: [ExpressionSyntax] { ExpressionSyntax.children(of: kind) }

  private static func children(of kind: Kind) -> [ExpressionSyntax] {
    switch kind {
    case .constant, .name, .namespaceTarget: []
    case .tuple(let items), .list(let items), .concatenation(let items): items
    case .dict(let pairs): pairs.flatMap { [$0.key, $0.value] }
    // The test first, as Jinja2 lists a conditional's parts.
    case .conditional(let test, let then, let otherwise): [test, then] + (otherwise.map { [$0] } ?? [])
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right): [left, right]
    case .not(let operand), .negative(let operand), .positive(let operand): [operand]
    case .comparison(let first, let rest): [first] + rest.map(\.1)
    case .attribute(let object, _): [object]
    case .item(let object, let key): [object, key]
    case .slice(let start, let stop, let step): [start, stop, step].compactMap { $0 }
    case .call(let callee, let arguments): [callee] + arguments.expressions
    case .filter(let operand, _, let arguments): (operand.map { [$0] } ?? []) + arguments.expressions
    case .test(let operand, _, let arguments): [operand] + arguments.expressions
    }
  }
}

/// Arguments of a call, filter or test.
struct ArgumentsSyntax: Sendable {
  var positional: [ExpressionSyntax] = []
  var named: [(name: String, value: ExpressionSyntax)] = []
  /// What follows `*`.
  var spread: ExpressionSyntax?
  /// What follows `**`.
  var namedSpread: ExpressionSyntax?

  var expressions: [ExpressionSyntax] {
    positional + named.map(\.value) + [spread, namedSpread].compactMap { $0 }
  }
}

enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
}

enum Comparison: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case isIn = "in"
  case isNotIn = "not in"
}

/// A statement with its place.
final class StatementSyntax: Sendable {
  indirect enum Kind: Sendable {
    case output([OutputItem])
    case loop(LoopSyntax)
    case condition(ConditionSyntax)
    case with(targets: [ExpressionSyntax], values: [ExpressionSyntax], body: [StatementSyntax])
    case autoescape(ExpressionSyntax, body: [StatementSyntax])
    case block(BlockSyntax)
    case extends(ExpressionSyntax)
    case include(ExpressionSyntax, ignoreMissing: Bool, withContext: Bool)
    case importModule(ExpressionSyntax, target: String, withContext: Bool)
    case importNames(ExpressionSyntax, names: [(name: String, alias: String)], withContext: Bool)
    case set(target: ExpressionSyntax, value: ExpressionSyntax)
    case setBlock(target: ExpressionSyntax, filter: ExpressionSyntax?, body: [StatementSyntax])
    case macro(MacroSyntax)
    case callBlock(MacroSyntax, call: ExpressionSyntax)
    case filterBlock(ExpressionSyntax, body: [StatementSyntax])
    case evaluate(ExpressionSyntax)
    case breakLoop
    case continueLoop
    case debug
  }

  /// Text or an expression of an output statement.
  enum OutputItem: Sendable {
    case data(Range<Int>)
    case expression(ExpressionSyntax)
  }

  let kind: Kind
  let line: Int
  let offset: Int

  init(_ kind: Kind, line: Int, offset: Int) {
    self.kind = kind
    self.line = line
    self.offset = offset
  }
}

struct LoopSyntax: Sendable {
  var target: ExpressionSyntax
  var iterable: ExpressionSyntax
  var filter: ExpressionSyntax?
  var isRecursive: Bool
  var body: [StatementSyntax]
  var otherwise: [StatementSyntax]
  /// Where `else` stands, if there is one.
  var elseOffset: Int?
}

struct ConditionSyntax: Sendable {
  struct Branch: Sendable {
    var test: ExpressionSyntax
    var body: [StatementSyntax]
    var line: Int
    var offset: Int
  }

  /// `if` and its `elif`s.
  var branches: [Branch]
  var otherwise: [StatementSyntax]
  /// Where `else` stands, if there is one.
  var elseOffset: Int?
}

struct BlockSyntax: Sendable {
  var name: String
  var isScoped: Bool
  var isRequired: Bool
  var body: [StatementSyntax]
}

struct MacroSyntax: Sendable {
  /// `nil` for a call block.
  var name: String?
  var parameters: [ExpressionSyntax]
  /// Of the last parameters.
  var defaults: [ExpressionSyntax]
  var body: [StatementSyntax]

  var parameterNames: [String] {
    parameters.map { if case .name(let name) = $0.kind { name } else { "" } }
  }
}
