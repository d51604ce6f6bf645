extension Recognition {
  /// Lines at the top of a file among which the version is looked for.
  private static let versionLines = 400

  /// The software version that a file names; `nil` when it names none.
  package func version(in bytes: [UInt8]) -> SoftwareVersion? {
    guard !versions.isEmpty else { return nil }
    // Behind a star, what stands next to the version.
    let marks = versions.map { mark in
      let parts = mark.before.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        before: Array(parts[0].utf8), next: parts.count > 1 ? Array(parts[1].utf8) : [],
        after: Array(mark.after.utf8)
      )
    }
    for line in bytes.split(separator: 0x0A, maxSplits: Recognition.versionLines).prefix(
      Recognition.versionLines)
    {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      for mark in marks where text.starts(with: mark.before) {
        var rest = text.dropFirst(mark.before.count).prefix(80)
        if !mark.next.isEmpty {
          guard let next = rest.firstRange(of: mark.next) else { continue }
          rest = rest[next.upperBound...]
        }
        let word = Recognition.cut(rest, at: mark.after)
        if let word, let version = SoftwareVersion(String(decoding: word, as: UTF8.self)) { return version }
      }
    }
    return nil
  }

  /// What stands before the text, or the first word when there is none.
  private static func cut(_ line: ArraySlice<UInt8>, at end: [UInt8]) -> ArraySlice<UInt8>? {
    guard let first = end.first else { return line.prefix { $0 > 0x20 && $0 != 0x2C } }
    var position = line.startIndex
    while position < line.endIndex {
      if line[position] == first, line[position...].starts(with: end) { return line[..<position] }
      position += 1
    }
    return nil
  }
}
