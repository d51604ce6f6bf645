/// Walks through a value as a Python `for` does.
package struct ValueIterator {
  /// Where the items come from.
  private enum Source {
    /// A list may grow while it is walked through.
    case list(ListObject)
    case items([Value])
    case dict(DictObject, count: Int)
    case scalars(String.UnicodeScalarView.Iterator)
    case range(RangeObject)
    case generator(Generator)
  }

  private var source: Source
  private var index = 0

  package init(_ items: [Value]) { source = .items(items) }
  init(keysOf dict: DictObject) { source = .dict(dict, count: dict.count) }
  init(_ range: RangeObject) { source = .range(range) }
  init(_ generator: Generator) { source = .generator(generator) }

  init(_ value: Value) throws(TemplateError) {
    switch value {
    case .list(let list): source = .list(list)
    case .tuple(let tuple): source = .items(tuple.items)
    case .dict(let dict): source = .dict(dict, count: dict.count)
    // Single characters of safe text are plain strings, as in Python.
    case .string(let text), .markup(let text): source = .scalars(text.unicodeScalars.makeIterator())
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      source = .items([])
    case .object(let object):
      guard let iterator = try object.iterator() else { throw value.notIterable }
      self = iterator
    default: throw value.notIterable
    }
  }

  package mutating func next() throws(TemplateError) -> Value? {
    switch source {
    case .list(let list):
      guard index < list.items.count else { return nil }
      index += 1
      return list.items[index - 1]
    case .items(let items):
      guard index < items.count else { return nil }
      index += 1
      return items[index - 1]
    case .dict(let dict, let count):
      guard dict.count == count else { throw .value("dictionary changed size during iteration") }
      guard index < count else { return nil }
      index += 1
      return dict.keys[index - 1]
    case .scalars(var iterator):
      guard let scalar = iterator.next() else { return nil }
      source = .scalars(iterator)
      return .string(String(Character(scalar)))
    case .range(let range):
      guard let value = range.value(at: index) else { return nil }
      index += 1
      return value
    case .generator(let generator): return try generator.next()
    }
  }

  /// Items left, where that is known without walking.
  var remaining: Int? {
    switch source {
    case .list(let list): list.items.count - index
    case .items(let items): items.count - index
    case .dict(_, let count): count - index
    case .range(let range): (range.length ?? .max) - index
    case .scalars, .generator: nil
    }
  }
}

extension Optional {
  /// The value, or one that is made now: `??` for makers that throw a typed error.
  func orMake(_ make: () throws(TemplateError) -> Wrapped) throws(TemplateError) -> Wrapped {
    if let self { return self }
    return try make()
  }
}

extension Value {
  /// The same object, or equal.
  func matches(_ other: Value) throws(TemplateError) -> Bool {
    if isIdentical(to: other) { return true }
    return try equals(other)
  }

  var notIterable: TemplateError { .type("'\(typeName)' object is not iterable") }

  /// All items, counted against the limit of iterations.
  package func items(in run: Run) throws(TemplateError) -> [Value] {
    switch self {
    case .list(let list):
      try run.count(iterations: list.items.count)
      return list.items
    case .tuple(let tuple): return tuple.items
    default:
      var iterator = try ValueIterator(self)
      var items: [Value] = []
      while let item = try iterator.next() {
        try run.count(iterations: 1)
        items.append(item)
      }
      return items
    }
  }

  /// `len(value)`; `nil` where Python has none.
  func length() throws(TemplateError) -> Int? {
    switch self {
    case .string(let text), .markup(let text): return text.unicodeScalars.count
    case .list(let list): return list.items.count
    case .tuple(let tuple): return tuple.items.count
    case .dict(let dict): return dict.count
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      return 0
    case .object(let object): return object.length
    default: return nil
    }
  }
}
