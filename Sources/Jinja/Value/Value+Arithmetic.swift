extension Value {
  /// A binary operator as Python applies it.
  static func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, in run: Run
  ) throws(TemplateError) -> Value {
    if case .int(let a) = left, case .int(let b) = right, let result = machine(operation, a, b) {
      return result
    }
    if case .undefined(let undefined) = left { throw undefined.failure }
    if operation == .modulo, left.text != nil {
      return try PercentFormat.apply(left, right, in: run)
    }
    if case .undefined(let undefined) = right { throw undefined.failure }
    if case .double(let a) = left, let b = right.double { return try floating(operation, a, b) }
    if case .double(let b) = right, let a = left.double { return try floating(operation, a, b) }
    if let a = left.integer, let b = right.integer { return try whole(operation, a, b, in: run) }
    if left.isNumber, right.isNumber { throw .value("int too large to convert to float") }
    switch operation {
    case .add: if let result = try joined(left, right, in: run) { return result }
    case .multiply:
      if let count = right.integer, let result = try repeated(left, count, in: run) { return result }
      if let count = left.integer, let result = try repeated(right, count, in: run) { return result }
    default: break
    }
    throw .type(
      "unsupported operand type(s) for \(operation.rawValue): '\(left.typeName)' and '\(right.typeName)'")
  }

  private static func machine(_ operation: BinaryOperator, _ a: Int, _ b: Int) -> Value? {
    switch operation {
    case .add:
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? nil : .int(sum)
    case .subtract:
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? nil : .int(difference)
    case .multiply:
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? nil : .int(product)
    case .floorDivide where b > 0: return .int(a / b - (a % b < 0 ? 1 : 0))
    case .modulo where b > 0: return .int(a % b < 0 ? a % b + b : a % b)
    default: return nil
    }
  }

  /// The number as a double; `nil` for others and where it does not fit.
  package var double: Double? {
    switch self {
    case .double(let value): return value
    case .int(let value): return Double(value)
    case .bool(let value): return value ? 1 : 0
    case .bigInt(let value):
      let double = value.double
      return double.isFinite ? double : nil
    default: return nil
    }
  }

  private static func floating(
    _ operation: BinaryOperator, _ a: Double, _ b: Double
  ) throws(TemplateError) -> Value {
    switch operation {
    case .add: return .double(a + b)
    case .subtract: return .double(a - b)
    case .multiply: return .double(a * b)
    case .divide:
      guard b != 0 else { throw .value("float division by zero") }
      return .double(a / b)
    case .floorDivide, .modulo:
      guard b != 0 else {
        throw .value(operation == .modulo ? "float modulo by zero" : "float floor division by zero")
      }
      let (quotient, remainder) = flooredDivision(a, b)
      return .double(operation == .modulo ? remainder : quotient)
    case .power: return .double(try FloatMath.power(a, b))
    }
  }

  /// Python's `float.__divmod__`.
  private static func flooredDivision(_ a: Double, _ b: Double) -> (Double, Double) {
    var remainder = a.truncatingRemainder(dividingBy: b)
    var quotient = (a - remainder) / b
    if remainder != 0 {
      if (b < 0) != (remainder < 0) {
        remainder += b
        quotient -= 1
      }
    } else {
      remainder = b.sign == .minus ? -0.0 : 0.0
    }
    if quotient != 0 {
      let floor = quotient.rounded(.down)
      quotient = quotient - floor > 0.5 ? floor + 1 : floor
    } else {
      quotient = (a / b).sign == .minus ? -0.0 : 0.0
    }
    return (quotient, remainder)
  }

  private static func whole(
    _ operation: BinaryOperator, _ a: BigInt, _ b: BigInt, in run: Run
  ) throws(TemplateError) -> Value {
    func checked(_ bits: Int) throws(TemplateError) {
      guard bits <= run.limits.integerBits else {
        throw .limit("an integer has more than \(run.limits.integerBits) bits")
      }
    }
    switch operation {
    case .add: return Value(a + b)
    case .subtract: return Value(a - b)
    case .multiply:
      try checked(a.bitWidth + b.bitWidth)
      return Value(a * b)
    case .divide:
      guard !b.isZero else { throw .value("division by zero") }
      return .double(try FloatMath.quotient(a, b))
    case .floorDivide, .modulo:
      guard !b.isZero else { throw .value("integer division or modulo by zero") }
      let (quotient, remainder) = a.flooredDivision(by: b)
      return Value(operation == .modulo ? remainder : quotient)
    case .power:
      if b.isNegative {
        guard !a.isZero else { throw .value("0.0 cannot be raised to a negative power") }
        return .double(try FloatMath.power(a.double, b.double))
      }
      guard let exponent = b.int else {
        if a.isZero || a == BigInt(1) { return Value(a) }
        if a == BigInt(-1) { return .int(b.isOdd ? -1 : 1) }
        throw .limit("an integer has more than \(run.limits.integerBits) bits")
      }
      if a.bitWidth > 1 {
        let (bits, overflow) = a.bitWidth.multipliedReportingOverflow(by: exponent)
        try checked(overflow ? .max : bits)
      }
      return Value(a.power(a.bitWidth > 1 ? exponent : exponent == 0 ? 0 : exponent & 1 == 0 ? 2 : 1))
    }
  }

  private static func joined(_ left: Value, _ right: Value, in run: Run) throws(TemplateError) -> Value? {
    switch (left, right) {
    case (.string(let a), .string(let b)):
      try run.checkSize(a.utf8.count + b.utf8.count)
      return .string(a + b)
    case (.markup(let a), .markup(let b)): return .markup(a + b)
    case (.markup(let a), .string(let b)): return .markup(a + HTML.escape(b))
    case (.string(let a), .markup(let b)): return .markup(HTML.escape(a) + b)
    case (.list(let a), .list(let b)):
      try run.checkSize(a.items.count + b.items.count)
      return .list(ListObject(a.items + b.items))
    case (.tuple(let a), .tuple(let b)): return .tuple(a.items + b.items)
    default: return nil
    }
  }

  private static func repeated(
    _ value: Value, _ factor: BigInt, in run: Run
  ) throws(TemplateError) -> Value? {
    switch value {
    case .string, .markup, .list, .tuple: break
    default: return nil
    }
    // Python converts the factor before it looks at what is repeated, were it empty.
    guard let factor = factor.int else { throw .value("cannot fit 'int' into an index-sized integer") }
    let count = max(0, factor)
    func check(_ size: Int) throws(TemplateError) {
      let (total, overflow) = size.multipliedReportingOverflow(by: count)
      try run.checkSize(overflow ? .max : total)
    }
    switch value {
    case .string(let text):
      try check(text.utf8.count)
      return .string(text.isEmpty ? "" : String(repeating: text, count: count))
    case .markup(let text):
      try check(text.utf8.count)
      return .markup(text.isEmpty ? "" : String(repeating: text, count: count))
    case .list(let list):
      try check(list.items.count * MemoryLayout<Value>.stride)
      return .list(ListObject(repeated(list.items, count)))
    case .tuple(let tuple):
      try check(tuple.items.count * MemoryLayout<Value>.stride)
      return .tuple(repeated(tuple.items, count))
    default: return nil
    }
  }

  private static func repeated(_ items: [Value], _ count: Int) -> [Value] {
    guard !items.isEmpty else { return [] }
    var result: [Value] = []
    result.reserveCapacity(items.count * count)
    for _ in 0..<count { result += items }
    return result
  }

  /// `-value` and `+value`.
  func negated(_ sign: String) throws(TemplateError) -> Value {
    switch self {
    case .int(let value):
      guard sign == "-" else { return self }
      let (result, overflow) = 0.subtractingReportingOverflow(value)
      return overflow ? Value(BigInt(value).negated) : .int(result)
    case .double(let value): return .double(sign == "-" ? -value : value)
    case .bool, .bigInt:
      guard let value = integer else { return self }
      return Value(sign == "-" ? value.negated : value)
    case .undefined(let undefined): throw undefined.failure
    default: throw .type("bad operand type for unary \(sign): '\(typeName)'")
    }
  }
}
