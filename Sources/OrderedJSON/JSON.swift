/// A JSON value that keeps what Foundation's coders lose: the order of members, and numbers as written.
package enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  /// The number's text, valid by RFC 8259 §6: `1`, `1.0` and `1e400` stay apart.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

/// The members of a JSON object in document order.
///
/// A name given twice keeps its place and the last value.
package struct JSONObject: Sendable, Hashable {
  /// Name and value, in document order, names unique.
  package private(set) var members: [Member] = []
  private var places: [String: Int] = [:]

  /// One `"name": value`.
  package struct Member: Sendable, Hashable {
    package var name: String
    package var value: JSON
  }

  package init() {}

  /// Objects are equal when they hold the same members in the same order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }

  package func hash(into hasher: inout Hasher) { hasher.combine(members) }

  package subscript(name: String) -> JSON? {
    get { places[name].map { members[$0].value } }
    set {
      switch (places[name], newValue) {
      case (let place?, let value?):
        members[place].value = value
      case (nil, let value?):
        places[name] = members.count
        members.append(Member(name: name, value: value))
      case (let place?, nil):
        members.remove(at: place)
        places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.name, $0) })
      case (nil, nil):
        break
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) {
    for (name, value) in elements { self[name] = value }
  }
}

// No literal `nil`: it would turn the `nil` of an optional chain into `null` unseen.
extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    var object = JSONObject()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }

  package init(_ value: Int) { self = .number(String(value)) }
  package init(_ value: String) { self = .string(value) }
  /// `null` for `nil`.
  package init(_ value: String?) { self = value.map(JSON.string) ?? .null }
}

extension JSON {
  package subscript(name: String) -> JSON? { object?[name] }

  package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
  package var array: [JSON]? { if case .array(let array) = self { array } else { nil } }
  package var string: String? { if case .string(let string) = self { string } else { nil } }
  package var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  /// The number when it is a whole one that fits: `3` and `3.0`, not `3.5`.
  package var integer: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }
  package var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
  package var isNull: Bool { self == .null }
}
