/// Columns for people: aligned with blanks, the last one ragged.
struct TextTable {
  var header: [String]
  var rows: [[String]]

  func text() -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { width(of: $0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - width(of: cell))
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }

  /// Columns on a terminal, near enough: East Asian wide characters count twice.
  private func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) {
      $0 + ((0x1100...0x115F).contains($1.value) || (0x2E80...0xFFDC).contains($1.value) ? 2 : 1)
    }
  }
}
