import ConfigTree
import PlatformModel

/// Lines in which secrets of a row stand, made from the row alone.
struct PlantedLines {
  /// A canary that no rule takes for a word, an algorithm or something masked.
  static let canary = "Ca7naryXq93"
  static let other = "Wren52yTq81b"
  /// A canary where only the digits of code may stand.
  static let code = "ca7a12c0ffee99d1e5a0b1c2d3e4f506"

  /// The section's line, where the row asks for one.
  let header: String?
  let lines: [String]

  /// `isPath`: a line is a whole path behind a verb.
  init(_ row: SecretRow, isPath: Bool) {
    header = row.sections.first.map { PlantedLines.line($0.elements, secrets: [], options: false, choice: 0) }
    switch row.place {
    case .line(let pattern, let captures):
      var lines: [String] = []
      for options in [false, true] {
        for choice in 0..<PlantedLines.choices(pattern.elements) {
          let line = PlantedLines.line(pattern.elements, secrets: captures, options: options, choice: choice)
          if line.contains(PlantedLines.canary) || line.contains(PlantedLines.other) { lines.append(line) }
        }
      }
      self.lines = lines
    case .words(let pattern, let captures):
      let inner = PlantedLines.line(pattern.elements, secrets: captures, options: true, choice: 0)
      let choices = (0..<PlantedLines.choices(pattern.elements)).map {
        PlantedLines.line(pattern.elements, secrets: captures, options: false, choice: $0)
      }
      let all = choices + [inner, "\(inner) c d"]
      lines = all.map { "set a b1 \($0)" } + (isPath ? [] : all)
    case .property(let name):
      lines = [
        "add address=192.0.2.1 \(name)=\(PlantedLines.canary) comment=x",
        "set \(name)=\"\(PlantedLines.canary) b\"",
        "    \(name) = \(PlantedLines.canary)", "    \(name)=\"\(PlantedLines.canary)\"",
      ]
    case .element(let names):
      let open = names.map { "<\($0)>" }.joined()
      let close = names.reversed().map { "</\($0)>" }.joined()
      lines = [
        "\(open)\(PlantedLines.canary)\(close)", "\(open)<![CDATA[\(PlantedLines.canary)]]>\(close)",
        "\(open)\n  \(PlantedLines.canary)\n  \(PlantedLines.other)\n\(close)",
        "<!-- \(open)\(PlantedLines.canary)\(close) -->", "\(open)&quot;\(PlantedLines.canary)\(close)",
      ]
    case .block(let pattern, let until):
      let start = PlantedLines.line(pattern.elements, secrets: [], options: false, choice: 0)
      lines = ["\(start)\n  \(PlantedLines.code)\n  30820122 300D0609\n  \(PlantedLines.code)\n  \(until)"]
    }
  }

  /// How many lines it takes to see every word of every list once.
  private static func choices(_ elements: [StatementPattern.Element]) -> Int {
    elements.map { element in
      switch element {
      case .words(let words), .capture(_, _, .oneOf(let words)): words.count
      case .optional(let inner): choices(inner)
      default: 1
      }
    }.max() ?? 1
  }

  static func line(
    _ elements: [StatementPattern.Element], secrets: [String], options: Bool, choice: Int
  ) -> String {
    words(elements, secrets, options, choice).joined(separator: " ")
  }

  private static func words(
    _ elements: [StatementPattern.Element], _ secrets: [String], _ options: Bool, _ choice: Int
  ) -> [String] {
    elements.flatMap { element -> [String] in
      switch element {
      case .words(let words): return [words[choice % words.count].replacing("*", with: "x1")]
      case .capture(let name, _, let form):
        if let place = secrets.firstIndex(of: name) { return [place == 0 ? canary : other] }
        switch form {
        case .any: return ["n1"]
        case .number: return ["3"]
        case .oneOf(let words): return [words[choice % words.count].replacing("*", with: "x1")]
        }
      case .rest(let name, _): return secrets.contains(name) ? [canary] : ["n1", "n2"]
      case .optional(let inner):
        let isNeeded = inner.contains { element in
          if case .capture(let name, _, _) = element { secrets.contains(name) } else { false }
        }
        return options || isNeeded ? words(inner, secrets, options, choice) : []
      }
    }
  }
}
