import ChangeTicket

extension Worksheet {
  private static let head = ["Parameter", "On the device", "At the cloud", "Spellings, units, remarks"]

  /// Columns of text, one table a section.
  package var text: String {
    var output = "\(title)\n" + remarks.map { "\($0)\n" }.joined()
    for section in sections {
      let cells = [Worksheet.head] + section.rows.map(\.cells)
      let widths = Worksheet.head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
      output += "\n\(section.title)\n"
      for row in cells {
        var line = ""
        for (column, cell) in row.enumerated() {
          line += cell + String(repeating: " ", count: widths[column] - cell.count + 2)
        }
        while line.hasSuffix(" ") { line.removeLast() }
        output += "  \(line)\n"
      }
    }
    return output
  }

  /// CommonMark with tables.
  package var markdown: String {
    var output = "# \(Markdown.text(title))\n\n" + remarks.map { "\(Markdown.text($0))\n\n" }.joined()
    for section in sections {
      output += "## \(Markdown.text(section.title))\n\n"
      output += Markdown.table(Worksheet.head, section.rows.map { $0.cells.map(Markdown.text) }) + "\n"
    }
    return output
  }

  /// One page without anything from elsewhere, good for a browser and for paper.
  package var html: String {
    var output = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(Worksheet.escaped(title))</title>
      <style>
      body { font: 15px/1.4 sans-serif; margin: 2em auto; max-width: 72em; padding: 0 1em }
      table { border-collapse: collapse; width: 100% }
      th, td { border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top }
      td:nth-child(2), td:nth-child(3) { font-family: monospace; overflow-wrap: anywhere }
      thead { background: #eee }
      @media print { body { margin: 0; max-width: none } section { break-inside: avoid } }
      </style>
      </head>
      <body>
      <h1>\(Worksheet.escaped(title))</h1>

      """
    for remark in remarks { output += "<p>\(Worksheet.escaped(remark))</p>\n" }
    for section in sections {
      output += "<section>\n<h2>\(Worksheet.escaped(section.title))</h2>\n<table>\n<thead><tr>"
      output += Worksheet.head.map { "<th>\($0)</th>" }.joined() + "</tr></thead>\n<tbody>\n"
      for row in section.rows {
        output += "<tr>" + row.cells.map { "<td>\(Worksheet.escaped($0))</td>" }.joined() + "</tr>\n"
      }
      output += "</tbody>\n</table>\n</section>\n"
    }
    return output + "</body>\n</html>\n"
  }

  private static func escaped(_ text: String) -> String {
    var output = ""
    for character in text {
      switch character {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      default: output.append(character)
      }
    }
    return output
  }
}

extension Worksheet.Row {
  fileprivate var cells: [String] { [parameter, device, cloud, notes] }
}
