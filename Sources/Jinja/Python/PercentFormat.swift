/// `text % values`, the printf way.
enum PercentFormat {
  static func apply(_ format: Value, _ values: Value, in run: Run) throws(TemplateError) -> Value {
    let isSafe = if case .markup = format { true } else { false }
    var formatter = PercentFormatter(try format.requireText(), values, isSafe: isSafe, run: run)
    let text = try formatter.format()
    return isSafe ? .markup(text) : .string(text)
  }

  /// `ascii()`: what is not ASCII as escapes.
  static func ascii(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        let hex = String(scalar.value, radix: 16)
        let (mark, width) =
          scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
        result += mark + String(repeating: "0", count: width - hex.utf8.count) + hex
      }
    }
    return result
  }
}

private struct PercentFormatter {
  private let source: [Unicode.Scalar]
  private var at = 0
  private var arguments: [Value]
  private var next = 0
  private var mapping: Value?
  private let isTuple: Bool
  private let isSafe: Bool
  private let run: Run

  /// One conversion: flags, width, precision.
  private struct Conversion {
    var key: String?
    var isLeft = false
    var hasPlus = false
    var hasSpace = false
    var isAlternate = false
    var hasZero = false
    var width = 0
    var precision: Int?
  }

  init(_ format: String, _ values: Value, isSafe: Bool, run: Run) {
    source = Array(format.unicodeScalars)
    self.isSafe = isSafe
    self.run = run
    if case .tuple(let tuple) = values {
      arguments = tuple.items
      isTuple = true
      mapping = nil
    } else {
      arguments = [values]
      isTuple = false
      switch values {
      case .dict: mapping = values
      default: mapping = nil
      }
    }
  }

  mutating func format() throws(TemplateError) -> String {
    var result = String.UnicodeScalarView()
    while at < source.count {
      let scalar = source[at]
      at += 1
      if scalar != "%" {
        result.append(scalar)
        continue
      }
      result.append(contentsOf: try conversion().unicodeScalars)
      try run.checkSize(result.count)
    }
    let takesAll = isTuple || mapping == nil && !isListLike
    if takesAll, next < arguments.count {
      throw .type("not all arguments converted during string formatting")
    }
    return String(result)
  }

  /// Anything with items but no tuple may be left unused.
  private var isListLike: Bool {
    switch arguments.first {
    case .list, .dict, .undefined: true
    case .object(let object): object is RangeObject
    default: false
    }
  }

  private mutating func conversion() throws(TemplateError) -> String {
    var conversion = Conversion()
    if peek == "(" { conversion.key = try key() }
    loop: while let flag = peek {
      switch flag {
      case "-": conversion.isLeft = true
      case "+": conversion.hasPlus = true
      case " ": conversion.hasSpace = true
      case "#": conversion.isAlternate = true
      case "0": conversion.hasZero = true
      default: break loop
      }
      at += 1
    }
    conversion.width = try number() ?? 0
    if conversion.width < 0 {
      conversion.isLeft = true
      conversion.width = -conversion.width
    }
    if peek == "." {
      at += 1
      conversion.precision = max(0, try number() ?? 0)
    }
    while let size = peek, ["h", "l", "L"].contains(size) { at += 1 }
    guard let type = peek else { throw .value("incomplete format") }
    at += 1
    try run.checkSize(conversion.width)
    try run.checkSize(conversion.precision ?? 0)
    if type == "%" { return "%" }
    let value = try argument(conversion.key)
    return try text(of: value, type, conversion)
  }

  private var peek: Unicode.Scalar? { at < source.count ? source[at] : nil }

  private mutating func key() throws(TemplateError) -> String {
    // Python takes an undefined value for a mapping, and it fails when the key is looked up.
    if case .undefined? = arguments.first, !isTuple { mapping = arguments[0] }
    guard mapping != nil else { throw .type("format requires a mapping") }
    at += 1
    var level = 1
    let start = at
    while at < source.count {
      if source[at] == "(" { level += 1 }
      if source[at] == ")" { level -= 1 }
      at += 1
      if level == 0 { return String(String.UnicodeScalarView(source[start..<(at - 1)])) }
    }
    throw .value("incomplete format key")
  }

  private mutating func number() throws(TemplateError) -> Int? {
    if peek == "*" {
      at += 1
      let value = try argument(nil)
      guard let number = value.integer?.int, abs(number) < 1 << 31 else { throw .type("* wants int") }
      return number
    }
    var value: Int?
    while let digit = peek, digit.value >= 0x30, digit.value <= 0x39 {
      let next = (value ?? 0) * 10 + Int(digit.value - 0x30)
      guard next < 1 << 31 else { throw .value("width too big") }
      value = next
      at += 1
    }
    return value
  }

  private mutating func argument(_ key: String?) throws(TemplateError) -> Value {
    if let key {
      if case .undefined(let undefined)? = mapping {
        guard undefined.mode == .chainable else { throw undefined.failure }
        return .undefined(undefined)
      }
      guard case .dict(let dict)? = mapping, let value = dict[name: key] else {
        throw .value("KeyError: '\(key)'")
      }
      // A mapping counts as used.
      next = arguments.count
      return value
    }
    guard next < arguments.count else { throw .type("not enough arguments for format string") }
    next += 1
    return arguments[next - 1]
  }

  private func text(
    of value: Value, _ type: Unicode.Scalar, _ conversion: Conversion
  ) throws(TemplateError) -> String {
    switch type {
    case "s", "r", "a":
      var text = type == "s" ? try isSafe ? value.escaped() : value.printed() : try value.repr()
      if type == "a" { text = PercentFormat.ascii(text) }
      if isSafe, type != "s" { text = HTML.escape(text) }
      if let precision = conversion.precision {
        text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
      }
      return padded("", text, conversion, zeros: false)
    case "c": return padded("", try character(value), conversion, zeros: false)
    case "d", "i", "u", "x", "X", "o": return try integer(value, type, conversion)
    case "e", "E", "f", "F", "g", "G": return try float(value, type, conversion)
    default:
      throw .value("unsupported format character '\(Character(type))' (0x\(String(type.value, radix: 16)))")
    }
  }

  private func character(_ value: Value) throws(TemplateError) -> String {
    if let text = value.text, text.unicodeScalars.count == 1, !isSafe { return text }
    guard let code = value.integer, !isSafe else { throw .type("%c requires int or char") }
    guard let scalar = code.int.flatMap(UInt32.init(exactly:)).flatMap(Unicode.Scalar.init) else {
      throw .value("%c arg not in range(0x110000)")
    }
    return String(Character(scalar))
  }

  private func integer(
    _ value: Value, _ type: Unicode.Scalar, _ conversion: Conversion
  ) throws(TemplateError) -> String {
    let isDecimal = ["d", "i", "u"].contains(type)
    if case .undefined(let undefined) = value, isDecimal || isSafe { throw undefined.failure }
    var number = value.integer
    if case .double(let double) = value, isDecimal || isSafe {
      guard double.isFinite else { throw .value("cannot convert float to integer") }
      number = BigInt(truncating: double)
    }
    // Safe text wraps its values in something that has `__int__`.
    if isSafe, number == nil, let text = value.text { number = PythonNumbers.integer(text, base: 10) }
    guard let number, isDecimal || !isSafe else {
      throw .type("%\(Character(type)) format: a real number is required, not \(value.typeName)")
    }
    let magnitude = BigInt(magnitude: number.magnitude, isNegative: false)
    var digits = isDecimal ? try Value.digits(of: magnitude) : magnitude.text(radix: type == "o" ? 8 : 16)
    if type == "X" { digits = digits.uppercased() }
    if let precision = conversion.precision, digits.utf8.count < precision {
      digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
    }
    var prefix = sign(number.isNegative, conversion)
    if conversion.isAlternate, !isDecimal { prefix += "0" + String(Character(type)) }
    return padded(prefix, digits, conversion, zeros: true)
  }

  private func float(
    _ value: Value, _ type: Unicode.Scalar, _ conversion: Conversion
  ) throws(TemplateError) -> String {
    if case .undefined(let undefined) = value { throw undefined.failure }
    var number = value.double
    if isSafe, number == nil, let text = value.text { number = PythonNumbers.float(text) }
    if number == nil, case .bigInt = value { throw .value("int too large to convert to float") }
    guard let number else { throw .type("must be real number, not \(value.typeName)") }
    let digits = conversion.precision ?? 6
    var text: String
    switch type {
    case "e", "E": text = Decimals.exponential(number.magnitude, digits: digits)
    case "f", "F": text = Decimals.fixed(number.magnitude, digits: digits)
    default: text = Decimals.general(number.magnitude, digits: digits, keepsZeros: conversion.isAlternate)
    }
    if conversion.isAlternate, number.isFinite, !text.contains(".") {
      let mark = text.firstIndex(of: "e") ?? text.endIndex
      text.insert(".", at: mark)
    }
    if ["E", "F", "G"].contains(type) { text = text.uppercased() }
    return padded(sign(number.sign == .minus && !number.isNaN, conversion), text, conversion, zeros: true)
  }

  private func sign(_ isNegative: Bool, _ conversion: Conversion) -> String {
    isNegative ? "-" : conversion.hasPlus ? "+" : conversion.hasSpace ? " " : ""
  }

  private func padded(_ prefix: String, _ body: String, _ conversion: Conversion, zeros: Bool) -> String {
    let missing = conversion.width - prefix.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return prefix + body }
    if conversion.isLeft { return prefix + body + String(repeating: " ", count: missing) }
    if zeros, conversion.hasZero { return prefix + String(repeating: "0", count: missing) + body }
    return String(repeating: " ", count: missing) + prefix + body
  }
}
