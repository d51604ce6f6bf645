/// Where each byte of one output comes from: which place of which template wrote it, and with which values.
///
///     let (output, map) = try environment.explain("main.j2", ["site": "berlin"])
///     for line in map.lines(of: output) { … }
package struct SourceMap: Sendable {
  /// A place of a template.
  package struct Place: Sendable, Hashable {
    package var template: String
    /// From 1.
    package var line: Int
    /// In bytes, from 1.
    package var column: Int
    /// What stands in the tag there, without its delimiters; `nil`: the text of the template itself.
    package var source: String?

    /// The same but for the column: two pieces of a line's text, say.
    func saysSame(as other: Place) -> Bool {
      line == other.line && source == other.source && template == other.template
    }
  }

  /// A variable that an expression read.
  package struct Variable: Sendable, Hashable {
    /// As the template writes it: `c.ike.version`.
    package var name: String
    /// From the context on, as far as that is known: `connections[0].ike.version`.
    package var path: String
    /// What it was, as it prints; long texts are cut, and of lists and dicts only the size is told.
    package var value: String
  }

  /// One step of the way to a piece: an include, a block, a loop's pass, a branch, the expression that called a macro.
  package struct Step: Sendable {
    package enum Kind: String, Sendable {
      case include, `import`, extends, block, loop, condition, call, filter, set
    }

    package var kind: Kind
    package var place: Place
    /// What a condition asked, what a loop's variables are in this pass.
    package var variables: [Variable]
    /// Number of the step before.
    var parent: Int?
  }

  /// A part of the output that one place wrote.
  package struct Piece: Sendable {
    /// Bytes of the output; empty where an expression printed nothing.
    package var range: Range<Int>
    package var place: Place
    package var variables: [Variable] = []
    /// Where text comes from that was captured first and printed here: by a set block, a filter block, a macro whose
    /// result went through a filter.
    package var origins: [Place] = []
    /// Number of the innermost step.
    var step: Int?
  }

  /// A line of the output with the pieces that made it.
  package struct Line: Sendable {
    /// From 1.
    package var number: Int
    /// Its bytes of the output, newline included.
    package var range: Range<Int>
    /// In order; their ranges follow each other and cover the line.
    package var pieces: [Piece]
  }

  package let pieces: [Piece]
  let steps: [Step]

  /// The way to a piece, outermost first.
  package func steps(to piece: Piece) -> [Step] {
    var way: [Step] = []
    var number = piece.step
    while let step = number {
      way.append(steps[step])
      number = steps[step].parent
    }
    return way.reversed()
  }

  /// The lines of the output that the map belongs to; a piece of several lines is a piece of each.
  package func lines(of output: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    var first = 0
    while start < output.count {
      let end = output[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? output.count
      var own: [Piece] = []
      var index = first
      while index < pieces.count, pieces[index].range.lowerBound < end {
        var piece = pieces[index]
        piece.range = piece.range.clamped(to: start..<end)
        if !piece.range.isEmpty || pieces[index].range.isEmpty { own.append(piece) }
        if pieces[index].range.upperBound > end { break }
        index += 1
      }
      lines.append(Line(number: lines.count + 1, range: start..<end, pieces: own))
      first = index
      start = end
    }
    return lines
  }
}

extension Environment {
  /// Renders a template and says where each line comes from.
  ///
  /// The templates are compiled for this once more: what ``Template/render(_:)`` runs knows nothing of maps.
  ///
  /// - Throws: what a render throws; `limit` when the map has more than ``EvaluationLimits/mapEntries``.
  package func explain(
    _ name: String, _ context: Value = .dict(DictObject())
  ) throws(TemplateError) -> (output: [UInt8], map: SourceMap) {
    let template = try recording.template(named: name)
    let recorder = try SourceRecorder(limits: options.limits, context: context)
    defer { recorder.finish() }
    let output = try template.render(context, recorder: recorder)
    return (output, try recorder.map(of: output))
  }
}
