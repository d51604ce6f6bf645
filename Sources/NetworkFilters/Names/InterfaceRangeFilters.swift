import Jinja

/// netutils' filters between `Gi1/0/[1-4]` or `Gi1/0/1-4` and lists of names.
enum InterfaceRangeFilters {
  static let all: [String: Filter] = [
    "interface_range_expansion": Filter { call throws(TemplateError) in
      let text = try InterfaceNameFilters.text(call.value, "interface_range_expansion")
      let names = try expand(text, in: call.run)
      return Value(names.map(Value.string))
    },
    "interface_range_compress": Filter { call throws(TemplateError) in
      let names = try InterfaceNameFilters.texts(call, "interface_range_compress")
      return Value(try compress(names).map(Value.string))
    },
  ]

  // MARK: Expansion

  /// Every name that a pattern stands for; the last brackets change fastest.
  static func expand(_ pattern: String, in run: Run) throws(TemplateError) -> [String] {
    // Without brackets a text of any length passes, as every text that is no pattern does.
    guard brackets(in: pattern.utf8[...]) != nil else { return [pattern] }
    guard pattern.utf8.count <= InterfaceOrder.nameLimit else {
      throw .refused(
        "interface_range_expansion",
        "a pattern has at most \(InterfaceOrder.nameLimit) bytes, not \(pattern.utf8.count)")
    }
    var names = [""]
    var rest = pattern.utf8[...]
    while let (open, close) = brackets(in: rest) {
      let constant = String(Substring(rest[..<open]))
      let numbers = try numbers(rest[rest.index(after: open)..<close])
      guard names.count * numbers.count <= NetworkFilters.expansionLimit else {
        throw .tooMany("interface_range_expansion", "interfaces")
      }
      try run.count(iterations: names.count * numbers.count)
      try run.checkSize(names.count * numbers.count * pattern.utf8.count)
      names = names.flatMap { name in numbers.map { "\(name)\(constant)\($0)" } }
      rest = rest[rest.index(after: close)...]
    }
    let constant = String(Substring(rest))
    return names.map { $0 + constant }
  }

  /// The next pair of brackets with digits, commas and dashes alone between them.
  private static func brackets(in text: Substring.UTF8View) -> (open: String.Index, close: String.Index)? {
    var open: String.Index?
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "["): open = index
      case UInt8(ascii: "]"):
        if let start = open, text.index(after: start) < index { return (start, index) }
        open = nil
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "-"): break
      default: open = nil
      }
    }
    return nil
  }

  /// Numbers of `1,3-5`; a range from high to low is empty.
  private static func numbers(_ text: Substring.UTF8View) throws(TemplateError) -> [Int] {
    var numbers: [Int] = []
    for item in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      // A dash at the front is a sign.
      let dash = item.dropFirst().firstIndex(of: UInt8(ascii: "-"))
      let first = Int(Substring(item[..<(dash ?? item.endIndex)]))
      let last = dash.map { Int(Substring(item[item.index(after: $0)...])) } ?? first
      guard let first, let last else {
        throw .refused(
          "interface_range_expansion",
          "'[\(String(Substring(text)))]' is no list of numbers and ranges: write [1,3-5]")
      }
      guard first <= last else { continue }
      let (distance, overflow) = last.subtractingReportingOverflow(first)
      guard !overflow, distance < NetworkFilters.expansionLimit - numbers.count else {
        throw .tooMany("interface_range_expansion", "interfaces")
      }
      numbers += first...last
    }
    return numbers
  }

  // MARK: Compression

  /// Names in order, neighbours of one module as `Gi1/0/1-3`.
  static func compress(_ names: [String]) throws(TemplateError) -> [String] {
    let filter = "interface_range_compress"
    var modules: [(name: String, ports: [Int])] = []
    var places: [String: Int] = [:]
    for name in try InterfaceOrder.sorted(names, filter) {
      var parts = try InterfaceOrder.parts(of: name, filter)
      guard let last = parts.popLast(), last.kind == .number, let port = Int(last.text) else {
        throw .refused(filter, "\(name.shown) does not end with a number")
      }
      let module = parts.map(\.text).joined()
      if let place = places[module] {
        modules[place].ports.append(port)
      } else {
        places[module] = modules.count
        modules.append((module, [port]))
      }
    }
    return modules.flatMap { module in runs(module.ports).map { module.name + $0 } }
  }

  private static func runs(_ ports: [Int]) -> [String] {
    var texts: [String] = []
    var start = 0
    for end in 1...ports.count where end == ports.count || ports[end] != ports[end - 1] &+ 1 {
      texts.append(end - start > 1 ? "\(ports[start])-\(ports[end - 1])" : "\(ports[start])")
      start = end
    }
    return texts
  }
}
