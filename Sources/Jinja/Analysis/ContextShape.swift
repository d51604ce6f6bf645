package import OrderedJSON

/// What a template may expect of its context: names, and what they hold as far as it is known.
package indirect enum ContextShape: Sendable, Equatable {
  /// Nothing is known; every name may be there.
  case any
  /// A text, a number or a truth value: it has no members.
  case leaf
  case list(ContextShape)
  case members([String: ContextShape])

  /// The shape of a document; elements of a list are taken together, `null` may stand for anything.
  package init(_ json: JSON) {
    switch json {
    case .null: self = .any
    case .bool, .number, .string: self = .leaf
    case .array(let items):
      self = .list(items.map(ContextShape.init).reduce(nil) { $0?.joined(with: $1) ?? $1 } ?? .any)
    case .object(let object):
      self = .members(
        Dictionary(object.members.map { ($0.name, ContextShape($0.value)) }) { _, last in last })
    }
  }

  /// Reads paths such as `connections[].ike.version`; `names.*` says that a dict may hold any name.
  package init(paths: [String]) {
    self = .members([:])
    for path in paths { insert(VariablePath(path).steps[...]) }
  }

  private mutating func insert(_ steps: ArraySlice<VariablePath.Step>) {
    guard let first = steps.first else { return }
    switch first {
    case .element:
      var inner = if case .list(let inner) = self { inner } else { ContextShape.leaf }
      inner.insert(steps.dropFirst())
      self = .list(inner)
    case .member("*"): self = .any
    case .member(let name):
      var members = if case .members(let members) = self { members } else { [String: ContextShape]() }
      members[name, default: .leaf].insert(steps.dropFirst())
      self = .members(members)
    }
  }

  private func joined(with other: ContextShape) -> ContextShape {
    switch (self, other) {
    case (.members(let left), .members(let right)):
      .members(left.merging(right) { $0.joined(with: $1) })
    case (.list(let left), .list(let right)): .list(left.joined(with: right))
    case (.leaf, .leaf): .leaf
    default: .any
    }
  }

  /// The first step of a path that leads nowhere, with the names that were there instead.
  func firstMissing(of path: VariablePath) -> (step: Int, known: [String])? {
    var shape = self
    for (index, step) in path.steps.enumerated() {
      switch (shape, step) {
      case (.any, _), (.leaf, .element): return nil
      // A key that is known only when rendering.
      case (.members, .element): return nil
      case (.list(let inner), .element): shape = inner
      case (.members(let members), .member(let name)):
        guard let member = members[name] else { return (index, members.keys.sorted()) }
        shape = member
      case (.leaf, .member), (.list, .member): return (index, [])
      }
    }
    return nil
  }
}
