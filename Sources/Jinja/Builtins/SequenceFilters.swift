/// Filters on sequences that neither sort nor select.
enum SequenceFilters {
  static func length(_ call: Call) throws(TemplateError) -> Value {
    guard let count = try call.value.length() else {
      throw .type("object of type '\(call.value.typeName)' has no len()")
    }
    return .int(count)
  }

  static func list(_ call: Call) throws(TemplateError) -> Value { Value(try call.value.items(in: call.run)) }

  static func first(_ call: Call) throws(TemplateError) -> Value {
    var iterator = try ValueIterator(call.value)
    return try iterator.next() ?? call.run.undefined(hint: "No first item, sequence was empty.")
  }

  static func last(_ call: Call) throws(TemplateError) -> Value {
    try reversed(call.value, in: call.run).first
      ?? call.run.undefined(hint: "No last item, sequence was empty.")
  }

  static func random(_ call: Call) throws(TemplateError) -> Value {
    guard let count = try call.value.length() else {
      throw .type("object of type '\(call.value.typeName)' has no len()")
    }
    guard count > 0 else { return call.run.undefined(hint: "No random item, sequence was empty.") }
    return try call.value.item(.int(Int.random(in: 0..<count))) ?? .none
  }

  /// Items from the end, where Python's `reversed` works.
  private static func reversed(_ value: Value, in run: Run) throws(TemplateError) -> [Value] {
    switch value {
    case .object(let object) where !(object is RangeObject || object is DictView):
      throw .type("'\(value.typeName)' object is not reversible")
    // Undefined has a length and items, so that `reversed` takes it; it is empty.
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      return []
    default: return try value.items(in: run).reversed()
    }
  }

  static func reverse(_ call: Call) throws(TemplateError) -> Value {
    switch call.value {
    case .string(let text), .markup(let text):
      return call.same(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    case .object(let object) where !(object is RangeObject || object is DictView):
      return Value(try call.value.items(in: call.run).reversed())
    default:
      var items = ValueIterator(try reversed(call.value, in: call.run))
      let name: String
      switch call.value {
      case .list: name = "list_reverseiterator"
      case .dict: name = "dict_reversekeyiterator"
      default: name = "reversed"
      }
      return .object(Generator(name) { () throws(TemplateError) in try items.next() })
    }
  }

  static func join(_ call: Call) throws(TemplateError) -> Value {
    let getter = try AttributeGetter(call[1], in: call.run)
    let separator = call[0] ?? .string("")
    var items: [Value] = []
    for item in try call.value.items(in: call.run) { items.append(try getter.value(of: item)) }
    let run = call.run
    guard run.autoescape else {
      return .string(try joined(items, try separator.printed(), escaping: false, in: run))
    }
    var escapes = try separator.html != nil
    if !escapes { for item in items where try item.html != nil { escapes = true } }
    guard escapes else {
      return .string(try joined(items, try separator.printed(), escaping: false, in: run))
    }
    return .markup(try joined(items, try separator.escaped(), escaping: true, in: run))
  }

  static func joined(
    _ items: [Value], _ separator: String, escaping: Bool, in run: Run
  ) throws(TemplateError) -> String {
    var output: [UInt8] = []
    for (place, item) in items.enumerated() {
      if place > 0 { output += separator.utf8 }
      if escaping { output += try item.escaped().utf8 } else { try item.print(into: &output) }
      try run.checkSize(output.count)
    }
    return String(decoding: output, as: UTF8.self)
  }

  static func batch(_ call: Call) throws(TemplateError) -> Value {
    let size = call[0] ?? .none
    let fill = call[1].flatMap { $0.isNone ? nil : $0 }
    let run = call.run
    var iterator: ValueIterator?
    var isDone = false
    let source = call.value
    var held: Value?
    return .object(
      Generator { () throws(TemplateError) in
        if isDone { return nil }
        var items = try iterator.orMake { () throws(TemplateError) in try ValueIterator(source) }
        defer { iterator = items }
        var row: [Value] = held.map { [$0] } ?? []
        held = nil
        while let item = try items.next() {
          try run.count(iterations: 1)
          if try Value.int(row.count).equals(size) {
            held = item
            return Value(row)
          }
          row.append(item)
        }
        isDone = true
        guard !row.isEmpty else { return nil }
        if let fill, try Value.ordered(.int(row.count), .less, size) {
          let count = try size.wholeNumber()
          try run.checkSize(count)
          row += Array(repeating: fill, count: count - row.count)
        }
        return Value(row)
      })
  }

  static func slice(_ call: Call) throws(TemplateError) -> Value {
    let slices = try (call[0] ?? .none).wholeNumber()
    let fill = call[1].flatMap { $0.isNone ? nil : $0 }
    let (run, source) = (call.run, call.value)
    var items: [Value]?
    var number = 0
    var offset = 0
    return .object(
      Generator { () throws(TemplateError) in
        let all = try items.orMake { () throws(TemplateError) in try source.items(in: run) }
        items = all
        guard slices != 0 else { throw .value("integer division or modulo by zero") }
        guard number < slices else { return nil }
        try run.count(iterations: 1)
        let (perSlice, extra) = (all.count / slices, all.count % slices)
        let start = offset + number * perSlice
        if number < extra { offset += 1 }
        let end = offset + (number + 1) * perSlice
        var row = Array(all[start..<end])
        if let fill, number >= extra { row.append(fill) }
        number += 1
        return Value(row)
      })
  }

  static func attr(_ call: Call) throws(TemplateError) -> Value {
    let name = try (call[0] ?? .none).requireText()
    let isMethod = Methods.names.contains(name)
    let found: Value?
    switch call.value {
    case .dict:
      found = isMethod && Methods.has(call.value, name) ? .object(BoundMethod(call.value, name)) : nil
    case .object(let object): found = try object.attribute(name)
    default: found = try call.value.attribute(name, isMethod: isMethod)
    }
    return found ?? call.run.undefined(owner: call.value.ownerName, name: .string(name))
  }
}
