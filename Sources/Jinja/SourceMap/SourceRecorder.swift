/// What a render with a map keeps: pieces as they are written, the way to them, what was read.
///
/// Only code that was compiled for recording knows of it. Expressions write into captures alone, never into the output
/// that surrounds them: so everything that is recorded while one is evaluated lies in a layer of its own, and the text
/// that it gives is held against the text of that layer.
final class SourceRecorder {
  /// Text that was written, and what wrote it; ranges count from the start of the text.
  struct Layer {
    var text: [UInt8] = []
    var pieces: [SourceMap.Piece] = []
    /// Results of macros.
    var captures: [Capture] = []
  }

  struct Capture {
    var text: Range<Int>
    var pieces: Range<Int>
  }

  /// The parts of a look-up that is being evaluated.
  struct Lookup {
    var owner: Value?
    var key: Value?
  }

  /// A loop under way.
  struct Pass {
    var base: Int?
    /// What is walked through, where it is a list of the context.
    var list: String?
    var index = -1
    var variables: [SourceMap.Variable] = []

    var path: String? { list.map { "\($0)[\(index)]" } }
  }

  private let limits: EvaluationLimits
  private let paths: ContextPaths
  private var entries = 0
  private var keptBytes = 0
  private(set) var layer = Layer()
  private var steps: [SourceMap.Step] = []
  /// The innermost step.
  var step: Int?
  /// What the expression under way has read.
  var reads: [SourceMap.Variable] = []
  var lookup = Lookup()
  var passes: [ObjectIdentifier: Pass] = [:]
  /// Name of the template that was included or imported last.
  var loadedName: String?
  /// Text that variables hold, by frame and slot.
  private var kept: [ObjectIdentifier: [Int: Layer]] = [:]
  /// Text of modules, which are rendered once and printed often.
  private var modules: [String: Layer] = [:]

  private static let longestValue = 1024
  private static let mostOrigins = 16
  /// Work on lines of filtered blocks; what is beyond has the places of the whole block.
  private static let mostComparisons = 20_000_000
  private var comparisons = 0

  init(limits: EvaluationLimits, context: Value) throws(TemplateError) {
    self.limits = limits
    paths = try ContextPaths(context, limit: limits.mapEntries)
    try count(paths.count)
  }

  /// Everything that was recorded, for the output of the render.
  func map(of output: [UInt8]) throws(TemplateError) -> SourceMap {
    guard layer.text == output else {
      throw TemplateError(.runtime, "the source map does not cover the output")
    }
    return SourceMap(pieces: layer.pieces, steps: steps)
  }

  func finish() {
    kept = [:]
    modules = [:]
    passes = [:]
    lookup = Lookup()
  }

  private func count(_ number: Int = 1) throws(TemplateError) {
    entries += number
    guard entries <= limits.mapEntries else {
      throw .limit("the source map has more than \(limits.mapEntries) entries")
    }
  }

  // MARK: The way

  func newStep(_ kind: SourceMap.Step.Kind, _ place: SourceMap.Place, _ variables: [SourceMap.Variable] = [])
    throws(TemplateError)
  {
    try count()
    steps.append(SourceMap.Step(kind: kind, place: place, variables: variables, parent: step))
    step = steps.count - 1
  }

  /// Goes back; the step is kept where pieces lie behind it.
  func leaveStep(to outer: Int?, isUsed: Bool) {
    if !isUsed, step == steps.count - 1 {
      steps.removeLast()
      entries -= 1
    }
    step = outer
  }

  // MARK: Layers

  /// Runs a body and gives what was recorded meanwhile, apart from what was before.
  func layered(_ body: () throws(TemplateError) -> Void) throws(TemplateError) -> Layer {
    var inner = Layer()
    swap(&inner, &layer)
    defer { swap(&inner, &layer) }
    try body()
    return layer
  }

  /// Runs a macro's body: its text is one capture of the layer.
  func capturing<Result>(_ body: () throws(TemplateError) -> Result) throws(TemplateError) -> Result {
    let (text, pieces) = (layer.text.count, layer.pieces.count)
    let result = try body()
    layer.captures.append(
      Capture(text: text..<layer.text.count, pieces: pieces..<layer.pieces.count))
    return result
  }

  /// Text of the template itself.
  func add(_ text: ArraySlice<UInt8>, at place: SourceMap.Place) throws(TemplateError) {
    try append(text, place)
  }

  private func append(
    _ text: ArraySlice<UInt8>, _ place: SourceMap.Place, _ variables: [SourceMap.Variable] = [],
    _ origins: [SourceMap.Place] = []
  ) throws(TemplateError) {
    try count(1 + variables.count)
    let start = layer.text.count
    layer.text += text
    layer.pieces.append(
      SourceMap.Piece(
        range: start..<layer.text.count, place: place, variables: variables, origins: origins, step: step))
  }

  /// Text that an expression or a statement has written, with what was recorded while it ran.
  ///
  /// `known` is text that a variable held, should it be the one that is printed.
  func add(
    _ text: ArraySlice<UInt8>, at place: SourceMap.Place, reading variables: [SourceMap.Variable] = [],
    from inner: Layer, known: Layer? = nil
  ) throws(TemplateError) {
    if text.isEmpty {
      if !variables.isEmpty { try append(text, place, variables) }
    } else if inner.text.elementsEqual(text) {
      try splice(inner.pieces[...], from: 0, text)
    } else if let capture = inner.captures.last(where: { inner.text[$0.text].elementsEqual(text) }) {
      try splice(inner.pieces[capture.pieces], from: capture.text.lowerBound, text)
    } else if let known, known.text.elementsEqual(text) {
      try derive(text, place, variables, from: known)
    } else {
      try derive(text, place, variables, from: inner)
    }
  }

  /// The text is what the pieces wrote.
  private func splice(
    _ pieces: ArraySlice<SourceMap.Piece>, from offset: Int, _ text: ArraySlice<UInt8>
  ) throws(TemplateError) {
    try count(pieces.count)
    let shift = layer.text.count - offset
    layer.text += text
    for var piece in pieces {
      piece.range = piece.range.lowerBound + shift..<piece.range.upperBound + shift
      layer.pieces.append(piece)
    }
  }

  /// The text was made of what the pieces wrote.
  private func derive(
    _ text: ArraySlice<UInt8>, _ place: SourceMap.Place, _ variables: [SourceMap.Variable], from inner: Layer
  ) throws(TemplateError) {
    guard let lines = aligned(text, with: inner.text) else {
      return try append(text, place, variables, origins(of: 0..<inner.text.count, in: inner))
    }
    for (written, made) in lines {
      try append(text[written], place, variables, origins(of: made, in: inner))
    }
  }

  private func origins(of range: Range<Int>, in inner: Layer) -> [SourceMap.Place] {
    var origins: [SourceMap.Place] = []
    for piece in inner.pieces where piece.range.overlaps(range) {
      for origin in [piece.place] + piece.origins
      where !origins.contains(where: { $0.saysSame(as: origin) }) {
        guard origins.count < SourceRecorder.mostOrigins else { return origins }
        origins.append(origin)
      }
    }
    return origins
  }

  /// Pairs of lines, where each line of a text certainly holds what the captured line of the same number said.
  private func aligned(
    _ text: ArraySlice<UInt8>, with captured: [UInt8]
  ) -> [(Range<Int>, Range<Int>)]? {
    let (written, made) = (SourceRecorder.lines(of: text), SourceRecorder.lines(of: captured[...]))
    guard written.count > 1, written.count == made.count else { return nil }
    for (line, source) in zip(written, made) {
      comparisons += line.count * source.count
      guard comparisons <= SourceRecorder.mostComparisons else { return nil }
      let words = captured[source].drop(while: SourceRecorder.isSpace).reversed()
        .drop(while: SourceRecorder.isSpace).reversed()
      guard SourceRecorder.contains(text[line], Array(words)) else { return nil }
    }
    return Array(zip(written, made))
  }

  private static func lines(of text: ArraySlice<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.endIndex
      lines.append(start..<end)
      start = end
    }
    return lines
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Small and capital letters are the same.
  private static func contains(_ text: ArraySlice<UInt8>, _ words: [UInt8]) -> Bool {
    func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
    guard let first = words.first.map(folded) else { return true }
    var position = text.startIndex
    while text.endIndex - position >= words.count {
      if folded(text[position]) == first,
        text[position...].prefix(words.count).elementsEqual(words, by: { folded($0) == folded($1) })
      {
        return true
      }
      position += 1
    }
    return false
  }

  // MARK: Text that is printed later

  /// Keeps what a variable of a frame holds.
  func keep(_ layer: Layer, in slot: Int, of frame: Frame) throws(TemplateError) {
    let frame = ObjectIdentifier(frame)
    var text = layer
    if layer.captures.count == 1, let capture = layer.captures.first {
      text = SourceRecorder.part(capture, of: layer)
    }
    guard !text.text.isEmpty || kept[frame]?[slot] != nil else { return }
    let old = kept[frame, default: [:]].updateValue(text, forKey: slot)
    try keeps(text.text.count - (old?.text.count ?? 0))
  }

  func text(in slot: Int, of frame: Frame) -> Layer? { kept[ObjectIdentifier(frame)]?[slot] }

  /// Forgets the variables of a frame that ends; another one may get its address.
  func forget(_ frame: Frame) {
    guard let old = kept.removeValue(forKey: ObjectIdentifier(frame)) else { return }
    for layer in old.values { keptBytes -= layer.text.count }
  }

  /// Keeps a module's text under its name.
  func keep(_ layer: Layer, module name: String) throws(TemplateError) {
    guard modules[name] == nil else { return }
    modules[name] = layer
    try keeps(layer.text.count)
  }

  func text(ofModule name: String) -> Layer? { modules[name] }

  private func keeps(_ bytes: Int) throws(TemplateError) {
    keptBytes += bytes
    guard keptBytes <= limits.outputBytes else {
      throw .limit("the source map keeps more than \(limits.outputBytes) bytes of captured text")
    }
  }

  private static func part(_ capture: Capture, of layer: Layer) -> Layer {
    let shift = capture.text.lowerBound
    let pieces = layer.pieces[capture.pieces].map { piece in
      var piece = piece
      piece.range = piece.range.lowerBound - shift..<piece.range.upperBound - shift
      return piece
    }
    return Layer(text: Array(layer.text[capture.text]), pieces: pieces)
  }

  // MARK: Values

  /// Notes what a look-up found; functions, macros and the like are no values of anybody's data.
  func note(_ value: Value, as name: String, path: String?) throws(TemplateError) {
    guard let shown = SourceRecorder.shown(value) else { return }
    try count(1 + shown.utf8.count / 64)
    let variable = SourceMap.Variable(name: name, path: path ?? name, value: shown)
    // An expression repeats what it has just read; a long one is not searched from the start.
    if !reads.suffix(SourceRecorder.mostOrigins).contains(variable) { reads.append(variable) }
  }

  /// The way from the context to a list or dict.
  func path(of value: Value) -> String? { paths.path(of: value) }

  static func shown(_ value: Value) -> String? {
    switch value {
    case .none: return "none"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return "\(value)"
    case .string(let text), .markup(let text): return cut(text)
    case .double, .bigInt: return (try? value.printed()).map(cut)
    case .list(let list): return "list of \(list.items.count)"
    case .tuple(let tuple): return "tuple of \(tuple.items.count)"
    case .dict(let dict): return "dict of \(dict.count)"
    case .undefined: return "undefined"
    case .object: return nil
    }
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > longestValue else { return text }
    return String(decoding: text.utf8.prefix(longestValue), as: UTF8.self) + "…"
  }
}
