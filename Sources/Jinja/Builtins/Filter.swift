/// Names of a function's parameters: arguments are matched to them once, here, with Python's rules.
package struct Parameters: Sendable {
  let names: [String]
  let required: Int
  /// Further positional arguments are allowed.
  let takesRest: Bool
  /// Further named arguments are allowed.
  let takesNamedRest: Bool

  package init(
    _ names: [String] = [], required: Int = 0, takesRest: Bool = false, takesNamedRest: Bool = false
  ) {
    self.names = names
    self.required = required
    self.takesRest = takesRest
    self.takesNamedRest = takesNamedRest
  }

  func bind(_ arguments: Arguments, of function: String) throws(TemplateError) -> Call.Bound {
    var bound = Call.Bound(values: [], rest: [], namedRest: [])
    if arguments.positional.count <= names.count {
      bound.values = arguments.positional.map(Optional.some)
    } else {
      bound.values = arguments.positional.prefix(names.count).map(Optional.some)
      bound.rest = Array(arguments.positional.dropFirst(names.count))
      guard takesRest else {
        throw .type(
          "\(function)() takes \(names.count) arguments but \(arguments.positional.count) were given")
      }
    }
    for _ in bound.values.count..<names.count { bound.values.append(nil) }
    for (name, value) in arguments.named {
      if let place = names.firstIndex(of: name) {
        guard bound.values[place] == nil else {
          throw .type("\(function)() got multiple values for argument '\(name)'")
        }
        bound.values[place] = value
      } else if takesNamedRest {
        bound.namedRest.append((name, value))
      } else {
        throw .type("\(function)() got an unexpected keyword argument '\(name)'")
      }
    }
    for place in 0..<required where bound.values[place] == nil {
      throw .type("\(function)() missing required argument '\(names[place])'")
    }
    return bound
  }
}

/// One call of a filter, test or function: what it is applied to, and its arguments by place.
package struct Call {
  struct Bound {
    var values: [Value?]
    var rest: [Value]
    var namedRest: [(name: String, value: Value)]
  }

  /// What the filter or test is applied to; `none` for functions.
  package let value: Value
  private let bound: Bound
  package let run: Run

  init(value: Value, bound: Bound, run: Run) {
    self.value = value
    self.bound = bound
    self.run = run
  }

  /// Positional arguments beyond the parameters.
  package var rest: [Value] { bound.rest }
  /// Named arguments beyond the parameters.
  package var namedRest: [(name: String, value: Value)] { bound.namedRest }

  /// The argument of a parameter; `nil` when it was not given.
  package subscript(place: Int) -> Value? { place < bound.values.count ? bound.values[place] : nil }

  /// An integer; `true` counts as 1.
  package func int(_ place: Int, default value: Int) throws(TemplateError) -> Int {
    guard let argument = self[place] else { return value }
    return try argument.wholeNumber()
  }

  /// Text, from a string argument alone.
  package func text(_ place: Int, default value: String) throws(TemplateError) -> String {
    guard let argument = self[place] else { return value }
    return try argument.requireText()
  }

  /// The truth of any argument.
  package func bool(_ place: Int, default value: Bool = false) throws(TemplateError) -> Bool {
    try self[place]?.isTrue() ?? value
  }

  /// The value itself as text: strings as they are, others as they print.
  package func subject() throws(TemplateError) -> String { try value.printed() }

  /// The same kind of text as the value: safe text stays safe.
  func same(_ text: String) -> Value {
    if case .markup = value { return .markup(text) }
    return .string(text)
  }
}

extension Value {
  /// An index-like integer, as Python's C functions take it.
  func wholeNumber() throws(TemplateError) -> Int {
    if case .undefined(let undefined) = self, undefined.mode == .strict { throw undefined.failure }
    guard let number = integer else {
      throw .type("'\(typeName)' object cannot be interpreted as an integer")
    }
    return number.int ?? (number.isNegative ? -.max : .max)
  }

  func requireText() throws(TemplateError) -> String {
    if let text { return text }
    if case .undefined(let undefined) = self, undefined.mode == .strict { throw undefined.failure }
    throw .type("expected a string, not \(typeName)")
  }
}

/// A filter: `value|name(arguments)`.
package struct Filter: Sendable {
  package typealias Body = @Sendable (Call) throws(TemplateError) -> Value

  private let parameters: Parameters
  private let body: Body

  package init(_ body: @escaping Body) { self.init(Parameters(), body) }

  package init(_ parameters: Parameters, _ body: @escaping Body) {
    self.parameters = parameters
    self.body = body
  }

  func apply(_ value: Value, _ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    try run.made(try body(Call(value: value, bound: try parameters.bind(arguments, of: "filter"), run: run)))
  }
}

/// A test: `value is name(arguments)`.
package struct Test: Sendable {
  package typealias Body = @Sendable (Call) throws(TemplateError) -> Bool

  private let parameters: Parameters
  private let body: Body

  package init(_ body: @escaping Body) { self.init(Parameters(), body) }

  package init(_ parameters: Parameters, _ body: @escaping Body) {
    self.parameters = parameters
    self.body = body
  }

  func apply(_ value: Value, _ arguments: Arguments, in run: Run) throws(TemplateError) -> Bool {
    try body(Call(value: value, bound: try parameters.bind(arguments, of: "test"), run: run))
  }
}

/// A global function: `name(arguments)`.
package struct Function: Sendable {
  package typealias Body = @Sendable (Call) throws(TemplateError) -> Value

  private let parameters: Parameters
  private let body: Body

  package init(_ body: @escaping Body) { self.init(Parameters(), body) }

  package init(_ parameters: Parameters, _ body: @escaping Body) {
    self.parameters = parameters
    self.body = body
  }

  func apply(_ name: String, _ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    try body(Call(value: .none, bound: try parameters.bind(arguments, of: name), run: run))
  }
}
