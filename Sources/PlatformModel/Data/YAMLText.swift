import Diagnostics
import Yams

/// The text of a YAML file, for places and excerpts.
struct YAMLText {
  let bytes: [UInt8]
  let source: String
  /// Offsets at which lines begin.
  private let starts: [Int]

  init(bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    self.starts = starts
  }

  /// The first byte that is no UTF-8.
  var firstBadByte: Int? {
    var position = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): position += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return position
      }
    }
  }

  /// The place of the star that is one too many among those that could begin an alias.
  func star(after limit: Int) -> Int? {
    var count = 0
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "*") {
      let before = offset > 0 ? bytes[offset - 1] : 0x0A
      let after = offset + 1 < bytes.count ? bytes[offset + 1] : 0x0A
      let canBegin = [0x0A, 0x0D, 0x20, 0x09, 0x5B, 0x7B, 0x2C, 0x3A, 0x2D, 0x3F].contains(before)
      let lower = after | 0x20
      let isName =
        lower >= 0x61 && lower <= 0x7A || after >= 0x30 && after <= 0x39 || after == 0x2D || after == 0x5F
      guard canBegin, isName else { continue }
      count += 1
      if count > limit { return offset }
    }
    return nil
  }

  func place(ofByte offset: Int) -> SourcePlace {
    let line = starts.partitioningIndex { $0 > offset } - 1
    return SourcePlace(source: source, line: line + 1, column: offset - starts[line] + 1)
  }

  /// The parser counts columns in Unicode scalars, we in bytes.
  func place(_ mark: Mark?) -> SourcePlace {
    var cursor = ColumnCursor()
    return place(mark, &cursor)
  }

  /// The same for marks that follow each other: long lines are walked once.
  func place(_ mark: Mark?, _ cursor: inout ColumnCursor) -> SourcePlace {
    guard let mark, mark.line >= 1, mark.line <= starts.count else { return SourcePlace(source: source) }
    if cursor.line != mark.line || cursor.scalars > mark.column - 1 {
      cursor = ColumnCursor(line: mark.line, scalars: 0, offset: starts[mark.line - 1])
    }
    while cursor.scalars < mark.column - 1, cursor.offset < bytes.count, bytes[cursor.offset] != 0x0A {
      cursor.offset += 1
      while cursor.offset < bytes.count, bytes[cursor.offset] & 0xC0 == 0x80 { cursor.offset += 1 }
      cursor.scalars += 1
    }
    return SourcePlace(source: source, line: mark.line, column: cursor.offset - starts[mark.line - 1] + 1)
  }

  /// A place in a line by scalars and by bytes.
  struct ColumnCursor {
    var line = 0
    var scalars = 0
    var offset = 0
  }

  func error(_ message: String, at place: SourcePlace, remedy: String? = nil) -> InputError {
    InputError(
      message, at: place, remedy: remedy,
      excerpt: Excerpt.around(line: place.line, column: place.column, in: bytes))
  }

  func error(_ error: YamlError) -> InputError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let lead = context.map { "\($0.text.trimmedEnd), " } ?? ""
      return self.error("no YAML: \(lead)\(problem)", at: place(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      return self.error(
        "the key \(keys.first.map { "\"\($0)\"" } ?? "") stands twice in this map", at: place(context.mark))
    case .reader(let problem, let offset, _, _):
      let place = offset.map { self.place(ofByte: min(max($0, 0), bytes.count)) }
      return self.error("no YAML: \(problem)", at: place ?? SourcePlace(source: source))
    default:
      return InputError("no YAML: \(error)", at: SourcePlace(source: source))
    }
  }
}

extension Array<Int> {
  /// The first index whose element fulfils the condition, which all later ones do too.
  fileprivate func partitioningIndex(where condition: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension String {
  fileprivate var trimmedEnd: Substring {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
