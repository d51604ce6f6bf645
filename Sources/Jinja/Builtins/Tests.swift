/// Jinja2's tests that are more than a look at the type.
enum Tests {
  static func odd(_ call: Call) throws(TemplateError) -> Bool { try remainder(call, .int(2), is: 1) }
  static func even(_ call: Call) throws(TemplateError) -> Bool { try remainder(call, .int(2), is: 0) }

  static func divisibleBy(_ call: Call) throws(TemplateError) -> Bool {
    try remainder(call, call[0] ?? .none, is: 0)
  }

  private static func remainder(_ call: Call, _ divisor: Value, is wanted: Int) throws(TemplateError) -> Bool
  {
    try Value.apply(.modulo, call.value, divisor, in: call.run).equals(.int(wanted))
  }

  static func exists<Item>(_ call: Call, in table: [String: Item]) throws(TemplateError) -> Bool {
    _ = try call.value.hash()
    return call.value.text.map { table[$0] != nil } ?? false
  }

  static func boolean(_ call: Call) -> Bool { if case .bool = call.value { true } else { false } }
  static func isTrue(_ call: Call) -> Bool { if case .bool(true) = call.value { true } else { false } }
  static func isFalse(_ call: Call) -> Bool { if case .bool(false) = call.value { true } else { false } }
  static func float(_ call: Call) -> Bool { if case .double = call.value { true } else { false } }
  static func mapping(_ call: Call) -> Bool { if case .dict = call.value { true } else { false } }

  static func integer(_ call: Call) -> Bool {
    switch call.value {
    case .int, .bigInt: true
    default: false
    }
  }

  static func lower(_ call: Call) throws(TemplateError) -> Bool { try call.subject().isPythonLower }
  static func upper(_ call: Call) throws(TemplateError) -> Bool { try call.subject().isPythonUpper }

  static func sequence(_ call: Call) -> Bool {
    switch call.value {
    case .string, .markup, .list, .tuple, .dict: true
    case .undefined(let undefined):
      undefined.mode != .strict && undefined.mode != .default ? true : undefined.mode == .default
    case .object(let object): object is RangeObject
    default: false
    }
  }

  static func iterable(_ call: Call) throws(TemplateError) -> Bool {
    switch call.value {
    case .string, .markup, .list, .tuple, .dict: return true
    case .undefined(let undefined):
      if undefined.mode == .strict { throw undefined.failure }
      return true
    case .object(let object): return try object.iterator() != nil
    default: return false
    }
  }

  static func callable(_ call: Call) -> Bool {
    switch call.value {
    case .object(let object): object.isCallable
    // Undefined defines `__call__`, if only to fail.
    case .undefined: true
    default: false
    }
  }

  static func sameAs(_ call: Call) -> Bool { call[0].map(call.value.isIdentical) ?? false }

  static func comparison(_ comparison: Comparison) -> Test {
    Test(Parameters(["other"], required: 1)) { call throws(TemplateError) in
      try Value.compare(call.value, comparison, call[0] ?? .none)
    }
  }
}
