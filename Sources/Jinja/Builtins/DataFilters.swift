/// Filters that look at values as data.
enum DataFilters {
  static func defaulted(_ call: Call) throws(TemplateError) -> Value {
    let fallback = call[0] ?? .string("")
    if call.value.isUndefined { return fallback }
    if try call.bool(1), try !call.value.isTrue() { return fallback }
    return call.value
  }

  static func items(_ call: Call) throws(TemplateError) -> Value {
    let value = call.value
    var iterator: ValueIterator?
    return .object(
      Generator { () throws(TemplateError) in
        var items: ValueIterator
        if let iterator {
          items = iterator
        } else if value.isUndefined {
          return nil
        } else if case .dict(let dict) = value {
          items = ValueIterator(DictView(dict, .items).items())
        } else {
          throw .type("Can only get item pairs from a mapping.")
        }
        defer { iterator = items }
        return try items.next()
      })
  }

  static func pprint(_ call: Call) throws(TemplateError) -> Value {
    .string(try PrettyPrinter.text(of: call.value))
  }

  static func tojson(_ call: Call) throws(TemplateError) -> Value {
    var writer = JSONWriter()
    if let indent = call[0], !indent.isNone {
      if let text = indent.text {
        writer.indent = text
      } else {
        let width = try indent.wholeNumber()
        try call.run.checkSize(width)
        writer.indent = String(repeating: " ", count: Swift.max(0, width))
      }
    }
    try writer.write(call.value, depth: 0)
    return .markup(String(decoding: writer.output, as: UTF8.self))
  }
}

/// `json.dumps` with sorted keys, made safe for HTML.
private struct JSONWriter {
  var indent: String?
  var output: [UInt8] = []

  mutating func write(_ value: Value, depth: Int) throws(TemplateError) {
    guard depth < Value.depthLimit else { throw Value.tooDeep }
    try Value.checkText(output.count)
    switch value {
    case .none: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .int, .bigInt: try value.print(into: &output)
    case .double(let value): output += JSONWriter.text(of: value).utf8
    case .string(let text), .markup(let text): quote(text)
    case .list(let list): try write(list.items, depth: depth)
    case .tuple(let tuple): try write(tuple.items, depth: depth)
    case .dict(let dict): try write(dict, depth: depth)
    case .undefined(let undefined):
      throw .type("Object of type \(Value.undefined(undefined).typeName) is not JSON serializable")
    case .object: throw .type("Object of type \(value.typeName) is not JSON serializable")
    }
  }

  private static func text(of value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return value.pythonRepr
  }

  private mutating func newline(_ depth: Int) {
    guard let indent else { return }
    output.append(0x0A)
    for _ in 0..<depth { output += indent.utf8 }
  }

  private mutating func comma(_ place: Int, _ depth: Int) {
    if place > 0 { output += (indent == nil ? ", " : ",").utf8 }
    newline(depth + 1)
  }

  private mutating func write(_ items: [Value], depth: Int) throws(TemplateError) {
    output.append(UInt8(ascii: "["))
    for (place, item) in items.enumerated() {
      comma(place, depth)
      try write(item, depth: depth + 1)
    }
    if !items.isEmpty { newline(depth) }
    output.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ dict: DictObject, depth: Int) throws(TemplateError) {
    var pairs: [(key: Value, value: Value)] = []
    for pair in zip(dict.keys, dict.values) {
      var place = pairs.count
      while place > 0, try Value.ordered(pair.0, .less, pairs[place - 1].key) { place -= 1 }
      pairs.insert((pair.0, pair.1), at: place)
    }
    output.append(UInt8(ascii: "{"))
    for (place, pair) in pairs.enumerated() {
      comma(place, depth)
      quote(try JSONWriter.name(of: pair.key))
      output += ": ".utf8
      try write(pair.value, depth: depth + 1)
    }
    if !pairs.isEmpty { newline(depth) }
    output.append(UInt8(ascii: "}"))
  }

  private static func name(of key: Value) throws(TemplateError) -> String {
    switch key {
    case .string(let text), .markup(let text): return text
    case .none: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int, .bigInt: return try key.printed()
    case .double(let value): return text(of: value)
    default: throw .type("keys must be str, int, float, bool or None, not \(key.typeName)")
    }
  }

  private mutating func quote(_ text: String) {
    output.append(UInt8(ascii: "\""))
    for unit in text.utf16 {
      switch unit {
      case 0x22: output += "\\\"".utf8
      case 0x5C: output += "\\\\".utf8
      case 0x0A: output += "\\n".utf8
      case 0x0D: output += "\\r".utf8
      case 0x09: output += "\\t".utf8
      case 0x08: output += "\\b".utf8
      case 0x0C: output += "\\f".utf8
      case 0x20...0x7E where ![0x3C, 0x3E, 0x26, 0x27].contains(unit): output.append(UInt8(unit))
      default:
        let hex = String(unit, radix: 16)
        output += ("\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex).utf8
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
