/// Looks up an attribute by a dotted path, as `map(attribute=…)`, `sort` and others take it.
struct AttributeGetter {
  private let parts: [Value]
  private let run: Run
  var ignoresCase = false
  /// Stands in for what is undefined.
  var fallback: Value?

  init(_ attribute: Value?, in run: Run) throws(TemplateError) {
    self.run = run
    guard let attribute, !attribute.isNone else {
      parts = []
      return
    }
    parts = attribute.text.map(AttributeGetter.parts) ?? [attribute]
  }

  init(path: String, in run: Run) {
    self.run = run
    parts = AttributeGetter.parts(of: path)
  }

  private static func parts(of path: String) -> [Value] {
    TextParts.split(path, by: ".", limit: -1).map { part in
      let isIndex = !part.isEmpty && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      guard isIndex, let number = BigInt(digits: part.utf8) else { return .string(part) }
      return Value(number)
    }
  }

  func value(of item: Value) throws(TemplateError) -> Value {
    var value = item
    for part in parts {
      let owner = value
      value = try owner.item(part) ?? run.undefined(owner: owner.ownerName, name: part)
      if let fallback, value.isUndefined { value = fallback }
    }
    if ignoresCase, let text = value.text { value = .string(CaseMapping.lower(text)) }
    return value
  }
}
