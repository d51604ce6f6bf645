/// A template's source and statements.
struct ParsedTemplate {
  let name: String
  let source: [UInt8]
  let body: [StatementSyntax]
  /// Names that the template declares at its top level, conditions included.
  let declared: Set<String>
  /// Filters and tests that the template asks for with `is filter` or `is test` before it uses them.
  let asked: Set<String>
  /// Offsets at which lines begin.
  private let lineStarts: [Int]

  init(name: String, source: [UInt8], body: [StatementSyntax]) {
    self.name = name
    self.source = source
    self.body = body
    lineStarts = [0] + source.indices.filter { source[$0] == 0x0A }.map { $0 + 1 }
    declared = ParsedTemplate.declared(in: body)
    var asked: Set<String> = []
    for expression in body.flatMap(\.allExpressions) { expression.collectAsked(&asked) }
    self.asked = asked
  }

  private static func declared(in body: [StatementSyntax]) -> Set<String> {
    body.reduce(into: []) { names, statement in
      switch statement.kind {
      case .set(let target, _), .setBlock(let target, _, _): names.formUnion(target.assignedNames)
      case .macro(let macro): if let name = macro.name { names.insert(name) }
      case .importModule(_, let target, _): names.insert(target)
      case .importNames(_, let list, _): names.formUnion(list.map(\.alias))
      case .condition: for inner in statement.bodies { names.formUnion(declared(in: inner)) }
      default: break
      }
    }
  }

  /// Whether the template prints nothing by itself: it is there to be imported.
  var isLibrary: Bool {
    var declares = false
    for statement in body {
      switch statement.kind {
      case .macro, .set, .setBlock, .importModule, .importNames: declares = true
      case .output(let items):
        for item in items {
          guard case .data(let range) = item, source[range].allSatisfy({ $0 <= 0x20 }) else { return false }
        }
      default: return false
      }
    }
    return declares
  }

  func place(_ offset: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, offset - lineStarts[low] + 1)
  }
}

extension StatementSyntax {
  /// Expressions of the statement itself.
  var expressions: [ExpressionSyntax] {
    switch kind {
    case .output(let items): items.compactMap { if case .expression(let value) = $0 { value } else { nil } }
    case .loop(let loop): [loop.iterable] + (loop.filter.map { [$0] } ?? [])
    case .condition(let condition): condition.branches.map(\.test)
    case .with(_, let values, _): values
    case .autoescape(let value, _), .extends(let value), .evaluate(let value), .set(_, let value): [value]
    case .include(let value, _, _), .importModule(let value, _, _), .importNames(let value, _, _): [value]
    case .setBlock(_, let filter, _): filter.map { [$0] } ?? []
    case .macro(let macro): macro.defaults
    case .callBlock(let macro, let call): macro.defaults + [call]
    case .filterBlock(let filter, _): [filter]
    case .block, .breakLoop, .continueLoop, .debug: []
    }
  }

  /// Expressions of the statement and of all below it.
  var allExpressions: [ExpressionSyntax] { expressions + bodies.flatMap { $0.flatMap(\.allExpressions) } }
}

extension ExpressionSyntax {
  fileprivate func collectAsked(_ names: inout Set<String>) {
    if case .test(let operand, let test, _) = kind, test == "filter" || test == "test" {
      if let name = operand.constantText { names.insert(name) }
    }
    for child in children { child.collectAsked(&names) }
  }

  var constantText: String? { if case .constant(.string(let text)) = kind { text } else { nil } }

  /// Where the expression begins: at its leftmost part.
  var start: Int {
    switch kind {
    case .attribute(let object, _), .item(let object, _), .call(let object, _), .test(let object, _, _):
      object.start
    case .filter(let operand, _, _): operand?.start ?? offset
    default: offset
    }
  }

  /// The value of a test that never changes; `nil` where it may.
  var constantTruth: Bool? {
    switch kind {
    case .constant(let constant): try? constant.value.isTrue()
    case .list(let items), .tuple(let items): !items.isEmpty
    case .dict(let pairs): !pairs.isEmpty
    case .not(let operand): operand.constantTruth.map { !$0 }
    case .and(let left, let right):
      left.constantTruth == false || right.constantTruth == false
        ? false : left.constantTruth == true && right.constantTruth == true ? true : nil
    case .or(let left, let right):
      left.constantTruth == true || right.constantTruth == true
        ? true : left.constantTruth == false && right.constantTruth == false ? false : nil
    default: nil
    }
  }

  /// A text that is equal for equal tests; `nil` for what is not compared.
  var signature: String? {
    func join(_ parts: [ExpressionSyntax], _ sign: String) -> String? {
      let texts = parts.compactMap(\.signature)
      return texts.count == parts.count ? "(\(texts.joined(separator: " \(sign) ")))" : nil
    }
    switch kind {
    case .name(let name): return name
    case .constant(let constant): return "\(constant)"
    case .attribute(let object, let name): return object.signature.map { "\($0).\(name)" }
    case .item(let object, let key): return join([object, key], "[]")
    case .not(let operand): return operand.signature.map { "not \($0)" }
    case .and(let left, let right): return join([left, right], "and")
    case .or(let left, let right): return join([left, right], "or")
    case .comparison(let first, let rest):
      return join([first] + rest.map(\.1), rest.map(\.0.rawValue).joined(separator: ","))
    case .test(let operand, let name, let arguments):
      return arguments.named.isEmpty ? join([operand] + arguments.expressions, "is \(name)") : nil
    case .filter(let operand?, let name, let arguments):
      return arguments.named.isEmpty ? join([operand] + arguments.expressions, "| \(name)") : nil
    default: return nil
    }
  }
}
