package import OrderedJSON

/// A value that a template can see: Python's model, closed.
///
/// Lists and dicts are shared by reference as in Python, so a value belongs to one render at a time.
package enum Value {
  case none
  case bool(Bool)
  case int(Int)
  /// Outside the machine integer's range, always.
  case bigInt(BigInt)
  case double(Double)
  /// A sequence of Unicode code points; compared without normalisation.
  case string(String)
  /// Text that is already safe for HTML.
  case markup(String)
  case list(ListObject)
  case tuple(TupleObject)
  case dict(DictObject)
  /// What a look-up gives that finds nothing.
  case undefined(Undefined)
  /// Functions, macros, loops, namespaces, ranges, iterators …
  case object(any Object)
}

/// Items of a list, shared by reference.
package final class ListObject {
  package var items: [Value]

  package init(_ items: [Value] = []) { self.items = items }

  deinit { Teardown.unlink(&items) }
}

/// Items of a tuple; `names` lets a template reach them by attribute (`group.grouper`).
package final class TupleObject {
  package private(set) var items: [Value]
  let names: [String]

  package init(_ items: [Value], names: [String] = []) {
    self.items = items
    self.names = names
  }

  deinit { Teardown.unlink(&items) }

  fileprivate func takeItems() -> [Value] {
    let taken = items
    items = []
    return taken
  }
}

/// Frees deeply nested containers without deep recursion.
enum Teardown {
  /// Releases items one by one; a container that nobody else holds is emptied first.
  static func unlink(_ items: inout [Value]) {
    guard items.contains(where: \.isContainer) else { return }
    var pending = items
    items = []
    while let value = pending.popLast() {
      switch consume value {
      case .list(var list):
        if isKnownUniquelyReferenced(&list) {
          pending += list.items
          list.items = []
        }
      case .tuple(var tuple):
        if isKnownUniquelyReferenced(&tuple) { pending += tuple.takeItems() }
      case .dict(var dict):
        if isKnownUniquelyReferenced(&dict) { pending += dict.takeValues() }
      default: break
      }
    }
  }
}

extension Value {
  var isContainer: Bool {
    switch self {
    case .list, .tuple, .dict: true
    default: false
    }
  }

  package init(_ items: [Value]) { self = .list(ListObject(items)) }

  package static func tuple(_ items: [Value]) -> Value { .tuple(TupleObject(items)) }

  /// A machine integer where it fits.
  package init(_ value: BigInt) { self = value.int.map(Value.int) ?? .bigInt(value) }

  /// The value of a JSON document: objects become dicts in document order, `1` an int and `1.0` a float.
  package init(_ json: JSON) {
    switch json {
    case .null: self = .none
    case .bool(let value): self = .bool(value)
    case .number(let text): self = Value(number: text)
    case .string(let text): self = .string(text)
    case .array(let items): self = .list(ListObject(items.map { Value($0) }))
    case .object(let object):
      let dict = DictObject(capacity: object.members.count)
      for member in object.members { dict.append(uniqueName: member.name, Value(member.value)) }
      self = .dict(dict)
    }
  }

  private init(number text: String) {
    if let value = Int(text) {
      self = .int(value)
    } else if text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || ($0 >= 0x30 && $0 <= 0x39) }) {
      let isNegative = text.utf8.first == UInt8(ascii: "-")
      let digits = text.utf8.dropFirst(isNegative ? 1 : 0)
      self = BigInt(digits: digits, isNegative: isNegative).map { Value($0) } ?? .none
    } else {
      self = .double(Double(text) ?? .infinity)
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(arrayLiteral elements: Value...) { self = .list(ListObject(elements)) }
}

extension Value {
  /// The text of a string, safe or not.
  package var text: String? {
    switch self {
    case .string(let text), .markup(let text): text
    default: nil
    }
  }

  /// A bool counts as a number, as in Python.
  package var integer: BigInt? {
    switch self {
    case .bool(let value): BigInt(value ? 1 : 0)
    case .int(let value): BigInt(value)
    case .bigInt(let value): value
    default: nil
    }
  }

  package var isUndefined: Bool { if case .undefined = self { true } else { false } }
  package var isNone: Bool { if case .none = self { true } else { false } }
}
