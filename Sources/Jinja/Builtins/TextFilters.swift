/// Filters on text.
enum TextFilters {
  static func upper(_ call: Call) throws(TemplateError) -> Value {
    call.same(CaseMapping.upper(try call.subject()))
  }
  static func lower(_ call: Call) throws(TemplateError) -> Value {
    call.same(CaseMapping.lower(try call.subject()))
  }

  static func capitalize(_ call: Call) throws(TemplateError) -> Value {
    call.same(CaseMapping.capitalised(try call.subject()))
  }

  /// Words begin behind white space, `-`, `(`, `{`, `[` and `<` only.
  static func title(_ call: Call) throws(TemplateError) -> Value {
    var result = ""
    var word = String.UnicodeScalarView()
    func flush() {
      guard let first = word.first else { return }
      result += first.properties.uppercaseMapping
      result += CaseMapping.lower(String(String.UnicodeScalarView(word.dropFirst())))
      word = String.UnicodeScalarView()
    }
    for scalar in try call.subject().unicodeScalars {
      if scalar.isPythonSpace || ["-", "(", "{", "[", "<"].contains(scalar) {
        flush()
        result.unicodeScalars.append(scalar)
      } else {
        word.append(scalar)
      }
    }
    flush()
    return .string(result)
  }

  static func string(_ call: Call) throws(TemplateError) -> Value { call.same(try call.subject()) }

  static func trim(_ call: Call) throws(TemplateError) -> Value {
    let characters = call[0].flatMap { $0.isNone ? nil : $0 }
    return call.same(
      TextParts.strip(
        try call.subject(), try characters.map { (value) throws(TemplateError) in try value.requireText() }))
  }

  static func center(_ call: Call) throws(TemplateError) -> Value {
    let width = try call.int(0, default: 80)
    return call.same(try TextParts.pad(try call.subject(), to: width, with: " ", at: .both, in: call.run))
  }

  static func replace(_ call: Call) throws(TemplateError) -> Value {
    let (old, new) = (call[0] ?? .none, call[1] ?? .none)
    let limit = call[2].flatMap { $0.isNone ? nil : $0 }
    let count = try limit.map { (value) throws(TemplateError) in try value.wholeNumber() } ?? -1
    let text = try call.subject()
    let (oldText, newText) = (try old.printed(), try new.printed())
    guard call.run.autoescape else {
      return .string(try TextParts.replace(text, oldText, newText, limit: count, in: call.run))
    }
    let isSafe = try call.value.html != nil
    var escapes = try old.html != nil
    if !isSafe, try new.html != nil { escapes = true }
    if escapes || isSafe, escapes || call.value.text != nil {
      let own = escapes ? try call.value.escaped() : text
      return .markup(try TextParts.replace(own, oldText, try new.escaped(), limit: count, in: call.run))
    }
    return .string(try TextParts.replace(text, oldText, newText, limit: count, in: call.run))
  }

  static func format(_ call: Call) throws(TemplateError) -> Value {
    if !call.rest.isEmpty, !call.namedRest.isEmpty {
      throw .value("can't handle positional and keyword arguments at the same time")
    }
    var arguments = Value.tuple(call.rest)
    if !call.namedRest.isEmpty {
      let dict = DictObject()
      for (name, value) in call.namedRest { dict[name: name] = value }
      arguments = .dict(dict)
    }
    return try PercentFormat.apply(call.same(try call.subject()), arguments, in: call.run)
  }

  static func indent(_ call: Call) throws(TemplateError) -> Value {
    let indention: String
    var isSafe = false
    if case .markup = call.value { isSafe = true }
    if let text = call[0]?.text {
      indention = text
    } else {
      let width = try call.int(0, default: 4)
      try call.run.checkSize(width)
      indention = String(repeating: " ", count: max(0, width))
    }
    let (first, blank) = (try call.bool(1), try call.bool(2))
    let lines = TextParts.lines(try call.value.requireTextOrUndefined() + "\n")
    try call.run.checkSize(indention.utf8.count.multipliedReportingOverflow(by: lines.count).partialValue)
    var result = first ? indention : ""
    for (place, line) in lines.enumerated() {
      if place > 0 {
        result += "\n"
        if blank || !line.isEmpty { result += indention }
      }
      result += line
    }
    return isSafe ? .markup(result) : .string(result)
  }

  static func truncate(_ call: Call) throws(TemplateError) -> Value {
    let length = try call.int(0, default: 255)
    let killsWords = try call.bool(1)
    let end = try call.text(2, default: "...")
    let leewayValue = call[3].flatMap { $0.isNone ? nil : $0 }
    let leeway = try leewayValue.map { (value) throws(TemplateError) in try value.wholeNumber() } ?? 5
    let endCount = end.unicodeScalars.count
    guard length >= endCount else { throw .value("expected length >= \(endCount), got \(length)") }
    guard leeway >= 0 else { throw .value("expected leeway >= 0, got \(leeway)") }
    guard let count = try call.value.length() else {
      throw .type("object of type '\(call.value.typeName)' has no len()")
    }
    if count <= length.addingReportingOverflow(leeway).partialValue { return call.value }
    let text = try call.value.requireText()
    let kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(length - endCount)))
    let isSafe = if case .markup = call.value { true } else { false }
    let tail =
      isSafe && call[2].map { if case .markup = $0 { false } else { true } } ?? true ? HTML.escape(end) : end
    let result =
      (killsWords ? kept : TextParts.splitFromRight(kept, by: " ", limit: 1)[0]) + (isSafe ? tail : end)
    return isSafe ? .markup(result) : .string(result)
  }

  static func wordcount(_ call: Call) throws(TemplateError) -> Value {
    var count = 0
    var isInWord = false
    for scalar in try call.subject().unicodeScalars {
      if scalar.isPythonWord, !isInWord { count += 1 }
      isInWord = scalar.isPythonWord
    }
    return .int(count)
  }

  static func wordwrap(_ call: Call) throws(TemplateError) -> Value {
    let width = try call.int(0, default: 79)
    let breaksLongWords = try call.bool(1, default: true)
    let separator = call[2].flatMap { $0.isNone ? nil : $0 }
    let joiner = try separator.map { (value) throws(TemplateError) in try value.requireText() } ?? "\n"
    let breaksOnHyphens = try call.bool(3, default: true)
    var lines: [String] = []
    for line in TextParts.lines(try call.value.requireTextOrUndefined()) {
      guard width > 0 || line.isEmpty else { throw .value("invalid width \(width) (must be > 0)") }
      let wrap = TextWrap(width: width, breaksLongWords: breaksLongWords, breaksOnHyphens: breaksOnHyphens)
      lines.append(wrap.wrapped(line).joined(separator: joiner))
    }
    return .string(lines.joined(separator: joiner))
  }
}

extension Value {
  /// Text for a filter that adds to it: only strings have a `+` with text.
  func requireTextOrUndefined() throws(TemplateError) -> String {
    if case .undefined(let undefined) = self { throw undefined.failure }
    return try requireText()
  }
}
