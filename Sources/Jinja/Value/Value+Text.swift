extension Value {
  /// Python's name of the type.
  package var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int, .bigInt: "int"
    case .double: "float"
    case .string: "str"
    case .markup: "Markup"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .undefined(let undefined):
      switch undefined.mode {
      case .strict: "StrictUndefined"
      case .default: "Undefined"
      case .chainable: "ChainableUndefined"
      case .debug: "DebugUndefined"
      }
    case .object(let object): object.typeName
    }
  }

  /// How Jinja2 names the type in messages: `dict object`.
  var ownerName: String {
    switch self {
    case .none: "None"
    case .markup: "markupsafe.Markup object"
    default: "\(typeName) object"
    }
  }

  /// `str(value)`: what printing gives.
  package func printed() throws(TemplateError) -> String {
    switch self {
    case .string(let text), .markup(let text): return text
    case .int(let value): return String(value)
    default:
      var output: [UInt8] = []
      try print(into: &output)
      return String(decoding: output, as: UTF8.self)
    }
  }

  /// Appends `str(value)`.
  func print(into output: inout [UInt8]) throws(TemplateError) {
    switch self {
    case .string(let text), .markup(let text): output.append(contentsOf: text.utf8)
    case .int(let value): Value.append(value, to: &output)
    case .undefined(let undefined): output.append(contentsOf: try undefined.printed().utf8)
    default: try repr(into: &output, depth: 0)
    }
  }

  private static func append(_ value: Int, to output: inout [UInt8]) {
    if value >= 0, value < 10 {
      output.append(0x30 + UInt8(value))
      return
    }
    let start = output.count
    var rest = value.magnitude
    while rest > 0 {
      output.append(0x30 + UInt8(rest % 10))
      rest /= 10
    }
    if value < 0 { output.append(UInt8(ascii: "-")) }
    output[start...].reverse()
  }

  /// `repr(value)`: how it prints inside a list.
  package func repr() throws(TemplateError) -> String {
    var output: [UInt8] = []
    try repr(into: &output, depth: 0)
    return String(decoding: output, as: UTF8.self)
  }

  func repr(into output: inout [UInt8], depth: Int) throws(TemplateError) {
    guard depth < Value.depthLimit else { throw Value.tooDeep }
    switch self {
    case .none: output += "None".utf8
    case .bool(let value): output += (value ? "True" : "False").utf8
    case .int(let value): Value.append(value, to: &output)
    case .bigInt(let value): output += try Value.digits(of: value).utf8
    case .double(let value): output += value.pythonRepr.utf8
    case .string(let text): Value.quote(text, into: &output)
    case .markup(let text):
      output += "Markup(".utf8
      Value.quote(text, into: &output)
      output += ")".utf8
    case .list(let list):
      try Value.list(list.items, "[", "]", into: &output, depth: depth)
    case .tuple(let tuple):
      try Value.list(tuple.items, "(", tuple.items.count == 1 ? ",)" : ")", into: &output, depth: depth)
    case .dict(let dict):
      output.append(UInt8(ascii: "{"))
      for (index, key) in dict.keys.enumerated() {
        try Value.checkText(output.count)
        if index > 0 { output += ", ".utf8 }
        try key.repr(into: &output, depth: depth + 1)
        output += ": ".utf8
        try dict.values[index].repr(into: &output, depth: depth + 1)
      }
      output.append(UInt8(ascii: "}"))
    case .undefined: output += "Undefined".utf8
    case .object(let object): output += try object.repr().utf8
    }
  }

  /// Python refuses to print more digits, and so do we (sys.set_int_max_str_digits).
  static func digits(of value: BigInt) throws(TemplateError) -> String {
    let limit = TemplateError.value("Exceeds the limit (4300 digits) for integer string conversion")
    guard value.bitWidth < 14400 else { throw limit }
    let text = value.text()
    guard text.utf8.count - (value.isNegative ? 1 : 0) <= 4300 else { throw limit }
    return text
  }

  /// Bytes of a text that shows a list or dict, whatever the render allows: one text may be in it many times.
  private static let textCeiling = 16 << 20

  /// Guards a text that shows a list or dict.
  static func checkText(_ bytes: Int) throws(TemplateError) {
    guard bytes <= textCeiling else {
      throw .limit("the text of a list or dict would be larger than \(textCeiling) bytes")
    }
  }

  private static func list(
    _ items: [Value], _ open: String, _ close: String, into output: inout [UInt8], depth: Int
  ) throws(TemplateError) {
    output += open.utf8
    for (index, item) in items.enumerated() {
      try checkText(output.count)
      if index > 0 { output += ", ".utf8 }
      try item.repr(into: &output, depth: depth + 1)
    }
    output += close.utf8
  }

  /// A string literal as Python writes it.
  static func quote(_ text: String, into output: inout [UInt8]) {
    let hasSingle = text.utf8.contains(UInt8(ascii: "'"))
    let mark = hasSingle && !text.utf8.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "\"") : UInt8(ascii: "'")
    output.append(mark)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": output += "\\\\".utf8
      case "\n": output += "\\n".utf8
      case "\r": output += "\\r".utf8
      case "\t": output += "\\t".utf8
      default:
        if scalar.value == UInt32(mark) {
          output += [UInt8(ascii: "\\"), mark]
        } else if scalar.isPythonPrintable {
          output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        } else {
          let (prefix, width) =
            scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
          let hex = String(scalar.value, radix: 16)
          output += (prefix + String(repeating: "0", count: width - hex.utf8.count) + hex).utf8
        }
      }
    }
    output.append(mark)
  }
}

extension Unicode.Scalar {
  /// What `repr` shows as it is.
  var isPythonPrintable: Bool {
    if value < 0x7F { return value >= 0x20 }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .spaceSeparator:
      return false
    default: return true
    }
  }
}

extension Double {
  /// The shortest text that reads back as the same number, in Python's layout.
  var pythonRepr: String {
    if isNaN { return "nan" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    let (digits, exponent) = shortestDigits
    let sign = self.sign == .minus ? "-" : ""
    if exponent < -4 || exponent >= 16 {
      let rest = digits.dropFirst()
      let size = String(abs(exponent))
      return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "e" + (exponent < 0 ? "-" : "+")
        + (size.utf8.count < 2 ? "0" : "") + size
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    let whole = digits.prefix(exponent + 1)
    let fraction = digits.dropFirst(exponent + 1)
    return sign + whole + String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count)) + "."
      + (fraction.isEmpty ? "0" : String(fraction))
  }

  /// Significant digits without zeros at the end, and the power of ten of the first one.
  var shortestDigits: (digits: String, exponent: Int) {
    if self == 0 { return ("0", 0) }
    var text = Substring(magnitude.description)
    var exponent = 0
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    var digits = String(parts[0])
    exponent += digits.utf8.count - 1
    if parts.count > 1 { digits += parts[1] }
    let leading = digits.prefix { $0 == "0" }.count
    exponent -= leading
    digits = String(digits.dropFirst(leading))
    while digits.utf8.count > 1, digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, exponent)
  }
}
