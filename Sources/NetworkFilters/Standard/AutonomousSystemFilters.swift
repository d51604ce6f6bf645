import Jinja

/// Numbers of autonomous systems, plain (4259840111) and with a dot (65000.111).
enum AutonomousSystemFilters {
  static let all: [String: Filter] = [
    "asn_to_int": Filter { call throws(TemplateError) in
      guard let text = try call.value.defined().text else {
        throw .refused("asn_to_int", "text is needed, not \(call.value.shown): write asn|string|asn_to_int")
      }
      return Value(try number(text, "asn_to_int"))
    },
    "int_to_asdot": dotted("int_to_asdot"),
    "int_to_asn": dotted("int_to_asn"),
    "asplain": Filter { call throws(TemplateError) in Value(try either(call, "asplain")) },
    "asdot": Filter { call throws(TemplateError) in
      .string(try dotted(try either(call, "asdot"), call.value, "asdot"))
    },
  ]

  private static func dotted(_ name: String) -> Filter {
    Filter { call throws(TemplateError) in
      let value = try call.value.defined()
      if case .bool = value { throw .refused(name, "\(value.shown) is no number of an autonomous system") }
      guard let number = value.text.map({ PythonNumbers.integer($0, base: 10) }) ?? value.integer else {
        throw .refused(name, "\(value.shown) is no whole number\(hint(value))")
      }
      return .string(try dotted(number, value, name))
    }
  }

  private static func dotted(_ number: BigInt, _ value: Value, _ filter: String) throws(TemplateError)
    -> String
  {
    guard let number = number.int.flatMap(UInt32.init(exactly:)), number > 0 else {
      throw .refused(filter, "\(value.shown) is not from 1 to 4294967295")
    }
    return number >> 16 == 0 ? "\(number)" : "\(number >> 16).\(number & 0xFFFF)"
  }

  /// A number in either form.
  private static func either(_ call: Call, _ filter: String) throws(TemplateError) -> BigInt {
    let value = try call.value.defined()
    if let number = value.integer { return number }
    guard let text = value.text else {
      throw .refused(filter, "\(value.shown) is no number of an autonomous system\(hint(value))")
    }
    return try number(text, filter)
  }

  /// Reads either form; of parts behind a second dot nothing is read, as in the original.
  private static func number(_ text: String, _ filter: String) throws(TemplateError) -> BigInt {
    let refusal = TemplateError.refused(filter, "\(text.shown) is no number of an autonomous system")
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let high = PythonNumbers.integer(String(parts[0]), base: 10) else { throw refusal }
    guard parts.count > 1 else { return high }
    guard let low = PythonNumbers.integer(String(parts[1]), base: 10), !low.isNegative,
      let number = BigInt(
        digits: (binary(high) + binary(low)).utf8.drop { $0 == UInt8(ascii: "-") }, radix: 2)
    else { throw refusal }
    return high.isNegative ? number.negated : number
  }

  /// Sixteen binary digits, or more for a larger number.
  private static func binary(_ number: BigInt) -> String {
    let text = number.text(radix: 2)
    return number.isNegative ? "-" + String(text.dropFirst()).padded(to: 15) : text.padded(to: 16)
  }

  private static func hint(_ value: Value) -> String {
    if case .double = value { return ": put quotes around it, since 65000.10 and 65000.1 are one float" }
    return ""
  }
}
