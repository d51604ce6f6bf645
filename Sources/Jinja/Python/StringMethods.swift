/// Methods of strings; those of safe text keep it safe and escape what is added.
enum StringMethods {
  /// One method: what it takes and does.
  struct Method: Sendable {
    var parameters: Parameters
    var body: @Sendable (Call) throws(TemplateError) -> Value

    func apply(_ value: Value, _ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
      try body(Call(value: value, bound: try parameters.bind(arguments, of: "method"), run: run))
    }
  }

  static let markupOnly: Set<String> = ["unescape", "striptags"]

  private static func method(
    _ names: [String] = [], _ required: Int = 0,
    _ body: @escaping @Sendable (Call) throws(TemplateError) -> Value
  ) -> Method {
    Method(parameters: Parameters(names, required: required), body: body)
  }

  private static func map(_ change: @escaping @Sendable (String) -> String) -> Method {
    method { call throws(TemplateError) in call.same(change(try call.subject())) }
  }

  private static func check(_ test: @escaping @Sendable (String) -> Bool) -> Method {
    method { call throws(TemplateError) in .bool(test(try call.subject())) }
  }

  private static func all(_ test: @escaping @Sendable (Unicode.Scalar) -> Bool) -> Method {
    check { !$0.isEmpty && $0.unicodeScalars.allSatisfy(test) }
  }

  private static func strip(left: Bool, right: Bool) -> Method {
    method(["chars"]) { call throws(TemplateError) in
      call.same(TextParts.strip(try call.subject(), try call.optionalText(0), left: left, right: right))
    }
  }

  private static func pad(_ side: TextParts.Side) -> Method {
    method(["width", "fillchar"], 1) { call throws(TemplateError) in
      let width = try call.int(0, default: 0)
      let fill = try call.own(call.text(1, default: " "), from: call[1])
      return call.same(try TextParts.pad(try call.subject(), to: width, with: fill, at: side, in: call.run))
    }
  }

  static let table: [String: Method] = [
    "upper": map(CaseMapping.upper), "lower": map(CaseMapping.lower), "title": map(CaseMapping.title),
    "capitalize": map(CaseMapping.capitalised), "swapcase": map(CaseMapping.swapped),
    "casefold": map(CaseMapping.folded),
    "strip": strip(left: true, right: true), "lstrip": strip(left: true, right: false),
    "rstrip": strip(left: false, right: true),
    "center": pad(.both), "ljust": pad(.left), "rjust": pad(.right),
    "zfill": method(["width"], 1, zfill),
    "split": method(["sep", "maxsplit"]) { call throws(TemplateError) in try split(call, fromRight: false) },
    "rsplit": method(["sep", "maxsplit"]) { call throws(TemplateError) in try split(call, fromRight: true) },
    "splitlines": method(["keepends"]) { call throws(TemplateError) in
      let lines = TextParts.lines(try call.subject(), keepEnds: try call.bool(0))
      return Value(lines.map(call.same))
    },
    "partition": method(["sep"], 1) { call throws(TemplateError) in try partition(call, fromRight: false) },
    "rpartition": method(["sep"], 1) { call throws(TemplateError) in try partition(call, fromRight: true) },
    "join": method(["iterable"], 1, join),
    "replace": method(["old", "new", "count"], 2) { call throws(TemplateError) in
      let new = try call.own(call.text(1, default: ""), from: call[1])
      let limit = try call.int(2, default: -1)
      return call.same(
        try TextParts.replace(
          try call.subject(), try call.text(0, default: ""), new, limit: limit, in: call.run))
    },
    "startswith": method(["prefix", "start", "end"], 1) { call throws(TemplateError) in
      try affix(call) { $0.utf8.starts(with: $1.utf8) }
    },
    "endswith": method(["suffix", "start", "end"], 1) { call throws(TemplateError) in
      try affix(call) { $0.utf8.suffix($1.utf8.count).elementsEqual($1.utf8) }
    },
    "removeprefix": method(["prefix"], 1) { call throws(TemplateError) in
      let (text, part) = (try call.subject(), try call.text(0, default: ""))
      let bytes = Array(text.utf8)
      return call.same(
        text.utf8.starts(with: part.utf8)
          ? String(decoding: bytes.dropFirst(part.utf8.count), as: UTF8.self) : text)
    },
    "removesuffix": method(["suffix"], 1) { call throws(TemplateError) in
      let (text, part) = (try call.subject(), try call.text(0, default: ""))
      let bytes = Array(text.utf8)
      guard bytes.suffix(part.utf8.count).elementsEqual(part.utf8) else { return call.same(text) }
      return call.same(String(decoding: bytes.dropLast(part.utf8.count), as: UTF8.self))
    },
    "find": method(["sub", "start", "end"], 1) { call throws(TemplateError) in
      .int(try find(call, fromRight: false) ?? -1)
    },
    "rfind": method(["sub", "start", "end"], 1) { call throws(TemplateError) in
      .int(try find(call, fromRight: true) ?? -1)
    },
    "index": method(["sub", "start", "end"], 1) { call throws(TemplateError) in
      .int(try found(find(call, fromRight: false)))
    },
    "rindex": method(["sub", "start", "end"], 1) { call throws(TemplateError) in
      .int(try found(find(call, fromRight: true)))
    },
    "count": method(["sub", "start", "end"], 1, count),
    "expandtabs": method(["tabsize"], 0, expandtabs),
    "format": Method(parameters: Parameters(takesRest: true, takesNamedRest: true)) {
      call throws(TemplateError) in
      try StringFormat.apply(call)
    },
    "format_map": method(["mapping"], 1) { call throws(TemplateError) in
      try StringFormat.apply(call, mapping: call[0])
    },
    "isalpha": all { $0.properties.isPythonAlpha },
    "isdigit": all { $0.properties.numericType == .decimal || $0.properties.numericType == .digit },
    "isdecimal": all { $0.properties.generalCategory == .decimalNumber },
    "isnumeric": all { $0.properties.numericType != nil },
    "isalnum": all { $0.properties.isPythonAlpha || $0.properties.numericType != nil },
    "isspace": all(\.isPythonSpace),
    "islower": check(\.isPythonLower), "isupper": check(\.isPythonUpper), "istitle": check(\.isPythonTitle),
    "isidentifier": check(\.isPythonIdentifier),
    "isascii": check { $0.utf8.allSatisfy { $0 < 0x80 } },
    "isprintable": check { $0.unicodeScalars.allSatisfy { $0.isPythonPrintable } },
    "unescape": method { call throws(TemplateError) in .string(HTMLEntities.unescaped(try call.subject())) },
    "striptags": method { call throws(TemplateError) in .string(HTMLEntities.strippedTags(try call.subject()))
    },
  ]

  private static func zfill(_ call: Call) throws(TemplateError) -> Value {
    let text = try call.subject()
    let missing = try call.int(0, default: 0) - text.unicodeScalars.count
    guard missing > 0 else { return call.same(text) }
    try call.run.checkSize(missing)
    let zeros = String(repeating: "0", count: missing)
    if text.hasPrefix("+") || text.hasPrefix("-") {
      return call.same(text.prefix(1) + zeros + text.dropFirst())
    }
    return call.same(zeros + text)
  }

  private static func split(_ call: Call, fromRight: Bool) throws(TemplateError) -> Value {
    let text = try call.subject()
    let limit = try call.int(1, default: -1)
    let parts: [String]
    if let separator = try call.optionalText(0) {
      guard !separator.isEmpty else { throw .value("empty separator") }
      parts =
        fromRight
        ? TextParts.splitFromRight(text, by: separator, limit: limit)
        : TextParts.split(text, by: separator, limit: limit)
    } else {
      parts = fromRight ? TextParts.splitFromRight(text, limit: limit) : TextParts.split(text, limit: limit)
    }
    try call.run.count(iterations: parts.count)
    return Value(parts.map(call.same))
  }

  private static func partition(_ call: Call, fromRight: Bool) throws(TemplateError) -> Value {
    let (text, separator) = (try call.subject(), try call.text(0, default: ""))
    guard !separator.isEmpty else { throw .value("empty separator") }
    let parts =
      fromRight
      ? TextParts.splitFromRight(text, by: separator, limit: 1)
      : TextParts.split(text, by: separator, limit: 1)
    let all =
      parts.count == 2 ? [parts[0], separator, parts[1]] : fromRight ? ["", "", text] : [text, "", ""]
    return .tuple(all.map(call.same))
  }

  private static func join(_ call: Call) throws(TemplateError) -> Value {
    let items = try (call[0] ?? .none).items(in: call.run)
    let separator = try call.subject()
    if case .markup = call.value {
      return .markup(try SequenceFilters.joined(items, separator, escaping: true, in: call.run))
    }
    for (place, item) in items.enumerated() where item.text == nil {
      throw .type("sequence item \(place): expected str instance, \(item.typeName) found")
    }
    return .string(try SequenceFilters.joined(items, separator, escaping: false, in: call.run))
  }

  /// The part of the text that `start` and `end` select; `nil` when they select nothing.
  private static func part(_ call: Call) throws(TemplateError) -> (text: String, start: Int)? {
    let text = try call.subject()
    guard call[1] != nil || call[2] != nil else { return (text, 0) }
    let scalars = Array(text.unicodeScalars)
    let places = try Slicing.places(call[1] ?? .none, .none, .none, count: scalars.count)
    let start = places.first { _ in true } ?? scalars.count
    if let wanted = try call[1]?.optionalWhole(), wanted > scalars.count { return nil }
    let ends = try Slicing.places(.none, call[2] ?? .none, .none, count: scalars.count)
    let end = ends.underestimatedCount
    guard start <= end else { return nil }
    return (String(String.UnicodeScalarView(scalars[start..<end])), start)
  }

  private static func affix(
    _ call: Call, _ matches: (String, String) -> Bool
  ) throws(TemplateError) -> Value {
    var wanted: [Value] = []
    if case .tuple(let tuple)? = call[0] { wanted = tuple.items } else { wanted = [call[0] ?? .none] }
    let part = try part(call)
    for value in wanted {
      let text = try value.requireText()
      if let part, matches(part.text, text) { return .bool(true) }
    }
    return .bool(false)
  }

  private static func find(_ call: Call, fromRight: Bool) throws(TemplateError) -> Int? {
    let wanted = try call.text(0, default: "")
    guard let (text, start) = try part(call) else { return nil }
    let bytes = Array(text.utf8)
    let range =
      fromRight
      ? TextParts.lastRange(of: wanted, in: bytes, before: bytes.count) : text.firstRange(of: wanted)
    return range.map { start + String(decoding: bytes[..<$0.lowerBound], as: UTF8.self).unicodeScalars.count }
  }

  private static func found(_ place: Int?) throws(TemplateError) -> Int {
    guard let place else { throw .value("substring not found") }
    return place
  }

  private static func count(_ call: Call) throws(TemplateError) -> Value {
    let wanted = try call.text(0, default: "")
    guard let (text, _) = try part(call) else { return .int(0) }
    if wanted.isEmpty { return .int(text.unicodeScalars.count + 1) }
    return .int(TextParts.split(text, by: wanted, limit: -1).count - 1)
  }

  private static func expandtabs(_ call: Call) throws(TemplateError) -> Value {
    let size = try call.int(0, default: 8)
    var result = String.UnicodeScalarView()
    var column = 0
    for scalar in try call.subject().unicodeScalars {
      if scalar == "\t" {
        guard size > 0 else { continue }
        let width = size - column % size
        try call.run.checkSize(result.count + width)
        result.append(contentsOf: repeatElement(" ", count: width))
        column += width
      } else {
        result.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
    }
    return call.same(String(result))
  }
}

extension Call {
  /// Text, or `nil` for `none` and a missing argument.
  func optionalText(_ place: Int) throws(TemplateError) -> String? {
    guard let value = self[place], !value.isNone else { return nil }
    return try value.requireText()
  }

  /// What is put into safe text is escaped first.
  func own(_ text: String, from value: Value?) throws(TemplateError) -> String {
    guard case .markup = self.value, let value else { return text }
    return try value.escaped()
  }
}

extension Value {
  /// A whole number, or `nil` for `none`.
  func optionalWhole() throws(TemplateError) -> Int? { isNone ? nil : try wholeNumber() }
}

extension Unicode.Scalar.Properties {
  /// Letters of any script.
  var isPythonAlpha: Bool {
    switch generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
