/// The way from the context to a value: `connections[].ike.version`.
struct VariablePath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    /// Any element of a list, or of a dict whose key is known only when rendering.
    case element
  }

  var steps: [Step]

  /// The way to a variable of the context.
  init(name: String) { steps = [.member(name)] }

  init(steps: some Sequence<Step>) { self.steps = Array(steps) }

  /// Reads what `text` writes.
  init(_ text: String) {
    steps = []
    for part in text.split(separator: ".") {
      var name = part
      var elements = 0
      while name.hasSuffix("[]") {
        name = name.dropLast(2)
        elements += 1
      }
      if !name.isEmpty { steps.append(.member(String(name))) }
      steps += [Step](repeating: .element, count: elements)
    }
  }

  func appending(_ step: Step) -> VariablePath { VariablePath(steps: steps + [step]) }

  func prefix(_ count: Int) -> VariablePath { VariablePath(steps: steps.prefix(count)) }

  var text: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .element: text += "[]"
      case .member(let name): text += text.isEmpty ? name : ".\(name)"
      }
    }
  }
}

/// Where a value comes from, as far as that can be told without rendering.
indirect enum Origin: Hashable, Sendable {
  case unknown
  case path(VariablePath)
  /// A list whose elements come from there.
  case listOf(Origin)
  /// Pairs of a key and a value that comes from there.
  case pairsOf(Origin)
  case macro(Int)
  case module(Int)

  var element: Origin {
    switch self {
    case .path(let path): .path(path.appending(.element))
    case .listOf(let element): element
    case .pairsOf: self
    default: .unknown
    }
  }
}
