/// What a compiler keeps that compiles for source maps.
struct Recording {
  private let template: TemplateText
  /// Loops by their variable, where the loop's items are all that it ever holds.
  var loops: [Variable: LoopSite] = [:]
  /// The expression to compile next is the object of a look-up.
  var isOwner = false

  init(name: String, source: [UInt8], options: SyntaxOptions) {
    template = TemplateText(name: name, source: source, options: options)
  }

  func place(of offset: Int) -> SourceMap.Place { template.place(ofTagAt: offset) }

  /// The lines of a part of the text.
  func parts(of range: Range<Int>) -> [(range: Range<Int>, place: SourceMap.Place)] {
    template.parts(of: range)
  }

  /// Makes the variables of a loop known to what is compiled inside.
  mutating func enter(
    _ loop: LoopSyntax, _ statement: StatementSyntax, _ inner: Compiler.Place
  ) throws(TemplateError) -> LoopSite {
    let names = loop.target.assignedNames.compactMap { name in
      inner.symbols.find(name).map { (name: name, variable: $0) }
    }
    let site = LoopSite(
      place: place(of: statement.offset), names: names.map { ($0.name, $0.variable.slot) },
      isCounted: loop.filter == nil && !loop.isRecursive)
    for (_, variable) in names { loops[variable] = nil }
    if case .name(let name) = loop.target.kind, let variable = names.first?.variable {
      var isSet = false
      for nested in loop.body {
        try nested.visitAll { (nested) throws(TemplateError) in
          isSet = isSet || nested.targets.contains { $0.assignedNames.contains(name) }
        }
      }
      if !isSet { loops[variable] = site }
    }
    return site
  }
}

/// The text of a template with the places of its tags.
private struct TemplateText: Sendable {
  private let name: String
  private let source: [UInt8]
  private let lineStarts: [Int]
  /// In order.
  private let tags: [(start: Int, text: Range<Int>)]

  init(name: String, source: [UInt8], options: SyntaxOptions) {
    self.name = name
    self.source = source
    lineStarts = [0] + source.indices.filter { source[$0] == 0x0A }.map { $0 + 1 }
    var tags: [(start: Int, text: Range<Int>)] = []
    var open: (start: Int, first: Int?)?
    for token in Lexer.tokens(of: source, options: options).tokens {
      switch token.kind {
      case .variableBegin, .blockBegin: open = (token.offset, nil)
      case .variableEnd, .blockEnd:
        guard let tag = open, let first = tag.first else { break }
        var end = token.offset
        while end > first, [0x20, 0x09, 0x0A, 0x0D].contains(source[end - 1]) { end -= 1 }
        tags.append((tag.start, first..<end))
        open = nil
      default: if open != nil, open?.first == nil { open?.first = token.offset }
      }
    }
    self.tags = tags
  }

  /// The tag that a byte lies in.
  func place(ofTagAt offset: Int) -> SourceMap.Place {
    let after = TemplateText.partition(tags.count) { tags[$0].start > offset }
    guard after > 0 else { return place(at: offset, source: "") }
    let tag = tags[after - 1]
    return place(at: tag.start, source: String(decoding: source[tag.text], as: UTF8.self))
  }

  func parts(of range: Range<Int>) -> [(range: Range<Int>, place: SourceMap.Place)] {
    var parts: [(range: Range<Int>, place: SourceMap.Place)] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = source[start..<range.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? range.upperBound
      parts.append((start..<end, place(at: start, source: nil)))
      start = end
    }
    return parts
  }

  private func place(at offset: Int, source: String?) -> SourceMap.Place {
    let line = TemplateText.partition(lineStarts.count) { lineStarts[$0] > offset }
    return SourceMap.Place(
      template: name, line: line, column: offset - lineStarts[line - 1] + 1, source: source)
  }

  /// The first number that a condition holds for, which holds for all after it as well.
  private static func partition(_ count: Int, _ isAfter: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
