import Diagnostics
import HashTreeCollections

extension Analyser {
  func visit(_ body: [StatementSyntax], _ flow: inout Knowledge) {
    var jump: String?
    for statement in body {
      guard mayGoOn() else { return }
      if let jumped = jump {
        remark("template-unreachable", at: statement.offset, "nothing after '\(jumped)' is reached")
        jump = nil
      }
      switch statement.kind {
      case .breakLoop: jump = "break"
      case .continueLoop: jump = "continue"
      default: visit(statement, &flow)
      }
    }
  }

  private func visit(_ statement: StatementSyntax, _ flow: inout Knowledge) {
    switch statement.kind {
    case .output(let items):
      for item in items {
        switch item {
        case .data(let range): check(text: range)
        case .expression(let value): use(value, flow)
        }
      }
    case .loop(let loop): visit(loop, statement, &flow)
    case .condition(let condition): visit(condition, &flow)
    case .with(let targets, let values, let body):
      var inner = flow
      for (target, value) in zip(targets, values) { bind(target, .other, use(value, flow), &inner) }
      visit(body, &inner)
    case .autoescape(let value, let body):
      use(value, flow)
      visitInner(body, flow)
    case .block(let block):
      var inner = flow
      inner.isDeferred = true
      for name in ["super", "self"] { declare(name, .other, at: 0, .unknown, &inner) }
      visit(block.body, &inner)
    case .extends(let value):
      parents += load(value, statement, ignoresMissing: false, flow)
    case .include(let value, let ignoreMissing, let withContext):
      for template in load(value, statement, ignoresMissing: ignoreMissing, flow) {
        var inner = withContext ? flow : Knowledge()
        inner.hasContext = inner.hasContext && withContext
        analyse(template, &inner)
      }
    case .importModule(let value, let target, let withContext):
      let names = modules(value, statement, withContext, flow)
      if let names { modules.append(names) }
      let origin: Origin = names == nil ? .unknown : .module(modules.count - 1)
      declare(target, .imported, at: statement.offset, origin, &flow)
    case .importNames(let value, let names, let withContext):
      let module = modules(value, statement, withContext, flow)
      for (name, alias) in names {
        let slot = module?[name]
        if let slot { use(slot) }
        if let module, slot == nil {
          let near = Nearby.name(to: name, among: module.keys.sorted())
          remark(
            "template-undefined", .error, at: statement.offset, "the imported template has no '\(name)'",
            remedy: near.map { "Did you mean '\($0)'?" })
        }
        declare(alias, .imported, at: statement.offset, slot?.origin ?? .unknown, &flow)
      }
    case .set(let target, let value): bind(target, .set, use(value, flow), &flow)
    case .setBlock(let target, let filter, let body):
      visitInner(body, flow)
      if let filter { use(filter, flow) }
      bind(target, .set, .unknown, &flow)
    case .macro(let macro):
      guard let name = macro.name else { return }
      let index = define(macro, flow)
      declare(name, .macro, at: statement.offset, .macro(index), &flow)
    case .callBlock(let macro, let call):
      use(call, flow)
      var inner = flow
      for value in macro.defaults { use(value, flow) }
      for name in macro.parameterNames { declare(name, .other, at: 0, .unknown, &inner) }
      visit(macro.body, &inner)
    case .filterBlock(let filter, let body):
      use(filter, flow)
      visitInner(body, flow)
    case .evaluate(let value): use(value, flow)
    case .breakLoop, .continueLoop, .debug: break
    }
  }

  private func visitInner(_ body: [StatementSyntax], _ flow: Knowledge) {
    var inner = flow
    visit(body, &inner)
  }

  /// Declares the names of a target; `kind` is what they are to the reader.
  func bind(_ target: ExpressionSyntax, _ kind: Declaration.Kind, _ origin: Origin, _ flow: inout Knowledge) {
    switch target.kind {
    case .name(let name): declare(name, kind, at: target.offset, origin, &flow)
    case .namespaceTarget(let name, _): _ = self.origin(ofName: name, at: target.offset, flow)
    case .tuple(let items):
      for (index, item) in items.enumerated() {
        // Of several names the unused ones are there for the others.
        let part: Origin = if case .pairsOf(let value) = origin, index == 1 { value } else { .unknown }
        bind(item, .other, part, &flow)
      }
    default: break
    }
  }

  private func visit(_ loop: LoopSyntax, _ statement: StatementSyntax, _ flow: inout Knowledge) {
    let list = use(loop.iterable, flow)
    if loop.iterable.constantTruth == false {
      remark("template-unreachable", at: statement.offset, "the loop runs over nothing")
    }
    var inner = flow
    let element: Origin = if case .pairsOf = list { list } else { list.element }
    if case .path(let path) = element { record(path, at: loop.iterable.start, flow) }
    bind(loop.target, .other, element, &inner)
    declare("loop", .other, at: 0, .unknown, &inner)
    if let filter = loop.filter {
      use(filter, inner)
      inner.certain.formUnion(certain(filter, holds: true, inner))
    }
    visit(loop.body, &inner)
    visitInner(loop.otherwise, flow)
  }

  private func visit(_ condition: ConditionSyntax, _ flow: inout Knowledge) {
    var branches: [Knowledge] = []
    var seen: Set<String> = []
    var isDecided = false
    var rest = flow.branch()
    for branch in condition.branches {
      use(branch.test, rest)
      let truth = branch.test.constantTruth
      if isDecided {
        remark(
          "template-unreachable", at: branch.offset, "the test before is always true: this is never reached")
      } else if truth == false {
        remark(
          "template-unreachable", at: branch.offset, "the test is always false: its branch is never reached")
      } else if let signature = branch.test.signature, !seen.insert(signature).inserted {
        remark(
          "template-unreachable", at: branch.offset, "the same test stands above: its branch is never reached"
        )
      }
      var inner = rest.branch()
      inner.certain.formUnion(certain(branch.test, holds: true, rest))
      visit(branch.body, &inner)
      if truth != false, !isDecided { branches.append(inner) }
      rest.certain.formUnion(certain(branch.test, holds: false, rest))
      if truth == true, !isDecided {
        isDecided = true
        if condition.branches.count == 1, condition.otherwise.isEmpty {
          remark(
            "template-unreachable", at: branch.offset,
            "the test is always true: the condition decides nothing")
        }
      }
    }
    if isDecided, let first = condition.otherwise.first {
      remark(
        "template-unreachable", at: first.offset, "a test before is always true: 'else' is never reached")
    }
    visit(condition.otherwise, &rest)
    if !isDecided { branches.append(rest) }
    flow.join(branches)
  }

  // MARK: Other templates

  /// The templates that an expression names; a missing one is a finding.
  private func load(
    _ value: ExpressionSyntax, _ statement: StatementSyntax, ignoresMissing: Bool, _ flow: Knowledge
  ) -> [ParsedTemplate] {
    use(value, flow)
    guard let names = value.templateNames else {
      useAll(flow)
      return []
    }
    let present = names.filter { exists($0) }
    var isAlternative = false
    switch value.kind {
    case .list, .tuple: isAlternative = true
    default: break
    }
    let missing = isAlternative && !present.isEmpty ? [] : names.filter { !present.contains($0) }
    if !ignoresMissing {
      for name in missing {
        remark("template-missing", .error, at: value.start, "there is no template '\(name)'")
      }
    }
    return present.compactMap(parse)
  }

  private func exists(_ name: String) -> Bool { (try? environment.loader.source(named: name)) ?? nil != nil }

  private func modules(
    _ value: ExpressionSyntax, _ statement: StatementSyntax, _ withContext: Bool, _ flow: Knowledge
  ) -> [String: Slot]? {
    var inner = withContext ? flow : Knowledge()
    inner.hasContext = inner.hasContext && withContext
    let templates = load(value, statement, ignoresMissing: false, flow)
    guard templates.count == 1, let template = templates.first else { return nil }
    return module(template, inner)
  }

  // MARK: Text

  /// Tabs, and blanks before a line's end: devices keep them, people do not see them.
  private func check(text range: Range<Int>) {
    let source = current.source
    var hasTab = false
    for at in range {
      let byte = source[at]
      if byte == 0x0A { hasTab = false }
      if byte == 0x09, !hasTab {
        hasTab = true
        remark(
          "template-tab", at: at, "a tab in the output",
          remedy: "Write blanks, or {{ \"\\t\" }} where it is meant.")
      }
      guard byte == 0x0A, at > range.lowerBound, source[at - 1] == 0x20 || source[at - 1] == 0x09 else {
        continue
      }
      var first = at - 1
      while first > range.lowerBound, source[first - 1] == 0x20 || source[first - 1] == 0x09 { first -= 1 }
      remark(
        "template-trailing-blank", at: first, "blanks at the end of an output line", remedy: "Remove them.")
    }
  }
}
