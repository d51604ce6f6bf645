/// The methods of Python's str, list, tuple, dict and numbers that templates may call.
enum Methods {
  /// All names, so that an attribute that is none of them skips the look-up.
  static let names: Set<String> =
    Set(StringMethods.table.keys).union(ListMethods.names).union(TupleMethods.names)
    .union(DictMethods.names).union(NumberMethods.names)

  static func has(_ value: Value, _ name: String) -> Bool {
    switch value {
    case .string: StringMethods.table[name] != nil && !StringMethods.markupOnly.contains(name)
    case .markup: StringMethods.table[name] != nil
    case .list: ListMethods.names.contains(name)
    case .tuple: TupleMethods.names.contains(name)
    case .dict: DictMethods.names.contains(name)
    case .bool, .int, .bigInt: NumberMethods.integerNames.contains(name)
    case .double: NumberMethods.doubleNames.contains(name)
    default: false
    }
  }

  /// Calls a method; `nil` where the value has none of that name.
  static func call(
    _ value: Value, _ name: String, _ arguments: Arguments, in run: Run
  ) throws(TemplateError) -> Value? {
    switch value {
    case .string, .markup:
      guard let method = StringMethods.table[name] else { return nil }
      return try run.made(try method.apply(value, arguments, in: run))
    case .list(let list):
      return try ListMethods.call(list, name, arguments, in: run).map { (value) throws(TemplateError) in
        try run.made(value)
      }
    case .tuple(let tuple): return try TupleMethods.call(tuple.items, name, arguments)
    case .dict(let dict): return try DictMethods.call(dict, name, arguments, in: run)
    default: return try NumberMethods.call(value, name, arguments)
    }
  }
}

extension Arguments {
  /// Positional arguments only, within a range of counts.
  func only(_ counts: ClosedRange<Int>, of method: String) throws(TemplateError) -> [Value] {
    guard named.isEmpty else { throw .type("\(method)() takes no keyword arguments") }
    guard counts.contains(positional.count) else {
      throw .type(
        "\(method)() takes \(counts.lowerBound) to \(counts.upperBound) arguments (\(positional.count) given)"
      )
    }
    return positional
  }
}

/// Methods of lists.
enum ListMethods {
  static let names: Set<String> = [
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort",
  ]

  static func call(
    _ list: ListObject, _ name: String, _ arguments: Arguments, in run: Run
  ) throws(TemplateError) -> Value? {
    try run.count(iterations: 1)
    switch name {
    case "append": list.items.append(try arguments.only(1...1, of: name)[0])
    case "clear":
      _ = try arguments.only(0...0, of: name)
      list.items = []
    case "copy":
      _ = try arguments.only(0...0, of: name)
      return Value(list.items)
    case "extend":
      let items = try arguments.only(1...1, of: name)[0].items(in: run)
      try run.checkSize(list.items.count + items.count)
      list.items += items
    case "insert":
      let values = try arguments.only(2...2, of: name)
      let place = try values[0].wholeNumber()
      let index = place < 0 ? max(0, place + list.items.count) : min(place, list.items.count)
      list.items.insert(values[1], at: index)
    case "pop":
      let place =
        try arguments.only(0...1, of: name).first.map { (value) throws(TemplateError) in
          try value.wholeNumber()
        } ?? -1
      guard !list.items.isEmpty else { throw .value("pop from empty list") }
      let index = place < 0 ? place + list.items.count : place
      guard list.items.indices.contains(index) else { throw .value("pop index out of range") }
      return list.items.remove(at: index)
    case "remove":
      let value = try arguments.only(1...1, of: name)[0]
      guard let place = try TupleMethods.place(of: value, in: list.items) else {
        throw .value("list.remove(x): x not in list")
      }
      list.items.remove(at: place)
    case "reverse":
      _ = try arguments.only(0...0, of: name)
      list.items.reverse()
    case "sort": try sort(list, arguments, in: run)
    default: return try TupleMethods.call(list.items, name, arguments)
    }
    return Value.none
  }

  private static func sort(_ list: ListObject, _ arguments: Arguments, in run: Run) throws(TemplateError) {
    let bound = try Parameters(["key", "reverse"]).bind(arguments, of: "sort")
    guard arguments.positional.isEmpty else { throw .type("sort() takes no positional arguments") }
    let isReversed = try bound.values[1]?.isTrue() ?? false
    var key: Value?
    if let function = bound.values[0], !function.isNone { key = function }
    list.items = try SortFilters.sorted(list.items, isReversed: isReversed) { (item) throws(TemplateError) in
      try key?.call(Arguments([item]), in: run) ?? item
    }
  }
}

/// Methods of tuples, which lists have too.
enum TupleMethods {
  static let names: Set<String> = ["count", "index"]

  static func call(_ items: [Value], _ name: String, _ arguments: Arguments) throws(TemplateError) -> Value? {
    switch name {
    case "count":
      let value = try arguments.only(1...1, of: name)[0]
      var count = 0
      for item in items { if try item.matches(value) { count += 1 } }
      return .int(count)
    case "index":
      let values = try arguments.only(1...3, of: name)
      let places = try Slicing.places(
        values.count > 1 ? values[1] : .none, values.count > 2 ? values[2] : .none, .none, count: items.count)
      for place in places {
        if try items[place].matches(values[0]) { return .int(place) }
      }
      throw .value("\(values[0].shortText) is not in list")
    default: return nil
    }
  }

  static func place(of value: Value, in items: [Value]) throws(TemplateError) -> Int? {
    for (place, item) in items.enumerated() {
      if try item.matches(value) { return place }
    }
    return nil
  }
}

/// Methods of dicts.
enum DictMethods {
  static let names: Set<String> = [
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values",
  ]

  static func call(
    _ dict: DictObject, _ name: String, _ arguments: Arguments, in run: Run
  ) throws(TemplateError) -> Value? {
    switch name {
    case "items", "keys", "values":
      _ = try arguments.only(0...0, of: name)
      return DictView.Part(rawValue: name).map { .object(DictView(dict, $0)) }
    case "get":
      let values = try arguments.only(1...2, of: name)
      return try dict.value(values[0]) ?? (values.count > 1 ? values[1] : .none)
    case "pop":
      let values = try arguments.only(1...2, of: name)
      if let found = try dict.removeValue(values[0]) { return found }
      guard values.count > 1 else { throw .value("KeyError: \(values[0].shortText)") }
      return values[1]
    case "popitem":
      _ = try arguments.only(0...0, of: name)
      guard let last = dict.removeLast() else { throw .value("popitem(): dictionary is empty") }
      return .tuple([last.key, last.value])
    case "setdefault":
      let values = try arguments.only(1...2, of: name)
      if let found = try dict.value(values[0]) { return found }
      let value = values.count > 1 ? values[1] : .none
      try dict.set(values[0], value)
      return value
    case "update":
      guard arguments.positional.count <= 1 else { throw .type("update expected at most 1 argument") }
      if let source = arguments.positional.first { try update(dict, from: source, in: run) }
      for (name, value) in arguments.named { dict[name: name] = value }
      return Value.none
    case "copy":
      _ = try arguments.only(0...0, of: name)
      return .dict(dict.copy())
    case "clear":
      _ = try arguments.only(0...0, of: name)
      dict.removeAll()
      return Value.none
    case "fromkeys":
      let values = try arguments.only(1...2, of: name)
      let result = DictObject()
      for key in try values[0].items(in: run) { try result.set(key, values.count > 1 ? values[1] : .none) }
      return .dict(result)
    default: return nil
    }
  }

  /// Adds the members of a mapping, or pairs.
  static func update(_ dict: DictObject, from source: Value, in run: Run) throws(TemplateError) {
    if case .dict(let other) = source {
      for (key, value) in zip(other.keys, other.values) { try dict.set(key, value) }
      return
    }
    if case .undefined(let undefined) = source { throw undefined.failure }
    for (place, item) in try source.items(in: run).enumerated() {
      let pair: [Value]
      do throws(TemplateError) {
        pair = try item.items(in: run)
      } catch {
        throw .type("cannot convert dictionary update sequence element #\(place) to a sequence")
      }
      guard pair.count == 2 else {
        throw .value("dictionary update sequence element #\(place) has length \(pair.count); 2 is required")
      }
      try dict.set(pair[0], pair[1])
    }
  }
}

/// The few attributes and methods of numbers that make sense in a template.
enum NumberMethods {
  static let integerNames: Set<String> = ["bit_length", "bit_count", "conjugate"]
  static let doubleNames: Set<String> = ["is_integer", "conjugate"]
  static let names = integerNames.union(doubleNames)

  static func call(_ value: Value, _ name: String, _ arguments: Arguments) throws(TemplateError) -> Value? {
    _ = try arguments.only(0...0, of: name)
    if case .double(let number) = value {
      return name == "is_integer" ? .bool(number.isFinite && number == number.rounded()) : value
    }
    guard let number = value.integer else { return nil }
    switch name {
    case "bit_length": return .int(number.bitWidth)
    case "bit_count": return .int(number.magnitude.reduce(0) { $0 + $1.nonzeroBitCount })
    default: return Value(number)
    }
  }
}
