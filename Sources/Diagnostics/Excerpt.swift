/// The line of a text around a column, with a caret under it.
package enum Excerpt {
  /// Widest line that is shown whole; a longer one is cut around the column.
  private static let width = 100

  /// Returns the line and a caret line, or `nil` when the text has no such line.
  ///
  /// Control characters become spaces, bytes that are no UTF-8 become U+FFFD: the result is safe on a terminal.
  package static func around(line: Int, column: Int, in bytes: some Collection<UInt8>) -> String? {
    guard line > 0 else { return nil }
    var rest = bytes[...]
    for _ in 1..<line {
      guard let end = rest.firstIndex(of: 0x0A) else { return nil }
      rest = rest[rest.index(after: end)...]
    }
    let content = Array(rest.prefix { $0 != 0x0A && $0 != 0x0D })
    let target = max(0, min(column - 1, content.count))
    let start = content.count <= width ? 0 : max(0, min(target - width / 2, content.count - width))
    let shown = content[start..<min(content.count, start + width)].map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    let lead = String(decoding: shown.prefix(target - start), as: UTF8.self)
    let text = String(decoding: shown, as: UTF8.self)
    let margin = "\(line) | "
    let pad = String(repeating: " ", count: margin.count + lead.count)
    return "\(margin)\(text)\n\(pad)^"
  }
}
