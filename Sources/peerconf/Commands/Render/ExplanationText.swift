import Jinja

/// An explanation for people: number and text of each line, then a row for each line of a template that had a part in
/// it, with the values that went in there and the condition that it stands under.
struct ExplanationText {
  private static let textWidth = 44
  private static let placeWidth = 34
  private static let valueWidth = 44
  private static let rowWidth = 150
  /// Rows of a line, and values of a row: a line that was made of more says so.
  private static let most = 16

  private struct Row {
    var place: String
    var values: [String]
  }

  private let lines: [(number: Int, text: String, rows: [Row])]

  init(_ explanation: Explanation) {
    lines = explanation.lines.map { line in
      (line.number, ExplanationText.cut(line.text, ExplanationText.textWidth), ExplanationText.rows(of: line))
    }
  }

  var text: String {
    let number = max(4, "\(lines.last?.number ?? 0)".count)
    let text = max(6, lines.map(\.text.count).max() ?? 0)
    let place = max(8, lines.flatMap(\.rows).map(\.place.count).max() ?? 0)
    let margin = number + text + place + 6
    func head(_ first: String, _ second: String, _ third: String) -> String {
      "\(Self.padded(first, number, isRight: true))  \(Self.padded(second, text))  \(Self.padded(third, place))  "
    }
    var rows = [head("LINE", "OUTPUT", "TEMPLATE") + "VALUES"]
    for line in lines {
      var first = ("\(line.number)", line.text)
      for row in line.rows {
        var start = head(first.0, first.1, row.place)
        for values in Self.wrapped(row.values, max(Self.valueWidth, Self.rowWidth - margin)) {
          rows.append(start + values)
          start = head("", "", "")
        }
        first = ("", "")
      }
    }
    return rows.map { Self.trimmed($0) + "\n" }.joined()
  }

  /// Lines of templates in the order in which they wrote.
  private static func rows(of line: Explanation.Line) -> [Row] {
    var rows: [Row] = []
    // The text of a template says nothing beside one that has words.
    let words = line.pieces.filter { $0.place.source != nil || $0.text.contains { !$0.isWhitespace } }
    for piece in words.isEmpty ? line.pieces : words {
      var place = shown(piece.place)
      if !piece.origins.isEmpty {
        place += " < " + (piece.origins.first.map(shown) ?? "")
        if piece.origins.count > 1 { place += " …" }
      }
      place = cut(place, placeWidth, keepsEnd: true)
      var values = piece.variables.prefix(most).map {
        "\($0.path)=\(quoted(cut(flat($0.value), valueWidth)))"
      }
      if let condition = piece.steps.last(where: { $0.kind == .condition }),
        let source = condition.place.source,
        condition.place.template == piece.place.template
      {
        values.append("(\(cut(flat(source), valueWidth + 16)))")
      }
      if let index = rows.firstIndex(where: { $0.place == place }) {
        let room = most - rows[index].values.count
        rows[index].values += values.filter { !rows[index].values.contains($0) }.prefix(max(0, room))
      } else if rows.count < most {
        rows.append(Row(place: place, values: values))
      } else {
        rows.append(Row(place: "…", values: []))
        break
      }
    }
    for index in rows.indices {
      let values = rows[index].values
      rows[index].values = values.filter { !$0.hasPrefix("(") } + values.filter { $0.hasPrefix("(") }
    }
    return rows.isEmpty ? [Row(place: "", values: [])] : rows
  }

  private static func shown(_ place: SourceMap.Place) -> String { "\(place.template):\(place.line)" }

  /// On one line.
  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0.isWhitespace } }.joined(
      separator: "⏎")
  }

  /// In quotes where blanks at its ends, or nothing at all, would not be seen.
  private static func quoted(_ text: String) -> String {
    text.isEmpty || text.first == " " || text.last == " " ? "\"\(text)\"" : text
  }

  /// `keepsEnd`: the end of a path says more than its start.
  private static func cut(_ text: String, _ width: Int, keepsEnd: Bool = false) -> String {
    guard text.count > width else { return text }
    return keepsEnd ? "…" + text.suffix(width - 1) : text.prefix(width - 1) + "…"
  }

  private static func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return isRight ? blanks + text : text + blanks
  }

  private static func trimmed(_ text: String) -> Substring {
    let end = text.lastIndex { $0 != " " }
    return end.map { text[...$0] } ?? ""
  }

  /// Values in as few rows as there is room for.
  private static func wrapped(_ values: [String], _ width: Int) -> [String] {
    var rows = [""]
    for value in values {
      let last = rows[rows.count - 1]
      if last.isEmpty {
        rows[rows.count - 1] = value
      } else if last.count + 2 + value.count <= width {
        rows[rows.count - 1] = "\(last)  \(value)"
      } else {
        rows.append(value)
      }
    }
    return rows
  }
}
