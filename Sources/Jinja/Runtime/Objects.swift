/// What `namespace()` gives: attributes that inner scopes may set.
final class NamespaceObject: Object {
  let attributes: DictObject

  init(_ attributes: DictObject) { self.attributes = attributes }

  var typeName: String { "jinja2.utils.Namespace" }
  func repr() throws(TemplateError) -> String { "<Namespace \(try Value.dict(attributes).repr())>" }
  func attribute(_ name: String) throws(TemplateError) -> Value? { attributes[name: name] }
  func attribute(_ name: Name) throws(TemplateError) -> Value? { attributes[name] }
}

/// Values one at a time, each once: what `map`, `select` and others give.
package final class Generator: Object {
  private var body: (() throws(TemplateError) -> Value?)?
  package let typeName: String

  package init(_ typeName: String = "generator", _ body: @escaping () throws(TemplateError) -> Value?) {
    self.typeName = typeName
    self.body = body
  }

  func next() throws(TemplateError) -> Value? {
    guard let body else { return nil }
    do throws(TemplateError) {
      if let value = try body() { return value }
    } catch {
      self.body = nil
      throw error
    }
    self.body = nil
    return nil
  }

  package func iterator() throws(TemplateError) -> ValueIterator? { ValueIterator(self) }
  package func repr() throws(TemplateError) -> String { "<\(typeName) object>" }
}

/// `range(start, stop, step)`: numbers that are never all made at once.
final class RangeObject: Object {
  let start, stop, step: Int

  init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  var typeName: String { "range" }

  /// `nil` when there are more than a machine integer counts.
  var length: Int? {
    if step > 0 ? start >= stop : start <= stop { return 0 }
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    guard !overflow else { return nil }
    let size = distance.magnitude
    return Int(exactly: (size - 1) / step.magnitude + 1)
  }

  func value(at index: Int) -> Value? {
    guard let length, index < length else { return nil }
    return .int(start + index * step)
  }

  func iterator() throws(TemplateError) -> ValueIterator? { ValueIterator(self) }

  func repr() throws(TemplateError) -> String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }

  func item(_ key: Value) throws(TemplateError) -> Value? {
    guard let index = key.integer?.int, let length else { return nil }
    let place = index < 0 ? index + length : index
    return place >= 0 ? value(at: place) : nil
  }

  func contains(_ value: Value) throws(TemplateError) -> Bool? {
    let whole: Int
    if let int = value.integer?.int {
      whole = int
    } else if case .double(let double) = value, let int = Int(exactly: double) {
      whole = int
    } else {
      return false
    }
    guard step > 0 ? (whole >= start && whole < stop) : (whole <= start && whole > stop) else { return false }
    let (distance, overflow) = whole.subtractingReportingOverflow(start)
    return !overflow && distance % step == 0
  }

  func equals(_ other: any Object) throws(TemplateError) -> Bool {
    guard let other = other as? RangeObject else { return false }
    guard length == other.length else { return false }
    return length == 0 || (start == other.start && (length == 1 || step == other.step))
  }
}

/// `cycler(…)`: values in turn.
final class CyclerObject: Object {
  private let items: [Value]
  private var place = 0

  init(_ items: [Value]) { self.items = items }

  var typeName: String { "jinja2.utils.Cycler" }

  func attribute(_ name: String) throws(TemplateError) -> Value? {
    switch name {
    case "current": items[place]
    case "items": .tuple(items)
    case "pos": .int(place)
    case "next":
      .object(
        FunctionObject("next") { [self] _, _ throws(TemplateError) in
          defer { place = (place + 1) % items.count }
          return items[place]
        })
    case "reset":
      .object(
        FunctionObject("reset") { [self] _, _ throws(TemplateError) in
          place = 0
          return .none
        })
    default: nil
    }
  }
}

/// `joiner(separator)`: nothing at the first call, the separator after that.
final class JoinerObject: Object {
  private let separator: Value
  private var isUsed = false

  init(_ separator: Value) { self.separator = separator }

  var typeName: String { "jinja2.utils.Joiner" }
  var isCallable: Bool { true }

  func attribute(_ name: String) throws(TemplateError) -> Value? {
    switch name {
    case "sep": separator
    case "used": .bool(isUsed)
    default: nil
    }
  }

  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    defer { isUsed = true }
    return isUsed ? separator : .string("")
  }
}

/// A function that templates can call.
package final class FunctionObject: Object {
  package typealias Body = (Arguments, Run) throws(TemplateError) -> Value

  let name: String
  private let shown: String?
  private let body: Body

  /// A function that prints as `shown`, or else as a function.
  package init(_ name: String, shown: String? = nil, _ body: @escaping Body) {
    self.name = name
    self.shown = shown
    self.body = body
  }

  package var typeName: String { "function" }
  package var isCallable: Bool { true }
  package func repr() throws(TemplateError) -> String { shown ?? "<function \(name)>" }

  package func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    try body(arguments, run)
  }
}

/// A method taken from its value without being called: `items.append`.
final class BoundMethod: Object {
  let receiver: Value
  let name: String

  init(_ receiver: Value, _ name: String) {
    self.receiver = receiver
    self.name = name
  }

  var typeName: String { "builtin_function_or_method" }
  var isCallable: Bool { true }

  func repr() throws(TemplateError) -> String {
    // Markup is a class of Python's own, a string is not.
    if case .markup = receiver { return "<bound method Markup.\(name) of \(try receiver.repr())>" }
    return "<built-in method \(name) of \(receiver.typeName) object>"
  }

  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    try Methods.call(receiver, name, arguments, in: run) ?? .none
  }
}

/// `dict.keys()`, `dict.values()`, `dict.items()`: live views.
final class DictView: Object {
  enum Part: String { case keys, values, items }

  let dict: DictObject
  let part: Part

  init(_ dict: DictObject, _ part: Part) {
    self.dict = dict
    self.part = part
  }

  var typeName: String { "dict_\(part.rawValue)" }
  var isHashable: Bool { part == .values }
  var length: Int? { dict.count }

  func items() -> [Value] {
    switch part {
    case .keys: dict.keys
    case .values: dict.values
    case .items: zip(dict.keys, dict.values).map { .tuple([$0, $1]) }
    }
  }

  func iterator() throws(TemplateError) -> ValueIterator? {
    part == .keys ? ValueIterator(keysOf: dict) : ValueIterator(items())
  }

  func repr() throws(TemplateError) -> String {
    "\(typeName)(\(try Value.list(ListObject(items())).repr()))"
  }

  func contains(_ value: Value) throws(TemplateError) -> Bool? {
    switch part {
    case .keys: return try dict.value(value) != nil
    case .values: return nil
    case .items:
      guard case .tuple(let pair) = value, pair.items.count == 2 else { return false }
      return try dict.value(pair.items[0])?.equals(pair.items[1]) ?? false
    }
  }

  func equals(_ other: any Object) throws(TemplateError) -> Bool {
    guard let other = other as? DictView, part != .values, other.part == part else { return self === other }
    guard dict.count == other.dict.count else { return false }
    for item in items() where try other.contains(item) != true { return false }
    return true
  }
}
