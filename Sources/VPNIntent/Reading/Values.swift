import Diagnostics
import IPAddressing
import OrderedJSON
import Secrets

/// The kinds of values that members have: each gives the value or says what it should have been.
enum Values {
  static func bool(_ value: JSON) throws(Expectation) -> Bool {
    guard let bool = value.bool else { throw Expectation(rule: "intent-type", text: "true or false") }
    return bool
  }

  static func integer(in range: ClosedRange<Int>) -> (JSON) throws(Expectation) -> Int {
    { value throws(Expectation) in
      guard let number = value.integer else { throw Expectation(rule: "intent-type", text: "a whole number") }
      guard range.contains(number) else {
        throw Expectation(rule: "intent-range", text: "\(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }

  static func integer(of allowed: [Int]) -> (JSON) throws(Expectation) -> Int {
    { value throws(Expectation) in
      guard let number = value.integer else { throw Expectation(rule: "intent-type", text: "a whole number") }
      guard allowed.contains(number) else {
        throw Expectation(
          rule: "intent-range", text: "one of \(allowed.map(String.init).joined(separator: ", "))")
      }
      return number
    }
  }

  static func string(_ value: JSON) throws(Expectation) -> String {
    guard let text = value.string else { throw Expectation(rule: "intent-type", text: "a text") }
    return text
  }

  /// A text, or a number as it is written: versions such as `17.09` are easily left without quotes.
  static func version(_ value: JSON) throws(Expectation) -> String {
    if case .number(let text) = value { return text }
    return try text(.label)(value)
  }

  static func text(_ form: TextForm) -> (JSON) throws(Expectation) -> String {
    { value throws(Expectation) in
      let text = try string(value)
      guard form.accepts(text) else { throw Expectation(text: form.expectation) }
      return text
    }
  }

  static func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) -> (JSON) throws(Expectation) -> Word where Word.RawValue == String {
    { value throws(Expectation) in
      let text = try string(value)
      guard let word = Word(rawValue: text) else {
        throw Expectation(text: "one of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return word
    }
  }

  static func address(_ value: JSON) throws(Expectation) -> IPAddress {
    guard let address = IPAddress(try string(value)) else { throw Expectation(text: "an IP address") }
    return address
  }

  static func address4(_ value: JSON) throws(Expectation) -> IPv4Address {
    guard let address = IPv4Address(try string(value)) else { throw Expectation(text: "an IPv4 address") }
    return address
  }

  static func prefix(_ value: JSON) throws(Expectation) -> IPPrefix {
    let text = try string(value)
    do throws(AddressError) {
      return try IPPrefix(parsing: text.utf8)
    } catch {
      throw Expectation(text: "a network as address/length without host bits")
    }
  }

  static func inside(_ value: JSON) throws(Expectation) -> IPv4InterfaceAddress {
    guard let address = IPv4InterfaceAddress(try string(value)) else {
      throw Expectation(text: "an IPv4 address with length, for example 169.254.70.1/30")
    }
    return address
  }

  /// A reference to a key; a text that is none is not repeated, it may be a key.
  static func reference(_ value: JSON) throws(Expectation) -> SecretReference {
    let text = try string(value)
    do throws(SecretError) {
      return try SecretReference(parsing: text)
    } catch {
      throw Expectation(rule: "intent-key", text: error.description)
    }
  }
}
