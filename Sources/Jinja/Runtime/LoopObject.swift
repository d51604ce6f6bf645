/// `loop` inside a `for`.
final class LoopObject: Object {
  @exclusivity(unchecked) private var source: ValueIterator
  private let knownLength: Int?
  @exclusivity(unchecked) private(set) var index0 = -1
  private let depth0: Int
  /// Renders a recursive loop's body for other items.
  private let recurse: ((Value) throws(TemplateError) -> Value)?
  @exclusivity(unchecked) private var ahead: Value??
  @exclusivity(unchecked) private var current: Value?
  @exclusivity(unchecked) private var before: Value?
  @exclusivity(unchecked) private var lastChanged: [Value]?
  @exclusivity(unchecked) private var length0: Int?
  private unowned let run: Run

  /// Starts before the first item; `knownLength` is `len` of what is walked through, where it has one.
  init(
    _ iterator: ValueIterator, knownLength: Int?, depth0: Int, run: Run,
    recurse: ((Value) throws(TemplateError) -> Value)?
  ) {
    source = iterator
    self.knownLength = knownLength
    self.depth0 = depth0
    self.run = run
    self.recurse = recurse
  }

  func next() throws(TemplateError) -> Value? {
    let item: Value?
    if case .some(.some(let value)) = ahead {
      item = value
    } else {
      item = try source.next()
    }
    ahead = nil
    guard let item else { return nil }
    index0 += 1
    before = current
    current = item
    return item
  }

  private func peek() throws(TemplateError) -> Value? {
    if case .some(.some(let value)) = ahead { return value }
    let value = try source.next()
    ahead = .some(value)
    return value
  }

  private func count() throws(TemplateError) -> Int {
    if let known = length0 ?? knownLength { return known }
    var rest: [Value] = []
    while let item = try source.next() {
      try run.count(iterations: 1)
      rest.append(item)
    }
    source = ValueIterator(rest)
    var total = rest.count + index0 + 1
    if case .some(.some) = ahead { total += 1 }
    length0 = total
    return total
  }

  var typeName: String { "jinja2.runtime.LoopContext" }
  var isCallable: Bool { true }
  var length: Int? { try? count() }
  var isTrue: Bool { length != 0 }

  func repr() throws(TemplateError) -> String { "<LoopContext \(index0 + 1)/\(try count())>" }
  func iterator() throws(TemplateError) -> ValueIterator? {
    ValueIterator(
      Generator { [self] () throws(TemplateError) in
        guard let item = try next() else { return nil }
        return .tuple([item, .object(self)])
      })
  }

  func attribute(_ name: String) throws(TemplateError) -> Value? {
    switch name {
    case "index": .int(index0 + 1)
    case "index0": .int(index0)
    case "revindex": .int(try count() - index0)
    case "revindex0": .int(try count() - index0 - 1)
    case "first": .bool(index0 == 0)
    case "last": .bool(try peek() == nil)
    case "length": .int(try count())
    case "depth": .int(depth0 + 1)
    case "depth0": .int(depth0)
    case "previtem": index0 == 0 ? run.undefined(hint: "there is no previous item") : before
    case "nextitem": try peek() ?? run.undefined(hint: "there is no next item")
    case "cycle":
      .object(FunctionObject("cycle") { [self] arguments, _ throws(TemplateError) in try cycle(arguments) })
    case "changed":
      .object(
        FunctionObject("changed") { [self] arguments, _ throws(TemplateError) in try changed(arguments) })
    default: nil
    }
  }

  private func cycle(_ arguments: Arguments) throws(TemplateError) -> Value {
    guard !arguments.positional.isEmpty else { throw .type("no items for cycling given") }
    guard arguments.named.isEmpty else { throw .type("cycle() takes no keyword arguments") }
    return arguments.positional[index0 % arguments.positional.count]
  }

  private func changed(_ arguments: Arguments) throws(TemplateError) -> Value {
    let values = arguments.positional
    if let lastChanged, try Value.tuple(lastChanged).equals(.tuple(values)) { return .bool(false) }
    lastChanged = values
    return .bool(true)
  }

  func call(_ arguments: Arguments, in run: Run) throws(TemplateError) -> Value {
    guard let recurse else {
      throw .type("The loop must have the 'recursive' marker to be called recursively.")
    }
    guard arguments.positional.count == 1, arguments.named.isEmpty else {
      throw .type("loop() takes exactly one argument")
    }
    return try recurse(arguments.positional[0])
  }
}
