import OrderedJSON

/// Reading with the tolerance of facts §17: absent, `null` and unusable are the same, scalars may be quoted.
extension JSON {
  /// The member as text; numbers and booleans in their own spelling.
  func text(_ name: String) -> String? { self[name]?.scalarText }

  /// The member as a whole number, also from `"3"` and `3.0`.
  func integer(_ name: String) -> Int? {
    guard let value = self[name] else { return nil }
    if let text = value.string { return Int(text) }
    return value.integer
  }

  /// The member as a truth value, also from `"true"`.
  func bool(_ name: String) -> Bool? {
    guard let value = self[name] else { return nil }
    switch value.string?.lowercased() {
    case "true": return true
    case "false": return false
    default: return value.bool
    }
  }

  /// The member as a list of texts; a single scalar is a list of one.
  func texts(_ name: String) -> [String]? {
    guard let value = self[name], !value.isNull else { return nil }
    return value.array.map { $0.compactMap(\.scalarText) } ?? value.scalarText.map { [$0] }
  }

  /// The member as a list of values; a single object is a list of one, `null` is none.
  func list(_ name: String) -> [JSON]? {
    guard let value = self[name] else { return nil }
    if value.isNull { return [] }
    if let items = value.array { return items }
    return value.object == nil ? nil : [value]
  }

  /// The member when it is an object.
  func member(_ name: String) -> JSON? { self[name].flatMap { $0.object == nil ? nil : $0 } }

  private var scalarText: String? {
    switch self {
    case .string(let text): text
    case .number(let text): text
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }
}
