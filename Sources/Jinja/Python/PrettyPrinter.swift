/// Python's `pprint.pformat` at its default width of 80.
enum PrettyPrinter {
  private static let width = 80

  static func text(of value: Value) throws(TemplateError) -> String {
    var output = ""
    try format(value, into: &output, indent: 0, allowance: 0, depth: 0)
    return output
  }

  /// Dicts show their keys sorted.
  private static func sorted(_ value: Value, depth: Int) throws(TemplateError) -> Value {
    guard depth < Value.depthLimit else { throw Value.tooDeep }
    switch value {
    case .dict(let dict):
      let copy = DictObject()
      for (key, item) in try pairs(dict) { try copy.set(key, try sorted(item, depth: depth + 1)) }
      return .dict(copy)
    case .list(let list):
      var items: [Value] = []
      for item in list.items { items.append(try sorted(item, depth: depth + 1)) }
      return Value(items)
    case .tuple(let tuple):
      var items: [Value] = []
      for item in tuple.items { items.append(try sorted(item, depth: depth + 1)) }
      return .tuple(items)
    default: return value
    }
  }

  /// By key; keys without an order by the names of their types.
  private static func pairs(_ dict: DictObject) throws(TemplateError) -> [(Value, Value)] {
    var result: [(Value, Value)] = []
    for pair in zip(dict.keys, dict.values) {
      var place = result.count
      while place > 0, precedes(pair.0, result[place - 1].0) { place -= 1 }
      result.insert((pair.0, pair.1), at: place)
    }
    return result
  }

  private static func precedes(_ left: Value, _ right: Value) -> Bool {
    (try? Value.ordered(left, .less, right)) ?? left.typeName.precedes(right.typeName)
  }

  private static func format(
    _ value: Value, into output: inout String, indent: Int, allowance: Int, depth: Int
  ) throws(TemplateError) {
    guard depth < Value.depthLimit else { throw Value.tooDeep }
    let flat = try sorted(value, depth: depth).repr()
    guard flat.unicodeScalars.count > width - indent - allowance else {
      output += flat
      return
    }
    switch value {
    case .list(let list):
      output += "["
      try items(list.items, into: &output, indent: indent + 1, allowance: allowance + 1, depth: depth)
      output += "]"
    case .tuple(let tuple):
      let end = tuple.items.count == 1 ? ",)" : ")"
      output += "("
      try items(
        tuple.items, into: &output, indent: indent + 1, allowance: allowance + end.count, depth: depth)
      output += end
    case .dict(let dict) where dict.count > 0:
      output += "{"
      let pairs = try pairs(dict)
      for (place, (key, item)) in pairs.enumerated() {
        if place > 0 { output += ",\n" + String(repeating: " ", count: indent + 1) }
        let name = try key.repr()
        output += name + ": "
        let isLast = place == pairs.count - 1
        try format(
          item, into: &output, indent: indent + 1 + name.unicodeScalars.count + 2,
          allowance: isLast ? allowance + 1 : 1, depth: depth + 1)
      }
      output += "}"
    case .string(let text):
      try long(text, into: &output, indent: indent, allowance: allowance, isInner: depth > 0)
    default: output += flat
    }
  }

  private static func items(
    _ items: [Value], into output: inout String, indent: Int, allowance: Int, depth: Int
  ) throws(TemplateError) {
    for (place, item) in items.enumerated() {
      if place > 0 { output += ",\n" + String(repeating: " ", count: indent) }
      let isLast = place == items.count - 1
      try format(item, into: &output, indent: indent, allowance: isLast ? allowance : 1, depth: depth + 1)
    }
  }

  /// A long string as adjacent literals, cut between words.
  private static func long(
    _ text: String, into output: inout String, indent: Int, allowance: Int, isInner: Bool
  ) throws(TemplateError) {
    func quoted(_ text: String) throws(TemplateError) -> String { try Value.string(text).repr() }
    let lines = TextParts.lines(text, keepEnds: true)
    guard !text.isEmpty else {
      output += try quoted(text)
      return
    }
    let indent = isInner ? indent : indent + 1
    let allowance = isInner ? allowance : allowance + 1
    var chunks: [String] = []
    for (place, line) in lines.enumerated() {
      let isLastLine = place == lines.count - 1
      let whole = try quoted(line)
      let room = width - indent - (isLastLine ? allowance : 0)
      if whole.unicodeScalars.count <= room {
        chunks.append(whole)
        continue
      }
      let parts = words(of: line)
      var current = ""
      for (index, part) in parts.enumerated() {
        let candidate = current + part
        let isLast = index == parts.count - 1 && isLastLine
        if try quoted(candidate).unicodeScalars.count > width - indent - (isLast ? allowance : 0) {
          if !current.isEmpty { chunks.append(try quoted(current)) }
          current = part
        } else {
          current = candidate
        }
      }
      if !current.isEmpty { chunks.append(try quoted(current)) }
    }
    guard chunks.count > 1 else {
      output += chunks.first ?? ""
      return
    }
    output += isInner ? "" : "("
    output += chunks.joined(separator: "\n" + String(repeating: " ", count: indent))
    output += isInner ? "" : ")"
  }

  /// Words with the white space behind them.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var isInSpace = false
    for scalar in line.unicodeScalars {
      if isInSpace, !scalar.isPythonSpace {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
      isInSpace = scalar.isPythonSpace
      word.append(scalar)
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }
}
