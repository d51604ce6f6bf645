/// The way from the context to each list and dict in it, found by identity: it stays known through loops, filters,
/// arguments of macros and includes, since all of them pass the same objects on.
///
/// An object that can be reached in several ways has the shortest one.
struct ContextPaths {
  private enum Key {
    case name(String)
    case index(Int)
    case other(String)
  }

  private struct Entry {
    var key: Key
    var parent: Int?
    /// Kept, so that no other object gets its address while the map is made.
    var value: Value
  }

  private var entries: [Entry] = []
  private var numbers: [ObjectIdentifier: Int] = [:]

  var count: Int { entries.count }

  /// - Throws: `limit` when there are more objects than `limit`.
  init(_ context: Value, limit: Int) throws(TemplateError) {
    guard case .dict(let variables) = context else { return }
    numbers[ObjectIdentifier(variables)] = -1
    try add(members: variables, of: nil, limit)
    var next = 0
    while next < entries.count {
      switch entries[next].value {
      case .dict(let dict): try add(members: dict, of: next, limit)
      case .list(let list): try add(items: list.items, of: next, limit)
      case .tuple(let tuple): try add(items: tuple.items, of: next, limit)
      default: break
      }
      next += 1
    }
  }

  private mutating func add(members dict: DictObject, of parent: Int?, _ limit: Int) throws(TemplateError) {
    for (key, value) in zip(dict.keys, dict.values) where value.isContainer {
      try add(value, key.text.map(Key.name) ?? .other(key.shortText), of: parent, limit)
    }
  }

  private mutating func add(items: [Value], of parent: Int, _ limit: Int) throws(TemplateError) {
    for (index, value) in items.enumerated() where value.isContainer {
      try add(value, .index(index), of: parent, limit)
    }
  }

  private mutating func add(_ value: Value, _ key: Key, of parent: Int?, _ limit: Int) throws(TemplateError) {
    guard let identity = value.identity, numbers[identity] == nil else { return }
    guard entries.count < limit else { throw .limit("the source map has more than \(limit) entries") }
    numbers[identity] = entries.count
    entries.append(Entry(key: key, parent: parent, value: value))
  }

  /// `nil` for what is no list or dict of the context.
  func path(of value: Value) -> String? {
    guard let identity = value.identity, let number = numbers[identity], number >= 0 else { return nil }
    var keys: [Key] = []
    var next: Int? = number
    while let current = next {
      keys.append(entries[current].key)
      next = entries[current].parent
    }
    return keys.reversed().reduce("") { path, key in
      switch key {
      case .name(let name): ContextPaths.member(name, of: path)
      case .index(let index): "\(path)[\(index)]"
      case .other(let text): "\(path)[\(text)]"
      }
    }
  }

  /// `path.name`, or `path["name"]` where the name is not a word.
  static func member(_ name: String, of path: String) -> String {
    if path.isEmpty { return name }
    let isWord =
      name.utf8.first.map { $0 &- 0x30 >= 10 } ?? false
      && name.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
    return isWord ? "\(path).\(name)" : "\(path)[\"\(name)\"]"
  }
}

extension Value {
  /// Of lists, tuples and dicts, which are shared by reference.
  fileprivate var identity: ObjectIdentifier? {
    switch self {
    case .list(let list): ObjectIdentifier(list)
    case .tuple(let tuple): ObjectIdentifier(tuple)
    case .dict(let dict): ObjectIdentifier(dict)
    default: nil
    }
  }
}
