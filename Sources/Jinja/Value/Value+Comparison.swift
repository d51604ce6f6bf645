extension String {
  /// The same code points; Swift's `==` would also accept canonical equivalents.
  func isSame(as other: String) -> Bool {
    let own = utf8
    let others = other.utf8
    guard own.count == others.count else { return false }
    return own.withContiguousStorageIfAvailable { left in
      others.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
    }.flatMap { $0 } ?? own.elementsEqual(others)
  }

  /// Ordered by code points.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Value {
  /// Deepest containers that are compared, printed or hashed.
  static let depthLimit = 200

  func equals(_ other: Value, depth: Int = 0) throws(TemplateError) -> Bool {
    switch (self, other) {
    case (.string(let left), .string(let right)), (.string(let left), .markup(let right)),
      (.markup(let left), .string(let right)), (.markup(let left), .markup(let right)):
      return left.isSame(as: right)
    case (.int(let left), .int(let right)): return left == right
    case (.none, .none): return true
    case (.undefined(let left), _):
      if left.mode == .strict { throw left.failure }
      if case .undefined(let right) = other { return left.mode == right.mode }
      return false
    case (_, .undefined(let right)):
      if right.mode == .strict { throw right.failure }
      return false
    case (.list(let left), .list(let right)):
      return left === right ? true : try Value.equal(left.items, right.items, depth: depth)
    case (.tuple(let left), .tuple(let right)):
      return left === right ? true : try Value.equal(left.items, right.items, depth: depth)
    case (.dict(let left), .dict(let right)):
      return left === right ? true : try Value.equal(left, right, depth: depth)
    case (.object(let left), .object(let right)): return try left.equals(right)
    default: return Value.numericOrder(self, other) == 0
    }
  }

  private static func equal(_ left: [Value], _ right: [Value], depth: Int) throws(TemplateError) -> Bool {
    guard left.count == right.count else { return false }
    guard depth < depthLimit else { throw tooDeep }
    for (a, b) in zip(left, right) where try !a.equals(b, depth: depth + 1) { return false }
    return true
  }

  private static func equal(_ left: DictObject, _ right: DictObject, depth: Int) throws(TemplateError) -> Bool
  {
    guard left.count == right.count else { return false }
    guard depth < depthLimit else { throw tooDeep }
    for (key, value) in zip(left.keys, left.values) {
      guard let other = try right.value(key), try value.equals(other, depth: depth + 1) else { return false }
    }
    return true
  }

  static var tooDeep: TemplateError {
    .limit("a value is nested deeper than \(depthLimit) levels")
  }

  /// The same object, as `is` and `sameas` mean it.
  func isIdentical(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right && left >= -5 && left <= 256
    case (.string(let left), .string(let right)): left.isSame(as: right)
    case (.list(let left), .list(let right)): left === right
    case (.tuple(let left), .tuple(let right)): left === right || (left.items.isEmpty && right.items.isEmpty)
    case (.dict(let left), .dict(let right)): left === right
    case (.undefined(let left), .undefined(let right)): left === right
    case (.object(let left), .object(let right)): left === right
    default: false
    }
  }

  /// -1, 0, 1 for numbers; `nil` for others and for `nan`.
  static func numericOrder(_ left: Value, _ right: Value) -> Int? {
    func sign<Number: Comparable>(_ a: Number, _ b: Number) -> Int? {
      a < b ? -1 : a == b ? 0 : a > b ? 1 : nil
    }
    switch (left, right) {
    case (.int(let a), .int(let b)): return sign(a, b)
    case (.double(let a), .double(let b)): return sign(a, b)
    case (.double(let a), _):
      guard let b = right.integer else { return nil }
      return order(b, a).map { -$0 }
    case (_, .double(let b)):
      guard let a = left.integer else { return nil }
      return order(a, b)
    default:
      guard let a = left.integer, let b = right.integer else { return nil }
      return sign(a, b)
    }
  }

  /// Exact, since a double may not hold the integer.
  private static func order(_ left: BigInt, _ right: Double) -> Int? {
    if right.isNaN { return nil }
    if right.isInfinite { return right > 0 ? -1 : 1 }
    let whole = BigInt(truncating: right)
    if left != whole { return left < whole ? -1 : 1 }
    let fraction = right - right.rounded(.towardZero)
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
  }

  /// `<`, `<=`, `>`, `>=`.
  static func ordered(
    _ left: Value, _ comparison: Comparison, _ right: Value, depth: Int = 0
  ) throws(TemplateError) -> Bool {
    if case .undefined(let undefined) = left { throw undefined.failure }
    if case .undefined(let undefined) = right { throw undefined.failure }
    guard depth < depthLimit else { throw tooDeep }
    if let a = left.text, let b = right.text {
      switch comparison {
      case .less: return a.precedes(b)
      case .lessEqual: return !b.precedes(a)
      case .greater: return b.precedes(a)
      default: return !a.precedes(b)
      }
    }
    switch (left, right) {
    case (.list(let a), .list(let b)):
      return try ordered(a.items, comparison, b.items, depth: depth)
    case (.tuple(let a), .tuple(let b)):
      return try ordered(a.items, comparison, b.items, depth: depth)
    default: break
    }
    guard left.isNumber, right.isNumber else {
      throw .type(
        "'\(comparison.rawValue)' not supported between instances of '\(left.typeName)' and '\(right.typeName)'"
      )
    }
    guard let order = numericOrder(left, right) else { return false }
    switch comparison {
    case .less: return order < 0
    case .lessEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  private static func ordered(
    _ left: [Value], _ comparison: Comparison, _ right: [Value], depth: Int
  ) throws(TemplateError) -> Bool {
    for (a, b) in zip(left, right) where try !a.equals(b, depth: depth + 1) {
      return try ordered(a, comparison, b, depth: depth + 1)
    }
    return try ordered(.int(left.count), comparison, .int(right.count))
  }

  var isNumber: Bool {
    switch self {
    case .bool, .int, .bigInt, .double: true
    default: false
    }
  }

  /// Whether the value counts as true.
  package func isTrue() throws(TemplateError) -> Bool {
    switch self {
    case .none: return false
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .bigInt: return true
    case .double(let value): return value != 0
    case .string(let text), .markup(let text): return !text.isEmpty
    case .list(let list): return !list.items.isEmpty
    case .tuple(let tuple): return !tuple.items.isEmpty
    case .dict(let dict): return dict.count != 0
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      return false
    case .object(let object): return object.isTrue
    }
  }

  /// `item in self`.
  func contains(_ item: Value) throws(TemplateError) -> Bool {
    switch self {
    case .string(let text), .markup(let text):
      guard let part = item.text else {
        throw .type("'in <string>' requires string as left operand, not \(item.typeName)")
      }
      return text.firstRange(of: part) != nil
    case .list(let list): return try Value.contains(list.items, item)
    case .tuple(let tuple): return try Value.contains(tuple.items, item)
    case .dict(let dict): return try dict.value(item) != nil
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      return false
    case .object(let object):
      if let answer = try object.contains(item) { return answer }
      if var iterator = try object.iterator() {
        while let next = try iterator.next() {
          if next.isIdentical(to: item) { return true }
          if try next.equals(item) { return true }
        }
        return false
      }
      fallthrough
    default: throw .type("argument of type '\(typeName)' is not iterable")
    }
  }

  private static func contains(_ items: [Value], _ item: Value) throws(TemplateError) -> Bool {
    for candidate in items {
      if candidate.isIdentical(to: item) { return true }
      if try candidate.equals(item) { return true }
    }
    return false
  }
}

extension String {
  /// Byte range of the first occurrence, from an offset on.
  func firstRange(of part: String, from start: Int = 0) -> Range<Int>? {
    var own = self
    var wanted = part
    return own.withUTF8 { text in
      wanted.withUTF8 { part in
        guard start + part.count <= text.count else { return nil }
        guard let first = part.first else { return start..<start }
        var at = start
        while at + part.count <= text.count {
          if text[at] == first, text[at..<(at + part.count)].elementsEqual(part) {
            return at..<(at + part.count)
          }
          at += 1
        }
        return nil
      }
    }
  }
}
