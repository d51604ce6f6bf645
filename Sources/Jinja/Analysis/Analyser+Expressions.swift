import Diagnostics
import HashTreeCollections

extension Analyser {
  /// Methods of dicts, lists and texts: no members of the context.
  private static let methods: Set<String> = [
    "append", "capitalize", "casefold", "center", "clear", "copy", "count", "encode", "endswith",
    "expandtabs",
    "extend", "find", "format", "format_map", "fromkeys", "get", "index", "insert", "isalnum", "isalpha",
    "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable", "isspace",
    "istitle", "isupper", "items", "join", "keys", "ljust", "lower", "lstrip", "maketrans", "partition",
    "pop",
    "popitem", "remove", "removeprefix", "removesuffix", "replace", "reverse", "rfind", "rindex", "rjust",
    "rpartition", "rsplit", "rstrip", "setdefault", "sort", "split", "splitlines", "startswith", "strip",
    "swapcase", "title", "translate", "update", "upper", "values", "zfill",
  ]
  /// Filters that give elements of their list, in a list.
  private static let choosing: Set<String> = [
    "list", "sort", "unique", "reverse", "select", "selectattr", "reject", "rejectattr",
  ]
  /// Filters whose arguments name a member of the elements, and the argument's place.
  private static let naming: [String: Int] = [
    "selectattr": 0, "rejectattr": 0, "groupby": 0, "sum": 0, "sort": 2, "unique": 1, "min": 1, "max": 1,
    "join": 1,
  ]
  /// Filters whose argument is the name of a filter or a test, and the argument's place.
  private static let lookups: [String: (place: Int, isTest: Bool)] = [
    "map": (0, false), "select": (0, true), "reject": (0, true), "selectattr": (1, true),
    "rejectattr": (1, true),
  ]

  /// Reads an expression: every path in it is used.
  @discardableResult
  func use(_ expression: ExpressionSyntax, _ flow: Knowledge) -> Origin {
    let origin: Origin
    switch expression.kind {
    case .constant, .namespaceTarget: return .unknown
    case .name(let name): origin = self.origin(ofName: name, at: expression.offset, flow)
    case .attribute(let object, let name): origin = member(name, of: use(object, flow), expression, flow)
    case .item(let object, let key):
      let owner = use(object, flow)
      use(key, flow)
      origin = item(key, of: owner, expression, flow)
    case .tuple(let items), .list(let items):
      let origins = Set(items.map { use($0, flow) })
      return origins.count == 1 ? .listOf(origins.first ?? .unknown) : .unknown
    case .conditional(let test, let then, let otherwise): return conditional(test, then, otherwise, flow)
    case .and(let left, let right):
      use(left, flow)
      var inner = flow
      inner.certain.formUnion(certain(left, holds: true, flow))
      use(right, inner)
      return .unknown
    case .or(let left, let right):
      let first = use(left, flow)
      var inner = flow
      inner.certain.formUnion(certain(left, holds: false, flow))
      use(right, inner)
      return first
    case .call(let callee, let arguments): return call(callee, arguments, flow)
    case .filter(let operand, let name, let arguments):
      return filter(operand, name, arguments, expression, flow)
    case .test(let operand, let name, let arguments):
      check(test: name, at: expression)
      use(operand, name == "defined" || name == "undefined" ? allowingMissing(operand, flow) : flow)
      for argument in arguments.expressions { use(argument, flow) }
      return .unknown
    default:
      for child in expression.children { use(child, flow) }
      return .unknown
    }
    if case .path(let path) = origin { record(path, at: expression.start, flow) }
    return origin
  }

  /// What a name stands for; one that nothing declares is looked up in the context.
  func origin(ofName name: String, at offset: Int, _ flow: Knowledge) -> Origin {
    if let slot = flow.names[name] {
      use(slot)
      guard slot.mayBeUnset, !flow.isDeferred else { return slot.origin }
      if !flow.certain.contains(name), case .members(let members) = context, members[name] == nil {
        remark(
          "template-undefined", .error, at: offset, "'\(name)' is undefined unless a condition before holds",
          remedy: "Set it in every branch, or give it a default.")
      }
      return slot.origin
    }
    if flow.isDeferred, current.declared.contains(name) {
      use(later: name)
      return .unknown
    }
    if environment.globals[name] != nil { return .unknown }
    if !flow.hasContext {
      if !flow.certain.contains(name) {
        remark(
          "template-undefined", .error, at: offset,
          "'\(name)' is undefined: the template is loaded without context",
          remedy: "Load it 'with context', or give the value as an argument.")
      }
      return .unknown
    }
    return .path(VariablePath(name: name))
  }

  private func member(_ name: String, of owner: Origin, _ expression: ExpressionSyntax, _ flow: Knowledge)
    -> Origin
  {
    switch owner {
    case .path(let path): return .path(path.appending(.member(name)))
    case .module(let index):
      guard let slot = modules[index][name] else {
        let near = Nearby.name(to: name, among: modules[index].keys.sorted())
        if !name.hasPrefix("_") {
          remark(
            "template-undefined", .error, at: expression.start, "the imported template has no '\(name)'",
            remedy: near.map { "Did you mean '\($0)'?" })
        }
        return .unknown
      }
      use(slot)
      return slot.origin
    default: return .unknown
    }
  }

  private func item(
    _ key: ExpressionSyntax, of owner: Origin, _ expression: ExpressionSyntax, _ flow: Knowledge
  )
    -> Origin
  {
    if let name = key.constantText { return member(name, of: owner, expression, flow) }
    if case .slice = key.kind { return owner }
    return owner.element
  }

  private func conditional(
    _ test: ExpressionSyntax, _ then: ExpressionSyntax, _ otherwise: ExpressionSyntax?, _ flow: Knowledge
  ) -> Origin {
    use(test, flow)
    if let truth = test.constantTruth {
      remark("template-unreachable", at: test.start, "the test is always \(truth ? "true" : "false")")
    }
    var yes = flow
    yes.certain.formUnion(certain(test, holds: true, flow))
    var no = flow
    no.certain.formUnion(certain(test, holds: false, flow))
    let origins = Set([use(then, yes)] + (otherwise.map { [use($0, no)] } ?? []))
    return origins.count == 1 ? origins.first ?? .unknown : .unknown
  }

  // MARK: Calls

  private func call(_ callee: ExpressionSyntax, _ arguments: ArgumentsSyntax, _ flow: Knowledge) -> Origin {
    let positional = arguments.positional.map { use($0, flow) }
    let named = Dictionary(arguments.named.map { ($0.name, use($0.value, flow)) }) { first, _ in first }
    for value in [arguments.spread, arguments.namedSpread].compactMap(\.self) { use(value, flow) }
    if case .attribute(let object, let method) = callee.kind, Analyser.methods.contains(method) {
      let owner = use(object, flow)
      if case .module = owner {} else { return result(of: method, owner, arguments, callee, flow) }
    }
    if case .macro(let index) = use(callee, flow) { call(index, positional, named) }
    return .unknown
  }

  private func result(
    of method: String, _ owner: Origin, _ arguments: ArgumentsSyntax, _ callee: ExpressionSyntax,
    _ flow: Knowledge
  ) -> Origin {
    switch method {
    case "items": return .pairsOf(owner.element)
    case "values": return .listOf(owner.element)
    case "copy": return owner
    case "get":
      guard case .path(let path) = owner, let name = arguments.positional.first?.constantText else {
        return owner.element
      }
      let member = path.appending(.member(name))
      var inner = flow
      inner.certain.insert(member.text)
      record(member, at: callee.start, inner)
      return .unknown
    default: return .unknown
    }
  }

  // MARK: Filters and tests

  private func filter(
    _ operand: ExpressionSyntax?, _ name: String, _ arguments: ArgumentsSyntax,
    _ expression: ExpressionSyntax,
    _ flow: Knowledge
  ) -> Origin {
    check(filter: name, at: expression)
    for argument in arguments.expressions { use(argument, flow) }
    let isDefault = name == "default" || name == "d"
    let value = operand.map { use($0, isDefault ? allowingMissing($0, flow) : flow) } ?? .unknown
    if let lookup = Analyser.lookups[name], lookup.place < arguments.positional.count {
      let argument = arguments.positional[lookup.place]
      if let wanted = argument.constantText {
        if lookup.isTest { check(test: wanted, at: argument) } else { check(filter: wanted, at: argument) }
      }
    }
    var member: Origin?
    let hasDefault = arguments.named.contains { $0.name == "default" }
    if name == "map" || Analyser.naming[name] != nil {
      let place = Analyser.naming[name].flatMap {
        $0 < arguments.positional.count ? arguments.positional[$0] : nil
      }
      let named = arguments.named.first { $0.name == "attribute" }?.value
      if let path = (named ?? place)?.constantText, case .path(let element) = value.element {
        var inner = element
        for step in path.split(separator: ",").first?.split(separator: ".") ?? [] {
          inner.steps.append(step.allSatisfy(\.isNumber) ? .element : .member(String(step)))
        }
        var sure = flow
        if hasDefault { sure.certain.insert(inner.text) }
        record(inner, at: expression.start, sure)
        member = .path(inner)
      }
    }
    switch name {
    case "first", "last", "random", "min", "max": return value.element
    case "map": return member.map(Origin.listOf) ?? .unknown
    case "dictsort", "items": return .pairsOf(value.element)
    case "default", "d": return value
    case let name where Analyser.choosing.contains(name): return value
    default: return .unknown
    }
  }

  private func check(filter name: String, at expression: ExpressionSyntax) {
    check(name, "filter", environment.filters, at: expression)
  }

  private func check(test name: String, at expression: ExpressionSyntax) {
    check(name, "test", environment.tests, at: expression)
  }

  private func check<Known>(
    _ name: String, _ kind: String, _ known: [String: Known], at expression: ExpressionSyntax
  ) {
    guard known[name] == nil, !current.asked.contains(name) else { return }
    let near = Nearby.name(to: name, among: known.keys.sorted())
    remark(
      "template-unknown-\(kind)", .error, at: expression.offset, "there is no \(kind) '\(name)'",
      remedy: near.map { "Did you mean '\($0)'?" })
  }

  // MARK: What conditions make sure of

  /// The flow for an operand that may be missing.
  private func allowingMissing(_ operand: ExpressionSyntax, _ flow: Knowledge) -> Knowledge {
    guard let text = pathText(operand, flow) else { return flow }
    var inner = flow
    inner.certain.insert(text)
    return inner
  }

  /// Paths that are there when a test holds, or does not.
  func certain(_ test: ExpressionSyntax, holds: Bool, _ flow: Knowledge) -> Set<String> {
    switch test.kind {
    case .test(let operand, let name, _) where name == (holds ? "defined" : "undefined"):
      pathText(operand, flow).map { [$0] } ?? []
    case .not(let operand): certain(operand, holds: !holds, flow)
    case .and(let left, let right) where holds:
      certain(left, holds: true, flow).union(certain(right, holds: true, flow))
    case .or(let left, let right) where !holds:
      certain(left, holds: false, flow).union(certain(right, holds: false, flow))
    default: []
    }
  }

  /// Where names, members and items lead, without counting as a use.
  private func pathText(_ expression: ExpressionSyntax, _ flow: Knowledge) -> String? {
    path(expression, flow)?.text
  }

  private func path(_ expression: ExpressionSyntax, _ flow: Knowledge) -> VariablePath? {
    switch expression.kind {
    case .name(let name):
      guard let slot = flow.names[name] else { return VariablePath(name: name) }
      if case .path(let path) = slot.origin, !slot.mayBeUnset { return path }
      return slot.mayBeUnset ? VariablePath(name: name) : nil
    case .attribute(let object, let name): return path(object, flow)?.appending(.member(name))
    case .item(let object, let key):
      return path(object, flow)?.appending(key.constantText.map { .member($0) } ?? .element)
    default: return nil
    }
  }
}
