/// Python's format specification mini-language: `{:>10.2f}`.
struct FormatSpec {
  var fill: Unicode.Scalar = " "
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isAlternate = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?
  private var hasZero = false

  init(_ text: String) throws(TemplateError) {
    var rest = Array(text.unicodeScalars)[...]
    let aligns: [Unicode.Scalar] = ["<", ">", "=", "^"]
    if rest.count > 1, aligns.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, aligns.contains(first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "z" { rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      hasZero = true
      rest.removeFirst()
      if align == nil {
        fill = "0"
        align = "="
      }
    }
    width = try FormatSpec.number(&rest) ?? 0
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = try FormatSpec.number(&rest) else {
        throw .value("Format specifier missing precision")
      }
      precision = digits
    }
    if let first = rest.first {
      type = first
      rest.removeFirst()
    }
    guard rest.isEmpty else { throw .value("Invalid format specifier '\(text)'") }
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) throws(TemplateError) -> Int? {
    var value: Int?
    while let first = rest.first, first.value >= 0x30, first.value <= 0x39 {
      let next = (value ?? 0) * 10 + Int(first.value - 0x30)
      guard next < 1 << 31 else { throw .value("Too many decimal digits in format string") }
      value = next
      rest.removeFirst()
    }
    return value
  }

  func format(_ value: Value, in run: Run) throws(TemplateError) -> String {
    try run.checkSize(width)
    try run.checkSize(precision ?? 0)
    switch value {
    case .string(let text), .markup(let text): return try format(text)
    case .double(let number): return try format(number)
    case .int, .bigInt, .bool: return try format(value)
    default: throw .type("unsupported format string passed to \(value.typeName).__format__")
    }
  }

  private func unknownCode(_ typeName: String) -> TemplateError {
    .value(
      "Unknown format code '\(type.map { String(Character($0)) } ?? "")' for object of type '\(typeName)'")
  }

  private func format(_ text: String) throws(TemplateError) -> String {
    guard type == nil || type == "s" else { throw unknownCode("str") }
    guard sign == "-" else { throw .value("Sign not allowed in string format specifier") }
    guard !isAlternate else { throw .value("Alternate form (#) not allowed in string format specifier") }
    guard align != "=" || hasZero else {
      throw .value("'=' alignment not allowed in string format specifier")
    }
    guard align != "=" else { throw .value("'=' alignment not allowed in string format specifier") }
    guard grouping == nil else { throw .value("Cannot specify ',' with 's'.") }
    let cut = precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
    return padded(prefix: "", cut, default: "<")
  }

  private func format(_ value: Value) throws(TemplateError) -> String {
    guard let whole = value.integer else { return "" }
    var digits: String
    var prefix = ""
    switch type {
    case nil, "d", "n":
      digits = try Value.digits(of: BigInt(magnitude: whole.magnitude, isNegative: false))
    case "b", "o", "x", "X":
      let radix: UInt32 = type == "b" ? 2 : type == "o" ? 8 : 16
      digits = BigInt(magnitude: whole.magnitude, isNegative: false).text(radix: radix)
      if type == "X" { digits = digits.uppercased() }
      if isAlternate, let type { prefix = "0" + String(Character(type)) }
    case "c":
      guard let code = whole.int, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
        throw .value("%c arg not in range(0x110000)")
      }
      return padded(prefix: "", String(Character(scalar)), default: "<")
    case "e", "E", "f", "F", "g", "G", "%": return try format(try Value(whole).requireDouble())
    default: throw unknownCode(value.typeName)
    }
    guard precision == nil else { throw .value("Precision not allowed in integer format specifier") }
    guard grouping != "," || type == nil || type == "d" else {
      throw .value("Cannot specify ',' with '\(type.map { String(Character($0)) } ?? "")'.")
    }
    let size = type == nil || type == "d" ? 3 : 4
    return number(isNegative: whole.isNegative, prefix: prefix, whole: digits, rest: "", groupSize: size)
  }

  private func format(_ number: Double) throws(TemplateError) -> String {
    let magnitude = number.magnitude
    var text: String
    switch type {
    case "f", "F": text = Decimals.fixed(magnitude, digits: precision ?? 6)
    case "e", "E": text = Decimals.exponential(magnitude, digits: precision ?? 6)
    case "g", "G", "n": text = Decimals.general(magnitude, digits: precision ?? 6, keepsZeros: isAlternate)
    case "%": text = Decimals.fixed(magnitude * 100, digits: precision ?? 6) + "%"
    case nil:
      if let precision {
        text = Decimals.general(magnitude, digits: max(1, precision))
        // Without a type, one digit always stands behind the point.
        let exponent = magnitude == 0 || !magnitude.isFinite ? 0 : magnitude.shortestDigits.exponent
        if magnitude.isFinite, !text.contains("."), !text.contains("e") {
          text =
            exponent >= max(1, precision) - 1 && exponent < precision && text.utf8.count >= precision
            ? Decimals.exponential(
              magnitude, digits: max(0, min(precision - 1, magnitude.shortestDigits.digits.utf8.count - 1)))
            : text + ".0"
        }
      } else {
        text = magnitude.pythonRepr
      }
    default: throw unknownCode("float")
    }
    if type == "E" || type == "G" || type == "F" { text = text.uppercased() }
    if isAlternate, magnitude.isFinite, !text.contains("."), type != nil { text += "." }
    let whole = text.prefix { $0.isNumber }
    return self.number(
      isNegative: number.sign == .minus && !number.isNaN, prefix: "", whole: String(whole),
      rest: String(text.dropFirst(whole.count)), groupSize: 3)
  }

  /// Sign, grouping and padding of a number.
  private func number(
    isNegative: Bool, prefix: String, whole: String, rest: String, groupSize: Int
  ) -> String {
    let signText = isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
    var digits = whole
    if let grouping {
      // Zeros for the width are grouped too.
      let room =
        fill == "0" && align == "=" ? width - signText.utf8.count - prefix.utf8.count - rest.utf8.count : 0
      digits = FormatSpec.grouped(digits, by: groupSize, with: Character(grouping), atLeast: room)
    }
    return padded(prefix: signText + prefix, digits + rest, default: ">")
  }

  private static func grouped(_ digits: String, by size: Int, with mark: Character, atLeast width: Int)
    -> String
  {
    var result: [Character] = []
    var count = 0
    var source = Array(digits)
    while !source.isEmpty || result.count < width {
      if count > 0, count % size == 0 {
        result.append(mark)
        // A mark never stands first.
        if source.isEmpty, result.count >= width { result.append("0") }
        if source.isEmpty, result.count > width { break }
      }
      guard !source.isEmpty || result.count < width else { break }
      result.append(source.popLast() ?? "0")
      count += 1
    }
    return String(result.reversed())
  }

  private func padded(prefix: String, _ body: String, default side: Unicode.Scalar) -> String {
    let missing = width - prefix.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return prefix + body }
    func pad(_ count: Int) -> String { String(repeating: String(Character(fill)), count: count) }
    switch align ?? side {
    case "<": return prefix + body + pad(missing)
    case "^": return pad(missing / 2) + prefix + body + pad(missing - missing / 2)
    case "=": return prefix + pad(missing) + body
    default: return pad(missing) + prefix + body
    }
  }
}
