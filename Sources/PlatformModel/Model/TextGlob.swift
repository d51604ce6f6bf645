/// A pattern in which `*` stands for any bytes; ASCII case does not matter.
package struct TextGlob: Sendable, Hashable {
  private let parts: [[UInt8]]

  package init(_ pattern: String) {
    parts = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { $0.map(TextGlob.lower) }
  }

  /// The lower-case byte that a matching text begins with; `nil` when that is open.
  package var firstByte: UInt8? { parts[0].first }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8)[...]) }

  /// Takes the parts from left to right at their first place: linear in parts times text.
  package func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard starts(text, text.startIndex, with: parts[0]) else { return false }
    var position = text.startIndex + parts[0].count
    guard parts.count > 1 else { return position == text.endIndex }
    for part in parts[1..<(parts.count - 1)] where !part.isEmpty {
      var found = position
      while !starts(text, found, with: part) {
        found += 1
        guard found + part.count <= text.endIndex else { return false }
      }
      position = found + part.count
    }
    let last = parts[parts.count - 1]
    return text.endIndex - position >= last.count && starts(text, text.endIndex - last.count, with: last)
  }

  private func starts(_ text: ArraySlice<UInt8>, _ position: Int, with part: [UInt8]) -> Bool {
    guard text.endIndex - position >= part.count else { return false }
    for offset in part.indices where TextGlob.lower(text[position + offset]) != part[offset] { return false }
    return true
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
