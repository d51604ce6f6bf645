/// Filters on numbers.
enum NumberFilters {
  static func abs(_ call: Call) throws(TemplateError) -> Value {
    switch call.value {
    case .double(let value): return .double(value.magnitude)
    case .undefined: throw .type("bad operand type for abs(): '\(call.value.typeName)'")
    default:
      guard let number = call.value.integer else {
        throw .type("bad operand type for abs(): '\(call.value.typeName)'")
      }
      return Value(number.isNegative ? number.negated : number)
    }
  }

  static func int(_ call: Call) throws(TemplateError) -> Value {
    let fallback = call[0] ?? .int(0)
    let base = try call.int(1, default: 10)
    switch call.value {
    case .string(let text), .markup(let text):
      guard base == 0 || (2...36).contains(base) else { return try fromFloat(text, fallback) }
      if let number = PythonNumbers.integer(text, base: base) { return Value(number) }
      return try fromFloat(text, fallback)
    case .double(let value):
      if value.isNaN { return fallback }
      // `int(inf)` fails, and so does the second attempt, which catches that.
      guard value.isFinite else { return fallback }
      return Value(BigInt(truncating: value))
    case .undefined(let undefined):
      throw undefined.failure
    default: return call.value.integer.map { Value($0) } ?? fallback
    }
  }

  private static func fromFloat(_ text: String, _ fallback: Value) throws(TemplateError) -> Value {
    guard let value = PythonNumbers.float(text), value.isFinite else { return fallback }
    return Value(BigInt(truncating: value))
  }

  static func float(_ call: Call) throws(TemplateError) -> Value {
    let fallback = call[0] ?? .double(0)
    switch call.value {
    case .string(let text), .markup(let text): return PythonNumbers.float(text).map(Value.double) ?? fallback
    case .undefined(let undefined): throw undefined.failure
    case .bigInt: return .double(try call.value.requireDouble())
    default: return call.value.double.map(Value.double) ?? fallback
    }
  }

  static func round(_ call: Call) throws(TemplateError) -> Value {
    let method = call[1]?.text ?? "common"
    guard ["common", "ceil", "floor"].contains(method), call[1].map({ $0.text != nil }) ?? true else {
      throw .value("method must be common, ceil or floor")
    }
    if method == "common" {
      let precision = call[0].flatMap { $0.isNone ? nil : $0 }
      let digits = try precision.map { (value) throws(TemplateError) in try value.wholeNumber() }
      if call[0]?.isNone == true { return try roundToWhole(call.value) }
      return try rounded(call.value, digits ?? 0, in: call.run)
    }
    let factor = try Value.apply(.power, .int(10), call[0] ?? .int(0), in: call.run)
    let scaled = try Value.apply(.multiply, call.value, factor, in: call.run)
    let whole: Value
    switch scaled {
    case .double(let value):
      guard value.isFinite else { throw .value("cannot convert float to integer") }
      whole = Value(BigInt(truncating: value.rounded(method == "ceil" ? .up : .down)))
    default:
      guard let number = scaled.integer else { throw .type("must be real number, not \(scaled.typeName)") }
      whole = Value(number)
    }
    return try Value.apply(.divide, whole, factor, in: call.run)
  }

  private static func roundToWhole(_ value: Value) throws(TemplateError) -> Value {
    guard case .double(let number) = value else {
      if let whole = value.integer { return Value(whole) }
      return try noRound(value)
    }
    guard number.isFinite else { throw .value("cannot convert float to integer") }
    return Value(BigInt(truncating: number.rounded(.toNearestOrEven)))
  }

  private static func noRound(_ value: Value) throws(TemplateError) -> Value {
    if case .undefined(let undefined) = value, undefined.mode == .strict { throw undefined.failure }
    throw .type("type \(value.typeName) doesn't define __round__ method")
  }

  private static func rounded(_ value: Value, _ digits: Int, in run: Run) throws(TemplateError) -> Value {
    if case .double(let number) = value { return .double(try Decimals.rounded(number, digits: digits)) }
    guard let number = value.integer else { return try noRound(value) }
    guard digits < 0 else { return Value(number) }
    // Half to even at a power of ten.
    guard -digits <= 4300 else { return .int(0) }
    let power = BigInt(10).power(-digits)
    let (quotient, remainder) = number.flooredDivision(by: power)
    let twice = remainder + remainder
    let up = twice > power || (twice == power && quotient.isOdd)
    return Value((up ? quotient + BigInt(1) : quotient) * power)
  }

  static func sum(_ call: Call) throws(TemplateError) -> Value {
    let getter = try AttributeGetter(call[0], in: call.run)
    var total = call[1] ?? .int(0)
    if total.text != nil { throw .type("sum() can't sum strings [use ''.join(seq) instead]") }
    for item in try call.value.items(in: call.run) {
      total = try Value.apply(.add, total, try getter.value(of: item), in: call.run)
    }
    return total
  }

  static func filesizeformat(_ call: Call) throws(TemplateError) -> Value {
    let isBinary = try call.bool(0)
    let bytes: Double
    if let text = call.value.text {
      guard let number = PythonNumbers.float(text) else {
        throw .value("could not convert string to float: '\(text)'")
      }
      bytes = number
    } else {
      bytes = try call.value.requireDouble()
    }
    let base: Double = isBinary ? 1024 : 1000
    if bytes == 1 { return .string("1 Byte") }
    if bytes < base {
      guard bytes.isFinite else { throw .value("cannot convert float infinity to integer") }
      return .string("\(BigInt(truncating: bytes).text()) Bytes")
    }
    if bytes.isNaN { return .string("nan \(isBinary ? "YiB" : "YB")") }
    var unit = base
    let letters = ["k", "M", "G", "T", "P", "E", "Z", "Y"]
    for (place, letter) in letters.enumerated() {
      unit *= base
      if bytes < unit || place == letters.count - 1 {
        let name = (isBinary ? letter.uppercased() + "i" : letter) + "B"
        return .string("\(Decimals.fixed(base * bytes / unit, digits: 1)) \(name)")
      }
    }
    return .none
  }
}

extension Value {
  /// A number as a double, for functions that take real numbers.
  func requireDouble() throws(TemplateError) -> Double {
    if let double { return double }
    if case .undefined(let undefined) = self { throw undefined.failure }
    if case .bigInt = self { throw .value("int too large to convert to float") }
    throw .type("must be real number, not \(typeName)")
  }
}
