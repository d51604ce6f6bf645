/// Filters that have to do with HTML and URLs.
enum MarkupFilters {
  static func escape(_ call: Call) throws(TemplateError) -> Value { .markup(try call.value.escaped()) }

  static func forceescape(_ call: Call) throws(TemplateError) -> Value {
    .markup(HTML.escape(try call.value.htmlOrText()))
  }

  static func safe(_ call: Call) throws(TemplateError) -> Value {
    .markup(try call.value.htmlOrText())
  }

  static func striptags(_ call: Call) throws(TemplateError) -> Value {
    .string(HTMLEntities.strippedTags(try call.value.htmlOrText()))
  }

  static func urlencode(_ call: Call) throws(TemplateError) -> Value {
    let value = call.value
    let isWhole = try !isIterable(value)
    if value.text != nil || isWhole { return .string(quote(try value.printed(), forQuery: false)) }
    var parts: [String] = []
    let pairs: [Value]
    if case .dict(let dict) = value {
      pairs = DictView(dict, .items).items()
    } else {
      pairs = try value.items(in: call.run)
    }
    for pair in pairs {
      let items = try pair.items(in: call.run)
      guard items.count == 2 else {
        throw .value("a key and a value are expected, not \(items.count) values")
      }
      parts.append(
        "\(quote(try items[0].printed(), forQuery: true))=\(quote(try items[1].printed(), forQuery: true))")
    }
    return .string(parts.joined(separator: "&"))
  }

  private static func isIterable(_ value: Value) throws(TemplateError) -> Bool {
    switch value {
    case .list, .tuple, .dict, .undefined: true
    case .object(let object): try object.iterator() != nil
    default: false
    }
  }

  /// Percent-encodes all but letters, digits and `_.-~` (and `/` outside queries).
  private static func quote(_ text: String, forQuery: Bool) -> String {
    var output: [UInt8] = []
    let hex = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "~"):
        output.append(byte)
      case UInt8(ascii: "/") where !forQuery: output.append(byte)
      case 0x20 where forQuery: output.append(UInt8(ascii: "+"))
      default: output += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  static func xmlattr(_ call: Call) throws(TemplateError) -> Value {
    if case .undefined(let undefined) = call.value { throw undefined.failure }
    guard case .dict(let dict) = call.value else {
      throw .type("'\(call.value.typeName)' object has no attribute 'items'")
    }
    var parts: [String] = []
    for (key, value) in zip(dict.keys, dict.values) where !value.isNone && !value.isUndefined {
      let name = try key.requireText()
      guard !name.utf8.contains(where: { "\t\n\r\u{0B}\u{0C} />=".utf8.contains($0) }) else {
        throw .value("Invalid character in attribute name: \(key.shortText)")
      }
      parts.append("\(try key.escaped())=\"\(try value.escaped())\"")
    }
    var text = parts.joined(separator: " ")
    if try call.bool(0, default: true), !text.isEmpty { text = " " + text }
    return call.run.autoescape ? .markup(text) : .string(text)
  }

  static func urlize(_ call: Call) throws(TemplateError) -> Value {
    let limit = call[0].flatMap { $0.isNone ? nil : $0 }
    let relation = try call.optionalText(3) ?? ""
    var words = Set(TextParts.split(relation, limit: -1) + ["noopener"])
    if try call.bool(1) { words.insert("nofollow") }
    var schemes: [String] = []
    if let list = call[4], !list.isNone {
      for item in try list.items(in: call.run) {
        let scheme = try item.requireText()
        guard Urlizer.isScheme(scheme) else { throw .value("'\(scheme)' is not a valid URI scheme prefix.") }
        schemes.append(scheme)
      }
    }
    let urlizer = Urlizer(
      limit: try limit.map { (value) throws(TemplateError) in try value.wholeNumber() },
      relation: words.sorted { $0.precedes($1) }.joined(separator: " "), target: try call.optionalText(2),
      schemes: schemes)
    let text = urlizer.linked(try call.value.escaped())
    return call.run.autoescape ? .markup(text) : .string(text)
  }
}
