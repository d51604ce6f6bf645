/// Jinja2's global functions.
enum Functions {
  /// Some of them are classes in Python, and print as such.
  static let classNames = [
    "namespace": "jinja2.utils.Namespace", "range": "range", "dict": "dict", "cycler": "jinja2.utils.Cycler",
    "joiner": "jinja2.utils.Joiner",
  ]

  static func range(_ call: Call) throws(TemplateError) -> Value {
    guard (1...3).contains(call.rest.count) else {
      throw .type("range expected at most 3 arguments, got \(call.rest.count)")
    }
    var numbers: [Int] = []
    for value in call.rest { numbers.append(try value.wholeNumber()) }
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else { throw .value("range() arg 3 must not be zero") }
    let start = numbers.count == 1 ? 0 : numbers[0]
    return .object(RangeObject(start: start, stop: numbers[numbers.count == 1 ? 0 : 1], step: step))
  }

  static func dict(_ call: Call) throws(TemplateError) -> Value { .dict(try table(call, "dict")) }

  static func namespace(_ call: Call) throws(TemplateError) -> Value {
    .object(NamespaceObject(try table(call, "namespace")))
  }

  /// A dict from a mapping or pairs, and named arguments.
  private static func table(_ call: Call, _ name: String) throws(TemplateError) -> DictObject {
    guard call.rest.count <= 1 else {
      throw .type("\(name) expected at most 1 argument, got \(call.rest.count)")
    }
    let dict = DictObject()
    if let source = call.rest.first { try DictMethods.update(dict, from: source, in: call.run) }
    for (name, value) in call.namedRest { dict[name: name] = value }
    return dict
  }

  static func cycler(_ call: Call) throws(TemplateError) -> Value {
    guard !call.rest.isEmpty else { throw .type("at least one item has to be provided") }
    return .object(CyclerObject(call.rest))
  }

  static func joiner(_ call: Call) throws(TemplateError) -> Value {
    .object(JoinerObject(call[0] ?? .string(", ")))
  }

  private static let words = [
    "lorem", "ipsum", "dolor", "sit", "amet", "consectetur", "adipiscing", "elit", "sed", "do", "eiusmod",
    "tempor", "incididunt", "ut", "labore", "et", "dolore", "magna", "aliqua",
  ]

  /// Filler text: paragraphs of `min` to `max` words.
  static func lipsum(_ call: Call) throws(TemplateError) -> Value {
    let paragraphs = try call.int(0, default: 5)
    let isHTML = try call.bool(1, default: true)
    let (low, high) = (try call.int(2, default: 20), try call.int(3, default: 100))
    guard low < high, low >= 0 else { throw .value("empty range for randrange()") }
    try call.run.count(iterations: max(0, paragraphs))
    var texts: [String] = []
    for _ in 0..<max(0, paragraphs) {
      let count = Int.random(in: low..<high)
      try call.run.count(iterations: count)
      let text = (0..<count).map { _ in words.randomElement() ?? "lorem" }.joined(separator: " ")
      texts.append(CaseMapping.capitalised(text) + ".")
    }
    if isHTML { return .markup(texts.map { "<p>\($0)</p>" }.joined(separator: "\n")) }
    return .string(texts.joined(separator: "\n\n"))
  }
}
