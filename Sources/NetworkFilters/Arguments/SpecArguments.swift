import Jinja

/// Arguments as the collection's own checker converts them before a filter sees them.
extension Value {
  /// `type: str`: text as it is, `none` as nothing, everything else as it prints.
  func specText() throws(TemplateError) -> String {
    switch self {
    case .string(let text), .markup(let text): text
    case .none: ""
    default: try defined().printed()
    }
  }

  /// `type: int`: whole numbers, also as text or with zeros behind the point; `none` stays away.
  func specInteger(_ filter: String, _ argument: String) throws(TemplateError) -> BigInt? {
    switch self {
    case .none: return nil
    case .bool, .int, .bigInt: return integer
    case .double(let value):
      if value.isFinite, value == value.rounded() { return BigInt(truncating: value) }
    case .string(let text), .markup(let text):
      if let number = PythonNumbers.integer(text, base: 10) { return number }
      if let value = PythonNumbers.float(text), value.isFinite, value == value.rounded(), abs(value) < 1e15 {
        return BigInt(truncating: value)
      }
    default: break
    }
    throw .refused(filter, "'\(argument)' must be a whole number, not \(try defined().shown)")
  }

  /// `type: list, elements: str`: text is split at commas, a number is a list of one.
  func specTexts(_ filter: String, in run: Run) throws(TemplateError) -> [String] {
    switch self {
    case .string(let text), .markup(let text):
      return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    case .bool, .int, .bigInt, .double: return [try printed()]
    default:
      guard let items = try listed(in: run) else {
        throw .refused(filter, "a list of addresses is needed, not \(try defined().shown)")
      }
      var texts: [String] = []
      for item in items { texts.append(try item.specText()) }
      return texts
    }
  }

  /// Items of a list, a tuple or what `map`, `select` and their like give; `nil` for everything else.
  func listed(in run: Run) throws(TemplateError) -> [Value]? {
    switch self {
    case .list, .tuple: return try items(in: run)
    case .object(let object):
      guard try object.iterator() != nil else { return nil }
      return try items(in: run)
    default: return nil
    }
  }
}

extension Call {
  /// An argument of `type: str`; `fallback` when it is not given.
  func specText(_ place: Int, default fallback: String = "") throws(TemplateError) -> String {
    try self[place]?.specText() ?? fallback
  }
}

extension String {
  /// `str.isdigit()`: digits of any script, superscripts too, and at least one.
  var isPythonDigits: Bool {
    !isEmpty
      && unicodeScalars.allSatisfy {
        $0.isASCII
          ? ("0"..."9").contains($0)
          : $0.properties.numericType == .decimal || $0.properties.numericType == .digit
      }
  }
}
