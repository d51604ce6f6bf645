/// Filters that compare items.
enum SortFilters {
  static func sort(_ call: Call) throws(TemplateError) -> Value {
    let isReversed = try call.bool(0)
    let ignoresCase = try !call.bool(1)
    var getters: [AttributeGetter] = []
    if let path = call[2]?.text {
      getters = TextParts.split(path, by: ",", limit: -1).map { AttributeGetter(path: $0, in: call.run) }
    } else {
      getters = [try AttributeGetter(call[2], in: call.run)]
    }
    for place in getters.indices { getters[place].ignoresCase = ignoresCase }
    var keyed: [(key: Value, item: Value)] = []
    for item in try call.value.items(in: call.run) {
      var keys: [Value] = []
      for getter in getters { keys.append(try getter.value(of: item)) }
      keyed.append((Value(keys), item))
    }
    return Value(try sorted(keyed, isReversed: isReversed))
  }

  /// Stable, in either direction; fails on values that have no order.
  private static func sorted(
    _ keyed: [(key: Value, item: Value)], isReversed: Bool
  ) throws(TemplateError) -> [Value] {
    let source = isReversed ? keyed.reversed() : keyed
    let result = try merged(source[...])
    return (isReversed ? result.reversed() : result).map(\.item)
  }

  /// Items in the order of their keys.
  static func sorted(
    _ items: [Value], isReversed: Bool, by key: (Value) throws(TemplateError) -> Value
  ) throws(TemplateError) -> [Value] {
    var keyed: [(key: Value, item: Value)] = []
    for item in items { keyed.append((try key(item), item)) }
    return try sorted(keyed, isReversed: isReversed)
  }

  private static func merged(
    _ items: ArraySlice<(key: Value, item: Value)>
  ) throws(TemplateError) -> [(key: Value, item: Value)] {
    guard items.count > 1 else { return Array(items) }
    let middle = items.startIndex + items.count / 2
    let left = try merged(items[..<middle])
    let right = try merged(items[middle...])
    var result: [(key: Value, item: Value)] = []
    result.reserveCapacity(items.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if try Value.ordered(right[j].key, .less, left[i].key) {
        result.append(right[j])
        j += 1
      } else {
        result.append(left[i])
        i += 1
      }
    }
    return result + left[i...] + right[j...]
  }

  static func dictsort(_ call: Call) throws(TemplateError) -> Value {
    let isCaseSensitive = try call.bool(0)
    let by = call[1]?.text ?? "key"
    guard by == "key" || by == "value" else {
      throw .value("You can only sort by either \"key\" or \"value\"")
    }
    if case .undefined(let undefined) = call.value { throw undefined.failure }
    guard case .dict(let dict) = call.value else {
      throw .type("'\(call.value.typeName)' object has no attribute 'items'")
    }
    var keyed: [(key: Value, item: Value)] = []
    for (key, value) in zip(dict.keys, dict.values) {
      var sortKey = by == "key" ? key : value
      if !isCaseSensitive, let text = sortKey.text { sortKey = .string(CaseMapping.lower(text)) }
      keyed.append((sortKey, .tuple([key, value])))
    }
    return Value(try sorted(keyed, isReversed: try call.bool(2)))
  }

  static func groupby(_ call: Call) throws(TemplateError) -> Value {
    var getter = try AttributeGetter(call[0], in: call.run)
    getter.fallback = call[1].flatMap { $0.isNone ? nil : $0 }
    var folding = getter
    folding.ignoresCase = try !call.bool(2)
    var keyed: [(key: Value, item: Value)] = []
    for item in try call.value.items(in: call.run) { keyed.append((try folding.value(of: item), item)) }
    keyed = try merged(keyed[...])
    var groups: [Value] = []
    var place = 0
    while place < keyed.count {
      let key = keyed[place].key
      var items: [Value] = []
      while place < keyed.count {
        let same = key.isIdentical(to: keyed[place].key)
        if !same, try !key.equals(keyed[place].key) { break }
        items.append(keyed[place].item)
        place += 1
      }
      // The spelling of the group's first item.
      let shown = try items.first.map { (item) throws(TemplateError) in try getter.value(of: item) } ?? key
      groups.append(.tuple(TupleObject([shown, Value(items)], names: ["grouper", "list"])))
    }
    return Value(groups)
  }

  static func unique(_ call: Call) throws(TemplateError) -> Value {
    var getter = try AttributeGetter(call[1], in: call.run)
    getter.ignoresCase = try !call.bool(0)
    let (run, source, ready) = (call.run, call.value, getter)
    let seen = DictObject()
    var iterator: ValueIterator?
    return .object(
      Generator { () throws(TemplateError) in
        var items = try iterator.orMake { () throws(TemplateError) in try ValueIterator(source) }
        defer { iterator = items }
        while let item = try items.next() {
          try run.count(iterations: 1)
          let key = try ready.value(of: item)
          if try seen.value(key) == nil {
            try seen.set(key, .none)
            return item
          }
        }
        return nil
      })
  }

  static func min(_ call: Call) throws(TemplateError) -> Value { try extreme(call, .less) }
  static func max(_ call: Call) throws(TemplateError) -> Value { try extreme(call, .greater) }

  private static func extreme(_ call: Call, _ comparison: Comparison) throws(TemplateError) -> Value {
    var getter = try AttributeGetter(call[1], in: call.run)
    getter.ignoresCase = try !call.bool(0)
    var best: (key: Value, item: Value)?
    for item in try call.value.items(in: call.run) {
      let key = try getter.value(of: item)
      if let current = best {
        if try Value.ordered(key, comparison, current.key) { best = (key, item) }
      } else {
        best = (key, item)
      }
    }
    return best?.item ?? call.run.undefined(hint: "No aggregated item, sequence was empty.")
  }
}
