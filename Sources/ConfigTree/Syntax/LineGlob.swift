/// A line pattern with `*` for any bytes.
struct LineGlob: Sendable {
  private let parts: [[UInt8]]
  /// Whether it begins with `*`, so that any line has to be looked at.
  let isOpen: Bool

  init(_ pattern: String) {
    parts = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
    isOpen = parts[0].isEmpty
  }

  /// The byte that a matching line begins with, when the pattern settles it.
  var firstByte: UInt8? { parts[0].first }

  func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ text: Range<Int>) -> Bool {
    guard text.count >= parts[0].count, starts(bytes, text.lowerBound, with: parts[0]) else { return false }
    var position = text.lowerBound + parts[0].count
    guard parts.count > 1 else { return position == text.upperBound }
    for part in parts[1..<(parts.count - 1)] {
      guard let found = find(part, in: bytes, position..<text.upperBound) else { return false }
      position = found + part.count
    }
    let last = parts[parts.count - 1]
    return text.upperBound - position >= last.count
      && starts(bytes, text.upperBound - last.count, with: last)
  }

  private func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, with part: [UInt8]) -> Bool {
    for (offset, byte) in part.enumerated() where bytes[position + offset] != byte { return false }
    return true
  }

  private func find(_ part: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let first = part.first else { return range.lowerBound }
    guard range.count >= part.count else { return nil }
    for position in range.lowerBound...(range.upperBound - part.count)
    where bytes[position] == first && starts(bytes, position, with: part) {
      return position
    }
    return nil
  }
}
