final class AttributeExpression: Evaluable {
  let object: any Evaluable
  let name: Name
  private let path: String?
  private let offset: Int32
  /// Whether any built-in type has a method of this name.
  let isMethod: Bool
  /// The slot of the object, where it is a variable of the same function.
  let localSlot: Int?

  init(object: any Evaluable, name: String, path: String?, offset: Int32) {
    self.object = object
    self.name = Name(name)
    self.path = path
    self.offset = offset
    isMethod = Methods.names.contains(name)
    localSlot = (object as? VariableExpression)?.localSlot
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try object.evaluate(frame)
    frame.run.offset = offset
    return try read(value, frame)
  }

  /// `value.name`: a method first, then a key.
  func read(_ value: Value, _ frame: Frame) throws(TemplateError) -> Value {
    if case .dict(let dict) = value {
      if isMethod, Methods.has(value, name.text) { return .object(BoundMethod(value, name.text)) }
      if let found = dict[name] { return found }
      return missing(value, frame) { [name] in
        Nearby.name(to: name.text, among: dict.keys.lazy.compactMap(\.text))
      }
    }
    if case .object(let object) = value {
      if let found = try object.attribute(name) { return found }
      return try object.item(.string(name.text)) ?? missing(value, frame, nearby: nil)
    }
    return try value.attribute(name.text, isMethod: isMethod) ?? missing(value, frame, nearby: nil)
  }

  private func missing(_ value: Value, _ frame: Frame, nearby: (() -> String?)?) -> Value {
    frame.run.undefined(owner: value.ownerName, name: .string(name.text), path: path, nearby: nearby)
  }
}

final class ItemExpression: Evaluable {
  private let object, key: any Evaluable
  private let path: String?
  private let offset: Int32

  init(object: any Evaluable, key: any Evaluable, path: String?, offset: Int32) {
    self.object = object
    self.key = key
    self.path = path
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try object.evaluate(frame)
    let key = try self.key.evaluate(frame)
    frame.run.offset = offset
    return try value.item(key) ?? frame.run.undefined(owner: value.ownerName, name: key, path: path)
  }
}

final class SliceExpression: Evaluable {
  private let object: any Evaluable
  private let start, stop, step: (any Evaluable)?
  /// Jinja2 folds slices of constants with other rules: what cannot be sliced is undefined.
  private let isConstant: Bool
  private let offset: Int32

  init(
    isConstant: Bool, object: any Evaluable, start: (any Evaluable)?, stop: (any Evaluable)?,
    step: (any Evaluable)?,
    offset: Int32
  ) {
    self.isConstant = isConstant
    self.object = object
    self.start = start
    self.stop = stop
    self.step = step
    self.offset = offset
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try object.evaluate(frame)
    let parts = try [start, stop, step].map { (part) throws(TemplateError) in
      try part?.evaluate(frame) ?? .none
    }
    frame.run.offset = offset
    do throws(TemplateError) {
      return try frame.run.made(try Slicing.slice(value, parts[0], parts[1], parts[2]))
    } catch {
      guard isConstant, error.kind == .runtime else { throw error }
      let slice = FunctionObject("slice", shown: "slice(\(parts.map(\.shortText).joined(separator: ", ")))") {
        (_, _) throws(TemplateError) in .none
      }
      return frame.run.undefined(owner: value.ownerName, name: .object(slice))
    }
  }
}

extension Value {
  /// `getattr`, then the item of that name; `nil` where there is neither.
  func attribute(_ name: String, isMethod: Bool) throws(TemplateError) -> Value? {
    switch self {
    case .undefined(let undefined):
      if undefined.mode == .chainable { return self }
      throw undefined.failure
    case .object(let object):
      if let found = try object.attribute(name) { return found }
      return try object.item(.string(name))
    case .tuple(let tuple):
      if let place = tuple.names.firstIndex(of: name) { return tuple.items[place] }
    case .dict(let dict):
      if isMethod, Methods.has(self, name) { return .object(BoundMethod(self, name)) }
      return dict[name: name]
    default: break
    }
    if isMethod, Methods.has(self, name) { return .object(BoundMethod(self, name)) }
    return nil
  }

  /// The item of a key, then the attribute of that name; `nil` where there is neither.
  func item(_ key: Value) throws(TemplateError) -> Value? {
    switch self {
    case .undefined(let undefined):
      if undefined.mode == .chainable { return self }
      throw undefined.failure
    case .dict(let dict):
      do throws(TemplateError) {
        if let found = try dict.value(key) { return found }
      } catch {
        // What cannot be a key is no error here: nothing stands under it.
        guard error.kind == .runtime else { throw error }
        return nil
      }
    case .list(let list):
      if let index = key.integer { return Slicing.element(of: list.items, at: index) }
    case .tuple(let tuple):
      if let index = key.integer { return Slicing.element(of: tuple.items, at: index) }
    case .string(let text):
      if let index = key.integer { return Slicing.character(of: text, at: index).map(Value.string) }
    case .markup(let text):
      if let index = key.integer { return Slicing.character(of: text, at: index).map(Value.markup) }
    case .object(let object):
      if let found = try object.item(key) { return found }
    default: break
    }
    guard let name = key.text else { return nil }
    if case .object(let object) = self { return try object.attribute(name) }
    return try attribute(name, isMethod: Methods.names.contains(name))
  }
}

/// Indices and slices as Python counts them.
enum Slicing {
  static func element(of items: [Value], at index: BigInt) -> Value? {
    guard let place = place(index, count: items.count) else { return nil }
    return items[place]
  }

  static func character(of text: String, at index: BigInt) -> String? {
    let scalars = text.unicodeScalars
    guard let wanted = index.int else { return nil }
    if wanted >= 0 {
      guard wanted < text.utf8.count else { return nil }
      var iterator = scalars.makeIterator()
      for _ in 0..<wanted where iterator.next() == nil { return nil }
      return iterator.next().map { String(Character($0)) }
    }
    guard let place = place(index, count: scalars.count) else { return nil }
    return String(Character(scalars[scalars.index(scalars.startIndex, offsetBy: place)]))
  }

  private static func place(_ index: BigInt, count: Int) -> Int? {
    guard let index = index.int else { return nil }
    let place = index < 0 ? index + count : index
    return place >= 0 && place < count ? place : nil
  }

  static func slice(_ value: Value, _ start: Value, _ stop: Value, _ step: Value) throws(TemplateError)
    -> Value
  {
    switch value {
    case .string(let text): return .string(try slice(text, start, stop, step))
    case .markup(let text): return .markup(try slice(text, start, stop, step))
    case .list(let list):
      let places = try places(start, stop, step, count: list.items.count)
      return .list(ListObject(places.map { list.items[$0] }))
    case .tuple(let tuple):
      let places = try places(start, stop, step, count: tuple.items.count)
      return .tuple(places.map { tuple.items[$0] })
    case .undefined(let undefined):
      if undefined.mode == .chainable { return value }
      throw undefined.failure
    case .object(let object as RangeObject):
      let places = try places(start, stop, step, count: object.length ?? .max)
      guard let first = places.first else { return .object(RangeObject(start: 0, stop: 0, step: 1)) }
      let stride = places.count > 1 ? places[1] - first : 1
      let begin = object.start + first * object.step
      let width = stride * object.step
      return .object(RangeObject(start: begin, stop: begin + width * places.count, step: width))
    case .dict: throw .type("unhashable type: 'slice'")
    default: throw .type("'\(value.typeName)' object is not subscriptable")
    }
  }

  private static func slice(
    _ text: String, _ start: Value, _ stop: Value, _ step: Value
  ) throws(TemplateError) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for place in try places(start, stop, step, count: scalars.count) { result.append(scalars[place]) }
    return String(result)
  }

  /// Python's `slice.indices`.
  static func places(
    _ start: Value, _ stop: Value, _ step: Value, count: Int
  ) throws(TemplateError) -> StrideTo<Int> {
    func whole(_ value: Value) throws(TemplateError) -> Int? {
      if value.isNone { return nil }
      guard let number = value.integer else {
        throw .type("slice indices must be integers or None or have an __index__ method")
      }
      return number.int ?? (number.isNegative ? -.max : .max)
    }
    let width = try whole(step) ?? 1
    guard width != 0 else { throw .value("slice step cannot be zero") }
    func clamped(_ value: Int?, _ missing: Int) -> Int {
      guard let value else { return missing }
      let place = value < 0 ? value + count : value
      return width > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
    }
    let first = clamped(try whole(start), width > 0 ? 0 : count - 1)
    let last = clamped(try whole(stop), width > 0 ? count : -1)
    return stride(from: first, to: last, by: width)
  }
}

extension StrideTo<Int> {
  fileprivate var first: Int? { first { _ in true } }
  fileprivate var count: Int { underestimatedCount }
  fileprivate subscript(index: Int) -> Int { Array(prefix(index + 1))[index] }
}
