/// Pieces of CommonMark with tables, safe for any text.
package enum Markdown {
  /// Text in a paragraph or table cell: nothing in it is taken for markup.
  package static func text(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "~":
        output.unicodeScalars.append("\\")
        output.unicodeScalars.append(scalar)
      case "&": output += "&amp;"
      case "\n", "\r", "\t": output += " "
      default: output.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
      }
    }
    return output
  }

  /// A code span; the fence is longer than any run of backquotes inside.
  package static func code(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let oneLine = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    let fence = String(repeating: "`", count: longestRun(oneLine) + 1)
    let pad = oneLine.hasPrefix("`") || oneLine.hasSuffix("`") ? " " : ""
    // A bar would end a table's cell even in a code span.
    return "\(fence)\(pad)\(oneLine.replacing("|", with: "\\|"))\(pad)\(fence)"
  }

  /// A fenced block.
  package static func block(_ text: String, language: String = "") -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(text) + 1))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A table; cells are markup already.
  package static func table(_ head: [String], _ rows: [[String]]) -> String {
    let lines = [head, head.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private static func longestRun(_ text: String) -> Int {
    var (longest, current) = (0, 0)
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
