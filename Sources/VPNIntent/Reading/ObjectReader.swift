import Diagnostics
import Documents
import OrderedJSON

/// Reads the members of one object; what is missing, of the wrong type or unknown becomes a remark.
///
/// A reference type, because it remembers which members were asked for.
final class ObjectReader {
  let path: MemberPath
  let remarks: Remarks
  private let object: JSONObject
  private var known: Set<String> = []

  init(_ object: JSONObject, at path: MemberPath, _ remarks: Remarks) {
    self.object = object
    self.path = path
    self.remarks = remarks
  }

  /// `nil`, with a remark, when the value is no object.
  convenience init?(_ value: JSON, at path: MemberPath, _ remarks: Remarks) {
    guard let object = value.object else {
      remarks.error("intent-type", path, "expected an object, found \(value.kindName)")
      return nil
    }
    self.init(object, at: path, remarks)
  }

  /// The names of all members, in document order.
  var names: [String] { object.members.map(\.name) }

  /// Names the members that nobody asked for; call it last.
  func finish() {
    for member in object.members where !known.contains(member.name) {
      let near = known.sorted().first { isNear($0, member.name) }
      remarks.warning(
        "intent-unknown-member", path.member(member.name), "this member is not known and is ignored",
        remedy: near.map { "Did you mean \($0)?" })
    }
  }

  /// The value of a member; `nil` for one that is absent or `null`.
  func optional(_ name: String) -> JSON? {
    known.insert(name)
    guard let value = object[name], !value.isNull else { return nil }
    return value
  }

  func required(_ name: String) -> JSON? {
    if let value = optional(name) { return value }
    remarks.error("intent-missing", path.member(name), "this member is missing")
    return nil
  }

  func reader(_ name: String) -> ObjectReader? {
    required(name).flatMap { ObjectReader($0, at: path.member(name), remarks) }
  }

  func optionalReader(_ name: String) -> ObjectReader? {
    optional(name).flatMap { ObjectReader($0, at: path.member(name), remarks) }
  }

  /// Reads a member with `parse`, which gives a value or says what is expected.
  func value<Value>(
    _ name: String, required isRequired: Bool = true, _ parse: (JSON) throws(Expectation) -> Value
  ) -> Value? {
    guard let value = isRequired ? required(name) : optional(name) else { return nil }
    return read(value, at: path.member(name), parse)
  }

  /// Reads the items of a list; an absent list is empty.
  func list<Value>(
    _ name: String, count: ClosedRange<Int>, _ item: (JSON, MemberPath) -> Value?
  ) -> [Value] {
    guard let value = optional(name) else {
      if count.lowerBound > 0 { _ = required(name) }
      return []
    }
    let place = path.member(name)
    guard let items = value.array else {
      remarks.error("intent-type", place, "expected a list, found \(value.kindName)")
      return []
    }
    guard count.contains(items.count) else {
      let range = "\(count.lowerBound) to \(count.upperBound)"
      remarks.error("intent-range", place, "the list has \(items.count) items; \(range) are possible")
      return []
    }
    return items.enumerated().compactMap { item($1, place.item($0)) }
  }

  func read<Value>(_ value: JSON, at place: MemberPath, _ parse: (JSON) throws(Expectation) -> Value)
    -> Value?
  {
    do {
      return try parse(value)
    } catch {
      let expected = error.text
      switch error.rule {
      case "intent-key": remarks.error(error.rule, place, expected)
      case "intent-type": remarks.error(error.rule, place, "expected \(expected), found \(value.kindName)")
      default: remarks.error(error.rule, place, "\(value.shown) is no possible value; expected \(expected)")
      }
      return nil
    }
  }

  /// Equal but for one letter, or for case and separators.
  private func isNear(_ left: String, _ right: String) -> Bool {
    func bare(_ text: String) -> [UInt8] { text.lowercased().utf8.filter { $0 != 0x5F && $0 != 0x2D } }
    let a = bare(left)
    let b = bare(right)
    guard abs(a.count - b.count) <= 1, !a.isEmpty else { return a == b }
    let front = zip(a, b).prefix { $0 == $1 }.count
    let back = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    return front + back >= max(a.count, b.count) - 1
  }
}

/// What a value should have been.
struct Expectation: Error {
  var rule = "intent-value"
  var text: String
}

extension JSON {
  /// The kind of value, as a reader would name it.
  var kindName: String {
    switch self {
    case .null: "nothing"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The value for a message; long texts are cut, control characters escaped.
  var shown: String {
    let full = text(.compact)
    return full.utf8.count <= 80 ? full : "\(full.prefix(60))…"
  }
}
