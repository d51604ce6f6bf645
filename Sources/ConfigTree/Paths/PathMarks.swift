extension PathTree {
  /// Stands behind a path in a text and says that what it leads to is switched off; as a word of a file's own it is in
  /// quotes.
  package static let inactiveMark = Array("inactive:".utf8)

  /// The text before the mark, without the blank between them; `nil` where none stands at the end.
  package static func unmarked(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.last == inactiveMark.last, text.suffix(inactiveMark.count) == inactiveMark[...] else {
      return nil
    }
    let rest = text.dropLast(inactiveMark.count)
    if rest.isEmpty { return rest }
    return rest.last == 0x20 ? rest.dropLast() : nil
  }
}

extension Grammar {
  /// A path with the mark, in the words that identify what it leads to: a device that is to switch off
  /// `dh-group group14` is told `deactivate … dh-group` as well.
  package func marked(_ path: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var parent: Int?
    for segment in segments(of: path) {
      parent = match(segment.text, under: parent).rule
      text += (parent.map { rules[$0].identifying(segment.text, self) } ?? segment.text) + [0x20]
    }
    return text + PathTree.inactiveMark
  }
}
