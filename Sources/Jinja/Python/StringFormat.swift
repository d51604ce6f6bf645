/// `str.format` and `format_map`.
enum StringFormat {
  static func apply(_ call: Call, mapping: Value? = nil) throws(TemplateError) -> Value {
    var formatter = Formatter(
      positional: call.rest, named: call.namedRest, mapping: mapping, run: call.run,
      isSafe: { if case .markup = call.value { true } else { false } }())
    let text = try formatter.format(Array(try call.subject().unicodeScalars), depth: 2)
    return call.same(text)
  }
}

private struct Formatter {
  let positional: [Value]
  let named: [(name: String, value: Value)]
  let mapping: Value?
  let run: Run
  let isSafe: Bool
  /// The number of the next `{}`; `nil` once a number was written.
  private var automatic: Int? = 0

  init(
    positional: [Value], named: [(name: String, value: Value)], mapping: Value?, run: Run, isSafe: Bool
  ) {
    self.positional = positional
    self.named = named
    self.mapping = mapping
    self.run = run
    self.isSafe = isSafe
  }

  mutating func format(_ source: [Unicode.Scalar], depth: Int) throws(TemplateError) -> String {
    guard depth > 0 else { throw .value("Max string recursion exceeded") }
    var result = String.UnicodeScalarView()
    var at = 0
    while at < source.count {
      let scalar = source[at]
      at += 1
      guard scalar == "{" || scalar == "}" else {
        result.append(scalar)
        continue
      }
      if at < source.count, source[at] == scalar {
        result.append(scalar)
        at += 1
        continue
      }
      guard scalar == "{" else { throw .value("Single '}' encountered in format string") }
      guard let end = fieldEnd(source, at) else {
        throw .value(
          at >= source.count ? "Single '{' encountered in format string" : "expected '}' before end of string"
        )
      }
      result.append(contentsOf: try field(Array(source[at..<end]), depth: depth).unicodeScalars)
      try run.checkSize(result.count)
      at = end + 1
    }
    return String(result)
  }

  private func fieldEnd(_ source: [Unicode.Scalar], _ start: Int) -> Int? {
    var level = 1
    var at = start
    while at < source.count {
      if source[at] == "[" {
        // Brackets hide braces.
        while at < source.count, source[at] != "]" { at += 1 }
      } else if source[at] == "{" {
        level += 1
      } else if source[at] == "}" {
        level -= 1
        if level == 0 { return at }
      }
      at += 1
    }
    return nil
  }

  private mutating func field(_ source: [Unicode.Scalar], depth: Int) throws(TemplateError) -> String {
    var name: [Unicode.Scalar] = []
    var at = 0
    var isInBrackets = false
    while at < source.count, isInBrackets || (source[at] != ":" && source[at] != "!") {
      if source[at] == "[" { isInBrackets = true }
      if source[at] == "]" { isInBrackets = false }
      if source[at] == "{" { throw .value("unexpected '{' in field name") }
      name.append(source[at])
      at += 1
    }
    var conversion: Unicode.Scalar?
    if at < source.count, source[at] == "!" {
      guard at + 1 < source.count else { throw .value("unmatched '{' in format spec") }
      conversion = source[at + 1]
      at += 2
      guard at >= source.count || source[at] == ":" else {
        throw .value("expected ':' after conversion specifier")
      }
    }
    let value = try converted(try value(of: name), conversion)
    let specText = at < source.count ? try format(Array(source[(at + 1)...]), depth: depth - 1) : ""
    return try text(of: value, specText)
  }

  private func text(of value: Value, _ spec: String) throws(TemplateError) -> String {
    if isSafe, let html = try value.html {
      guard spec.isEmpty else { throw .value("Unsupported format specification for Markup.") }
      return html
    }
    let text = spec.isEmpty ? try value.printed() : try FormatSpec(spec).format(value, in: run)
    return isSafe ? HTML.escape(text) : text
  }

  private func converted(_ value: Value, _ conversion: Unicode.Scalar?) throws(TemplateError) -> Value {
    switch conversion {
    case nil: return value
    case "s": return .string(try value.printed())
    case "r": return .string(try value.repr())
    case "a": return .string(try PercentFormat.ascii(value.repr()))
    case .some(let other): throw .value("Unknown conversion specifier '\(Character(other))'")
    }
  }

  private mutating func value(of name: [Unicode.Scalar]) throws(TemplateError) -> Value {
    let first = String(String.UnicodeScalarView(name.prefix { $0 != "." && $0 != "[" }))
    var value = try start(first)
    var rest = name.dropFirst(first.unicodeScalars.count)
    while let mark = rest.popFirst() {
      if mark == "." {
        let part = rest.prefix { $0 != "." && $0 != "[" }
        guard !part.isEmpty else { throw .value("Empty attribute in format string") }
        rest = rest.dropFirst(part.count)
        let name = String(String.UnicodeScalarView(part))
        guard case .object(let object) = value, let found = try object.attribute(name) else {
          guard Methods.has(value, name) else {
            if case .undefined(let undefined) = value { throw undefined.failure }
            throw .type("'\(value.typeName)' object has no attribute '\(name)'")
          }
          value = .object(BoundMethod(value, name))
          continue
        }
        value = found
      } else {
        let part = rest.prefix { $0 != "]" }
        guard part.count < rest.count else { throw .value("Missing ']' in format string") }
        guard !part.isEmpty else { throw .value("Empty attribute in format string") }
        rest = rest.dropFirst(part.count + 1)
        if let next = rest.first, next != ".", next != "[" {
          throw .value("Only '.' or '[' may follow ']' in format field specifier")
        }
        value = try item(of: value, String(String.UnicodeScalarView(part)))
      }
    }
    return value
  }

  private func item(of value: Value, _ key: String) throws(TemplateError) -> Value {
    let index: Value = Int(key).flatMap { $0 >= 0 ? .int($0) : nil } ?? .string(key)
    let found: Value?
    switch value {
    case .dict(let dict): found = try dict.value(index)
    case .list, .tuple, .string, .markup:
      guard case .int = index else { throw .type("indices must be integers, not str") }
      found = try value.item(index)
    default: found = try value.item(index)
    }
    guard let found else { throw .value("\(index.shortText) not found in format argument") }
    return found
  }

  private mutating func start(_ name: String) throws(TemplateError) -> Value {
    if name.isEmpty || name.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      if mapping != nil { throw .value("Format string contains positional fields") }
      let place: Int
      if name.isEmpty {
        guard let next = automatic, next >= 0 else {
          throw .value("cannot switch from manual field specification to automatic field numbering")
        }
        place = next
        automatic = next + 1
      } else {
        if let next = automatic, next > 0 {
          throw .value("cannot switch from automatic field numbering to manual field specification")
        }
        automatic = nil
        place = Int(name) ?? .max
      }
      guard place < positional.count else {
        throw .value("Replacement index \(place) out of range for positional args tuple")
      }
      return positional[place]
    }
    if let mapping {
      if case .dict(let dict) = mapping, let found = dict[name: name] { return found }
      if case .undefined(let undefined) = mapping { throw undefined.failure }
      throw .value("KeyError: '\(name)'")
    }
    guard let found = named.first(where: { $0.name == name }) else { throw .value("KeyError: '\(name)'") }
    return found.value
  }
}
